"""Who speaks, by the layout of the page: labels, signatures, lead-ins.

    find_labelled(context, drafts) -> list[Draft]

`Name: claim` in a headline, `NAME: …` in a transcript, the name under a quote,
`X reports:` before an excerpt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.attribution.candidates import Context, Draft
from analysis.attribution.cue_lexicon import Report
from analysis.attribution.folding import Stream
from analysis.attribution.noun_phrases import phrase_from
from analysis.attribution.source_types import outlet, state
from analysis.corpus.articles import Layer
from analysis.syntax.tokens import word_class

_DISPLAY: tuple[Layer, ...] = ("headline", "standfirst", "caption", "pull_quote")
_LONGEST_NAME = 6  # tokens before the colon of a headline that names who speaks
_LONGEST_SIGNATURE = 15  # tokens of a line that only names who is quoted above it


def find_labelled(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts that the layout tells, given those of the sentences."""
    found: list[Draft] = []
    held = {q for draft in drafts for q in draft.quotes}
    for n, stream in enumerate(context.outer):
        found += _named_claim(context, stream, first=n == 0)
        found += _pull_quote(context, n)
        found += _signature(context, n, held)
        found += _lead_in(context, stream, drafts)
    turns = _transcript(context, held)
    labels = {draft.at for draft in turns}
    return [draft for draft in found if draft.at not in labels] + turns


def _named_claim(context: Context, stream: Stream, first: bool) -> Iterator[Draft]:
    """`Name: claim` in a headline or caption, if the name is somebody's."""
    if context.segments[stream.segment].layer not in _DISPLAY and not first:
        return
    tokens = stream.tokens
    kinds = [token.kind for token in tokens[: _LONGEST_NAME + 1]]
    if ":" not in kinds or not stream.sentences[0].kinds.startswith("n:"):
        return
    colon = kinds.index(":")
    if tokens[colon + 1].kind == "stop":
        return
    phrase = (0, colon)
    if not colon or any(token.kind != "word" for token in tokens[:colon]):
        return
    low = [token.low for token in tokens[:colon]]
    known = context.cast.name(tokens, 0, colon)
    named = known is not None and context.cast.full.get(known) == known
    if outlet(low) or state(low) or named or low[-1] in word_class("label"):
        content = ((colon + 1, len(tokens) - 1),)
        held = [t.quote for t in tokens if t.kind == "quote"]
        yield Draft(
            stream, Report((colon, colon + 1), phrase, content, "name-colon"), held
        )


def _pull_quote(context: Context, n: int) -> Iterator[Draft]:
    """The name under a pull quote, after a dash."""
    stream = context.outer[n]
    tokens = stream.tokens
    if context.segments[stream.segment].layer != "pull_quote" or not n:
        return
    above = context.outer[n - 1]
    name = next((c for p in stream.sentences for c in p.chunks if c.kind == "n"), None)
    if above.segment == stream.segment and tokens[0].kind == "-" and name:
        block = (above.tokens[0].start, above.tokens[-1].end)
        yield Draft(
            stream, Report((0, 1), (name.first, name.past), (), "signature"), [], block
        )


def _signature(context: Context, n: int, held: set[int]) -> Iterator[Draft]:
    """`“…” ― Name` in one line, or a line with nothing but a name under a quote."""
    stream = context.outer[n]
    kinds = [token.kind for token in stream.tokens[:4] if token.kind != "stop"]
    if kinds[:2] == ["quote", "-"] and len(kinds) > 2:
        above = stream
    elif n and _is_only_quote(context.outer[n - 1]) and _adjoins(context, n):
        above = context.outer[n - 1]
    else:
        return
    quote = above.tokens[0].quote
    chunks = [chunk for p in stream.sentences for chunk in p.chunks]
    name = next((c for c in chunks if c.kind == "n"), None)
    if quote in held or name is None or set("vmpx") & {c.kind for c in chunks}:
        return
    if len(stream.tokens) <= _LONGEST_SIGNATURE and stream.tokens[name.first].capital:
        dash = next((k for k, t in enumerate(stream.tokens) if t.kind == "-"), None)
        cue = (dash, dash + 1) if dash is not None and dash < name.first else None
        span = context.quotes[quote].start, context.quotes[quote].end
        report = Report(cue, (name.first, name.past), (), "signature")
        yield Draft(stream, report, [quote], span)


