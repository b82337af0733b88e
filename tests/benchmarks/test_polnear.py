"""Measuring on marked articles: the definitions and the figures.

All articles here are invented; none is from the corpus.
"""

from __future__ import annotations

import pytest
from benchmarks.polnear.corpus import MarkedArticle, MarkedAttribution, read_marks
from benchmarks.polnear.figures import split_figures
from benchmarks.polnear.predictions import Prediction, find_predictions
from benchmarks.polnear.scores import score_article
from benchmarks.polnear.spans import quoted_spans, reference_quotes
from benchmarks.polnear.words import Words, names_speaker, trimmed

from analysis.corpus.articles import Article
from analysis.document import analyze_article


def at(text, words):
    """The span of some words that stand once in the text; none of no words."""
    if words is None:
        return None
    assert text.count(words) == 1, words
    return text.index(words), text.index(words) + len(words)


def marked(text, *attributions, remarks=()):
    """An article with its marks: (source, cue, content), each words or pieces."""

    def pieces(words):
        parts = (words,) if isinstance(words, str) else words or ()
        return tuple(at(text, part) for part in parts)

    ones = tuple(MarkedAttribution(*map(pieces, one)) for one in attributions)
    return MarkedArticle("made-up", text, ones, tuple(at(text, r) for r in remarks))


def predicted(text, words, speaker=None, cue=None, group=0, **fields):
    """A prediction of some words, attributed and quoted unless said otherwise."""
    given = {
        "attributed": True,
        "quoted": True,
        "rule": "test",
        "mention": "person",
    } | fields
    places = {"speaker": at(text, speaker), "cue": at(text, cue)}
    return Prediction(*at(text, words), group=group, **given, **places)


def figures(text, marks, *predictions, remarks=()):
    """The figures of one article."""
    return split_figures(
        [score_article(marked(text, *marks, remarks=remarks), predictions)]
    )


def counts(agreement):
    """Reference, found and matched of a line of figures."""
    return agreement["reference"], agreement["found"], agreement["matched"]


# --- reading -----------------------------------------------------------------


STANDOFF = """T1\tSource 0 3\tThe
T2\tCue 4 8\tmayor
T3\tContent 9 12;20 25\tone two
T4\tContent 30 33\tthree
that spilled over a line end
T5\tDiscuss 40 44\todd
T6\tCue 50 54\tfour
T7\tContent 55 60\tfive
#1\tAnnotatorNotes T1\tT9 is no span
E1\tAttribution:T2 Content2:T4 Content:T3 Cue:T2 Source:T1
E2\tAttribution-no-source:T6 Cue:T6 Content:T7 Source:T99
E3\tAttribution:T98 Cue:T98
"""


def test_standoff_is_read():
    """Pieces, `Content2`, missing roles; notes and spilled lines are skipped."""
    attributions, remarks = read_marks(STANDOFF)
    assert attributions == (
        MarkedAttribution(((0, 3),), ((4, 8),), ((9, 12), (20, 25), (30, 33))),
        MarkedAttribution((), ((50, 54),), ((55, 60),)),
    )
    assert remarks == ((40, 44),)


def test_attributions_stand_in_the_order_of_their_contents():
    """The order of the E lines does not matter; without content the cue counts."""
    spans = "T1\tContent 20 25\tx\nT2\tCue 5 9\tx\nT3\tContent 1 3\tx\n"
    joins = "E1\tA:T1 Content:T1\nE2\tA:T2 Cue:T2\nE3\tA:T3 Content:T3"
    attributions, _ = read_marks(spans + joins)
    assert [(one.content or one.cue)[0][0] for one in attributions] == [1, 5, 20]


