"""What the prose states in words, held against the data: one test a statement.

Numbers in the text are computed and cannot drift.  These are the sentences without
one, alternative texts among them; where one stops being true, rewrite its sentence.
"""

from __future__ import annotations

import re
from statistics import mean

import pytest
from coded import CEASE_FIRE, GREAT, NEGOTIATING, PEACE, SPRING
from report.chapters import how_it_is_said, how_sure, instruments, measures, who_speaks
from report.coding import CODING, with_codes
from report.findings import facts
from report.labels import pieces
from report.multiverse.choices import CHOICES, Universe
from report.multiverse.claim import in_words
from report.seeds import articles
from report.tiles import sentence_tiles
from written import BOOK, prose

from analysis.measures.sentiment import POSITIVE
from analysis.text.characters import straighten

TEXTS = {one.label: straighten(one.text) for one in articles()}


@pytest.fixture(scope="module")
def tiles(tables):
    """The tile of each sentence, with the label of its piece."""
    rows = sentence_tiles(tables)
    return rows.assign(label=rows["piece"].str.replace(r", \d+$", "", regex=True))


def of(tiles, label, **codes):
    """The tiles of a piece that have some codes."""
    rows = tiles[tiles["label"] == label]
    for name, value in codes.items():
        rows = rows[rows[name] == value]
    return rows


def related(tiles, label):
    """The tiles of a piece that say something of the two countries."""
    rows = tiles[tiles["label"] == label]
    return rows[rows["relation"] != "none"]


# --- the pieces, one by one -----------------------------------------------------------


def test_each_piece_has_the_relations_it_is_read_for(tiles):
    """Courted, enemy, broker, a joke of a partner, partner and rival."""
    found = {label: sorted(set(related(tiles, label)["relation"])) for label in TEXTS}
    assert found == {
        NEGOTIATING: ["cooperation"],
        CEASE_FIRE: ["confrontation"],
        PEACE: ["competition"],
        GREAT: ["cooperation"],
        SPRING: ["competition", "cooperation"],
    }


def test_negotiating_speaks_of_iran_once_at_the_top(tiles):
    """The second and the third sentence, the third hatched, before the report."""
    rows = related(tiles, NEGOTIATING)
    assert rows["place"].tolist() == [2, 3]
    assert rows["reality"].tolist() == ["fact", "possibility"]
    report = of(tiles, NEGOTIATING, layer="excerpt")
    assert len(report) == 6
    assert 3 < report["place"].min() <= report["place"].max() <= 12


def test_cease_fire_over_has_its_enemy_in_the_report(tiles):
    """Ten of twelve in it, one in the summary, one last; three hatched."""
    rows = related(tiles, CEASE_FIRE)
    assert rows["layer"].value_counts().to_dict() == {
        "excerpt": 10,
        "standfirst": 1,
        "author": 1,
    }
    assert rows["place"].iloc[-1] == of(tiles, CEASE_FIRE)["place"].max()
    assert (rows["reality"] != "fact").sum() == 3
    standfirst = of(tiles, CEASE_FIRE, layer="standfirst", relation="confrontation")
    assert standfirst["text"].tolist() == ["The US blames Iran."]


def test_peace_deal_has_its_rivalry_below_the_report(tiles):
    """Ten sentences of a report without a tile, then the writer's, then a title's."""
    rows = related(tiles, PEACE)
    report = of(tiles, PEACE, layer="excerpt", voice="report")
    assert len(of(tiles, PEACE, layer="excerpt", relation="none")) == 10
    assert rows["layer"].tolist() == ["author", "excerpt"]
    assert rows["text"].iloc[1].startswith("Iran Brokers Call for Ceasefire")
    assert report["place"].max() < rows["place"].min()


def test_great_news_mocks_first_and_reports_after(tiles):
    """Ten hatched tiles at the top, waves over four of six; three more waves later."""
    rows = related(tiles, GREAT)
    assert rows["place"].tolist() == list(range(1, 11))
    assert set(rows["reality"]) == {"possibility"}
    mocked = of(tiles, GREAT, tone="ironic")
    assert (mocked["place"] <= 6).sum() == 4
    late = mocked[mocked["place"] > 6]
    assert len(late) == 3
    assert set(late["relation"]) == {"none"}
    assert late["place"].min() > 16
    sourced = rows[~rows["voice"].isin(["writer", "display"])]
    assert mocked["place"].min() < sourced["place"].min()


