"""The words of the report: nothing counted is typed, nothing quoted is invented."""

from __future__ import annotations

import re

import pytest
import textstat
from report.chapters.provenance import provenance_rows
from report.multiverse.ledger import ALL_CLAIMS
from report.seeds import SEEDS
from written import BOOK, NOTEBOOKS, claims, everything, main_story, plain, prose

from analysis.corpus.catalogue import load_articles
from analysis.measures.readability import count_text, gunning_fog
from analysis.text.characters import straighten

PLACES = sorted(everything())
_QUOTATION = re.compile("“([^”]*)”")


def unquoted(text):
    """A text without what stands between curly marks."""
    return _QUOTATION.sub(" ", text)


# --- numbers --------------------------------------------------------------------------

# What may have a digit: the pieces are called by label and year, and spoken of by it;
# the rest are names, and a definition.
DIGITS = re.compile(
    r"\b20(?:07|08|14|15)\b"  # years of the pieces
    r"|\b(?:F1|AC1|IV-4)\b"  # names of measures and lists
    r"|\b95% interval|\b30 sentences"  # what an interval and SMOG are by definition
)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_number_is_typed_into_a_page(path):
    """Digits in the prose come from code, in words of figures and captions too."""
    assert re.findall(r".{0,30}\d.{0,10}", DIGITS.sub("", prose(path))) == []


def test_no_number_is_typed_into_a_claim():
    """Nor into the sentence of a claim; a test may name its threshold."""
    for claim in ALL_CLAIMS:
        said = DIGITS.sub("", plain(f"{claim.title} {claim.sentence}"))
        assert not re.search(r"\d", said), claim.slug


# --- quotations -----------------------------------------------------------------------

# Words in marks that are the report's own, and why.
OWN_MARKS = {
    "of the post": "a way of speaking that the report turns down",
    "Majority": "the head of a column, in the text above its table",
    "Partner, rival": "the name of the author, as a program cuts it",
}


@pytest.fixture(scope="module")
def quotable():
    """All words of the articles, and those that the originals have and they cut."""
    texts = [article.text for article in load_articles(SEEDS)]
    return " ".join(
        straighten(" ".join([*texts, *provenance_rows("cuts")["words"]])).split()
    )


@pytest.mark.parametrize("place", PLACES)
def test_quotation_marks_hold_words_of_the_articles(quotable, place):
    """Letter by letter, but for the case of the first and for spaces."""
    for quotation in set(_QUOTATION.findall(everything()[place])) - set(OWN_MARKS):
        words = " ".join(straighten(quotation).split())
        forms = (words[:1].upper() + words[1:], words[:1].lower() + words[1:])
        assert any(form in quotable for form in forms), quotation


def test_marks_of_our_own_are_still_needed():
    """What is allowed in marks is on some page."""
    text = " ".join(everything().values())
    assert all(f"“{words}”" in text for words in OWN_MARKS)


@pytest.mark.parametrize("place", PLACES)
def test_marks_come_in_pairs(place):
    """Every quotation is closed, none is straight."""
    text = everything()[place]
    assert text.count("“") == text.count("”")
    assert '"' not in text


# --- words ----------------------------------------------------------------------------

# Spellings of American English; the report's is British, with -ise.  A computer's
# program is one, and a judgment is written so by British courts.
AMERICAN = re.compile(
    r"\b(?:\w+iz(?:e|es|ed|ing|ation|ations)|\w+yz(?:e|es|ed|ing)"
    r"|\w*(?:col|fav|hon|lab|behavi|neighb|rum|hum)or(?:s|ed|ing|able|ite)?"
    r"|center\w*|theater\w*|defense|offense|gray|toward|(?:trav|lab|mod|canc)el(?:ed|ing)"
    r"|catalog|skeptic\w*|percent|fulfill|enroll|aluminum|artifact|maneuver|plow|gotten)\b",
    re.I,
)
BRITISH_ANYWAY = {"size", "sizes", "prize", "seize", "seized", "capsize"}
# Words of the codebook and of the ledger, which no reader of the story needs.
CODEBOOK = re.compile(
    r"\b(?:dyad\w*|toward_\w+|coded_\w+|judged_for|units?|agents?|carriers?|cues?|layers?"
    r"|hardening|modality|attributions?|coders?|universes?|multiverse|segments?|stance"
    r"|gloss|displacement|joint_action)\b",
    re.I,
)
# Phrases that wore out in an earlier version.
WORN = re.compile(
    r"\b(?:holds in|draws? (?:a|the|no) relation|hands? a claim to|by the file"
    r"|put as happening|one behind the other|at second hand|what it hangs on)\b",
    re.I,
)
# Said of the codebook, it would claim more than three passes of one coder show; items
# that are not what their authors printed.
WRONG = re.compile(r"\bstable\b|Semetko|Valkenburg", re.I)


@pytest.mark.parametrize("place", PLACES)
def test_the_spelling_is_british(place):
    """One spelling throughout, quotations apart."""
    found = set(AMERICAN.findall(unquoted(everything()[place]).lower()))
    assert found <= BRITISH_ANYWAY


@pytest.mark.parametrize("place", sorted(main_story()))
@pytest.mark.parametrize("words", [CODEBOOK, WORN], ids=["codebook", "worn"])
def test_the_main_story_is_in_a_reader_s_words(place, words):
    """Neither the codebook's nor the refrains of a log."""
    assert not words.findall(unquoted(main_story()[place]))


@pytest.mark.parametrize("place", PLACES)
def test_what_was_wrong_does_not_come_back(place):
    """Neither a coding called stable, nor items that are not their authors'."""
    assert not WRONG.findall(unquoted(everything()[place]))


def test_the_bibliography_has_what_is_cited_and_nothing_else():
    """Every work stands behind something on a page; one that went, goes here too."""
    works = (BOOK / "references.bib").read_text("utf-8")
    source = "".join(path.read_text("utf-8") for path in NOTEBOOKS)
    cited = set(re.findall(r"\{WORK:(\w+)\}", source)) | {"nupunkt2025"}  # by its name
    assert set(re.findall(r"^@\w+\{(\w+),", works, re.M)) == cited
    assert not WRONG.findall(works)


# --- what must be said ----------------------------------------------------------------


def section(page, heading):
    """The prose of a page from a heading to the next of its rank."""
    text = prose(BOOK / f"{page}.ipynb")
    return text.partition(f"## {heading}")[2].partition("\n## ")[0]


def test_the_reading_of_spring_offensive_has_the_battle():
    """The partnership of its headline is there, of “last month”."""
    assert "“last month”" in section("readings", "Spring offensive, 2015")


def test_the_page_says_which_grade_is_given():
    """That of the text without headlines, beside that of the author's words alone."""
    text = section("measures", "A grade needs a voice")
    assert "without its headlines" in text
    assert "author’s words alone" in text


def test_the_page_says_what_the_fog_index_leaves_out():
    """And so it is: a long word that textstat knows as familiar does not count."""
    text = section("measures", "Why these formulas")
    [fog] = [part for part in re.split(r"(?<=[.;])\s", text) if "familiar ones" in part]
    assert "fog index" in fog
    familiar, strange = (
        count_text([f"They {word} it."]) for word in ("understand", "incarcerated")
    )
    assert textstat.syllable_count("understand") == 3
    assert gunning_fog(familiar) < gunning_fog(strange)


def test_judgments_on_the_relation_are_told_apart_in_words():
    """The claim says of how many judgments the relation is the matter."""
    text = claims()["mostly-their-own-side"]
    assert "about its dealings with Iran" in " ".join(text.split())