def _is_only_quote(stream: Stream) -> bool:
    if len(stream.quotes) != 1:
        return False
    return [t.kind for t in stream.tokens if t.kind != "stop"] == ["quote"]


def _adjoins(context: Context, n: int) -> bool:
    """Whether a line follows the one before without a blank line between."""
    above, line = context.outer[n - 1].tokens, context.outer[n].tokens
    if not above or not line or line[0].kind == "quote":
        return False
    return context.article.text[above[-1].end : line[0].start].count("\n") < 2


def _transcript(context: Context, held: set[int]) -> list[Draft]:
    """`NAME: …` at the head of paragraphs, where at least two of them begin so."""
    turns: list[tuple[Stream, Stream, int]] = []  # paragraph, stream with the label
    labels: Counter[str] = Counter()
    inner = {stream.inside: stream for stream in context.inner}
    for outer in context.outer:
        quoted = outer.tokens and outer.tokens[0].kind == "quote"
        stream = inner[outer.tokens[0].quote] if quoted else outer
        colon = _label_length(context, stream)
        if colon:
            turns.append((outer, stream, colon))
            labels[context.words(stream, 0, colon)] += 1
    if len(labels) < 2 or len(turns) < 3:
        return []
    return [_turn(outer, stream, colon, held) for outer, stream, colon in turns]


def _label_length(context: Context, stream: Stream) -> int:
    """How many tokens the label in capitals has that opens a stream; 0 if none."""
    if not stream.tokens or not stream.tokens[0].capital:
        return 0
    for k, token in enumerate(stream.tokens[: _LONGEST_NAME + 1]):
        if token.kind == ":":
            label = context.words(stream, 0, k) if k else ""
            rest = len(stream.tokens) - k > 2
            return k if label.isupper() and len(label) > 2 and rest else 0
        if token.kind != "word":
            return 0
    return 0


def _turn(outer: Stream, stream: Stream, colon: int, held: set[int]) -> Draft:
    last = len(stream.tokens)
    content = ((colon + 1, last),)
    quotes = [
        t.quote for t in outer.tokens if t.kind == "quote" and t.quote not in held
    ]
    return Draft(
        stream,
        Report((colon, colon + 1), (0, colon), content, "transcript"),
        quotes,
        (stream.tokens[colon + 1].start, outer.tokens[-1].end),
    )


def _lead_in(
    context: Context, stream: Stream, drafts: Sequence[Draft]
) -> Iterator[Draft]:
    """`X reports:` and the like before an excerpt: the excerpt is the content."""
    number = stream.segment + 1
    following = context.segments[number] if number < len(context.segments) else None
    tokens = stream.tokens
    if not following or following.layer != "excerpt" or len(tokens) < 3:
        return
    colon = len(tokens) - 2
    if tokens[colon].kind != ":":
        return
    if context.article.text[tokens[colon].end : following.start].strip():
        return
    block = (following.start, following.end)
    mine = [draft for draft in drafts if draft.stream is stream]
    if mine and mine[-1].report.content[-1][1] >= colon:
        mine[-1].block = block
        return
    cue = colon
    while cue > 0 and tokens[cue - 1].kind == "word":
        if tokens[cue - 1].low in word_class("linker") | {"but"}:
            break
        cue -= 1
    p = stream.sentences[-1]
    for k, chunk in enumerate(p.chunks):
        phrase = phrase_from(p, k) if chunk.kind == "n" else None
        if phrase and context.cast.name(tokens, *phrase) == following.carrier:
            yield Draft(stream, Report((cue, colon), phrase, (), "lead-in"), [], block)
            return
