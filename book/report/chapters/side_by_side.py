"""Side by side: the roles of the two in each piece, and the events around them."""

from __future__ import annotations

from analysis.document import Shown
from report.anchors import article_page
from report.chapters.provenance import provenance_rows, published, quoted_on
from report.coding import CODING, sentence_link
from report.labels import VOICES, day_in_words, pieces, records
from report.mark_links import target
from report.pages.html import rendered
from report.seeds import articles

_ACTORS = {"us": "The United States", "iran": "Iran"}


def role_matrix() -> Shown:
    """What each country is in each piece, in the words that show it."""
    texts = {one.id: one.text for one in articles()}
    rows = [
        (piece, [_roles(article, actor, texts[article]) for actor in _ACTORS])
        for article, piece in pieces().items()
    ]
    html = rendered("roles.html", rows=rows, actors=list(_ACTORS.values()))
    said = [
        f"{piece}: {role['role']}" for piece, cells in rows for c in cells for role in c
    ]
    return Shown(html, "\n".join(said))


def _roles(article: str, actor: str, text: str) -> list[dict[str, str]]:
    """The roles that stand, in the order of the text, each with its shortest words."""
    rows = CODING.standing("roles")
    own = rows[(rows["article"] == article) & (rows["actor"] == actor)]
    own = own.assign(length=own["end"] - own["start"])
    shortest = own.sort_values(["length", "start"]).drop_duplicates("role")
    return [
        {
            "role": row["role"],
            "words": text[row["start"] : row["end"]],
            "voice": VOICES.get(row["voice"], row["voice"]),
            "link": sentence_link(article, row["start"]),
        }
        for row in records(shortest.sort_values("start"))
    ]


def strip() -> Shown:
    """The events around the pieces and the pieces among them, by date."""
    rows = records(provenance_rows("context"))
    rows += [_dated(name, date) for name, date in published().items()]
    rows.sort(key=lambda row: row["date"])
    dated = [{"day": day_in_words(row["date"])} | row for row in rows]
    html = rendered("strip.html", rows=dated)
    return Shown(html, "\n".join(f"{row['day']}: {row['event']}" for row in dated))


def _dated(name: str, date: str) -> dict[str, str]:
    """A piece at its date; without a day, at that of the report that it quotes."""
    row = {"event": name, "piece": target(article_page(name) + "#text"), "date": date}
    report = quoted_on()[name]
    if date.count("-") < 2 and report.startswith(date):
        return row | {"date": report, "day": f"after {day_in_words(report)}"}
    return row