def test_spring_offensive_has_partnership_above_and_rivalry_below(tiles):
    """Rivalry mostly in the last third, none of it the reporter's own."""
    rows = of(tiles, SPRING)
    rival, partner = (
        rows[rows["relation"] == name] for name in ("competition", "cooperation")
    )
    assert rival["place"].mean() > partner["place"].mean()
    assert (rival["place"] > 2 * len(rows) / 3).sum() > len(rival) / 2
    assert not rival["voice"].isin(["writer", "display"]).any()
    assert (~rows["voice"].isin(["writer", "display"])).sum() > len(rows) / 2
    assert set(of(tiles, SPRING, layer="headline")["text"].value_counts()) == {2}


def test_partnership_is_a_fact_in_the_headline_and_hardly_below(tiles):
    """A plan or a possibility in most of what the text says of joint action."""
    codes = CODING.sentences()
    spring = codes[codes["article"].map(pieces()).str.startswith(SPRING)]
    headline = spring[spring["layer"] == "headline"]
    assert set(headline["reality"]) == {"fact"}
    joint = spring[(spring["kind"] == "joint_action") & (spring["layer"] != "headline")]
    assert (joint["reality"] != "fact").sum() > len(joint) / 2


# --- what holds across ----------------------------------------------------------------


def test_own_and_borrowed_sides_are_as_described(tiles):
    """How many tiles each piece has on the left, and what is on them."""
    own = tiles["voice"].isin(["writer", "display"])
    sides = {
        label: (
            int((own & rows["relation"].ne("none")).sum()),
            int((~own & rows["relation"].ne("none")).sum()),
        )
        for label in TEXTS
        for rows in [tiles.where(tiles["label"] == label).fillna({"relation": "none"})]
    }
    assert sides[NEGOTIATING] == (2, 0)
    assert sides[CEASE_FIRE] == (1, 11)
    assert sides[PEACE] == (1, 1)
    assert sides[GREAT] == (6, 4)
    assert sides[SPRING][0] == 3
    left = tiles[own & (tiles["label"] == SPRING)]
    assert set(left["relation"]) - {"none"} == {"cooperation"}


def test_the_writers_charge_iran_by_a_name(own):
    """The one sentence of their own against Iran calls its side terrorists."""
    found = [s.text for s in own.sentences if s.own and s.toward_iran < 0]
    assert len(found) == 1
    assert "Shiite terrorists" in found[0]
    assert not any(s.own and s.kind == "blame" for s in own.related("confrontation"))


def test_judgments_on_the_relation_are_told_apart(own):
    """Three of the ten against the US are about its dealings with Iran."""
    found = facts("mostly-their-own-side")
    against = [s for s in own.sentences if s.toward_us < 0]
    assert found["mostly_their_own_side_us_all"] == len(against)
    assert found["mostly_their_own_side_us_relation"] == sum(
        s.judged_for == "relation" for s in against
    )
    assert {s.judged_for for s in against} == {"relation", "other"}
    assert not any(
        s.judged_for for s in own.sentences if not (s.toward_us or s.toward_iran)
    )


def test_what_is_for_iran_in_the_newest_piece_is_the_general_s(own):
    """As many sentences as the page on doubt says; nobody praises America anywhere."""
    newest = [s for s in own.sentences if s.piece == SPRING and s.toward_iran > 0]
    assert {s.voice for s in newest} == {"Martin Dempsey"}
    said = f"its {in_words(len(newest))} judgment"
    assert said in prose(BOOK / "how-sure.ipynb")
    assert not any(s.toward_us > 0 for s in own.sentences)


def test_no_source_is_ironic(own):
    """Irony is the bloggers', in headline and text."""
    ironic = [s for s in own.sentences if s.tone == "ironic"]
    assert all(s.own for s in ironic)
    assert SPRING not in {s.piece for s in ironic}


def test_american_statements_are_counted_the_same_everywhere(tables):
    """33 of 66 by the program: in the tables, the finding and the source table."""
    found = facts("america-is-cited")
    table = who_speaks.source_table(tables)
    sides = tables.attributions["source_side"].value_counts()
    us, n = (found[f"america_is_cited_{name}"] for name in ("us", "n"))
    assert (us, n) == (33, 66)
    assert (sides["us"], len(tables.attributions)) == (us, n)
    assert (table["American"].sum(), table["statements"].sum()) == (us, n)
    governments = tables.attributions.query("source_type == 'government'")
    assert (governments["source_side"] == "us").any()


