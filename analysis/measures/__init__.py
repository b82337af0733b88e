"""Measures of a stretch of text: readability and sentiment."""
