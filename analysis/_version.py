"""The version of library and report, the one place that says it."""

__version__ = "0.3.0"
