"""Quotes without a cue of their own, by what stands before and after them.

    hand_on(context, drafts) -> list[Draft]
    mark_echoes(context, drafts)

The quote that goes on after “he said”, the next paragraph of the same speech, the
paragraph after a colon, words quoted a second time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from analysis.attribution.candidates import Context, Draft
from analysis.attribution.cue_lexicon import Phrase, Report
from analysis.attribution.folding import Stream
from analysis.attribution.noun_phrases import VERBS, can_speak
from analysis.attribution.source_types import state
from analysis.attribution.subjects import main_subject, subject_of
from analysis.syntax.chunker import Parse
from analysis.syntax.tokens import Token, word_class
from analysis.text.characters import words

_ADDING = re.compile("C?g[,:]?Q")  # “Adding, “…””, a sentence of its own
_SHORT_ACT = 8  # tokens of a sentence in which whoever speaks next does something


def hand_on(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """Quotes without a cue of their own: new drafts, or added to those there are.

    The speaker before goes on; or the source just reported is quoted (“some think
    so. (“It is.”)”); or the sentence's own subject is.
    """
    holder = {q: draft for draft in drafts for q in draft.quotes}
    by_sentence = _by_sentence(drafts)
    new: list[Draft] = []
    last: Draft | None = None  # whose quote stood in this paragraph or the one before
    for stream in context.outer:
        fresh = 0  # sentences since that quote
        before: Parse | None = None  # the sentence before, if it reports nothing
        for p in stream.sentences:
            held = [k for k in stream.quotes if p.lo <= k < p.hi]
            for k in held:
                q = stream.tokens[k].quote
                if q not in holder and context.quotes[q].kind != "title":
                    draft = _speaker_for(context, stream, p, k, last, before)
                    if draft is not None and draft is not last:
                        new.append(draft)
                    if draft is not None:
                        draft.quotes.append(q)
                        holder[q] = draft
                last = holder.get(q, last)
                fresh = 0
            reported = by_sentence.get(id(stream), {}).get(p.lo)
            if held:
                last = holder.get(_main_quote(context, stream, held), last)
            elif reported:
                last = reported
            else:
                fresh += 1
                last = last if fresh < 2 else None
            before = p if not held and not reported else None
            if stream.tokens[p.hi - 1].kind == ":":
                last = _announced(context, stream, p, reported)
    _hand_back(context, holder)
    return new


def _main_quote(context: Context, stream: Stream, held: Sequence[int]) -> int:
    """The last whole quote of a sentence, else the last one."""
    quotes = [stream.tokens[k].quote for k in held]
    return next((q for q in reversed(quotes) if _is_whole(context, q)), quotes[-1])


def _is_whole(context: Context, q: int) -> bool:
    return context.quotes[q].kind == "direct"


def _hand_back(context: Context, holder: dict[int, Draft]) -> None:
    """A paragraph of nothing but a quote is spoken by whoever goes on in the next.

    “It rained.” / “It snowed,” Ann Lee said.
    """
    following: Draft | None = None
    for stream in reversed(context.outer):
        words_outside = any(token.kind == "word" for token in stream.tokens)
        first = stream.tokens[0] if stream.tokens else None
        if first is None or first.kind != "quote":
            following = None
        elif first.quote in holder:
            after = holder[first.quote].report.rule in ("cue-after", "cue-inverted")
            following = holder[first.quote] if after else None
        elif following and not words_outside:
            kind = context.quotes[first.quote].kind
            if kind == "direct":
                following.quotes.append(first.quote)
                holder[first.quote] = following


def _actor(context: Context, p: Parse) -> Phrase | None:
    """The person who acts in a short sentence, as in “Lee shook her head”."""
    subject = main_subject(p) if p.hi - p.lo <= _SHORT_ACT else None
    return subject if subject and _person(context, p.tokens, subject) else None


def _announced(
    context: Context, stream: Stream, p: Parse, reported: Draft | None
) -> Draft | None:
    """Who speaks in the paragraph after a colon: the one reported, or the subject."""
    if reported:
        return reported
    subject = main_subject(p)
    if not subject or not can_speak(stream.tokens, subject):
        names = [(c.first, c.past) for c in p.chunks if c.kind == "n"]
        people = [n for n in names if _person(context, stream.tokens, n)]
        subject = people[-1] if people else None
    if subject:
        return Draft(stream, Report(None, subject, (), "announced"))
    return None


def _by_sentence(drafts: Sequence[Draft]) -> dict[int, dict[int, Draft]]:
    """Each sentence's last draft with a quote, else its first, by stream and token."""
    found: dict[int, dict[int, Draft]] = {}
    for draft in drafts:
        if draft.stream.inside is None and draft.report.cue:
            starts = draft.stream.sentence_starts
            n = bisect_right(starts, draft.report.cue[0]) - 1
            first = found.setdefault(id(draft.stream), {})
            if draft.quotes or starts[n] not in first:
                first[starts[n]] = draft
    return found


