"""What each chapter shows: its rows, held against the tables and the coding."""

from __future__ import annotations

import math
import re
from datetime import date

import pandas as pd
import pytest
from markupsafe import Markup
from report import findings
from report.anchors import article_page
from report.chapters import (
    how_it_is_said,
    how_sure,
    instruments,
    measures,
    program,
    provenance,
    readings,
    side_by_side,
    who_speaks,
)
from report.chapters.provenance import provenance_rows
from report.coding import CODING, with_codes
from report.labels import day_in_words, pieces, with_piece
from report.multiverse.choices import CHOICES
from report.multiverse.ledger import ALL_CLAIMS, SURE, ledger
from report.pages.annotated import annotated
from report.seeds import articles
from report.tone_lexicons import LEXICONS

import analysis
from analysis.corpus.articles import Article
from analysis.document import Shown
from analysis.text.segmentation import PIECE

LABELS = [article.label for article in articles()]
NAMES = list(pieces().values())


@pytest.fixture(scope="module")
def addresses(tables):
    """Every anchor of the annotated pages, as a chart refers to it."""
    return {
        f"{article_page(label)}#{name}"
        for label in LABELS
        for name in re.findall(r' id="([^"]+)"', annotated(tables, label).html)
    }


def test_pieces_are_called_by_label_and_year():
    """Oldest first; an article that is not of the report keeps its id."""
    assert len(NAMES) == 5
    assert [name[-4:] for name in NAMES] == sorted(name[-4:] for name in NAMES)
    rows = pd.DataFrame(
        {"article": ["x", next(iter(pieces()))], "anchors": ["a b", "c"]}
    )
    shown = with_piece(rows)
    assert shown["piece"].tolist() == ["x", NAMES[0]]
    assert shown["passages"].tolist()[0] == "article-x#a article-x#b"


@pytest.mark.parametrize(
    "rows",
    [
        who_speaks.spoken_rows,
        how_it_is_said.tie_rows,
        instruments.tone_rows,
        instruments.rank_rows,
        instruments.grade_rows,
        measures.grade_choices,
        program.relation_cells,
    ],
)
def test_every_row_of_a_chart_leads_to_its_passages(tables, rows, addresses):
    """The last column has references to pages of articles, and to what is there."""
    table = rows(tables)
    assert table.columns[-1] == "passages"
    references = {name for names in table["passages"] for name in names.split()}
    assert references
    assert sorted(references - addresses) == []


def every_finding():
    """All findings as one."""
    html = (findings.finding(claim.slug).html for claim in ALL_CLAIMS)
    return Shown("".join(html), "")


@pytest.mark.parametrize(
    "shown",
    [
        how_it_is_said.display_pairs,
        how_it_is_said.cut_pairs,
        side_by_side.role_matrix,
        side_by_side.strip,
        every_finding,
    ],
)
def test_every_link_to_an_article_leads_to_a_passage(shown, addresses):
    """Nothing is cited at a place that the annotated page does not have."""
    links = re.findall(
        r'href="[./a-z]*(article-[a-z-]+)\.\w+(#[a-z0-9-]+)"', shown().html
    )
    assert links
    assert sorted(set(map("".join, links)) - addresses) == []


# --- who speaks -----------------------------------------------------------------------


def test_spoken_rows_are_the_spoken_quotes(tables):
    """One row each, sides in the order of their words, numbered along the bar."""
    rows = who_speaks.spoken_rows(tables)
    spoken = tables.quotes[tables.quotes["kind"].isin(["direct", "mixed"])]
    assert sorted(rows["text"]) == sorted(spoken["text"])
    words = rows.groupby("side", sort=False)["n_words"].sum()
    assert words.tolist() == sorted(words, reverse=True)
    assert words.sum() == spoken["n_words"].sum()
    for _, own in rows.groupby("side"):
        assert own["number"].tolist() == list(range(1, len(own) + 1))


def test_words_by_side_add_up(tables):
    """A row a piece, a column a side, together all spoken words."""
    table = who_speaks.side_table(tables)
    rows = who_speaks.spoken_rows(tables)
    assert table["piece"].tolist() == NAMES
    sums = table.drop(columns="piece").sum()
    assert sums.to_dict() == rows.groupby("side")["n_words"].sum().to_dict()
    assert sums.tolist() == sorted(sums, reverse=True)


