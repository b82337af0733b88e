"""How the report and its figures are cited: text, BibTeX, RIS, CSL-JSON, page heads.

What changes from build to build is in an `Edition`.  Without a public address a
citation names the figure's slug, the version and the commit instead of inventing one.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

from analysis import __version__
from analysis.corpus.articles import Article
from analysis.explain.terminal import printable
from report.labels import day_in_words
from report.seeds import REPOSITORY, articles

REPORT = "Partner, rival, broker, enemy"
SUBTITLE = "how five news articles frame the US–Iran relationship in Iraq"
WHOLE = f"{REPORT}: {SUBTITLE}"
AUTHOR = f"{REPORT}: project authors"  # an organisation, commas and all
LICENCE = "CC BY 4.0; quoted words of the articles remain their rights holders'"


@dataclass(frozen=True, slots=True)
class Edition:
    """One build of the report.

    `commit` is `unknown` outside a repository; `day` is the ISO date of the commit, or
    of the release; `address` is where the report stands, with a slash at its end, or
    empty.
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

    @property
    def label(self) -> str:
        """What it is called inside the report; empty for the report."""
        return f"Figure {self.number}" if self.number else ""


THE_REPORT = Work(WHOLE)


@cache
def edition() -> Edition:
    """The edition of this build; its address is `BOOK_URL`."""
    return read_edition(REPOSITORY, os.environ.get("BOOK_URL", ""))


def repository() -> str:
    """The address of the code and its history, `BOOK_REPOSITORY`; empty if not set."""
    return os.environ.get("BOOK_REPOSITORY", "").rstrip("/")


def read_edition(root: Path, address: str = "") -> Edition:
    """The edition that a folder holds: commit and day by git.

    A folder unpacked from an archive has no commit, and the day of the release in its
    `CITATION.cff`.
    """
    commit = _git(root, "rev-parse", "--short=12", "HEAD")
    changed = "-changed" if _git(root, "status", "--porcelain") else ""
    return Edition(
        commit=f"{commit}{changed}" if commit else "unknown",
        day=_git(root, "show", "-s", "--format=%cs") or _released(root),
        address=f"{address.rstrip('/')}/" if address else "",
    )


def _git(root: Path, *words: str) -> str:
    """What git says of a repository; empty for any other folder, or without git."""
    if not (root / ".git").exists():  # a repository around the folder is another's
        return ""
    try:
        done = subprocess.run(
            ["git", *words], cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _released(root: Path) -> str:
    facts = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    return str(facts["date-released"])


def permalink(path: str, edition: Edition) -> str:
    """The address that stays of a place inside the report, in the release's own copy.

    Empty where the report has no address.
    """
    folder = f"{edition.address}{release_folder(edition.version)}"
    return folder + path if edition.address else ""


def release_folder(version: str) -> str:
    """The folder in which a release keeps its copy of the report.

    >>> release_folder("0.2.1")
    'v0.2/'
    """
    return "v" + ".".join(version.split(".")[:2]) + "/"


def as_text(work: Work, edition: Edition) -> str:
    """The citation as a sentence: title, version, commit, date and permalink."""
    named = f"“{work.title}.” {work.label} in " if work.label else ""
    made = ", ".join(
        filter(None, [_commit(edition), edition.day and day_in_words(edition.day)])
    )
    version = f"Version {edition.version}" + (f" ({made})" if made else "")
    slug = f"Figure slug: {work.slug}." if work.label else ""
    place = permalink(work.path, edition) or slug
    return f"{AUTHOR}. {named}{WHOLE}. {version}. {place}".rstrip()


def as_bibtex(work: Work, edition: Edition) -> str:
    """The citation as one BibTeX entry of type `misc`."""
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{_tex(work.title)}}}",
        "howpublished": _tex(f"{work.label} in {REPORT}") if work.label else "",
        "version": edition.version,
        "year": edition.day[:4],
        "date": edition.day,
        "note": _tex(_note(work, edition)),
        "url": permalink(work.path, edition),
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{{_key(work)},", *lines, "}"]) + "\n"


def as_ris(work: Work, edition: Edition) -> str:
    """The citation as one RIS record, lines ended as the format asks."""
    fields = {
        "TY": "FIGURE" if work.label else "RPRT",
        "AU": f"{AUTHOR},",  # a comma at the end marks an organisation
        "TI": work.title,
        "T2": WHOLE if work.label else "",
        "ET": edition.version,
        "PY": edition.day[:4],
        "DA": edition.day.replace("-", "/"),
        "N1": _note(work, edition),
        "UR": permalink(work.path, edition),
    }
    lines = [f"{tag}  - {printable(text)}\r\n" for tag, text in fields.items() if text]
    return "".join([*lines, "ER  - \r\n"])