def _speaker_for(
    context: Context,
    stream: Stream,
    p: Parse,
    k: int,
    last: Draft | None,
    before: Parse | None,
) -> Draft | None:
    """The draft that an uncued quote belongs to: `last`, a new one, or none."""
    tokens = stream.tokens
    quote = context.quotes[tokens[k].quote]
    alone = all(token.kind != "word" for token in tokens[p.lo : p.hi])
    acted = _actor(context, before) if alone and before else None
    if acted and quote.kind == "direct":
        report = Report(None, acted, (), "act-before")
        return Draft(stream, report, [], (quote.start, quote.end))
    verbless = not VERBS & set(p.kinds) and len(words(context.quoted(quote))) > 3
    opens = k == p.lo and quote.kind == "direct" and last is not None and last.quotes
    adding = _ADDING.fullmatch(p.kinds) is not None
    if last and (alone or verbless or opens or adding):
        if not last.report.source:
            return None
        if last.report.rule == "announced" and not last.quotes:
            return Draft(last.stream, last.report, [], (quote.start, quote.end))
        announced = last.report.cue and stream is not last.stream
        if last.quotes or (announced and last.stream.tokens[-2].kind == ":"):
            return last
        report = Report(None, last.report.source, (), "quote-after-report")
        return Draft(last.stream, report, [], (quote.start, quote.end))
    term = {"as", "term", "word", "words", "phrase", "call", "called", "so-called"}
    if tokens[k - 1].low in term:
        return None
    if context.is_name(quote) or context.is_nickname(quote):
        return None
    if k + 1 < p.hi and any(c.first == k + 1 and c.kind == "n" for c in p.chunks):
        return None  # the “so-called” bridge
    subject = _subject_near(p, k)
    if subject and not context.is_short(quote):
        return Draft(stream, Report(None, subject, ((k, k + 1),), "subject"))
    return None


def _subject_near(p: Parse, k: int) -> Phrase | None:
    """The subject of the nearest verb before token `k` that has one who can speak."""
    for n in range(len(p.chunks) - 1, -1, -1):
        chunk = p.chunks[n]
        if chunk.first < k and chunk.kind in "vmxgi":
            found = subject_of(p, n)
            if found and found[1] != "relative" and can_speak(p.tokens, found[0]):
                return None if state(p.words(*found[0])) else found[0]
    return None


def _person(context: Context, tokens: Sequence[Token], phrase: Phrase) -> bool:
    low = tokens[phrase[0]].low
    if phrase[1] - phrase[0] == 1 and low in word_class("pronoun_one"):
        return True
    name = context.cast.name(tokens, *phrase)
    return name is not None and (" " in name and name in context.cast.words)


def mark_echoes(context: Context, drafts: Sequence[Draft]) -> None:
    """Note where a claim without a source repeats an earlier speaker's quote."""
    spoken: dict[tuple[str, ...], int] = {}
    for draft in sorted(drafts, key=lambda draft: draft.at):
        for q in draft.quotes:
            text = context.quoted(context.quotes[q]).lower()
            key = tuple(text[a:b] for a, b in words(text))
            if draft.report.source is not None:
                spoken.setdefault(key, q)
            elif key in spoken:
                draft.echoes = spoken[key]