def test_statements_are_named_or_not(tables):
    """All statements of a piece, each by a source with a name or without."""
    table = who_speaks.source_table(tables)
    claims = tables.attributions
    assert table["piece"].tolist() == NAMES
    assert table["statements"].sum() == len(claims)
    assert (table["named"] + table["unnamed"] == table["statements"]).all()
    assert table["unnamed"].sum() == claims["anonymous"].sum()
    assert (table["sources"] <= table["statements"]).all()


def test_who_is_missing_is_what_each_pass_says(tables):
    """Every party that a pass names, in its column, none twice."""
    table = who_speaks.missing_table().set_index("piece")
    coded = CODING.table("pieces")
    assert list(table.index) == NAMES
    for row in coded.to_dict("records"):
        shown = table.loc[pieces()[row["article"]], f"pass {row['coder']}"]
        assert shown.split("; ") == row["absent"].split(" | ")


# --- how it is said -------------------------------------------------------------------


def test_ties_are_those_of_iran_in_the_pieces(tables):
    """A word once a year and kind, slots without a gap; comments have no place."""
    rows = how_it_is_said.tie_rows(tables)
    ties = tables.ties[tables.ties["layer"].isin(PIECE)]
    assert set(rows["word"]) == set(ties.loc[ties["party"] == "iran", "word"])
    assert set(rows["text"]) <= set(ties["text"])
    assert not rows.duplicated(["year", "kind", "word"]).any()
    for _, own in rows.groupby(["year", "kind"]):
        assert own["slot"].tolist() == list(range(1, len(own) + 1))


@pytest.mark.parametrize(
    ("body", "display", "struck"),
    [
        (
            "The truce appears to hold.",
            "Truce Holds",
            "The truce <del>appears to</del> hold.",
        ),
        (
            "Now it is, as all know, over for good.",
            "It is over for good",
            "<del>Now</del> it is, <del>as all know,</del> over for good.",
        ),
        ("It is over.", "It is over.", "It is over."),
        ("A & B may meet.", "They meet", "A &amp; B <del>may</del> meet."),
        ("<b>", "so", "&lt;b&gt;"),
        ("", "so", ""),
    ],
)
def test_words_that_the_large_type_drops_are_struck(body, display, struck):
    """All of them where it repeats the sentence, else the hedges; always escaped."""
    found = how_it_is_said.struck(body, display)
    assert isinstance(found, Markup)
    assert found == struck


def test_every_display_text_is_shown_once():
    """Each with its verdict, a headline that is printed twice too."""
    shown = how_it_is_said.display_pairs()
    texts = shown.text.split("\n")
    verdicts = CODING.majority("display", "hardening")
    assert sorted(texts) == sorted(verdicts["text"])
    cells = re.findall(r'data-label="It is">([a-z ]+)', shown.html)
    assert [cell.strip() for cell in cells].count("harder") == (
        verdicts["hardening"] == "harder"
    ).sum()


def test_words_are_struck_only_where_the_text_is_softer():
    """A verdict of the same, or of softer, has nothing crossed out beside it."""
    html = how_it_is_said.display_pairs().html
    rows = re.findall(r"<tr>.*?</tr>", html, re.S)
    struck = [row for row in rows if "<del>" in row]
    assert struck
    assert all(">harder" in row for row in struck)


def test_every_cut_says_where_to_check_it():
    """A row each, with its address, how sure it is, and its place in the piece."""
    shown = how_it_is_said.cut_pairs()
    for row in provenance_rows("cuts").to_dict("records"):
        assert row["address"].split("?")[0] in shown.html
        assert row["how_sure"].capitalize() in shown.html
        assert row["what_stood_there"] in shown.text
    assert shown.html.count("Where to check it") == len(provenance_rows("cuts"))
    assert len(re.findall(r"article-[a-z-]+\.\w+#c\d+-\d+", shown.html)) == len(
        provenance_rows("cuts")
    )


# --- side by side ---------------------------------------------------------------------


def test_roles_are_those_that_stand_in_their_own_words():
    """What two of three passes give, each once a piece and country, with its words."""
    shown = side_by_side.role_matrix()
    roles = CODING.standing("roles").drop_duplicates(["article", "actor", "role"])
    found = re.findall(
        r"<li><b>([^<]+)</b> <a href=\"([^\"]+)\">“([^<]+)”</a>", shown.html
    )
    assert len(found) == len(roles) == len(shown.text.split("\n"))
    texts = " ".join(article.text for article in analysis_articles())
    for role, link, words in found:
        assert role in set(roles["role"])
        assert re.search(r"article-[a-z-]+\.\w+#c\d+-\d+$", link)
        assert Markup(words).unescape() in texts


