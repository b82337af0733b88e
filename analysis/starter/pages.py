"""Lists and tables of a report, as HTML: functions of a report."""

from __future__ import annotations

from analysis.document import Shown
from analysis.starter.annotated import article
from analysis.starter.html import (
    Cell,
    Link,
    folded,
    note,
    shortened,
    shown,
    spaced,
    table,
)
from analysis.starter.proposal import COLUMN
from analysis.starter.report import Report, records
from analysis.tabular.files import schema
from analysis.text.segmentation import layers_of

__all__ = [
    "article",
    "articles",
    "columns",
    "display_texts",
    "measures",
    "relations",
    "summary",
    "voices",
]
_LONGEST = 90  # characters of a text in a list


def summary(report: Report) -> Shown:
    """How much there is, in a sentence."""
    listed = report.tables.articles
    dates = sorted(listed["date"].dropna())
    when = f", {dates[0]}" if dates else ""
    when += f" to {dates[-1]}" if dates and dates[-1] != dates[0] else ""
    undated = len(listed) - len(dates)
    when += f" ({undated} without a date)" if dates and undated else ""
    words, quotes = int(listed["n_words"].sum()), int(listed["n_quotes"].sum())
    claims = int(listed["n_attributions"].sum())
    return note(
        f"Articles: {len(listed)}{when}. They have {words:,} words of their own; a "
        f"program found {quotes:,} quotes and {claims:,} attributions in them."
    )


def articles(report: Report) -> Shown:
    """All articles, each with its page and what is known of it."""
    rows: list[list[Cell]] = []
    for row in records(report.tables.articles):
        title = _known(row, "title") or report.names[row.article]
        rows.append(
            [
                Link(str(title), report.address(row.article)),
                *(_known(row, fact) for fact in ("date", "outlet", "author")),
                int(row.n_words),
                int(row.n_quotes),
                int(row.n_attributions),
            ]
        )
    columns = ("article", "date", "outlet", "author", "words", "quotes")
    body = table("The articles", (*columns, "attributions"), rows)
    if any(str(cell).endswith(" ?") for row in rows for cell in row[1:4]):
        body += "<p>A question mark: inferred, not stated.</p>"
    return shown(body, "\n".join(report.names.values()))


def _known(row: object, fact: str) -> Cell:
    """A fact of a row, with a question mark where it is inferred."""
    value = getattr(row, fact)
    if value is None or value != value:
        return None
    evidence = str(getattr(row, f"{fact}_evidence", ""))
    inferred = getattr(row, f"{fact}_basis") == "inferred"
    told = evidence.startswith(COLUMN)
    return f"{value} ?" if inferred and not told else str(value)


def voices(report: Report) -> Shown:
    """The voices of all articles, each with how it is known; comments in one line."""
    rows: list[list[Cell]] = []
    for document in report.documents:
        article = document.article
        comments = 0
        for segment in document.segments:
            if segment.layer == "comment":
                comments += 1
                continue
            start, _ = article.in_file(segment.start, segment.end)
            rows.append(
                [
                    report.names[article.id],
                    spaced(segment.layer),
                    segment.carrier or "",
                    segment.basis,
                    Link(
                        shortened(segment.text, _LONGEST),
                        report.address(article.id, start),
                    ),
                ]
            )
        if comments:
            words = f"{comments} of readers, not shown"
            rows.append([report.names[article.id], "comment", "", "", words])
    columns = ("article", "voice", "of whom", "known", "begins")
    listed = table("All voices", columns, rows)
    return shown(folded(f"{len(rows)} lines", listed), f"{len(rows)} voices")


def measures(report: Report) -> Shown:
    """Every measure of each voice of each article."""
    frame = report.tables.voices
    pronouns = report.tables.sentences.groupby(["article", "layer"])["n_we"].sum()
    names = [name for name in frame.columns if name not in ("article", "piece")]
    rows: list[list[Cell]] = []
    for row in records(frame[frame["n_sentences"] > 0]):
        cells = [getattr(row, name) for name in names]
        we = [pronouns.get((row.article, layer), 0) for layer in layers_of(row.voice)]
        rows.append([report.names[row.article], *cells, int(sum(we))])
    heads = [spaced(name.removeprefix("n_")) for name in names]
    listed = table("All measures", ["article", *heads, "we, us, our"], rows)
    return shown(folded(f"{len(rows)} voices with words", listed), "all measures")


def display_texts(report: Report) -> Shown:
    """What is set in large type, beside the sentence below that is closest to it."""
    found = report.tables.display
    if found.empty:
        return note("No headline, standfirst, caption or pull quote was found.")
    texts = report.tables.sentences.set_index(["article", "sentence"])["text"]
    rows: list[list[Cell]] = []
    for row in records(found):
        closest: Cell = "no sentence shares a word"
        if isinstance(row.closest, str):
            address = report.address(row.article, int(row.closest_start))
            closest = Link(texts[row.article, row.closest], address)
        hedges = row.dropped_hedges if isinstance(row.dropped_hedges, str) else "none"
        rows.append(
            [
                f"{report.names[row.article]}, {spaced(row.layer)}",
                row.text,
                closest,
                float(row.similarity),
                hedges,
            ]
        )
    columns = [
        "article, voice",
        "in large type",
        "closest sentence of the text",
        "shared (0–1)",
        "hedges left out",
    ]
    return shown(
        table("Large type and the text below", columns, rows), f"{len(rows)} texts"
    )


def relations(report: Report) -> Shown:
    """The sentences that state a relation of the two parties, each with its place."""
    if report.dyad is None:
        return note(
            "No parties are named. Make the report again with --parties FILE to see "
            "what its sentences say of two of your choice."
        )
    dyad = report.tables.dyad
    one, other = dyad.one.name, dyad.other.name
    sentences = report.tables.sentences
    found = sentences[sentences["relation"] != "none"]
    if found.empty:
        return note(f"No sentence was found that relates {one} to {other}.")
    rows: list[list[Cell]] = [
        [
            report.names[row.article],
            row.relation,
            row.modality,
            row.agent,
            spaced(row.layer),
            Link(row.text, report.address(row.article, int(row.start))),
        ]
        for row in records(found)
    ]
    columns = ("article", "relation", "put as", "who acts", "voice", "sentence")
    caption = f"The relation between {one} and {other}, sentence by sentence"
    return shown(table(caption, columns, rows), f"{len(rows)} sentences")


def columns(report: Report, name: str) -> Shown:
    """Every column of a table: its type, its values, what it means, how full it is."""
    frame = getattr(report.tables, name)
    rows: list[list[Cell]] = [
        [
            column,
            about.type,
            spaced(" ".join(about.values[:6]))
            + (" …" if len(about.values) > 6 else ""),
            about.description,
            f"{int(frame[column].notna().sum()):,} of {len(frame):,}",
        ]
        for column, about in schema(report.dyad)[name].items()
    ]
    heads = ("column", "type", "values", "what it holds", "rows that have it")
    return shown(table(f"The table {name}", heads, rows), ", ".join(frame))