def test_the_bars_of_words_are_as_described(tables):
    """American longer than the rest together; Iranian shortest; London between."""
    words = who_speaks.spoken_rows(tables).groupby("side")["n_words"].sum()
    assert 2 * words["American"] > words.sum()
    assert words.idxmin() == "Iranian"
    for side in ("Iraqi", "a source without a name"):
        assert 0.2 < words[side] / words["American"] < 0.3
    london = words["an analyst in London"]
    assert words["Iranian"] < london < words["Iraqi"]
    american = who_speaks.spoken_rows(tables).query("side == 'American'")
    assert set(american["label"]) == {"McCain", "Dempsey", "Smith", "Odierno", ""}


def test_the_pieces_differ_in_whom_they_quote(tables):
    """Peace deal quotes no American; Great news the Iranian more than Americans."""
    table = who_speaks.side_table(tables).set_index("piece")
    assert table.loc["Peace deal, 2008", "American"] == 0
    great = table.loc["Great news, 2014"]
    assert great["Iranian"] > great["American"] > 0
    assert (table["Iranian"] > 0).sum() == 1


def test_nobody_declines_to_comment():
    """Nor is it said that an Iranian could not be reached."""
    silence = re.compile(r"declined|no comment|could not be reached|did not respond")
    assert not any(silence.search(text_of(label)) for label in TEXTS)


def text_of(label):
    """The text of a piece without comments and furniture."""
    units = CODING.table("units")
    return " ".join(
        straighten(text)
        for article, text in zip(units["article"], units["text"], strict=True)
        if pieces()[article].startswith(label)
    )


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("Exit question", {NEGOTIATING, GREAT}),
        ("vacuum", {GREAT, SPRING}),
        ("Dempsey", {GREAT, SPRING}),
        ("Bush", {NEGOTIATING, CEASE_FIRE, PEACE}),
        ("Obama", {SPRING}),  # and not the post that was written under him
    ],
)
def test_words_stand_where_the_report_says(words, labels):
    """In these pieces and in no other."""
    assert {label for label in TEXTS if re.search(words, text_of(label))} == labels


def test_iran_s_weapons_and_america_s_change_hands():
    """Rockets in 2008, American arms in 2014 and 2015."""
    assert "rockets" in text_of(CEASE_FIRE)
    assert "U.S. weaponry confiscated in Mosul" in text_of(GREAT)
    assert "winding up in the hands" in text_of(SPRING)


def test_comments_come_with_one_piece_and_outweigh_it(tables):
    """Several times as long as the post, under one piece only."""
    words = tables.segments.pivot_table(
        index="article", columns="layer", values="n_words", aggfunc="sum", fill_value=0
    )
    [article] = words.index[words["comment"] > 0]
    assert pieces()[article].startswith(CEASE_FIRE)
    row = tables.articles.set_index("article").loc[article]
    assert words.loc[article, "comment"] > 3 * row["n_words"]


# --- large type, roles ----------------------------------------------------------------


def test_the_one_softer_display_text_is_a_standfirst(own):
    """Which calls a danger what the text reports as under way."""
    softer = own.display[own.display["hardening"] == "softer"]
    [text] = softer["text"]
    units = CODING.table("units")
    layers = units[units["text"].map(straighten).str.startswith(straighten(text)[:40])]
    assert set(layers["layer"]) == {"standfirst"}
    assert "danger" in text


def test_the_only_piece_whose_large_type_is_not_harder(own):
    """Four of five have one that is."""
    harder = own.display[own.display["hardening"] == "harder"]
    assert set(TEXTS) - set(harder["piece"]) == {GREAT}


def test_a_headline_printed_twice_is_one_display_text(own):
    """Twelve texts, though Spring offensive prints its headline twice."""
    found = facts("large-type-is-harder")
    texts = own.display[["piece", "text"]]
    assert not texts.duplicated().any()
    assert len(texts) == found["large_type_is_harder_n"] == 12
    assert (own.display["hardening"] == "harder").sum() == 7
    headline = "Looming spring offensive forces US to partner with Iran"
    assert TEXTS[SPRING].count(headline) == 2
    assert texts["text"].tolist().count(headline) == 1
    assert how_it_is_said.display_pairs().text.split("\n").count(headline) == 1


def roles(actor):
    """The pieces in which a country has each role that stands."""
    rows = CODING.standing("roles")
    rows = rows[rows["actor"] == actor].assign(
        piece=lambda t: t["article"].map(pieces())
    )
    return rows.groupby("role")["piece"].agg(lambda p: {x.split(",")[0] for x in p})