def analysis_articles():
    """The five articles as they were read."""
    return [document.article for document in analysis.load_corpus("seeds")]


def test_the_strip_is_in_the_order_of_days():
    """Events with a source each, and the five pieces among them."""
    shown = side_by_side.strip()
    days = re.findall(r'<time datetime="([\d-]+)">', shown.html)
    assert days == sorted(days)
    assert len(days) == len(provenance_rows("context")) + len(NAMES)
    for name in NAMES:
        assert shown.text.count(name) == 1
    assert len(re.findall(r'<span class="of">\(<a href="http', shown.html)) == len(
        provenance_rows("context")
    )


def test_a_piece_without_a_day_stands_after_the_report_it_quotes():
    """No piece is set before what it reproduces."""
    lines = side_by_side.strip().text.split("\n")
    places = {line.split(": ")[1]: line.split(": ")[0] for line in lines}
    for name, day in provenance.published().items():
        if day.count("-") == 2:
            assert places[name] == day_in_words(day)
        else:
            assert places[name] == f"after {day_in_words(provenance.quoted_on()[name])}"


# --- provenance -----------------------------------------------------------------------


def test_the_opening_scene_is_counted_from_the_dates():
    """Three days from the talks to the post, three from the post to Vienna."""
    facts = provenance.meeting()
    day = {name.split(",")[0]: iso for name, iso in provenance.published().items()}
    talks = date.fromisoformat(day["Negotiating"]).toordinal() - facts["days_after"]
    assert day_in_words(date.fromordinal(talks).isoformat()) == facts["talks_day"]
    vienna = date.fromisoformat(day["Great news"]).toordinal() + facts["vienna_after"]
    assert day_in_words(date.fromordinal(vienna).isoformat()) == facts["vienna_day"]
    assert facts["talks_years"] == 27


# --- readings -------------------------------------------------------------------------


@pytest.mark.parametrize("label", LABELS)
def test_measures_of_a_piece_are_those_of_its_row(tables, label):
    """Words, sentences, quotes by kind, sources and tone, as in the tables."""
    row = tables.articles.set_index("label").loc[label]
    html = readings.measures(tables, label).html
    for expected in (
        f"{row['n_words']:,} in {row['n_sentences']} sentences",
        f"{row['n_quotes']}: ",
        f"{row['n_attributions']}: {row['n_attributions'] - row['n_anonymous']} named",
        f"{row['tone_masked_mean_body']:+.2f}".replace("-", "−"),
    ):
        assert expected in html
    kinds = re.search(r"<td>\d+: ([^<]*(?:direct|mixed|scare)[^<]*)</td>", html)[1]
    assert sum(map(int, re.findall(r"\d+", kinds))) == row["n_quotes"]


@pytest.mark.parametrize("label", LABELS)
def test_provenance_gives_its_grounds_in_a_fold(tables, label):
    """Outlet, author and date in a line with how each is known; the grounds below."""
    shown = readings.provenance(tables, label)
    line, fold = shown.html.split("<details", 1)
    row = tables.articles.set_index("label").loc[label]
    for fact in ("outlet", "author", "date"):
        assert f"{fact.capitalize()}: " in line
        assert f"({row[f'{fact}_basis']})" in line
        assert f"{fact}: " in shown.text
    n_known = sum(
        row[f"{fact}_evidence"] != "" for fact in ("outlet", "author", "date")
    )
    n_originals = (provenance_rows("sources")["article"] == row["article"]).sum()
    assert n_known <= fold.count("<li>") <= n_known + n_originals
    assert fold.count("looked up") == n_originals


def test_facts_of_the_essays_are_counted_from_the_tables(tables):
    """Of all pieces: sentences, those about the relationship, comments and words."""
    facts = readings.piece_facts(tables)
    codes = with_codes(tables)
    keys = [label.lower().replace(" ", "_").replace("-", "_") for label in LABELS]
    for what, whole in {
        "sentences": len(codes),
        "related": (codes["coded_relation"] != "none").sum(),
        "author_sentences": (codes["layer"] == "author").sum(),
        "words": tables.articles["n_words"].sum(),
        "comments": (tables.segments["layer"] == "comment").sum(),
    }.items():
        assert sum(facts[f"{key}_{what}"] for key in keys) == whole, what
    assert all(0 < facts[f"{key}_author_share"] < 1 for key in keys)


# --- instruments and measures ---------------------------------------------------------


