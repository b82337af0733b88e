"""Who says what in news articles, how often and how: voices, quotes, attributions."""

__version__ = "0.1.0"
