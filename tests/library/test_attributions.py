"""Attributions: who said what, by which rule."""

from __future__ import annotations

import pytest
from coded import ARTICLES, read, reference
from report.validation.accuracy import coded_type

from analysis.attribution.attributions import Attribution
from analysis.corpus.articles import Article, Segment
from analysis.dyad.parties import us_and_iran
from analysis.dyad.sides import side_of
from analysis.text.quotations import LEFT_OUT


def mention(article: Article, found: Attribution) -> str | None:
    """The source as written beside the cue."""
    if found.source_start is None:
        return None
    return article.text[found.source_start : found.source_end]


def is_same(article: Article, found: Attribution, code: dict, quotes: dict) -> bool:
    """Whether an attribution has the reference's cue and its source."""
    if code["cue_start"] is None or found.cue_start is None:
        held = tuple(quotes[name] for name in code["quote_ids"])
        same_cue = found.cue is code["cue"] is None and found.quotes == held
    else:
        end = code["cue_start"] + len(code["cue"])
        same_cue = found.cue_start < end and code["cue_start"] < found.cue_end
    label, written = code["source_label"], mention(article, found)
    if label is None or written is None:
        return same_cue and label is written
    return same_cue and (label in written or written in label)


def matched(number: str) -> tuple[list[tuple[Attribution, dict]], int, int]:
    """Pairs of found and coded attributions, and how many there are of each."""
    article, coding = ARTICLES[number], reference(number)
    quotes = {code["id"]: n for n, code in enumerate(coding["quotes"])}
    found = list(read(article)[3])
    n_found, pairs = len(found), []
    for code in coding["attributions"]:
        same = next((f for f in found if is_same(article, f, code, quotes)), None)
        if same:
            pairs.append((same, code))
            found.remove(same)
    return pairs, n_found, len(coding["attributions"])


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_f1_against_the_reference(number):
    """In each of the five articles source and cue agree with F1 of 0.95 or more."""
    pairs, n_found, n_coded = matched(number)
    assert 2 * len(pairs) / (n_found + n_coded) >= 0.95


def test_types_modes_and_anonymity_against_the_reference():
    """Over the five articles, types agree for 90 % and anonymity and mode for 98 %."""
    pairs = [pair for number in ARTICLES for pair in matched(number)[0]]

    def share(name: str) -> float:
        return sum(getattr(f, name) == c[name] for f, c in pairs) / len(pairs)

    types = [
        coded_type(
            f.source_type, side_of(f.source or "", f.source_nation, us_and_iran())
        )
        == c["source_type"]
        for f, c in pairs
    ]
    assert sum(types) / len(pairs) >= 0.90
    assert share("anonymous") >= 0.98
    assert share("mode") >= 0.98


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_one_name_for_a_named_source(number):
    """A named source has the reference's full name wherever it speaks."""
    for found, code in matched(number)[0]:
        if not code["anonymous"]:
            assert found.source == code["source"]


@pytest.mark.parametrize("number", sorted(ARTICLES))
def test_no_attribution_in_comments_or_boilerplate(number):
    """Comments and boilerplate hold no attributions."""
    segments, _, _, found = read(ARTICLES[number])
    assert not {segments[a.segment].layer for a in found} & set(LEFT_OUT)


def test_a_pronoun_takes_the_person_last_spoken_of():
    """“He” is the last person who spoke or was the subject of a sentence."""
    text = "Ann Lee said it rained. Bob Stone left the town. He said it snowed."
    sources = [a.source for a in read(Article("a", text))[3]]
    assert sources == ["Ann Lee", "Bob Stone"]


def test_the_official_is_the_one_described_before():
    """“The official” has the fuller name given to him before."""
    text = (
        "A senior French official told Reuters it rained. The official said it snowed."
    )
    sources = {a.source for a in read(Article("a", text))[3]}
    assert sources == {"senior French official"}


def test_a_name_and_a_colon_in_a_headline():
    """`Name: claim` is an attribution if the article knows the name."""
    text = "Lee: It never rains\n\nAnn Lee spoke on Monday."
    found = read(Article("a", text))[3]
    assert [(a.source, a.cue, a.rule) for a in found] == [
        ("Ann Lee", ":", "name-colon")
    ]
    assert not read(Article("a", "Bridge News: It rains\n\nIt rained on Monday."))[3]


def test_a_lead_in_hands_over_to_an_excerpt():
    """`X reports:` before an excerpt reports the whole of it."""
    text = "Ann Lee reports:\n\nIt rained on Monday."
    start = text.index("It rained")
    excerpt = Segment(start, len(text), "excerpt", "Ann Lee")
    (found,) = read(Article("a", text, declared=(excerpt,)))[3]
    assert (found.mode, found.source_type) == ("direct", "journalist")
    assert [text[a:b] for a, b in found.contents] == ["It rained on Monday."]


def test_words_quoted_a_second_time():
    """A claim without a source takes the speaker whose words it repeats."""
    text = "“It never rains,” said Ann Lee.\n\nThe claim that “it never rains” is odd."
    sources = [a.source for a in read(Article("a", text))[3]]
    assert sources == ["Ann Lee", "Ann Lee"]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The United States said that it would wait.", ["United States government"]),
        ("Secretary of State Ann Moss said it rained.", ["Ann Moss"]),
        ("Transport Minister Paul Okafor said it rained.", ["Paul Okafor"]),
        ("Moss Says Rain Will Come", ["Moss"]),
        ("Ann Lee met the United Nations. “We wait,” she said.", ["Ann Lee"]),
    ],
)
def test_names_are_read_as_names(text, sources):
    """A verb in a name is no cue, a title no name, and no “she” is an institution."""
    assert [a.source for a in read(Article("a", text))[3]] == sources