# --- words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mention", "head"),
    [
        ("Mayor Ann Lee", "lee"),
        ("Ann Lee, the mayor of Oxbow", "lee"),
        ("the mayor of Oxbow", "mayor"),
        ("Oxbow's mayor", "mayor"),
        ("the mayor (a baker)", "mayor"),
        ("people who bake", "people"),
        ("she", "she"),
    ],
)
def test_head_of_a_mention(mention, head):
    """The last word before the first comma, bracket, preposition or relative."""
    words = Words(mention)
    assert words.lower(words.head([(0, len(mention))])) == head


def test_words_that_a_span_touches_are_inside():
    """Half a word is inside; white space, marks and empty spans hold none."""
    words = Words("one “two” three")
    assert words.inside([(1, 6)]) == {0, 1}
    assert words.inside([(3, 5), (8, 10), (6, 6)]) == frozenset()
    assert words.head([(3, 5)]) is None
    assert trimmed("one “two”", 3, 5) == (3, 3)


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("Mayor Ann Lee of Oxbow", True),
        ("Ann Lee of", True),
        ("Mayor Ann", True),
        ("Oxbow spoke", False),
        ("Lee left", False),
    ],
)
def test_a_mention_names_the_speaker_if_its_head_lies_in_the_source(mention, names):
    """By position, not by string; nothing is named by nothing."""
    text = "Mayor Ann Lee of Oxbow spoke. Lee left with the baker."
    words = Words(text)
    source = [at(text, "Mayor Ann Lee of Oxbow")]
    assert names_speaker(words, source, [at(text, mention)]) is names
    assert not names_speaker(words, [], [at(text, mention)])
    assert not names_speaker(words, source, [(5, 6)])


# --- quoted spans ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“It rains,” she said.", ["It rains,"]),
        ('"It rains," she said.', ["It rains,"]),
        ("''It rains,'' she said.", ["It rains,"]),
        ("``It rains,'' she said.", ["It rains,"]),
        ("He: “It\nrains,” she said.", []),
        ("“It\n\n“rains.”", ["It", "rains."]),
        ("He said “it has rained for days.", ["it has rained for days."]),
        ("He said “it rains.", []),
        ("“A “b” c” d", ["A “b” c"]),
        ("“A b. “C d” e", ["A b. ", "C d"]),
        ("So “a b. “C d” e", ["C d"]),
        ("A ” b “c” d", ["c"]),
        ('<a href="x y">so</a> "z"', ["z"]),
        ('A 6" board, "so"', ["so"]),
        ("“…” is no word", []),
        ('a"b"c', ["b"]),
    ],
)
def test_quoted_spans(text, inside):
    """Marks are paired on their line by the side they show."""
    assert [text[a:b] for a, b in quoted_spans(text)] == inside


@pytest.mark.parametrize(
    ("content", "remark", "label"),
    [
        ("one two three four five", None, "attributed"),
        ("one two three", None, "attributed"),
        ("two three", None, "ambiguous"),
        ("one", None, "ambiguous"),
        ("She", None, "unattributed"),
        ("She", "one two three", "ambiguous"),
        ("She", "one two", "unattributed"),
    ],
)
def test_label_of_a_quoted_span(content, remark, label):
    """Half of the words make it attributed, a fifth or a remark on half ambiguous."""
    text = "She saw “one two three four five” there."
    article = marked(text, (None, None, content), remarks=[remark] if remark else ())
    assert [q.label for q in reference_quotes(article, Words(text))] == [label]


def test_direct_and_mixed():
    """Direct has nine tenths of the whole content between marks."""
    text = "“A b c d e f g h i,” she said. He said it was “odd” too."
    article = marked(
        text,
        ("she", "said.", "A b c d e f g h i"),
        ("He", None, ("it was", "odd")),
    )
    first, second = reference_quotes(article, Words(text))
    assert (first.kind, first.place) == ("direct", "same_line_after")
    assert (second.kind, second.place) == ("mixed", "same_line_before")


