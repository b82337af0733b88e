"""Passages and tables as a page shows them: escaped, labelled, with their place.

The text of an article is data: it is escaped here, wherever it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from itertools import pairwise, product
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader
from markdown_it import MarkdownIt
from markupsafe import Markup

from analysis.text.characters import Span, passage
from report.labels import records
from report.pages.shown import Shown


def rendered(template: str, **context: Any) -> str:
    """A template of the report with its fields filled and escaped."""
    return _templates().get_template(template).render(inline=inline, **context)


def inline(text: str) -> Markup:
    """A line of our own Markdown as HTML; an article's words in it must be escaped."""
    return Markup(MarkdownIt().renderInline(text))


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def evidence(sentences: pd.DataFrame, columns: Iterable[str] = ()) -> Shown:
    """The sentences as quoted passages, each with its piece, voice and place.

    `columns` are shown behind the place of each passage, such as its coded relation.
    Rows are those of the `sentences` table; an inserted block is left out as […].
    """
    rows = records(sentences)
    passages = []
    for row in rows:
        voice = row["layer"].replace("_", " ")
        if isinstance(row["carrier"], str):
            carrier = row["carrier"]
            voice += " of an unnamed outlet" if carrier == "unknown" else f": {carrier}"
        place = [row["piece"], voice, f"sentence {row['place']}"]
        place.append(f"characters {row['start']}–{row['end']}")
        place += [_said(row[column], column) for column in columns]
        passages.append(
            '<blockquote class="evidence">'
            f"<p>{escape(passage(row))}</p>"
            f"<footer>{escape(' · '.join(place))}</footer></blockquote>"
        )
    return Shown("\n".join(passages), "\n".join(passage(row) for row in rows))


def plain_table(frame: pd.DataFrame, caption: str) -> Shown:
    """A small table with a caption, its cells escaped, gaps shown as a dash."""
    shown = frame.astype(object).where(frame.notna(), "–")
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in shown)
    body = "\n".join(
        "<tr>" + "".join(map(_cell, row)) + "</tr>"
        for row in shown.itertuples(index=False, name=None)
    )
    html = (
        '<div class="plain-table" tabindex="0" role="group" '
        f'aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    return Shown(html, f"{caption}\n{shown.to_string(index=False)}")


def definitions(terms: Mapping[str, str]) -> Shown:
    """Terms with what they mean, escaped; each at an anchor of its words."""
    html = "".join(
        f'<dt id="{escape(term.replace(" ", "-"))}">{escape(term)}</dt>'
        f"<dd>{escape(meaning)}</dd>"
        for term, meaning in terms.items()
    )
    return Shown(f"<dl>{html}</dl>", "\n".join(map(": ".join, terms.items())))


def folded(summary: str, terms: Mapping[str, str]) -> Shown:
    """Terms with what they mean, in a fold that opens without a script."""
    inside = definitions(terms)
    html = (
        f'<details class="grounds"><summary>{escape(summary)}</summary>{{}}</details>'
    )
    return Shown(html.format(inside.html), inside.text)


def numbered_list(items: Iterable[str], prefix: str) -> Shown:
    """A numbered list, escaped; the first item is at `#PREFIX-1`."""
    items = list(items)
    html = "".join(
        f'<li id="{escape(prefix)}-{number}">{escape(item)}</li>'
        for number, item in enumerate(items, start=1)
    )
    return Shown(f"<ol>{html}</ol>", "\n".join(items))


def rule_list(table: pd.DataFrame, caption: str) -> Shown:
    """The rules of `rules.rule_table`, each with its example, at `#rule-NAME`.

    In an example the source is bold and the cue underlined.  On a phone each rule is
    a block of its own.
    """
    columns = {"quotes": "right, quotes", "claims": "right, claims without quotes"}
    heads = ["rule", "what it does, with an example", *columns.values()]
    body = "\n".join(
        f'<tr id="rule-{escape(row["rule"])}">'
        f'<th scope="row"><code>{escape(row["rule"])}</code></th>'
        f"<td><p>{escape(row['what'])}</p>"
        f'<p class="rule-example">{marked_example(row)}</p></td>'
        + "".join(
            f'<td class="rule-share" data-label="{label}">{escape(row[name])}</td>'
            for name, label in columns.items()
        )
        + "</tr>"
        for row in records(table.fillna("–"))
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    html = (
        f'<table class="rule-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    return Shown(html, f"{caption}\n{table.to_string(index=False)}")


def marked_example(row: Mapping[str, str]) -> str:
    """The example of a rule, escaped, with its source bold and its cue underlined.

    >>> marked_example({"example": "It rained, Lee said.", "source": "Lee",
    ...     "cue": "said"})
    'It rained, <b>Lee</b> <u>said</u>.'
    """
    text = row["example"].replace(r"\n", "\n")
    spans = dict(zip("bu", example_spans(row), strict=True))
    cuts = {place for span in spans.values() if span for place in span}
    html = ""
    for start, end in pairwise(sorted({0, len(text)} | cuts)):
        piece = re.sub("\n+", "<br>", escape(text[start:end]))
        for tag, span in spans.items():
            if span and span[0] <= start and end <= span[1]:
                piece = f"<{tag}>{piece}</{tag}>"
        html += piece
    return html


def example_spans(row: Mapping[str, str]) -> tuple[Span | None, Span | None]:
    r"""Where source and cue stand in an example: where they are nearest, if told.

    >>> example_spans({"example": "A: I.\\nB: No.", "source": "B", "cue": ":"})
    ((6, 7), (7, 8))
    """
    text = row["example"].replace(r"\n", "\n")
    places: list[Sequence[Span | None]] = [
        [found.span() for found in re.finditer(_whole(words), text)] or [None]
        for words in (row["source"], row["cue"])
    ]
    sources, cues = places
    return min(product(sources, cues), key=lambda pair: _apart(*pair))


def _whole(words: str) -> str:
    """A pattern of whole words or marks; of nothing, where there are none."""
    edges = [
        r"\b" if words[at : at + 1].isalnum() else "" for at in (0, len(words) - 1)
    ]
    return edges[0] + re.escape(words) + edges[1] if words else "(?!)"


def _apart(one: Span | None, other: Span | None) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0) if one and other else 0


_LONG = 60  # characters from which a cell needs room to be read
_JUDGED = {
    "coded_toward_us": "coded {} the US",
    "coded_toward_iran": "coded {} Iran",
    "toward_us": "found {} the US",
    "toward_iran": "found {} Iran",
}
_SIDES = {-1: "against", 0: "neither for nor against", 1: "for"}


def _cell(value: object) -> str:
    """A cell, numbers to the right, long text not squeezed."""
    text = str(value)
    number = isinstance(value, int | float)
    kind = "number" if number else "long" if len(text) > _LONG else ""
    attribute = f' class="{kind}"' if kind else ""
    return f"<td{attribute}>{escape(text)}</td>"


def _said(value: object, column: str) -> str:
    """A field of a passage in words: `against Iran`, `tone masked −0.10`."""
    if column in _JUDGED:
        return _JUDGED[column].format(_SIDES[int(str(value))])
    name = column.replace("_", " ")
    if isinstance(value, float):
        return f"{name} {value:+.2f}".replace("-", "−")
    return f"{name}: {value}"
