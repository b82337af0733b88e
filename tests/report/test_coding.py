"""The coding: its files, which plain pandas reads, and what the passes add up to."""

from __future__ import annotations

import re
import shutil
from collections import Counter

import pytest
from coded import ARTICLES, CODEBOOK, DESCRIBED, damaged, plain, recoded
from report.coding import CODING
from report.validation.coding import CHOICES, CODERS, KEYS, OF_SENTENCE, Coding

from analysis.corpus.articles import CorpusError

FILES = {path.stem: path for path in sorted(CODING.folder.glob("*.csv"))}
# The unit that a pull quote interrupts.
CUT = ("001", "5")


CLOSED = [
    (name, column)
    for name, columns in DESCRIBED.items()
    for column, values in columns.items()
    if values
]


def first_unit(coding, choice="majority"):
    """Unit 1 of article 000."""
    units = coding.sentences(choice)
    here = units["article"].str.startswith("000") & (units["unit"] == 1)
    return units[here].iloc[0]


# --- the files --------------------------------------------------------------------


def test_codebook_and_files_have_the_same_columns():
    """Each file has a section, and each of its columns a row there, in that order."""
    assert {name: list(plain(name)) for name in FILES} == {
        name: list(DESCRIBED[name]) for name in sorted(DESCRIBED)
    }


@pytest.mark.parametrize(("name", "column"), CLOSED)
def test_values_are_the_codebooks(name, column):
    """A column with a closed list holds only what is in the list."""
    assert set(plain(name)[column]) <= DESCRIBED[name][column]


def test_closed_lists_are_read_from_the_codebook():
    """The reading of the codebook finds lists, and knows which may be empty."""
    assert DESCRIBED["sentences"]["tone"] == {"straight", "ironic"}
    assert DESCRIBED["sentences"]["judged_for"] == {"relation", "other", ""}
    assert DESCRIBED["sentences"]["voice"] is None
    assert len(CLOSED) >= 30


def test_what_depends_on_a_relation_is_coded_with_it():
    """Kind belongs to its relation; kind, reality and agent go with a relation."""
    groups = re.search(r"^\| `kind` \| (cooperation:.*?) \|", CODEBOOK, re.MULTILINE)[1]
    kinds = {"none": {""}}
    for relation, listed in re.findall(r"(\w+): ([^;]+);", groups):
        kinds[relation] = set(re.findall(r"`(\w+)`", listed))
    rows = plain("sentences")
    assert set(rows["relation"]) == set(kinds)
    for row in rows.to_dict("records"):
        assert row["kind"] in kinds[row["relation"]]
        absent = row["relation"] == "none"
        assert (not row["reality"]) == (not row["agent"]) == absent
        assert row["also"] != row["relation"]
        assert not (absent and row["also"])
        unjudged = row["toward_us"] == row["toward_iran"] == "0"
        assert (not row["judged_for"]) == unjudged


@pytest.mark.parametrize(
    ("name", "start", "words"),
    [
        ("units", "start", "text"),
        ("quotes", "start", "text"),
        ("attributions", "cue_start", "cue"),
    ],
)
def test_words_are_those_of_the_texts(name, start, words):
    """The text at a place is what the row says, but in a unit that is cut in two."""
    rows = plain(name)
    for row in rows[rows[start] != ""].to_dict("records"):
        if name == "units" and (row["article"], row["unit"]) == CUT:
            continue
        text = ARTICLES[row["article"]].text
        place = int(row[start])
        assert text[place : place + len(row[words])] == row[words]
        assert "end" not in row or int(row["end"]) == place + len(row[words])


def test_units_hold_every_word_of_the_pieces_once():
    """Units follow each other and leave nothing out of the layers they belong to."""
    units, segments = plain("units"), plain("segments")
    for number, article in ARTICLES.items():
        own = units[units["article"] == number]
        assert list(own["unit"]) == [str(n + 1) for n in range(len(own))]
        held = Counter(
            place
            for start, end in own[["start", "end"]].astype(int).itertuples(index=False)
            for place in range(start, end)
        )
        layers = segments[
            (segments["article"] == number)
            & segments["layer"].isin(DESCRIBED["units"]["layer"])
        ]
        for start, end in layers[["start", "end"]].astype(int).itertuples(index=False):
            words = [p for p in range(start, end) if article.text[p].isalnum()]
            assert {held[place] for place in words} == {1}


