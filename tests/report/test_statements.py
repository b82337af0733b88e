"""What the prose states in words, held against the data: one test a statement.

Numbers in the text are computed and cannot drift.  These are the sentences without
a number; where one of them stops being true, its sentence must be rewritten.
"""

from __future__ import annotations

import pytest
from report.coding import coded, with_codes
from report.views import (
    evaluation_counts,
    grade_points,
    judged_against,
    layer_words,
    speaker_words,
    tone_points,
)


@pytest.fixture(scope="module")
def drawn(tables, names):
    """The sentences that draw a relation, with the name of their piece."""
    both = with_codes(tables).assign(piece=lambda t: t["article"].map(names))
    return both[both["coded_relation"] != "none"]


def of(table, piece):
    """The rows of one piece, called by its label."""
    return table[table["piece"].str.startswith(piece)]


def test_only_the_newest_piece_draws_two_relations(drawn):
    """Four pieces draw one relation each, Spring offensive draws two."""
    kinds = drawn.groupby("piece")["coded_relation"].nunique()
    assert kinds[kinds > 1].to_dict() == {"Spring offensive, 2015": 2}


def test_each_piece_has_the_relation_it_is_named_for(drawn):
    """Enemy courted, enemy, broker, partner, partner and rival."""
    relations = drawn.groupby("piece")["coded_relation"].unique().map(sorted).to_dict()
    assert relations == {
        "Negotiating, 2007": ["cooperation"],
        "Cease-fire over, 2008": ["confrontation"],
        "Peace deal, 2008": ["competition"],
        "Great news, 2014": ["cooperation"],
        "Spring offensive, 2015": ["competition", "cooperation"],
    }


def test_spring_offensive_turns_from_cooperation_to_competition(drawn):
    """The first half of its tiles is mostly cooperation, the second competition."""
    order = of(drawn, "Spring")["coded_relation"].tolist()
    half = len(order) // 2
    assert order[:half].count("cooperation") > half / 2
    assert order[half:].count("competition") > half / 2


def test_competition_is_told_as_a_fact_and_cooperation_is_not(drawn):
    """In Spring offensive all of one and only half of the other is actual."""
    spring = of(drawn, "Spring").groupby("coded_relation")["coded_status"]
    actual = spring.agg(lambda status: (status == "actual").mean())
    assert actual["competition"] == 1
    assert actual["cooperation"] <= 0.5


def test_the_headline_of_spring_offensive_stands_twice(drawn):
    """The caption says that both headlines are counted: they are two actual tiles."""
    headlines = of(drawn, "Spring")[lambda t: t["layer"] == "headline"]
    assert headlines["text"].nunique() == 1
    assert headlines["coded_status"].tolist() == ["actual", "actual"]


def test_negotiating_is_the_bloggers_own(drawn):
    """Both sentences on the relationship are the author's, none the excerpt's."""
    assert set(of(drawn, "Negotiating")["layer"]) == {"author"}


def test_peace_deal_is_drawn_outside_the_report(drawn):
    """One sentence is the author's, one is Juan Cole's title, none is the report's."""
    voices = of(drawn, "Peace")[["layer", "carrier"]].fillna("").values.tolist()
    assert voices == [["author", ""], ["excerpt", "Juan Cole"]]


def test_the_report_in_peace_deal_names_no_american(tables, names):
    """The long excerpt names Iran and never the United States."""
    rows = tables.sentences.assign(piece=tables.sentences["article"].map(names))
    report = of(rows, "Peace")[lambda t: t["carrier"].eq("Leila Fadel")]
    assert report["actors"].str.contains("iran").any()
    assert not report["actors"].str.contains("united_states", na=False).any()


def test_great_news_states_no_partnership_as_a_fact(drawn):
    """Every sentence of it is hypothetical or rhetorical, and in the first third."""
    great = of(drawn, "Great")
    assert set(great["coded_status"]) == {"hypothetical", "rhetorical"}
    assert great["place"].max() <= 32 / 3 + 1


def test_iran_speaks_in_one_piece_only(tables, names):
    """Program and coding agree: one unnamed Iranian official, in Great news."""
    found = tables.attributions.query("source_type == 'iran_official'")
    codes = coded("attributions").query("source_type == 'iran_official'")
    for rows in (found, codes):
        assert {names[article][:10] for article in rows["article"]} == {"Great news"}
        assert rows["anonymous"].all()
        assert rows["source"].nunique() == 1


def test_nobody_praises_america(tables, names):
    """No sentence is coded for the US; what is for Iran is somebody's quotation."""
    counts = evaluation_counts(tables)
    kind = counts[counts["signed"] > 0]
    assert set(kind["actor"]) == {"toward Iran"}
    assert set(kind["voice"]) == {"quoted"}


def test_the_writers_judge_the_us_and_others_judge_iran(tables, names):
    """Most judgments against the US are the writers' own, most against Iran not."""
    counts = evaluation_counts(tables)
    us, us_own = judged_against(counts, "toward the US")
    iran, iran_own = judged_against(counts, "toward Iran")
    assert us_own > us / 2
    assert iran_own < iran / 2


def test_comments_come_with_one_piece_and_outweigh_it(tables, names):
    """Only Cease-fire over has comments, and they are longer than all the rest."""
    words = layer_words(tables)
    comments = words[words["layer"] == "comment"]
    assert comments["piece"].tolist() == ["Cease-fire over, 2008"]
    rest = of(words, "Cease-fire")["n_words"].sum() - comments["n_words"].sum()
    assert comments["n_words"].sum() > 2 * rest


def test_spring_offensive_is_hardest_by_every_formula(tables, names):
    """Its author's voice has the highest grade by each of the four formulas."""
    grades = grade_points(tables).query("voice == 'author'")
    hardest = grades.loc[grades.groupby("formula")["grade"].idxmax(), "piece"]
    assert set(hardest) == {"Spring offensive, 2015"}


def test_the_longest_quoted_speaker_is_a_general(tables, names):
    """Martin Dempsey, a general by the text, leads; an unnamed source is next."""
    words = speaker_words(tables).query("kind in ['direct', 'mixed']")
    ranking = words.groupby("speaker")["n_words"].sum().sort_values()
    assert ranking.index[-1] == "Martin Dempsey"
    second = tables.quotes[tables.quotes["speaker"] == ranking.index[-2]]
    assert second["anonymous"].all()


def test_the_ironic_headline_scores_as_praise(tables, names):
    """“Great news” is positive to the word list, the two other ironies are not."""
    ironic = tone_points(tables).query("read_as == 'ironic'")
    praised = ironic[ironic["tone_masked"] > 0.05]
    assert praised["layer"].tolist() == ["headline"]


def test_scare_quotes_are_the_words_that_the_text_lists(tables):
    """The words that the chapter on quotes holds up are scare quotes."""
    scare = tables.quotes.query("kind == 'scare'")["text"].tolist()
    assert {"cooperation", "moderates", "representatives"} <= set(scare)


def test_speakers_differ_from_the_coding_only_in_words_for_the_unnamed(tables):
    """Every named speaker of the coding is the program's speaker of that quote."""
    both = coded("quotes").merge(tables.quotes, on=["article", "start", "end"])
    differ = both[both["speaker_x"].fillna("") != both["speaker_y"].fillna("")]
    assert len(differ)
    assert differ["anonymous_x"].all()
    assert differ["anonymous_y"].all()