def as_csl_json(work: Work, edition: Edition) -> str:
    """The citation as CSL-JSON (schema 1.0.2): a list of one item."""
    item = {
        "id": _key(work),
        "type": "graphic" if work.label else "report",
        "author": [{"literal": AUTHOR}],
        "title": work.title,
        "container-title": WHOLE if work.label else "",
        "genre": work.label,
        "version": edition.version,
        "issued": edition.day
        and {"date-parts": [[int(part) for part in edition.day.split("-")]]},
        "language": "en",
        "note": _note(work, edition),
        "URL": permalink(work.path, edition),
    }
    return json.dumps([_known(item)], ensure_ascii=False, indent=1) + "\n"


def files(work: Work, edition: Edition) -> dict[str, str]:
    """The citation as files that programs read, by their names."""
    return {
        "cite.bib": as_bibtex(work, edition),
        "cite.ris": as_ris(work, edition),
        "cite.json": as_csl_json(work, edition),
    }


def head_tags(work: Work, edition: Edition) -> str:
    """The `citation_*` tags and JSON-LD of a page."""
    tags = {
        "citation_title": work.title,
        "citation_author": AUTHOR,
        "citation_publication_date": edition.day.replace("-", "/"),
        "citation_technical_report_number": f"version {edition.version}",
        "citation_public_url": permalink(work.path, edition),
    }
    metas = [
        f'<meta name="{name}" content="{escape(text)}" />'
        for name, text in _known(tags).items()
    ]
    data = {
        "@type": "DataDownload",
        "encodingFormat": "text/csv",
        "contentUrl": f"{edition.address}{work.path}data.csv",
    }
    facts = {
        "@context": "https://schema.org",
        "@type": "Dataset" if work.label else "Report",
        "name": work.title,
        "description": f"{work.title}. {WHOLE}.",
        "version": edition.version,
        "identifier": list(filter(None, [work.slug, _commit(edition)])),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creator": {"@type": "Organization", "name": AUTHOR},
        "inLanguage": "en",
        "datePublished": edition.day,
        "url": permalink(work.path, edition),
        "isPartOf": work.label and {"@type": "Report", "name": WHOLE},
        "distribution": work.label and edition.address and data,
    }
    text = json.dumps(_known(facts), ensure_ascii=False).replace("<", r"\u003c")
    script = f'<script type="application/ld+json">{text}</script>'
    return "\n    ".join([*metas, script]) + "\n"


def credit(columns: Iterable[str]) -> str:
    """Who holds the words that a table quotes; empty for a table without words.

    >>> credit(["piece", "n"])
    ''
    """
    if not {"text", "evidence", "source", "cue"} & set(columns):
        return ""
    named = "; ".join(_held(article) for article in articles())
    return f"Quoted words: {named}."


def cited(article: Article) -> str:
    """An article as a bibliography has it: title, outlet, author, date, as known."""
    facts = (article.outlet, article.author, article.date)
    known = ", ".join(fact.value or "unknown" for fact in facts)
    return f"“{article.title.value}” (outlet, author, date: {known})"


def _held(article: Article) -> str:
    """The piece, its outlet, and the outlets whose words it carries."""
    outlet = article.outlet.value or "outlet unknown"
    excerpts = {s.carrier for s in article.declared if s.layer == "excerpt"}
    carriers = sorted(
        "an unnamed outlet" if name == "unknown" else name for name in excerpts if name
    )
    carried = f", carrying {' and '.join(carriers)}" if carriers else ""
    return f"“{article.title.value}”, {outlet}{carried}"


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are not empty."""
    return {name: value for name, value in fields.items() if value}


def _key(work: Work) -> str:
    return f"framing-us-iran-{work.slug}"


def _note(work: Work, edition: Edition) -> str:
    slug = f"figure {work.slug}" if work.label else ""
    return ", ".join(filter(None, [slug, _commit(edition)]))


def _commit(edition: Edition) -> str:
    return "" if edition.commit == "unknown" else f"commit {edition.commit}"


# Marks that TeX takes for commands.  BibTeX counts braces, escaped or not, so that in
# place of those of a title there are names.
_TEX = {mark: f"\\{mark}" for mark in "&%$#_"} | {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _tex(text: str) -> str:
    r"""A line of text as BibTeX reads it, whatever it holds.

    >>> print(_tex("100 %\n{"))
    100 \% \textbraceleft{}
    """
    return "".join(_TEX.get(character, character) for character in printable(text))