def test_place_of_the_source():
    """By lines, and inside or around where its pieces stand on both sides."""
    text = "Lee came.\n“One two,” and\nKim left “three.” Max"
    sources = ["Lee", "Kim", ("came", "Max")]
    places = []
    for source in sources:
        article = marked(text, (source, None, "One two"))
        places.append(reference_quotes(article, Words(text))[0].place)
    assert places == ["earlier_line", "later_line", "inside_or_around"]


# --- scores ------------------------------------------------------------------

RAIN = "“It rains,” Lee said. The “mayor” of Oxbow came. “No,” Kim said."
RAIN_MARKS = (("Lee", None, "It rains,"), ("Kim", None, "No,"))


def test_detection_is_counted():
    """One of two found, the scare quote taken for a quote: P, R and F1 of a half."""
    made = figures(
        RAIN,
        RAIN_MARKS,
        predicted(RAIN, "It rains,", "Lee"),
        predicted(RAIN, "mayor", "Oxbow", group=1),
        predicted(RAIN, "No,", group=2, attributed=False),
    )
    found = made["detection"]
    assert counts(found["attributed"]) == (2, 2, 1)
    assert found["attributed"]["f1"] == 0.5
    assert found["kept_out"] == {"n": 1, "share": 0.0}
    assert found["spurious"] == 0


def test_marks_at_the_edges_do_not_matter():
    """A prediction with its marks and stops is as good as one without."""
    made = figures(RAIN, RAIN_MARKS, predicted(RAIN, "“It rains,”", "Lee"))
    assert counts(made["detection"]["attributed"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"It rains," Lee said, "a lot."', "Lee said"),
        ("“It rains, he ‘says,’ “a lot” and more,” Lee said.", "a lot"),
    ],
)
def test_a_quote_that_is_none_is_spurious(text, words):
    """What stands between marks and is no quoted span counts against precision.

    Such as what two quotes have between them, or a quote inside a quote.
    """
    made = figures(text, [("Lee", None, "It rains,")], predicted(text, words))
    assert made["detection"]["spurious"] == 1
    assert made["detection"]["attributed"]["matched"] == 0
    assert made["rules"]["quotes"] == {"test": {"person": {"n": 1, "right": 0}}}


def test_words_beside_an_opening_mark_are_not_between_marks():
    """Curly marks must face the words to make a quote of them."""
    text = "A ” so “ b. “It rains,” Lee said."
    marks = [("Lee", None, "It rains,")]
    made = figures(text, marks, predicted(text, "so"), predicted(text, "b"))
    assert made["detection"]["spurious"] == 0


def test_ambiguous_spans_are_not_scored():
    """Found or not, an ambiguous span is neither right nor wrong."""
    text = "She saw “one two three” there."
    made = figures(
        text, [], predicted(text, "one two three", "She"), remarks=["one two three"]
    )
    assert counts(made["detection"]["attributed"]) == (0, 0, 0)
    assert made["detection"]["attributed"]["f1"] is None
    assert made["speakers"]["all"]["right_of_all"] is None


def test_pieces_of_a_group_find_a_span_together():
    """Two pieces, each below half, find the span as one group and not as two."""
    text = "“One two three four five six,” Lee said."
    marks = [("Lee", None, "One two three four five six,")]
    for groups, found in (((0, 0), 1), ((0, 1), 0)):
        made = figures(
            text,
            marks,
            predicted(text, "One two", "Lee", group=groups[0]),
            predicted(text, "five", "Lee", group=groups[1]),
        )
        assert made["detection"]["attributed"]["matched"] == found


def test_a_prediction_is_cut_at_line_ends():
    """One prediction over two lines finds the spans of both."""
    text = "“One two\n\n“three four,” Lee said."
    made = figures(
        text,
        [("Lee", None, ("One two", "three four,"))],
        predicted(text, "One two\n\n“three four", "Lee"),
    )
    assert counts(made["detection"]["attributed"]) == (2, 2, 2)
    assert counts(made["attributions"]["content_words"]) == (4, 4, 4)
    assert made["failures"]["all"]["right"] == 2