def test_roles_are_as_the_text_beside_the_matrix_says():
    """America an occupier in four, a target in three; Iran a patron in four."""
    us, iran = roles("us"), roles("iran")
    assert us["occupier"] == set(TEXTS) - {CEASE_FIRE}
    assert len(us["target"]) == 3
    assert iran["patron"] == set(TEXTS) - {NEGOTIATING}
    assert len(iran["adversary"]) == 3
    assert set(iran.drop(["patron", "adversary"]).map(len)) <= {1, 2}


# --- instruments ----------------------------------------------------------------------


def test_the_mocking_sentences_are_no_darker_than_the_rest(tables):
    """Some are bright, on both sides of the middle; the headline is one of them."""
    rows = instruments.tone_rows(tables)
    mocking = rows["meant"] == "mocking"
    assert mean(rows.loc[mocking, "tone"]) >= mean(rows.loc[~mocking, "tone"])
    tones = rows.loc[mocking, "tone"]
    assert (tones < 0).any()
    bright = rows[mocking & (rows["tone"] >= POSITIVE)]
    assert bright["text"].str.startswith("Great news: Iran").any()


def test_a_sneer_at_terrorists_scores_as_dark(tables):
    """Because of the word, and not of the sneer."""
    rows = instruments.tone_rows(tables)
    [tone] = rows.loc[rows["text"].str.startswith("Really excited"), "tone"]
    assert tone < 0


def test_no_two_lists_rank_the_pieces_alike(tables):
    """Four lists, four orders; and hardly a piece keeps its place."""
    ranks = instruments.rank_rows(tables).pivot(
        index="piece", columns="lexicon", values="rank"
    )
    orders = {tuple(ranks[name]) for name in ranks}
    assert len(orders) == 4
    assert (ranks.nunique(axis=1) > 1).all()


def test_grades_rise_with_the_length_of_sentences(tables):
    """Spring offensive far to the right and above; words about equally long."""
    rows = instruments.grade_rows(tables).sort_values("words_per_sentence")
    assert rows["piece"].iloc[-1].startswith(SPRING)
    first, second = rows["words_per_sentence"].iloc[[-1, -2]]
    assert first - second > rows["words_per_sentence"].iloc[:-1].max() - (
        rows["words_per_sentence"].min()
    )
    assert rows[["words_per_sentence", "grade"]].corr().iloc[0, 1] > 0.95
    texts = [text_of(label) for label in TEXTS]
    lengths = [mean(map(len, re.findall(r"\w+", text))) for text in texts]
    assert max(lengths) / min(lengths) < 1.15


def test_a_grade_is_the_same_wherever_it_is_given(tables):
    """That of the body, in tables, readings, charts and the finding."""
    body = tables.voices[tables.voices["voice"] == "body"].set_index("piece")
    shown = instruments.grade_rows(tables).set_index("piece")["grade"]
    choices = measures.grade_choices(tables)
    primary = choices[choices["primary"]].set_index("piece")["grade"]
    for row in tables.articles.to_dict("records"):
        grade = row["flesch_kincaid_grade_body"]
        same = [body.loc[row["piece"], "flesch_kincaid_grade"], shown[row["piece"]]]
        same.append(primary[row["piece"]])
        assert same == pytest.approx([grade] * 3, abs=1e-5), row["piece"]
    spring = tables.articles.set_index("label").loc[SPRING, "flesch_kincaid_grade_body"]
    assert facts("hard-is-long")["hard_is_long_grade"] == pytest.approx(
        spring, abs=1e-5
    )


# --- how sure -------------------------------------------------------------------------


def test_judgments_of_iran_have_the_lowest_alpha_of_a_sentence():
    """Of all that is coded of sentences; and nearly all is above four fifths."""
    rows = how_sure.pass_rows().set_index("variable")["alpha"]
    sentences = rows.drop(["role", "function", "hardening", "stance", "gloss"])
    assert sentences.idxmin() == "toward_iran"
    assert (rows > 0.8).sum() >= len(rows) - 1


def test_one_code_had_no_majority():
    """Which is settled in the file of decisions."""
    assert len(CODING.table("decisions")) == 1


def test_what_was_dropped_did_not_survive(bench, tables):
    """Iran acts more than Iraqis, but not by words where both countries are named."""

    def acting(universe):
        view = bench.view(universe)
        return {
            side: view.count(s for s in view.related() if s.agent == side)
            for side in ("iran", "iraq")
        }

    report = acting(Universe())
    strict = acting(Universe(named=CHOICES["named"][1], unit=CHOICES["unit"][1]))
    assert report["iran"] > report["iraq"]
    assert strict["iran"] <= strict["iraq"]
    assert len(with_codes(tables)) > 0
