"""Measures: readability, sentiment, sides of sources, pronouns, display texts."""