def test_what_became_of_each_marked_attribution():
    """Right, another source, cue or words; not found, by its cue; marked by nobody."""
    lines = [
        "Lee stated one a.",
        "Kim, unlike Max, holds two b.",
        "Eve noted three c, she added.",
        "Ida claimed four d and six e, far off.",
        "Una insisted on seven f.",
        "Ned flibbered eight g.",
        "Nine h. Then ten i.",
    ]
    text = "\n".join(lines)
    marks = [
        ("Lee", "stated", "one a"),
        ("Kim", "holds", "two b"),
        ("Eve", "noted", "three c"),
        ("Ida", "claimed", "four d and six e"),
        ("Una", "insisted", "seven f"),
        ("Ned", "flibbered", "eight g"),
        (None, None, "Nine h"),
    ]
    found = [
        ("one a", "Lee", "stated", "cue-before"),
        ("two b", "Max", "holds", "cue-before"),
        ("three c, she", "Eve", "added", "cue-before"),
        ("far off", "Ida", "claimed", "cue-before"),
        ("ten i", None, None, "no-source"),
        ("Then", "Lee", None, "attitude-verb"),
    ]
    made = figures(
        text,
        marks,
        *(
            predicted(text, *one, group=number, quoted=False, rule=rule)
            for number, (*one, rule) in enumerate(found)
        ),
    )
    costs = {name: (*row.values(),) for name, row in made["claims"].items()}
    assert costs == {
        "right": (1, 0, 0, 0),
        "other_source": (1, 0, 0, 0),
        "other_cue": (1, 1, 0, 1),
        "other_words": (1, 0, 5, 0),
        "listed": (1, 1, 2, 0),
        "unlisted": (1, 1, 2, 0),
        "no_cue": (1, 0, 2, 0),
        "unmarked_report": (2, 0, 0, 4),
        "unmarked_attitude": (1, 0, 0, 1),
    }
    cues, words = (made["attributions"][name] for name in ("cues", "content_words"))
    total = [sum(column) for column in zip(*costs.values(), strict=True)]
    assert total[1] == cues["reference"] - cues["matched"]
    assert total[2] == words["reference"] - words["matched"]
    assert total[3] == words["found"] - words["matched"]


def test_speakers_and_what_became_of_each_span():
    """Right, wrong by place, without a speaker, called no quote, not found."""
    lines = [
        "“One a,” Lee said.",
        "Kim, unlike Max, said “two b”.",
        "“Three c,” said Eve to Bob.",
        "“Four d,” Ida said.",
        "“Five e,” Una said.",
        "“Six f,” Ned said.",
        "“Seven g,” it was said.",
    ]
    text = "\n".join(lines)
    marks = [
        ("Lee", None, "One a,"),
        ("Kim", None, "two b"),
        ("Eve", None, "Three c,"),
        ("Ida", None, "Four d,"),
        ("Una", None, "Five e,"),
        ("Ned", None, "Six f,"),
        (None, None, "Seven g,"),
    ]
    made = figures(
        text,
        marks,
        predicted(text, "One a,", "Lee", rule="good"),
        predicted(text, "two b", "Max", group=1, rule="bad"),
        predicted(text, "Three c,", "Bob", group=2, rule="bad"),
        predicted(text, "Four d,", group=3, rule="bad"),
        predicted(text, "Five e,", group=4, attributed=False),
        predicted(text, "Seven g,", "Bob", group=5, rule="bad"),
    )
    speakers = made["speakers"]["all"]
    assert speakers["n"] == 6
    assert (speakers["answered"], speakers["right"]) == (3, 1)
    assert speakers["right_of_all"] == 0.166667
    assert speakers["right_of_answered"] == 0.333333
    assert {name: n for name, n in made["failures"]["all"].items() if n} == {
        "right": 1,
        "not_found": 1,
        "called_no_quote": 1,
        "no_speaker": 1,
        "wrong_same_line_before": 1,
        "wrong_same_line_after": 1,
    }
    rules = made["rules"]["quotes"]
    assert rules["good"] == {"person": {"n": 1, "right": 1}}
    assert rules["bad"] == {"person": {"n": 2, "right": 0}}


