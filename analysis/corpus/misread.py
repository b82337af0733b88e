"""Characters that a wrong decoding or an escape left, read as what they were."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analysis.corpus.articles import Article
from analysis.corpus.edits import edited, substitutions, warned

_ENCODINGS = {
    "cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp437": "code page 437",
}  # fmt: skip
_LEADS = (*range(0xC2, 0xC6), *range(0xE0, 0xF5))  # first bytes of letters and marks
_MOST_TIMES = 3  # that a text was misread over and over


class _Encoding(NamedTuple):
    """An encoding in which UTF-8 was read: its bytes, and what UTF-8 looks like.

    `leads` is what misread characters can begin with.
    """

    name: str
    bytes_of: dict[str, int]
    leads: frozenset[str]
    pattern: re.Pattern[str]


def decoded_again(article: Article) -> Article:
    """The article with UTF-8 that was read as something else read as UTF-8.

    >>> decoded_again(Article("a", "Itâ€™s AndrÃ©.")).text
    'It’s André.'
    """
    characters = set(article.text)
    for encoding in _encodings():
        if not encoding.leads.isdisjoint(characters):
            article = _decoded_from(encoding, article)
    for given, pattern, sure in _marks():
        if any(signs <= characters for signs in sure):
            seen = set(pattern.findall(article.text))
            if any(signs <= seen for signs in sure):
                article = _with_marks(article, pattern, given)
    return _with_losses(article)


def _decoded_from(encoding: _Encoding, article: Article) -> Article:
    done = f"UTF-8 that was read as {encoding.name}, such as {{}}; it is put right"
    for _ in range(_MOST_TIMES):
        matches = encoding.pattern.finditer(article.text)
        right = [(match, _right(match, encoding)) for match in matches]
        edits = [(*match.span(), new) for match, new in right if new is not None]
        if all(new == "" for _, _, new in edits):  # a lone Â proves nothing
            break
        article, done = edited(article, edits, done), ""
    return article


def _with_marks(article: Article, pattern: re.Pattern[str], given: str) -> Article:
    right = dict(zip(given, "“”‘’–—", strict=True))
    edits = substitutions(pattern, article.text, lambda found: right[found[0]])
    return edited(
        article, edits, "marks of another encoding, such as {}; they are put right"
    )


@cache
def _encodings() -> tuple[_Encoding, ...]:
    return tuple(_encoding(codec, name) for codec, name in _ENCODINGS.items())


def _encoding(codec: str, name: str) -> _Encoding:
    """An encoding; that of Windows has the characters of Latin-1 too."""
    codes: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(codec, "ignore")
        codes |= {chr(byte): byte} if codec == "cp1252" else {}
        codes |= {character: byte} if character else {}
    one, two, three, tail = (
        f"[{re.escape(''.join(c for c, byte in codes.items() if byte in bytes_))}]"
        for bytes_ in (
            range(0xC2, 0xC6),
            range(0xE0, 0xF0),
            range(0xF0, 0xF5),
            range(0x80, 0xC0),
        )
    )
    pattern = f"{one}{tail}|{two}{tail}{{2}}|{three}{tail}{{3}}"
    if codec == "cp1252":  # some programs leave nothing of the bytes that it lacks
        pattern += f"|â€(?!{tail})|Â(?=\\s)"
    leads = frozenset(c for c, byte in codes.items() if byte in _LEADS)
    return _Encoding(name, codes, leads, re.compile(pattern))


def _right(found: re.Match[str], encoding: _Encoding) -> str | None:
    """What some misread characters stand for; None if they may be meant."""
    if len(found[0]) == 1:
        return ""
    if found[0] == "â€":
        return "”"
    try:
        right = bytes(encoding.bytes_of[c] for c in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return None
    # A capital and a mark behind it may be just that: “IRMÃ”.
    before = found.string[: found.start()][-1:]
    mark = found[0][1] in "“”‘’–—…•"
    return None if len(found[0]) == 2 and mark and before.isupper() else right


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str], tuple[set[str], ...]], ...]:
    """What stands for “”‘’–—, where, and which of it beside which proves it.

    Mac Roman that was read as Windows-1252, and the other way round.
    """
    found = []
    for given, sure in (("ÒÓÔÕÐÑ", ("ÒÓ", "Õ")), ("ìîëíñó", ("ìî",))):
        opened, closed, single, apostrophe, *dashes = list(given)
        pattern = (
            rf"(?<!\w){opened}(?=\w)|(?<=[\w,.!?]){closed}(?!\w)"
            rf"|(?<!\w){single}(?=\w)|(?<=\s)[{''.join(dashes)}](?=\s)"
            rf"|(?<=[a-z]){apostrophe}(?=(?:s|t|re|ve|ll|d|m)\b)"
        )
        found.append((given, re.compile(pattern), tuple(map(set, sure))))
    return tuple(found)


_LOST = re.compile(r"[\ufffd?](?:(?<=\ufffd)|(?<=[a-z][a-z].)(?=(?:s|t|re|ve|ll)\b))")


def _with_losses(article: Article) -> Article:
    """The article, with a warning where characters of its text were lost for good."""
    lost = _LOST.search(article.text)
    if lost is None:
        return article
    note = f"characters were lost ({lost[0]}) before the file came here; get it anew"
    return warned(article, note, article.in_file(*lost.span())[0])


_ESCAPE = re.compile(
    r"\\(?:u(?P<code>[0-9a-fA-F]{4})|(?P<same>[\"'/])|(?P<line>[nrt]))"
)
_ESCAPED = re.compile(
    r"\\u[0-9a-fA-F]{4}|\\n\\n|(?<!\w)\\\"(?=\w)[^\\]*[,.!?]\\\"|[a-z]\\'[a-z]{1,2}\b"
)
_LINES = {"n": "\n", "r": "\r", "t": "\t"}


def unescaped(article: Article) -> Article:
    r"""The article with the escapes of JSON read as characters, with a warning.

    >>> unescaped(Article("a", r"\u201cNo,\u201d she said.\nIt\'s late.")).text
    "“No,” she said.\nIt's late."
    """
    if "\\" not in article.text or not _ESCAPED.search(article.text):
        return article
    edits = substitutions(_ESCAPE, article.text, _unescape)
    return edited(article, edits, "escapes such as {}; they are read as characters")


def _unescape(found: re.Match[str]) -> str:
    if found["code"]:
        character = chr(int(found["code"], 16))
        return "" if "\ud800" <= character <= "\udfff" else character
    return found["same"] or _LINES[found["line"]]
