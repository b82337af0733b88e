"""How the report and its figures are cited: as text, BibTeX, RIS, and in page heads.

What changes from build to build, version apart, is in an `Edition`; without a public
address a citation gives the path inside the report instead of inventing one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any

from analysis import __version__
from analysis.corpus.articles import Article
from analysis.corpus.catalogue import load_articles
from report.seeds import REPOSITORY, SEEDS

REPORT = "Partner, rival, broker, enemy"
SUBTITLE = "how five news articles frame the US–Iran relationship in Iraq"
AUTHOR = "The project’s authors"
LICENCE = "CC BY 4.0; quoted words of the articles remain their rights holders'"


@dataclass(frozen=True, slots=True)
class Edition:
    """One build of the report.

    `commit` is `unknown` outside a repository; `day` is the commit's ISO date;
    `address` is where the report stands, with a slash at its end, or empty.
    """

    commit: str = "unknown"
    day: str = ""
    address: str = ""
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: the report (no `number`) or one of its figures.

    `path` is its place inside the report: `figures/SLUG/`, or empty.
    """

    title: str
    path: str = ""
    number: int | None = None
    slug: str = "report"


@cache
def edition() -> Edition:
    """The edition of this build: commit and day by git, the address by `BOOK_URL`."""
    address = os.environ.get("BOOK_URL", "")
    commit, day = (
        _git("rev-parse", "--short=12", "HEAD"),
        _git("show", "-s", "--format=%cs"),
    )
    changed = "-changed" if _git("status", "--porcelain") else ""
    return Edition(
        commit=f"{commit}{changed}" if commit else "unknown",
        day=day,
        address=f"{address.rstrip('/')}/" if address else "",
    )


def _git(*words: str) -> str:
    """What git says of the repository; empty outside of one, or without git."""
    try:
        done = subprocess.run(
            ["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def permalink(work: Work, edition: Edition) -> str:
    """The address that stays: that of the release's own copy; a path without one."""
    if not edition.address:
        return work.path or "index.html"
    return f"{edition.address}{release_folder(edition.version)}{work.path}"


def release_folder(version: str) -> str:
    """The folder in which a release keeps its copy of the report.

    >>> release_folder("0.2.1")
    'v0.2/'
    """
    return "v" + ".".join(version.split(".")[:2]) + "/"


def as_text(work: Work, edition: Edition) -> str:
    """The citation as a sentence: title, version, commit, date and permalink."""
    whole = f"{REPORT}: {SUBTITLE}"
    if work.number is None:
        head = f"{AUTHOR}. {whole}"
    else:
        head = f"{AUTHOR}. “{work.title}.” Figure {work.number} in {whole}"
    return f"{head}. {_edition(edition)}. {permalink(work, edition)}"


def as_bibtex(work: Work, edition: Edition) -> str:
    """The citation as one BibTeX entry of type `misc`."""
    fields = {
        "author": "{The project’s authors}",
        "title": f"{{{_tex(_titled(work))}}}",
        "howpublished": _tex(_inside(work)),
        "version": edition.version,
        "year": edition.day[:4],
        "date": edition.day,
        "note": _tex(_note(work, edition)),
        "url": permalink(work, edition) if edition.address else "",
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    key = f"framing-us-iran-{work.slug}"
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def as_ris(work: Work, edition: Edition) -> str:
    """The citation as one RIS record, lines ended as the format asks."""
    fields = [
        ("TY", "RPRT" if work.number is None else "FIGURE"),
        ("AU", AUTHOR),
        ("TI", _titled(work)),
        ("T2", "" if work.number is None else f"{REPORT}: {SUBTITLE}"),
        ("ET", edition.version),
        ("PY", edition.day[:4]),
        ("DA", edition.day.replace("-", "/")),
        ("N1", _note(work, edition)),
        ("UR", permalink(work, edition) if edition.address else ""),
        ("ER", ""),
    ]
    kept = [(tag, text) for tag, text in fields if text or tag == "ER"]
    return "".join(f"{tag}  - {text}\r\n" for tag, text in kept)


def head_tags(work: Work, edition: Edition, data: str = "") -> str:
    """The `citation_*` tags and JSON-LD of a page; `data` is the path of a CSV."""
    tags = {
        "citation_title": _titled(work),
        "citation_author": AUTHOR,
        "citation_publication_date": edition.day.replace("-", "/"),
        "citation_technical_report_number": f"version {edition.version}",
        "citation_public_url": permalink(work, edition) if edition.address else "",
    }
    metas = [
        f'<meta name="{name}" content="{escape(text)}" />'
        for name, text in tags.items()
        if text
    ]
    return "\n    ".join([*metas, _json_ld(work, edition, data)]) + "\n"


def credit(columns: Iterable[str]) -> str:
    """Who holds the words that a table quotes; empty for a table without words.

    >>> credit(["piece", "n"])
    ''
    """
    if not {"text", "evidence", "source", "cue"} & set(columns):
        return ""
    named = "; ".join(_held(article) for article in load_articles(SEEDS))
    return f"Quoted words: {named}."


def _held(article: Article) -> str:
    """The piece, its outlet, and the outlets whose words it carries."""
    outlet = article.outlet.value or "outlet unknown"
    carriers = sorted(
        {
            "an unnamed outlet" if s.carrier == "unknown" else s.carrier
            for s in article.declared
            if s.carrier and s.layer == "excerpt"
        }
    )
    carried = f", carrying {' and '.join(carriers)}" if carriers else ""
    return f"“{article.title.value}”, {outlet}{carried}"


def _json_ld(work: Work, edition: Edition, data: str) -> str:
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report" if work.number is None else "Dataset",
        "name": _titled(work),
        "description": f"{_titled(work)}. {REPORT}: {SUBTITLE}.",
        "version": edition.version,
        "identifier": [work.slug, f"commit {edition.commit}"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": AUTHOR},
        "inLanguage": "en",
    }
    if edition.day:
        facts["datePublished"] = edition.day
    if edition.address:
        facts["url"] = permalink(work, edition)
    if work.number is not None:
        facts["isPartOf"] = {"@type": "Report", "name": f"{REPORT}: {SUBTITLE}"}
        facts["distribution"] = {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": f"{edition.address}{data}",
        }
    text = json.dumps(facts, ensure_ascii=False).replace("<", r"\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _titled(work: Work) -> str:
    return f"{REPORT}: {SUBTITLE}" if work.number is None else work.title


def _inside(work: Work) -> str:
    return "" if work.number is None else f"Figure {work.number} in {REPORT}"


def _edition(edition: Edition) -> str:
    dated = f", {_in_words(edition.day)}" if edition.day else ""
    return f"Version {edition.version} (commit {edition.commit}{dated})"


def _note(work: Work, edition: Edition) -> str:
    return f"{work.path or 'whole report'}, commit {edition.commit}"


def _in_words(day: str) -> str:
    """An ISO date as prose has it.

    >>> _in_words("2026-11-05")
    '5 November 2026'
    """
    parsed = date.fromisoformat(day)
    return f"{parsed.day} {parsed:%B %Y}"


def _tex(text: str) -> str:
    """Text with the marks that TeX takes for commands escaped."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text)