def test_indirect_attributions():
    """Content, cue and source are compared; without marks it is no false quote."""
    text = (
        "Lee said it rains in Oxbow. Kim thinks so. It is known that frogs like rain."
    )
    marks = [
        ("Lee", "said", "it rains in Oxbow"),
        ("Kim", "thinks", "so"),
        (None, "known", "frogs like rain"),
    ]
    made = figures(
        text,
        marks,
        predicted(text, "it rains in", "Lee", "said", quoted=False),
        predicted(text, "so", "Lee", "thinks", group=1, quoted=False),
        predicted(text, "frogs like rain", None, "known", 2, quoted=False, rule="x"),
        predicted(text, "It", "Kim", group=3, quoted=False, rule="x"),
    )
    found = made["attributions"]
    assert counts(made["detection"]["attributed"]) == (0, 0, 0)
    assert counts(found["content_words"]) == (8, 8, 7)
    assert counts(found["cues"]) == (3, 3, 3)
    assert made["rules"]["indirect"] == {
        "test": {"person": {"n": 2, "right": 1}},
        "x": {"person": {"n": 2, "right": 1}},
    }


def test_attributions_are_paired_one_to_one_by_most_words():
    """Two predictions in one content: the longer is its partner, the other has none."""
    text = "Lee said that one two three four five."
    made = figures(
        text,
        [("Lee", "said", "one two three four five")],
        predicted(text, "one", "Lee", "said", quoted=False),
        predicted(text, "three four five", "Lee", "said", group=1, quoted=False),
    )
    found = made["attributions"]
    assert counts(found["content_words"]) == (5, 4, 4)
    assert counts(found["cues"]) == (1, 1, 1)
    assert made["rules"]["indirect"] == {"test": {"person": {"n": 2, "right": 1}}}


# --- predictions -------------------------------------------------------------


def read(text):
    """What the library finds in a text, as predictions."""
    return find_predictions(analyze_article(Article("made-up", text)))


def test_what_is_reported_outside_quotes_is_predicted_once():
    """The quote, and the rest of what it stands in, in one group."""
    text = "Ann Lee said that the plan was “a very bad idea” for the town."
    quote, *rest = [one for one in read(text) if one.attributed]
    assert text[quote.start : quote.end] == "a very bad idea"
    assert text[slice(*quote.speaker)] == "Ann Lee"
    assert {one.group for one in rest} == {quote.group}
    assert all(one.end <= quote.start or one.start >= quote.end for one in rest)
    assert not any(one.quoted for one in rest)


def test_words_between_two_quotes_are_no_quote():
    """What stands between straight marks of two quotes is not taken for quoted."""
    text = (
        'Ann Lee said the plan was "a very bad idea" and also "a waste of money" now.'
    )
    marks = [("Ann Lee", "said", text[len("Ann Lee said ") : -1])]
    score = score_article(marked(text, *marks), read(text))
    assert split_figures([score])["detection"]["spurious"] == 0
    assert score.attributions[0].right
    assert score.content_words.f1 == 1


def test_attributions_inside_quotes_are_left_out():
    """What a speaker reports of others is no prediction of its own."""
    text = "“Kim told us that the bridge is closed,” Ann Lee said."
    speakers = {text[slice(*one.speaker)] for one in read(text) if one.speaker}
    assert speakers == {"Ann Lee"}


def test_a_scare_quote_is_predicted_and_not_attributed():
    """It has no speaker, and a group of its own."""
    text = "The “mayor” of Oxbow came to town."
    (one,) = read(text)
    assert (one.attributed, one.quoted, one.speaker) == (False, True, None)