def test_the_unit_that_is_cut_keeps_its_two_parts():
    """Its words are those before and after the pull quote, which is a segment."""
    article, unit = CUT
    row = plain("units").set_index(["article", "unit"]).loc[article, unit]
    segments = plain("segments").query("article == @article and layer == 'pull_quote'")
    (quote,) = segments[["start", "end"]].astype(int).itertuples(index=False)
    text = ARTICLES[article].text
    parts = text[int(row["start"]) : quote[0]], text[quote[1] : int(row["end"])]
    assert row["text"].split() == " ".join(parts).split()


@pytest.mark.parametrize("name", ["roles", "functions", "display"])
def test_evidence_is_in_the_texts(name):
    """A place is a stretch of its article that is not blank."""
    rows = plain(name)
    placed = rows[rows["start"] != ""]
    assert len(placed)
    for row in placed.to_dict("records"):
        text = ARTICLES[row["article"]].text[int(row["start"]) : int(row["end"])]
        assert text == text.strip() != ""


@pytest.mark.parametrize("name", sorted(KEYS))
def test_each_pass_codes_every_article(name):
    """All three passes have rows on all five articles; units have one row a pass."""
    rows = plain(name)
    given = set(rows[["article", "coder"]].itertuples(index=False, name=None))
    assert given == {(number, coder) for number in ARTICLES for coder in CODERS}
    if name in ("sentences", "functions", "pieces"):
        sizes = rows.groupby(KEYS[name]).size()
        assert (sizes == len(CODERS)).all()


# --- the coding -------------------------------------------------------------------


def test_tables_keep_the_order_of_the_articles():
    """The rows of a table follow the ids that were asked for, and no others."""
    some = ("003_a03b12e900f7763a", "000_f4834ffa35947b20")
    for name in FILES:
        articles = Coding(CODING.folder, some).table(name)["article"]
        assert tuple(articles.drop_duplicates()) in (some, ())


def test_majority_is_what_two_of_three_say():
    """Each code is the most frequent one, with as many votes as passes that give it."""
    codes = plain("sentences")
    units = CODING.sentences()
    decided = plain("decisions")[["article", "unit", "variable"]]
    decided = set(decided.itertuples(index=False, name=None))
    for unit in units.to_dict("records"):
        key = unit["article"][:3], str(unit["unit"])
        own = codes[(codes["article"] == key[0]) & (codes["unit"] == key[1])]
        for variable in OF_SENTENCE:
            counts = Counter(own[variable])
            assert unit[f"{variable}_votes"] == max(counts.values())
            if (*key, variable) not in decided:
                assert counts[str(unit[variable])] == max(counts.values()) >= 2


@pytest.mark.parametrize("choice", CHOICES)
def test_votes_are_one_to_three(choice):
    """Every choice codes all units; a pass by itself has one vote for each code."""
    units = CODING.sentences(choice)
    votes = units[[f"{variable}_votes" for variable in OF_SENTENCE]]
    assert len(units) == len(CODING.table("units"))
    assert votes.isin([1] if choice in CODERS else [1, 2, 3]).all(axis=None)
    assert not units[list(OF_SENTENCE)].isna().any(axis=None)


@pytest.mark.parametrize("coder", CODERS)
def test_a_pass_by_itself_is_its_rows(coder):
    """With the letter of a pass each unit has what that pass codes."""
    rows = plain("sentences").query("coder == @coder")
    expected = {
        (row["article"], row["unit"]): [row[variable] for variable in OF_SENTENCE]
        for row in rows.to_dict("records")
    }
    found = {
        (unit["article"][:3], str(unit["unit"])): [str(unit[v]) for v in OF_SENTENCE]
        for unit in CODING.sentences(coder).to_dict("records")
    }
    assert found == expected


