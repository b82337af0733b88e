"""Who says what, how often and how: source attribution in news articles."""
