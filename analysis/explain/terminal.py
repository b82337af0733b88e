"""Explanations as text to read in a terminal: wrapped, and safe to print.

What an article says is data: nothing in it may move the cursor or colour a line.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import groupby

from analysis.attribution.source_types import described
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
    """An article's quotes and attributions, then its attitudes, each in text order."""
    page = _Page(width, colour)
    blocks = [
        *((quote["start"], page.quote(quote)) for quote in record["quotes"]),
        *((claim["at"], page.attribution(claim)) for claim in record["attributions"]),
    ]
    blocks.sort(key=lambda block: block[0])
    attitudes = [page.attitude(attitude) for attitude in record["attitudes"]]
    part = [page.strong("Attitudes: nobody’s words, but what somebody means")]
    return "\n\n".join(
        [
            page.heading(record),
            *filter(None, [page.voices(record["voices"])]),
            *(block for _, block in blocks),
            *(part + attitudes if attitudes else []),
        ]
    )


def legend(rules: Container[str], width: int = 88, colour: bool = False) -> str:
    """What these rules do, one sentence each."""
    page = _Page(width, colour)
    lines = [
        line
        for row in rows("rules")
        if row["rule"] in rules
        for line in page.field(row["rule"], row["what"], 20)
    ]
    return "\n".join([page.strong("Rules"), *lines])


def printable(text: str) -> str:
    r"""The text in one line, safe to print: control characters are shown escaped.

    >>> print(printable("red:\x1b[31m\nnext"))
    red:\x1b[31m next
    """
    return _CONTROL.sub(
        lambda match: match[0].encode("unicode_escape").decode("ascii"),
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
        n_quotes, n_claims = len(record["quotes"]), len(record["attributions"])
        n_attitudes = len(record["attitudes"])
        title = printable(f"{record['article']}: {record['title'] or record['file']}")
        counts = f"{n_quotes} quotes, {n_claims} attributions"
        if not n_quotes + n_claims:
            counts = "no quotes or attributions found"
        counts += f", {n_attitudes} attitudes" * bool(n_attitudes)
        lines = textwrap.wrap(title, self.width) or [""]
        size = f"{record['n_characters']:,} characters; {counts}"
        return "\n".join([*map(self.strong, lines), size])

    def voices(self, voices: Sequence[Record]) -> str:
        """The lines of each layer; those that are a guess have a question mark."""
        lines: dict[str, list[str]] = {}
        for (layer, guess), run in groupby(voices, _layer_and_doubt):
            neighbours = list(run)
            first, last = neighbours[0]["line"], neighbours[-1]["last_line"]
            place = f"{first}–{last}" if last > first else f"{first}"
            lines.setdefault(layer, []).append(place + guess)
        fields = [
            line
            for layer, places in lines.items()
            for line in self.field(layer.replace("_", " "), ", ".join(places), 12)
        ]
        heading = self.strong("Voices, by line (?: a guess)")
        return "\n".join([heading, *fields]) if fields else ""

    def quote(self, quote: Record) -> str:
        pieces = [(a - quote["start"], b - quote["start"]) for a, b in quote["pieces"]]
        lines = self.field(
            "words", shortened(join_pieces(quote["text"], tuple(pieces)))
        )
        if quote["uncredited"]:
            lines += self.field("speaker", f"nobody: {quote['uncredited']}")
        else:
            lines += self.field("speaker", _who(quote, "speaker"))
            lines += self.field("cue", _cue(quote))
            lines += self.field("rule", _grounds(quote))
        for key, label in (("continues", "continues"), ("note", "marks")):
            lines += self.field(label, quote[key]) if quote[key] else []
        place = f"line {quote['line']}, {quote['start']}–{quote['end']}"
        held = f", in {quote['attribution']}" if quote["attribution"] else ""
        heading = self.strong(f"{quote['quote']:{_INDENT}}{quote['kind']} quote")
        return "\n".join([f"{heading}{held}; {place}", *lines])

    def attribution(self, claim: Record) -> str:
        lines = self._claim(claim, "reports")
        if claim["quotes"]:
            lines += self.field("quotes", ", ".join(claim["quotes"]))
        lines += self.field("chain", " > ".join(claim["chain"]))
        return self._headed(claim, claim["attribution"], claim["mode"], lines)

    def attitude(self, attitude: Record) -> str:
        lines = self._claim(attitude, "about")
        return self._headed(attitude, attitude["attitude"], attitude["kind"], lines)

    def _headed(self, claim: Record, name: str, kind: str, lines: list[str]) -> str:
        """The lines of a claim and its rule, below what and where it is."""
        inside = f", in {claim['inside']}" if claim["inside"] else ""
        heading = f"{self.strong(f'{name:{_INDENT}}{kind}')}{inside}"
        rule = self.field("rule", _grounds(claim))
        return "\n".join([f"{heading}; line {claim['line']}", *lines, *rule])

    def _claim(self, claim: Record, label: str) -> list[str]:
        """Who, by which cue, and what: its label says in what way."""
        lines = self.field("source", _who(claim, "source"))
        negated = ", negated" if claim.get("negated") else ""
        lines += self.field("cue", _cue(claim) + negated)
        for content in claim["contents"]:
            place = f"({content['start']}–{content['end']})"
            lines += self.field(label, f"{shortened(content['text'])} {place}")
        return lines


def _layer_and_doubt(voice: Record) -> tuple[str, str]:
    return voice["layer"], "?" if voice["basis"] == "unsure" else ""


def _who(row: Record, role: str) -> str:
    """Who is meant, by which words, of what type and nation, named or not."""
    start, end = row[f"{role}_start"], row[f"{role}_end"]
    kind = described(row[f"{role}_type"], row[f"{role}_nation"])
    mention = row[f"{role}_mention"]
    if not row[role] and not mention:
        return "nobody named"
    beside = f" (“{shortened(mention)}”, {start}–{end})" if mention else ""
    naming = "unnamed" if row["anonymous"] else "named"
    return f"{row[role] or 'not known who'}{beside}; {kind}, {naming}"


def _cue(row: Record) -> str:
    if row["cue"] is None:
        return "none"
    return f"{shortened(row['cue'])} ({row['cue_start']}–{row['cue_end']})"


def _grounds(row: Record) -> str:
    """How sure, by which rule, and how often that was right on out-of-domain news."""
    sure = f"sure: {row['confidence']:.0%}".replace("%", " %")
    if row["rule_share"] is None:
        return f"{row['rule']}: not measured on strangers’ text; {sure}"
    share = f"right {row['rule_share']:.0%} of {row['rule_n']:,}".replace("%", " %")
    made_on = row["rule_split"] == "train"
    where = "the articles it was made on" if made_on else "strangers’ text"
    return f"{row['rule']}: {share} on {where}; {sure}"
