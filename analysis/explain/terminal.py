"""Explanations as text to read in a terminal: wrapped, and safe to print.

    as_text(record, width, colour) -> str
    legend(rules, width, colour) -> str

What an article says is data: nothing in it may move the cursor or colour a line.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Container
from dataclasses import dataclass

from analysis.explain.grounds import Record
from analysis.lexicons import rows
from analysis.text.characters import join_pieces

_LONGEST = 160  # characters of an article's words shown in one piece
_INDENT = 4  # columns
_SPACE = re.compile(r"[ \t\r\n]+")
# What would move the cursor, colour or reorder a line, or cannot be written at all.
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def as_text(record: Record, width: int = 88, colour: bool = False) -> str:
    """An article's quotes and attributions in text order, to read in a terminal."""
    page = _Page(width, colour)
    found = [
        *((quote["start"], page.quote(quote)) for quote in record["quotes"]),
        *((one["at"], page.attribution(one)) for one in record["attributions"]),
    ]
    blocks = [block for _, block in sorted(found, key=lambda item: item[0])]
    return "\n\n".join([page.heading(record), *blocks])


def legend(rules: Container[str], width: int = 88, colour: bool = False) -> str:
    """What these rules do, one sentence each."""
    page = _Page(width, colour)
    told = [
        line
        for row in rows("rules")
        if row["rule"] in rules
        for line in page.field(row["rule"], row["what"], 20)
    ]
    return "\n".join([page.strong("Rules"), *told])


def printable(text: str) -> str:
    r"""The text in one line, safe to print: control characters are shown escaped.

    >>> print(printable("red:\x1b[31m\nnext"))
    red:\x1b[31m next
    """
    return _CONTROL.sub(
        lambda found: found[0].encode("unicode_escape").decode("ascii"),
        _SPACE.sub(" ", text),
    )


def shortened(text: str, longest: int = _LONGEST) -> str:
    """The text in one line, its middle left out where it is longer than `longest`.

    >>> shortened("one two three four five six", 20)
    'one two … six'
    """
    text = _SPACE.sub(" ", text)
    if len(text) <= longest:
        return text
    head, tail = text[: longest * 3 // 5], text[-longest * 2 // 5 :]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"


@dataclass(frozen=True, slots=True)
class _Page:
    """How wide lines are, and whether headings are set in bold."""

    width: int
    colour: bool

    def strong(self, words: str) -> str:
        return f"\x1b[1m{words}\x1b[0m" if self.colour else words

    def field(self, label: str, value: str, column: int = 10) -> list[str]:
        """A label and its value, wrapped behind it."""
        first = f"{'':{_INDENT}}{label:{column}}"
        return textwrap.wrap(
            printable(value),
            self.width,
            initial_indent=first,
            subsequent_indent=" " * len(first),
            break_on_hyphens=False,
        )

    def heading(self, record: Record) -> str:
        n_quotes, n_found = len(record["quotes"]), len(record["attributions"])
        title = printable(f"{record['article']}: {record['title'] or record['file']}")
        counts = f"{n_quotes} quotes, {n_found} attributions"
        if not n_quotes + n_found:
            counts = "no quotes or attributions found"
        told = textwrap.wrap(title, self.width) or [""]
        size = f"{record['n_characters']:,} characters; {counts}"
        return "\n".join([*map(self.strong, told), size])

    def quote(self, one: Record) -> str:
        pieces = [(a - one["start"], b - one["start"]) for a, b in one["pieces"]]
        lines = self.field("words", shortened(join_pieces(one["text"], tuple(pieces))))
        if one["uncredited"]:
            lines += self.field("speaker", f"nobody: {one['uncredited']}")
        else:
            lines += self.field("speaker", _who(one, "speaker"))
            lines += self.field("cue", _cue(one))
            lines += self.field("rule", _grounds(one))
        for key, label in (("continues", "continues"), ("note", "marks")):
            lines += self.field(label, one[key]) if one[key] else []
        place = f"line {one['line']}, {one['start']}–{one['end']}"
        held = f", in {one['attribution']}" if one["attribution"] else ""
        heading = self.strong(f"{one['quote']:{_INDENT}}{one['kind']} quote")
        return "\n".join([f"{heading}{held}; {place}", *lines])

    def attribution(self, one: Record) -> str:
        lines = self.field("source", _who(one, "source"))
        lines += self.field("cue", _cue(one))
        for content in one["contents"]:
            place = f"({content['start']}–{content['end']})"
            lines += self.field("reports", f"{shortened(content['text'])} {place}")
        if one["quotes"]:
            lines += self.field("quotes", ", ".join(one["quotes"]))
        lines += self.field("chain", " > ".join(one["chain"]))
        lines += self.field("rule", _grounds(one))
        inside = f", in {one['inside']}" if one["inside"] else ""
        heading = self.strong(f"{one['attribution']:{_INDENT}}{one['mode']}")
        return "\n".join([f"{heading}{inside}; line {one['line']}", *lines])


def _who(one: Record, role: str) -> str:
    """Who is meant, by which words, of what type, named or not."""
    start, end, kind = (one[f"{role}_{key}"] for key in ("start", "end", "type"))
    mention = one[f"{role}_mention"]
    if not one[role] and not mention:
        return "nobody named"
    beside = f" (“{shortened(mention)}”, {start}–{end})" if mention else ""
    naming = "unnamed" if one["anonymous"] else "named"
    return f"{one[role] or 'not known who'}{beside}; {kind or 'type unknown'}, {naming}"


def _cue(one: Record) -> str:
    if one["cue"] is None:
        return "none"
    return f"{shortened(one['cue'])} ({one['cue_start']}–{one['cue_end']})"


def _grounds(one: Record) -> str:
    """The rule, and how often it was right."""
    if one["rule_share"] is None:
        return f"{one['rule']}: not measured on strangers’ text"
    share = f"right {one['rule_share']:.0%} of {one['rule_n']:,}".replace("%", " %")
    made_on = one["rule_split"] == "train"
    where = "the articles it was made on" if made_on else "strangers’ text"
    return f"{one['rule']}: {share} on {where}"
