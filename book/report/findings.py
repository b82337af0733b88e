"""Findings as a page shows them: the claim, how sure, and a fold with the grounds.

A fold opens without a script and holds all that a doubter needs: the sentences that
carry the claim, what is tested and where, how it fares under other choices, and what
would overturn it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.document import Shown
from report import citations
from report.anchors import anchor, article_page
from report.labels import VOICES, coded_words, with_year
from report.mark_links import target
from report.multiverse.choices import Coded
from report.multiverse.claim import Passage
from report.multiverse.ledger import SURE, Entry, entry, ledger
from report.pages.html import inline, rendered
from report.references import page_link


def finding(slug: str) -> Shown:
    """A claim of the ledger with its grounds folded below it."""
    return _shown("finding.html", [entry(slug)])


def answers(words: Iterable[tuple[str, str]]) -> Shown:
    """The five answers: for each claim on a piece, oldest first, a sentence for it."""
    rows = [(entry(slug), inline(text)) for slug, text in words]
    html = rendered("answers.html", rows=rows, **_names())
    return Shown(html, "\n".join(str(text.striptags()) for _, text in rows))


def facts(*slugs: str) -> dict[str, Any]:
    """The numbers of some claims, keyed `SLUG_fact` with underscores.

    >>> facts("one-iranian")["one_iranian_words"]
    24
    """
    return {
        f"{slug}_{name}".replace("-", "_"): value
        for slug in slugs
        for name, value in entry(slug).facts.items()
    }


def ledger_table() -> Shown:
    """Every claim: how sure it is, and in how many universes it holds."""
    return _shown("ledger.html", ledger())


def _shown(template: str, entries: Iterable[Entry]) -> Shown:
    entries = list(entries)
    html = rendered(template, entries=entries, **_names())
    return Shown(html, "\n".join(f"{e.claim.title}. {e.sentence}" for e in entries))


def _names() -> dict[str, Any]:
    return {
        "sure": SURE,
        "sure_link": lambda word: page_link("how-sure", word.replace(" ", "-")),
        "told_at": told_at,
        "place": _place,
        "name": with_year,
        "repository": citations.repository(),
        "report": f"{citations.REPORT}, version {citations.edition().version}",
        "permalink": _permalink,
    }


def told_at(found: Entry) -> str:
    """The address at which a claim is told."""
    return page_link(found.claim.page, f"finding-{found.claim.slug}")


def told_link(slug: str) -> str:
    """How sure a claim is, as a link to where it is told."""
    found = entry(slug)
    return f'<a class="sure" href="{told_at(found)}">{found.sure}</a>'


def _place(passage: Passage) -> dict[str, str]:
    """What is shown of a passage: its text, its place in words, and its address."""
    what = [with_year(passage.piece)]
    if isinstance(passage, Coded):
        what += [f"sentence {passage.place}", *_codes(passage)]
    elif passage.who:
        what.append(passage.who)
    page = f"{article_page(passage.piece)}#{anchor(passage.start, passage.end)}"
    return {
        "text": passage.text.strip('“”"'),
        "what": " · ".join(what),
        "link": target(page),
    }


def _codes(s: Coded) -> list[str]:
    """The codes of a sentence in a reader's words."""
    said = coded_words(s.relation, s.reality, s.tone, s.toward_us, s.toward_iran)
    return [*said, VOICES.get(s.voice, s.voice)]


def _permalink(found: Entry) -> str:
    path = f"book/{found.claim.page}.html#finding-{found.claim.slug}"
    return citations.permalink(path, citations.edition())
