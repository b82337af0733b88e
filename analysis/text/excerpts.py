"""Excerpts: blocks from elsewhere that a page sets off, announces or embeds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analysis.text.characters import Span, paragraphs
from analysis.text.lines import Line, Page, Voice, flatten

_UNKNOWN = "unknown"
# Whose words follow: “Ann Lee reports:”, “From the Daily Coast:”.
_NAME = r"((?:the )?[A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|of|the|al|el|de|van|von)){0,5})"
_IN_WRITING = (
    r"(?: [^,.:!?]{2,40})? (?:in|by|via|with) (?:(?:an?|his|her|its|their|the|this) )?"
    r"(?:[\w'-]+ ){0,2}?(?:e-?mail|statement|letter|message|memo|note|post)"
)
_ANNOUNCED = re.compile(
    rf"\b(?:[Ff]rom (?:(?:the|our|its) [^.!?:]{{3,60}}, )?|[Vv]ia |[Pp]er ){_NAME}:$|"
    rf"\b{_NAME}(?:(?:, [^,:]{{3,60}})?,)? (?:reports|writes|wrote|reported|explains|"
    r"notes|argues|has (?:it|this|more|the (?:story|details))|puts it|quotes"
    rf"|(?:said|says|replied|responded|added){_IN_WRITING})\b"
    r"[^.!?:]{0,60}:$"
)
# The same without a name: “It opens with her own words:”, “Here he is on trams:”.
_OWN_WORDS = re.compile(
    r"\b(?:[Hh]ere (?:he|she|they) (?:is|are)"
    rf"|(?:said|replied|responded|wrote){_IN_WRITING}"
    r"|(?:[Hh]e|[Ss]he|[Tt]hey) (?:writes?|wrote)|(?:in|with) "
    r"(?:his|her|their|its|[\w']+'s) (?:own |first |last |opening |final ){1,2}"
    r"(?:words|lines?|sentences?|paragraphs?)"
    r"|[Hh]ere is what (?:the|this|its|his|her) [\w' -]{2,40} says"
    r"|(?:letter|note|diary|entry|e-?mail|inscription|notice|passage|page|manual|poem)"
    r" (?:reads|read|runs|ran|begins|began|goes|went|says|said))\b[^.!?:]{0,40}:$"
)
_SENT = re.compile(
    r"(?P<who>[A-Z][^.!?:;]{1,80}?) (?:(?:has|have|had|just|now|also) ){0,2}"
    r"(?:(?:e-?mails|messages|texts|tweets|posts|writes|got in touch|getting in touch)"
    r"|(?:e-?mailed|messaged|texted|tweeted|posted|written|put out|issued|released|"
    r"sent|published|given)\b[^.!?:]{0,40}\b"
    r"(?:statement|message|e-?mail|letter|note|post|tweet|text|reply|response))"
    r"\b[^.!?:]{0,60}:$"
)
_FEWEST = 15  # words of a paragraph that is announced and stands without marks
_POST = re.compile(
    r"(?:<[^>]*>)?\s*(?P<words>.*?)\s*-+ ?(?P<who>[^-@()]{2,60}?) "
    r"\(@\w{1,30}\),? .{0,40}\d.{0,20}"
)


def excerpt_voices(page: Page) -> dict[int, Voice]:
    """The lines of block quotes, of announced paragraphs and of embedded posts."""
    lines, voices = page
    spaced = page.spaced
    found: dict[int, Voice] = {}
    for n, line in enumerate(lines):
        if n in voices:
            if voices[n].layer == "excerpt":
                inside = page.layer(n - 1) == "excerpt"
                carrier = found[n - 1].carrier if inside else _announcer(lines, n)
                found[n] = voices[n]._replace(carrier=carrier or _UNKNOWN)
        elif "(@" in line.text and (post := _POST.fullmatch(line.text)):
            for k in _post(page, n, bool(post["words"]), spaced):
                found[k] = Voice("excerpt", post["who"].strip(), n)
        elif line.n_words >= _FEWEST and not line.text.startswith(('"', "'")):
            found |= _announced(page, n)
    return found


def embedded_post(text: str, start: int, end: int) -> tuple[list[Span], Span] | None:
    """The lines of a post and the name of who posted it, where a stretch is one.

    >>> embedded_post("So be it. — Ann Lee (@lee) May 1, 2015", 0, 38)
    ([(0, 9)], (12, 19))
    """
    lines = paragraphs(text, start, end)
    first = lines[-1][0] if lines else end
    match = _POST.fullmatch(flatten(text[first:end]).rstrip())
    if match is None:
        return None
    a, b = match.span("words")
    words = [(first + a, first + b)] if b > a else []
    name = first + match.start("who"), first + match.end("who")
    return [*lines[:-1], *words], name


def _announced(page: Page, n: int) -> dict[int, Voice]:
    """The paragraph in line `n` with the lines close below, if it is announced."""
    lines = page.lines
    carrier = _announcer(lines, n)
    if not carrier:
        return {}
    close = takewhile(lambda k: not lines[k].apart, range(n + 1, len(lines)))
    below = close if lines[n].apart else ()
    return dict.fromkeys([n, *below], Voice("excerpt", carrier, 0, "unsure"))


def _announcer(lines: Sequence[Line], n: int) -> str | None:
    """Whose words the line above says that line `n` holds."""
    if not n or not lines[n - 1].text.endswith(":"):
        return None
    above = lines[n - 1].text
    match = _ANNOUNCED.search(above) or _SENT.match(above)
    if match is None:
        return _UNKNOWN if _OWN_WORDS.search(above) else None
    return next(filter(None, match.groups()), None)


def _post(page: Page, n: int, whole: bool, spaced: bool) -> list[int]:
    """The lines of a post that is signed in line `n`: with all lines close above."""
    if whole or not n:
        return [n]
    first = n - 1
    lines, voices = page
    while first and (first in voices or (spaced and not lines[first].apart)):
        first -= 1
    return list(range(first, n + 1))
