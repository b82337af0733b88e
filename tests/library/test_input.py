"""Input as people have it: read as what it stands for, every place kept."""

from __future__ import annotations

import pytest
from case_files import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import analyze, read_text, tables
from analysis.corpus.articles import Article, Segment
from analysis.corpus.repairs import as_read
from analysis.explain.grounds import article_record
from analysis.text.characters import passage

CASES = cases("inputs")
NEGATIVE = cases("inputs_negative")


def label(case: dict[str, str]) -> str:
    """The name of a case."""
    return case["label"]


@pytest.mark.parametrize("case", CASES, ids=label)
def test_what_stands_for_something_else_is_read_as_that(case):
    """The text as read, at most one warning, and the file's text beside it."""
    article = as_read(Article("a", case["text"], file="a.txt"))
    assert article.text == case["read"]
    assert article.original == case["text"]
    warnings = article.warnings
    assert len(warnings) == bool(case["warning"])
    assert all(w.startswith("a.txt, line ") and case["warning"] in w for w in warnings)


@pytest.mark.parametrize("case", NEGATIVE, ids=label)
def test_what_only_looks_odd_is_left_alone(case):
    """Nothing is changed and nothing is said."""
    article = Article("a", case["text"])
    assert as_read(article) == article
    assert not as_read(article).warnings


PIECES = st.sampled_from(
    [c["text"] for c in CASES]
    + ["<p>", "</p>", "<script>", "&amp;", "â€", "Ã©", "\u00ad", "**", "[a](/b)", "{"]
    + [
        "# ",
        "\n",
        "\r\n",
        "\r",
        " ",
        ".",
        "A",
        "b",
        "“",
        "”",
        "–",
        "—",
        "{\\rtf1 ",
        "}",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join) | st.text())
def test_every_character_keeps_its_place(text):
    """Places run forward in the file; a character is its own or stands for it."""
    article = as_read(Article("a", text))
    assert article.original == text
    places = [article.in_file(n, n + 1) for n in range(len(article.text))]
    assert places == sorted(places)
    assert all(0 <= a < b <= len(text) for a, b in places)
    for character, (a, b) in zip(article.text, places, strict=True):
        assert b - a > 1 or character in (text[a], *" \n—–“”‘’") or text[a] == "\\"


@settings(deadline=None)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_reading_twice_changes_nothing_silently(text):
    """What was read as meant is not changed once more without a warning."""
    once = as_read(Article("a", text))
    twice = as_read(Article("a", once.text))
    assert twice.text == once.text or twice.warnings


SPEECH = (
    "“We will rebuild the old harbour wall,” the mayor, Olga Brandt, told reporters."
)
AS_GIVEN = {
    "wrapped": "\n".join(
        [
            "The council met on Monday in the town hall, and",
            "“We will rebuild the old harbour wall,” the",
            "mayor, Olga Brandt, told reporters. Nobody who",
            "was there asked her what the wall would cost.",
        ]
    ),
    "entities": "It rained.&nbsp;&ldquo;We will rebuild the <i>old</i> harbour "
    "wall,&rdquo; the mayor, Olga Brandt, told reporters.",
    "invisible": SPEECH.replace("Brandt", "Bra\u00adndt").replace("old", "o\u200bld"),
    "misread": SPEECH.encode("utf-8").decode("cp1252", "ignore"),
    "page": f"<html><body><p>It rained.</p>\n<p>{SPEECH}</p></body></html>",
    "glued": f"It rained.{SPEECH}Then it stopped.",
    "dashes": SPEECH.replace(
        "the mayor, Olga Brandt, told", "Olga Brandt—who is the mayor—told"
    ),
}


@pytest.mark.parametrize("given_as", AS_GIVEN)
def test_what_is_found_points_into_the_file(given_as):
    """Quotes are shown as read; their places hold the same words in the file."""
    text = AS_GIVEN[given_as]
    document = read_text(text)
    record = article_record(document)
    (quote,) = record["quotes"]
    assert quote["text"] == "We will rebuild the old harbour wall,"
    assert quote["speaker"] == "Olga Brandt"
    held = text[quote["start"] : quote["end"]]
    assert held.startswith("We will") and "wall," in held
    assert text[: quote["start"]].count("\n") + 1 == quote["line"]
    row = tables(document).quotes.iloc[0]
    assert (row["start"], row["end"]) == (quote["start"], quote["end"])
    own = document.quotes[0]
    assert document.text[own.start : own.end] == own.text == quote["text"]


def test_declared_voices_find_their_place_again():
    """A voice declared by places in the file is one in the text as read."""
    text = "&ldquo;So&rdquo;\n\nA caption &amp; more"
    voice = Segment(18, len(text), "caption", None, text[18:])
    article = as_read(Article("a", text, declared=(voice,)))
    (moved,) = article.declared
    assert moved.text == "A caption & more"
    assert article.text[moved.start : moved.end] == moved.text


def test_a_sentence_in_pieces_keeps_the_words_of_the_file():
    """Its pieces cut the words that stand beside them."""
    text = (
        "It rained in town on Monday.\n\nThe mayor &amp; her party\n\n“So it was”\n\n"
        "would not stand again, she said."
    )
    start = text.index("“")
    voice = Segment(start, start + 11, "pull_quote", None, "“So it was”")
    document = analyze(as_read(Article("a", text, declared=(voice,))))
    rows = tables(document).sentences.to_dict("records")
    cut = next(row for row in rows if isinstance(row["pieces"], str))
    assert passage(cut) == (
        "The mayor &amp; her party […] would not stand again, she said."
    )