@pytest.mark.parametrize(
    ("column", "values", "majority", "unanimous"),
    [
        ("relation", ["none", "competition", "competition"], "competition", "none"),
        ("relation", ["competition"] * 3, "competition", "competition"),
        ("toward_us", ["-1", "-1", "0"], -1, 0),
        ("toward_us", ["-1", "-1", "-1"], -1, -1),
    ],
)
def test_unanimity_drops_what_one_pass_lacks(
    tmp_path, column, values, majority, unanimous
):
    """A relation or a judgment that one pass lacks is none; what goes with it too."""
    coding = damaged(tmp_path, "sentences", recoded(column, values))
    assert first_unit(coding)[column] == majority
    strict = first_unit(coding, "unanimous")
    assert strict[column] == unanimous
    absent = strict["relation"] == "none"
    assert (not strict["kind"]) == (not strict["reality"]) == absent


@pytest.mark.parametrize(
    ("column", "values", "decision"),
    [
        ("relation", ["none", "competition", "cooperation"], "none"),
        ("toward_iran", ["-1", "0", "1"], -1),
    ],
)
def test_a_tie_is_refused_until_it_is_decided(tmp_path, column, values, decision):
    """Without a decision the error names the unit and the code; with one it stands."""
    coding = damaged(tmp_path, "sentences", recoded(column, values))
    with pytest.raises(
        CorpusError, match=rf"article 000_\w+, unit 1: no two passes agree on {column};"
    ):
        coding.sentences()
    rows = plain("decisions", coding.folder)
    rows.loc[len(rows)] = ["sentences", "000", "1", column, str(decision), "test"]
    decided = shutil.copytree(coding.folder, tmp_path / "decided")
    rows.to_csv(decided / "decisions.csv", index=False)
    assert first_unit(Coding(decided, CODING.articles))[column] == decision


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize(
    "broken",
    [
        None,
        "",
        "article,unit\n000,1,2,3\n",
        "article,unit\n000,1\n000,1,2\n",
        "piece\n000\n",
        "article\n\udcff\n",
    ],
    ids=["missing", "empty", "wide first row", "wide row", "no article", "no UTF-8"],
)
def test_a_broken_file_is_named(tmp_path, name, broken):
    """A file that cannot be read as a coding is named, in one line."""
    path = tmp_path / f"{name}.csv"
    if broken is not None:
        path.write_text(broken, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(CorpusError, match=rf"{name}\.csv: no coding to read") as error:
        Coding(tmp_path, CODING.articles).table(name)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("choice", CHOICES)
def test_roles_stand_with_enough_passes(choice):
    """A role stands with two of three passes, with all, or with the one asked for."""
    rows = plain("roles")
    by_role = rows.groupby(KEYS["roles"])["coder"].agg(set)
    needed = {"majority": 2, "unanimous": 3}
    expected = {
        role
        for role, coders in by_role.items()
        if (choice in coders if choice in CODERS else len(coders) >= needed[choice])
    }
    stand = CODING.standing("roles", choice)
    stand = stand.assign(article=stand["article"].str[:3])
    assert set(stand[KEYS["roles"]].itertuples(index=False, name=None)) == expected
    for row in stand.to_dict("records"):
        assert row["votes"] == len(by_role[tuple(row[key] for key in KEYS["roles"])])


def test_absent_functions_do_not_stand():
    """A function stands where two passes call it present."""
    rows = plain("functions").query("present == 'yes'")
    counts = rows.groupby(KEYS["functions"])["coder"].nunique()
    stand = CODING.standing("functions")
    found = {(row.article[:3], row.function) for row in stand.itertuples()}
    assert found == set(counts[counts >= 2].index)


def test_match_puts_codes_beside_what_is_found(tables):
    """Each coded unit has the sentence of the program at the same place."""
    both = CODING.match(tables)
    units = CODING.sentences()
    keys = ["article", "start", "end"]
    assert both[keys].astype(object).values.tolist() == units[keys].values.tolist()
    assert both["coded_relation"].tolist() == units["relation"].tolist()
    assert both["place"].tolist() == units["unit"].tolist()


def test_match_names_a_boundary_that_differs(tmp_path, tables):
    """A unit that ends elsewhere is named with its places."""

    def change(rows):
        rows.loc[(rows["article"] == "000") & (rows["unit"] == "1"), "end"] = "60"
        return rows

    coding = damaged(tmp_path, "units", change)
    with pytest.raises(CorpusError, match=r"article 000_\w+: the sentence at .* 0–60"):
        coding.match(tables)
