"""Measures: readability, sentiment, pronouns, display texts."""