def test_tone_rows_are_the_sentences_the_mocking_ones_on_top(tables):
    """Every sentence once; what is drawn last is what mocks."""
    rows = instruments.tone_rows(tables)
    codes = with_codes(tables)
    assert sorted(rows["text"]) == sorted(CODING.sentences()["text"])
    assert (rows["meant"] == "mocking").sum() == (codes["coded_tone"] == "ironic").sum()
    assert rows["meant"].tolist() == sorted(rows["meant"])


def test_ranks_are_of_whole_pieces_with_masked_names(tables):
    """Five ranks by each list, one for the darkest."""
    rows = instruments.rank_rows(tables)
    assert len(rows) == len(LEXICONS) * len(NAMES)
    for _, own in rows.groupby("lexicon"):
        assert own["rank"].sum() == 15
        assert own.loc[own["rank"].idxmin(), "mean_tone"] == own["mean_tone"].min()


def test_every_defensible_grade_is_computed(tables):
    """Formula, voice, quotes: each once a piece, one of them the report's own."""
    table = measures.grade_choices(tables)
    keys = ["piece", "formula", "voice", "quotes"]
    assert not table.duplicated(keys).any()
    assert len(table) == len(NAMES) * len(measures.GRADES) * 2 * 2
    assert table.groupby("piece")["primary"].sum().tolist() == [1] * len(NAMES)
    assert table["grade"].notna().all()
    pd.testing.assert_frame_equal(
        measures.grade_choices(tables.without_comment_text()), table
    )


def grades_of(text):
    """The grades of one small article."""
    return measures.grade_choices(
        analysis.tables([analysis.analyze(Article("x", text))])
    )


def test_quoted_sentences_are_left_out_from_half_their_words_on():
    """Of two sentences the quoted one goes; the grade is that of the other."""
    rest = "The soldiers left the city today."
    both = grades_of(f"{rest}\n\n“We will come back,” he told them.")
    alone = grades_of(rest)
    out, expected = (
        t.loc[t["quotes"] == "out", "grade"].tolist() for t in (both, alone)
    )
    assert out == expected
    assert both.loc[both["quotes"] == "in", "grade"].tolist() != expected


def test_nothing_left_to_grade_is_undefined():
    """Where all is quoted there is no grade without quotes, and one with them."""
    table = grades_of("“The soldiers left the city.”").set_index("quotes")["grade"]
    assert table["out"].isna().all()
    assert table["in"].notna().all()


# --- the program ----------------------------------------------------------------------


def test_cells_count_every_sentence(tables):
    """Each sentence once, with its passage; the invented ones too."""
    cells = program.relation_cells(tables)
    assert cells["n"].sum() == len(with_codes(tables))
    for table in (cells, program.invented_cells()):
        assert not table.duplicated(["coded", "found"]).any()
        assert (table["passages"].str.split().map(len) == table["n"]).all()


# --- how sure -------------------------------------------------------------------------


def test_counts_of_the_ledger_add_up():
    """Every claim has one label, and is asked at least once."""
    counts = how_sure.sure_counts()
    labels = [counts[f"n_{word.replace(' ', '_')}"] for word in SURE]
    assert sum(labels) == counts["n_claims"] == len(ledger())
    assert counts["n_checks"] >= counts["n_claims"]


def test_every_claim_that_is_not_firm_is_listed_with_what_it_leans_on():
    """As many rows, none without a reason."""
    table = how_sure.leaning()
    assert table["claim"].tolist() == [
        e.claim.title for e in ledger() if e.sure != "firm"
    ]
    assert table["leans on, or fails under"].str.len().min() > 0


def test_every_choice_is_listed_with_the_claims_it_bears_on():
    """Its own option first; as many claims as declare it, and no choice for none."""
    table = how_sure.choice_table().set_index("choice")
    assert list(table.index) == list(CHOICES)
    for name, options in CHOICES.items():
        n = sum(name in entry.claim.choices for entry in ledger())
        assert table.loc[name, "claims"] == n > 0
        assert table.loc[name, "options, the report’s own first"].startswith(options[0])


def test_where_passes_part_is_where_their_codes_differ():
    """Sentence by sentence, as many as differ in the coding, never three the same."""
    parted = how_sure.parting()
    differ = parted[["a", "b", "c"]].nunique(axis=1)
    assert (differ > 1).all()
    rows = how_sure.pass_rows().set_index("variable")
    counts = parted["variable"].value_counts()
    for variable, row in rows.iterrows():
        assert row["n_units"] - row["n_same"] == counts.get(variable, 0), variable
    assert not rows["alpha"].map(math.isnan).any()
