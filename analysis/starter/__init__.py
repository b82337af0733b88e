"""A report of anyone's articles: made by `new`, shown by its notebooks.

    from analysis.starter import charts, open_report, pages

    report = open_report()
    charts.sources(report)

Nothing is imported before it is asked for: charts need the extra `report`.
"""

from __future__ import annotations

from analysis.starter.report import Report, open_report

__all__ = ["Report", "open_report"]
