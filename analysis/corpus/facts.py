"""Facts of an article as the page or the row that holds it states them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from analysis.corpus.articles import FACTS, Article, Fact
from analysis.corpus.encoding import whole

# Names of the columns that hold a fact, in the order in which they are looked for.
_COLUMNS = {
    "title": ("title", "headline"),
    "date": ("date", "published", "published_at", "publication_date", "date_published",
             "pub_date", "pubdate", "published_date", "datetime"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "site_name",
               "site"),
    "author": ("author", "authors", "byline", "creator"),
}  # fmt: skip
_ADDRESS = ("url", "link", "address")
_DATES = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")


def with_facts(article: Article, facts: Mapping[str, Fact]) -> Article:
    """The article with these facts where nothing else is known."""
    missing = [name for name in facts if getattr(article, name).value is None]
    new: Any = {name: facts[name] for name in missing}
    return replace(article, **new)


# --- facts ------------------------------------------------------------------------


def facts_of_row(row: Mapping[str, Any]) -> dict[str, Fact]:
    """What the columns of a row say of its article, stated by the name of the column.

    Without an outlet, the host of its address stands for it, as inferred.
    """
    folded = {name.strip().lower().replace(" ", "_"): name for name in map(str, row)}
    facts: dict[str, Fact] = {}
    for fact in FACTS:
        column, value = _first(row, folded, _COLUMNS[fact])
        if value is not None:
            value = iso_day(value) if fact == "date" else value
            facts[fact] = Fact(value, "stated", f"column {column}")
    column, address = _first(row, folded, _ADDRESS)
    host = _host(address) if address and "://" in address else None
    if host and "outlet" not in facts:
        facts["outlet"] = Fact(host.removeprefix("www."), "inferred", address or "")
    return facts


def _first(
    row: Mapping[str, Any], folded: dict[str, str], names: Sequence[str]
) -> tuple[str, str | None]:
    for name in names:
        if name in folded and (value := as_words(row[folded[name]])):
            return folded[name], value
    return "", None


def _host(address: str) -> str | None:
    """The host of an address; None where it has none or is no address."""
    try:
        return urlsplit(address).hostname
    except ValueError:  # such as an open bracket
        return None


def as_words(value: Any) -> str | None:
    """A cell as words; None for an empty one. A list is joined by “and”."""
    if isinstance(value, list | tuple):
        return " and ".join(filter(None, map(as_words, value))) or None
    if isinstance(value, dict):  # {"name": …}, as feeds have it
        return as_words(value.get("name"))
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(whole(str(value)).split()) or None


def iso_day(written: str) -> str:
    """A date as an ISO day, where it is sure which is meant; else as it is written.

    >>> iso_day("Tue, 13 Jan 2015 10:00:00 GMT"), iso_day("1/2/15")
    ('2015-01-13', '1/2/15')
    """
    readers: list[Callable[[str], datetime]] = [
        datetime.fromisoformat,
        *(lambda day, form=form: datetime.strptime(day, form) for form in _DATES),
        parsedate_to_datetime,
    ]
    for read in readers:
        try:
            return read(written).date().isoformat()
        except (ValueError, IndexError, TypeError):
            continue
    return written


# --- pages ------------------------------------------------------------------------

_PAGE = re.compile(r"[\s\ufeff]*<(?:!doctype\s+html|html|\?xml|head|body)\b", re.I)
_TITLE = re.compile(r"<title\b[^>]*>([^<]+)</title", re.I)
_META = re.compile(r"<meta\b[^<>]*>", re.I)
_ATTRIBUTES = re.compile(
    r"(name|property|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I
)
_OF_THE_PAGE = {
    "og:title": "title", "author": "author", "article:author": "author",
    "og:site_name": "outlet", "article:published_time": "date", "date": "date",
}  # fmt: skip


def is_page(text: str) -> bool:
    """Whether a text is a whole page of HTML."""
    return _PAGE.match(text) is not None


def facts_of_page(page: str) -> dict[str, Fact]:
    """What a page says of itself in its head.

    >>> facts_of_page("<title>It  rains</title>")["title"].value
    'It rains'
    """
    facts: dict[str, Fact] = {}
    for tag in _META.findall(page):
        given = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTES.findall(tag)}
        name = given.get("property") or given.get("name", "")
        fact, value = (
            _OF_THE_PAGE.get(name.lower()),
            html.unescape(given.get("content", "")),
        )
        if fact and value.strip() and not value.startswith("http"):
            value = iso_day(value) if fact == "date" else " ".join(value.split())
            facts.setdefault(fact, Fact(value, "stated", tag))
    if title := _TITLE.search(page):
        value = " ".join(html.unescape(title[1]).split())
        facts.setdefault("title", Fact(value, "stated", title[1].strip()))
    return facts
