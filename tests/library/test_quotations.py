"""Quotes: their places, their marks, their kinds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from case_files import cases
from coded import ARTICLES, read, reference
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.articles import Article, Segment
from analysis.text.quotations import find_quotes, kind_by_shape
from analysis.text.sentences import find_sentences

CASES = cases("quotes")
TEXTS = st.text(alphabet="ab A.,?!:'\"“”‘’«»…\n\r-()0’s", max_size=200)
MARKS = st.text(alphabet="aB1.,! \n\"“”„‟″«»'‘’‚`<>=(—", max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case):
    """Each written case gives the quotes expected, marks left outside."""
    article = Article("case", case["text"])
    _, _, quotes, _ = read(article)
    assert [article.text[q.start : q.end] for q in quotes] == case["expected"]
    if "note" in case:
        assert quotes[0].note == case["note"]


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_speakers_of_the_reference(number):
    """Each speaker is the reference's: its name, or for the unnamed its mention."""
    article = ARTICLES[number]
    _, _, quotes, _ = read(article)
    for quote, code in zip(quotes, reference(number)["quotes"], strict=True):
        assert quote.anonymous == code["anonymous"]
        if code["anonymous"]:
            mention = article.text[quote.speaker_start : quote.speaker_end]
            assert mention == code["speaker_label"]
        else:
            assert quote.speaker == code["speaker"]


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_continuations_of_the_reference(number):
    """A quote goes on from another exactly where the reference says so."""
    _, _, quotes, _ = read(ARTICLES[number])
    coded = reference(number)["quotes"]
    numbers = {code["id"]: n for n, code in enumerate(coded)}
    expected = [numbers.get(code["continues"]) for code in coded]
    assert [quote.continues for quote in quotes] == expected


def test_an_insert_cuts_a_quote_in_two():
    """A pull quote inside a quote is no part of its pieces."""
    article = ARTICLES["001"]
    cut = [quote for quote in read(article)[2] if len(quote.pieces) > 1]
    assert len(cut) == 1
    assert "McCain" not in " ".join(article.text[a:b] for a, b in cut[0].pieces)
    assert "McCain" in article.text[cut[0].start : cut[0].end]


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
@pytest.mark.parametrize("insert", ["Nobody knew.\n\n", "“Nobody” knew.\n\n"])
def test_a_quote_goes_on_behind_an_insert_and_another_follows(marks, insert):
    """Both pieces, nothing twice, and what follows is a quote of its own."""
    one, other = marks
    before = f"The mayor said: {one}The bridge is open and\n\n"
    after = f"the road is shut.{other} She said: {one}So it is.{other} It rained."
    text, cut = before + insert + after, len(before)
    again = cut + len(insert)
    segments = (
        Segment(0, cut, "author"),
        Segment(cut, again, "pull_quote"),
        Segment(again, len(text), "author"),
    )
    article = Article("a", text)
    quotes = find_quotes(article, segments, find_sentences(article, segments))
    found = [[text[a:b] for a, b in q.pieces] for q in quotes if q.segment != 1]
    assert found == [["The bridge is open and", "the road is shut."], ["So it is."]]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("She read the novel “The Open Bridge” and slept.", 1),
        ("The essay, titled ''Bridges of Stone,'' came out.", 1),
        ("She said on “Morning Bridge” that all was well.", 1),
        ("On ABC’s “Bridges,” she said that all was well.", 1),
        ("The “Old Mill” star and “Open Road,” a comedy, were there.", 2),
        ("She read the books “Old Mill,” “Open Road” and “Last Ferry.”", 3),
        ("The film “Ferry” is long. “Ferry” is also dull.", 2),
        ("“The film is long,” he said of the film “we all know.”", 0),
        ("He called Lee “Old Bridge” twice.", 0),
        ("He put up a sign on “Bridge” street.", 0),
        ("The editor said: “Yes.”", 0),
    ],
)
def test_a_name_of_a_work_is_a_title(text, titles):
    """Capitals on every word and a work, stage or channel beside make a title."""
    quotes = find_quotes(Article("a", text), (Segment(0, len(text), "author"),), ())
    assert sum(quote.kind == "title" for quote in quotes) == titles


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("", "scare"),
        ("odd", "scare"),
        ("very odd", "scare"),
        ("very odd indeed", "mixed"),
        ("Very Odd Indeed", "mixed"),
        ("Very odd.", "direct"),
        ("Nobody,", "direct"),
        ("10 will do,", "direct"),
        ("They went home by train", "mixed"),
        ("They went home by train yesterday", "direct"),
        ("they went home by train yesterday.", "mixed"),
    ],
)
def test_a_capital_an_end_and_the_number_of_words_make_a_kind(inside, kind):
    """Before anyone is cited: a sentence, a part of one, or a word or two."""
    text = f"We heard “{inside}” there."
    assert kind_by_shape(text, 10, 10 + len(inside)) == kind


@given(MARKS)
def test_marks_of_any_kind(text):
    """In any text of marks, spans are ordered, apart, stripped, and hold a word."""
    quotes = find_quotes(Article("a", text), (Segment(0, len(text), "author"),), ())
    for quote in quotes:
        words = text[quote.start : quote.end]
        assert words == words.strip() and any(c.isalnum() for c in words)
        assert quote.note is None or quote.note
    for one, other in pairwise(quotes):
        assert one.end < other.start


@given(st.lists(st.sampled_from(["“", "”", '"', "''", "‘"]), max_size=1))
def test_a_stray_mark_spoils_one_quote_at_most(strays):
    """A mark anywhere between, or one missing, leaves all quotes but one."""
    pieces = [f"“Bridge {n} is open,” she said. " for n in range(6)]
    whole = set(_quoted("".join(pieces)))
    for n in range(len(pieces)):
        for piece in (
            pieces[n].replace("“", ""),
            pieces[n].replace("”", ""),
            *(f"{stray} {pieces[n]}" for stray in strays),
            *(f"{stray}{pieces[n]}" for stray in strays),
            *(f"{pieces[n]}{stray} " for stray in strays),
        ):
            found = _quoted("".join([*pieces[:n], piece, *pieces[n + 1 :]]))
            assert len(whole - set(found)) <= 1


def _quoted(text):
    quotes = find_quotes(Article("a", text), (Segment(0, len(text), "author"),), ())
    return [text[quote.start : quote.end] for quote in quotes]


@given(TEXTS)
def test_offsets_lie_in_any_text(text):
    """Whatever the text, nothing is raised; quotes are ordered, stripped, apart."""
    article = Article("any", text)
    segments, sentences, quotes, _ = read(article)
    for quote in quotes:
        words = text[quote.start : quote.end]
        assert words and words == words.strip()
        assert 0 <= quote.segment < len(segments)
        assert quote.sentence is None or quote.sentence < len(sentences)
        assert quote.pieces[0][0] == quote.start and quote.pieces[-1][1] == quote.end
    for one, other in pairwise(quotes):
        assert one.end <= other.start
