"""Wherever a text is cut off, all of the finders can read what is left."""

from __future__ import annotations

import pytest
from case_files import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.articles import Article
from analysis.corpus.markup import blank_markup
from analysis.corpus.repairs import as_read
from analysis.document import analyze_article
from analysis.measures.readability import measure_readability
from analysis.measures.sentiment import tone
from analysis.syntax.chunker import ChunkedSentence, brackets
from analysis.syntax.tokens import low_words, tokens_of

LISTED = [
    case["text"]
    for name in [
        "passages",
        "quotes",
        "tags",
        "chunks",
        "framing_rules",
        "segments",
        "attributions",
        "attributions_negative",
        "attributions_known_failures",
    ]
    for case in cases(name)
]
AWKWARD = [
    "Ann Lee (R-Ohio), who left, said (“it rained",
    "“It rained,” (in his view): [said",
    "In Lee's view:\n\n> It rained.",
    "LEE: It rained.\n\nSTONE: No.\n\nLEE: Yes",
    "“It rained.”\n— Ann Lee",
    "There are claims that, according to",
    "As Lee put it: “Rain” was described as by",
    "Said Lee: “Rain.” And asked by",
    "The US (UN) told the 's that who said,",
    "The workers went to the aid agency (USAID)",
    "Comments (2):\n1. Ann says: It rained.\n\n2. Lee says: “No.”\n3. Ann says:",
    "He said “we have\n\nAdvertisement\n\nseen ‘it’,” (in Oslo, Ohio, last week)",
    "She starred in “Old Mill,” “Open Road” and '' ``so'' 6'2\" tall “",
    '<p class="a">Iran\'s “US” <!-- no --> <script>x = "y"</script> </p',
    "The US has lost ground to Iran; it may escalate. Their 's n't 'd 't U.S.",
    "\ufeffA Headline Says So\r\n\r\nBy Ann Lee\r\n\u2028 \x1c… He left. […]\t",
    "“It rained,” Lee pointed out, and Stone went on. It is what Lee made it clear",
    "‘‘It’s’’ the dockers’ ‘90s,” she said, “(so).’ 12,000 1.2 - -- —",
]


def read_all(text: str) -> None:
    """Everything that the library makes of a text, checked to lie within it."""
    document = analyze_article(Article("any", text))
    for record in (*document.segments, *document.sentences, *document.quotes):
        assert 0 <= record.start < record.end <= len(text)
    for found in (*document.relations, *document.evaluations):
        assert 0 <= found.cue[0] < found.cue[1] <= len(text)
    for sentence in document.sentences:
        assert tone(sentence.text) <= 1
        assert measure_readability([sentence.text]).n_words > 0
    syntax_of(text)
    assert len(blank_markup(text)) == len(text)
    assert as_read(Article("any", text)).original == text


def syntax_of(text: str) -> None:
    """The words and chunks of a text, and the chunks of any part of its tokens."""
    tokens = tokens_of(text)
    assert low_words(text) == [t.low for t in tokens if t.kind == "word"]
    for lo, hi in ((0, len(tokens)), (1, len(tokens)), (0, len(tokens) - 1)):
        kinds = ChunkedSentence(tokens, lo, max(lo, hi)).kinds
        assert len(kinds) <= len(tokens)
        assert all(lo < a < b <= hi for a, b in brackets(tokens, lo, hi))


@pytest.mark.parametrize("text", AWKWARD)
def test_every_part_of_an_awkward_text_can_be_read(text):
    """No index runs past the end of a text, or before its start."""
    for place in range(len(text) + 1):
        read_all(text[:place])
        read_all(text[place:])


@given(st.sampled_from(LISTED), st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=300)
def test_any_part_of_a_case_can_be_read(text, first, past):
    """The same, with texts of news cut off anywhere."""
    read_all(text[first:])
    read_all(text[:past])
    read_all(text[first : first + past])


@given(st.text(alphabet="aIU S.(“\"'’,:;-<>=!/\n1)[]", max_size=40))
def test_any_text_can_be_read(text):
    """The same, with texts without sense."""
    read_all(text)
