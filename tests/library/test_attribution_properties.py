"""What holds of the attributions of any text, however little sense it makes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from coded import ARTICLES, read
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.attribution.attributions import Attribution, chain
from analysis.corpus.articles import Article, Segment

WORDS = st.sampled_from(
    [
        *("Ann", "Lee", "US", "IS", "Monday", "officials", "reporters", "analysts"),
        *("said", "told", "believe", "blames", "adding", "described", "had", "was"),
        *("the", "a", "he", "they", "who", "that", "there", "are", "will", "'s"),
        *("claims", "warnings", "reports", "according", "to", "by", "as", "on"),
        *("no", "word", "if", "and", "but", ",", ".", ":", ";", "(", ")", "-", "\n"),
        *("“", "”", '"', "''", "‘", "’"),
    ]
)
SENTENCES = sorted(
    {
        article.text[sentence.start : sentence.end]
        for article in ARTICLES.values()
        for sentence in read(article)[1]
    }
)
NONSENSE = st.lists(WORDS, max_size=60).map(" ".join)
GAPS = st.sampled_from([" ", "\n", "\n\n"])
SHUFFLED = st.lists(
    st.tuples(st.sampled_from(SENTENCES), GAPS).map("".join), max_size=12
).map("".join)
TEXTS = NONSENSE | SHUFFLED
LAST = "\n\nThe lake froze over in the night.\n"  # tells nothing of anybody


def found_in(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text."""
    return read(Article("any", text))[3]


def at(found: Attribution) -> int | None:
    """Where an attribution's cue stands, or else its source."""
    return found.source_start if found.cue_start is None else found.cue_start


@given(TEXTS)
def test_spans_lie_in_the_text(text):
    """Whatever the text, nothing is raised and every span lies within it."""
    segments, _, quotes, found = read(Article("any", text))
    for a in found:
        assert 0 <= a.segment < len(segments)
        assert (a.cue is None) == (a.cue_start is None) == (a.cue_end is None)
        if a.cue is not None:
            assert text[a.cue_start : a.cue_end] == a.cue != ""
        assert (a.source_start is None) == (a.source_end is None)
        if a.source_start is not None:
            assert 0 <= a.source_start < a.source_end <= len(text)
        assert all(0 <= start < end <= len(text) for start, end in a.contents)
        assert all(0 <= q < len(quotes) for q in a.quotes)


@given(TEXTS)
@example("“It rained,” an Iraqi official said. “It snowed.” “It froze,” Lee said.")
def test_a_quote_says_what_its_attribution_says(text):
    """Words, speaker, type and anonymity are the same in both records."""
    _, _, quotes, found = read(Article("any", text))
    for a in found:
        assert a.text == " ".join(text[start:end] for start, end in a.contents)
        for q in a.quotes:
            assert (quotes[q].speaker, quotes[q].speaker_start) == (
                a.source,
                a.source_start,
            )
            assert (quotes[q].speaker_type, quotes[q].anonymous, quotes[q].cue) == (
                a.source_type,
                a.anonymous,
                a.cue,
            )
    for quote in quotes:
        assert quote.text == " ".join(text[start:end] for start, end in quote.pieces)


@given(TEXTS)
def test_contents_are_ordered_and_apart(text):
    """The stretches of one content follow each other and do not touch."""
    for a in found_in(text):
        assert all(one[1] < other[0] for one, other in pairwise(a.contents))


@given(TEXTS)
@example("Ann Lee: “It rained.”")
def test_a_quote_has_one_attribution(text):
    """No quote belongs to two attributions."""
    held = [q for a in found_in(text) for q in a.quotes]
    assert len(held) == len(set(held))


@given(TEXTS)
def test_a_quote_stands_in_the_contents(text):
    """The words of a quote are a part of what its attribution reports."""
    _, _, quotes, found = read(Article("any", text))
    for a in found:
        for start, end in (piece for q in a.quotes for piece in quotes[q].pieces):
            assert any(one <= start and end <= past for one, past in a.contents)


@given(TEXTS)
def test_what_stands_inside_comes_through_its_holder(text):
    """The holder's contents hold the cue, and no chain of holders runs in a circle."""
    found = found_in(text)
    for number, a in enumerate(found):
        if a.inside is not None:
            holder = found[a.inside]
            assert any(one <= at(a) < past for one, past in holder.contents)
        through = chain(found, number)
        assert through[-1] == number and len(through) == len(set(through))


@given(TEXTS)
def test_reading_twice_gives_the_same(text):
    """The same text gives equal records, whatever was read before."""
    assert found_in(text) == found_in(text)


@given(TEXTS)
@settings(max_examples=60)
@example("Ann Lee said it rained.\n\nIt snowed.")
def test_what_comes_last_changes_nothing_before(text):
    """An unrelated paragraph at the end leaves what stands before as it was.

    Names may get fuller.  All of it is declared the author's: what a line is for a
    page depends on the lines below it.
    """

    def written(text: str) -> tuple[Attribution, ...]:
        whole = Segment(0, len(text), "author", text=text)
        return read(Article("any", text, declared=(whole,) if text.strip() else ()))[3]

    def nameless(found: tuple[Attribution, ...]) -> list[Attribution]:
        return [replace(a, source=None) for a in found]

    before, after = written(text.strip()), written((text.strip() + LAST).strip())
    assert nameless(before) == nameless(after)
    for one, other in zip(before, after, strict=True):
        assert one.source is None or other.source.endswith(one.source)
