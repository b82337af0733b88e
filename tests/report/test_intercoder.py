"""Agreement of the passes, against the coding files read without the library."""

from __future__ import annotations

from itertools import combinations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from coded import ARTICLES, DESCRIBED, damaged, plain, recoded
from report.coding import CODING
from report.validation.coding import CODERS
from report.validation.intercoder import (
    VALUES,
    agreement_table,
    disagreements,
)

from analysis.validation.reliability import SEED, interval

# By variable: its file, what names a unit there, and the column.
SENTENCE = ("sentences", ["article", "unit"])
VARIABLES = {
    "relation": (*SENTENCE, "relation"),
    "also": (*SENTENCE, "also"),
    "kind": (*SENTENCE, "kind"),
    "reality": (*SENTENCE, "reality"),
    "tone": (*SENTENCE, "tone"),
    "agent": (*SENTENCE, "agent"),
    "voice": (*SENTENCE, "voice"),
    "toward_us": (*SENTENCE, "toward_us"),
    "toward_iran": (*SENTENCE, "toward_iran"),
    "judged_for": (*SENTENCE, "judged_for"),
    "role": ("roles", ["article", "actor", "role"], None),
    "function": ("functions", ["article", "function"], "present"),
    "hardening": ("display", ["article", "text"], "hardening"),
    "stance": ("pieces", ["article"], "stance"),
    "gloss": ("pieces", ["article"], "gloss"),
}


def coded_units(variable):
    """The three codes of each unit, from the file; of a role whether it is given."""
    name, keys, column = VARIABLES[variable]
    codes = {}
    oldest_first = list(ARTICLES).index
    rows = plain(name).to_dict("records")
    for row in sorted(rows, key=lambda row: oldest_first(row["article"])):
        unit = codes.setdefault(tuple(row[key] for key in keys), {})
        unit[row["coder"]] = row[column] if column else "yes"
    return {
        unit: tuple(given[c] if column else given.get(c, "no") for c in CODERS)
        for unit, given in codes.items()
    }


@pytest.fixture(scope="module")
def table():
    """The table, by variable."""
    return agreement_table(CODING).set_index("variable")


@pytest.fixture(scope="module")
def differences():
    """The disagreements."""
    return disagreements(CODING)


def test_columns(table):
    """A row for each variable, in the codebook's order, with counts before rates."""
    assert list(table.index) == list(VARIABLES)
    bounds = [f"{of}{end}" for of in ("alpha", "ac1") for end in ("", "_low", "_high")]
    assert list(table.columns) == ["n_units", "n_same", "raw", *bounds]


@pytest.mark.parametrize("variable", VARIABLES)
def test_counts_are_those_of_the_files(table, variable):
    """Units and units coded alike are as in the files; raw is the share of pairs."""
    units = list(coded_units(variable).values())
    row = table.loc[variable]
    assert row["n_units"] == len(units) > 0
    assert row["n_same"] == sum(len(set(unit)) == 1 for unit in units)
    pairs = [a == b for unit in units for a, b in combinations(unit, 2)]
    assert row["raw"] == pytest.approx(np.mean(pairs))


@pytest.mark.parametrize("variable", VARIABLES)
def test_coefficients_are_those_of_the_files(table, variable):
    """Alpha is another program's; AC1 is Gwet's formula over the codebook's values."""
    units = list(coded_units(variable).values())
    used = sorted({code for unit in units for code in unit})
    row = table.loc[variable]
    assert len(used) > 1
    counts = [[unit.count(code) for code in used] for unit in units]
    alpha = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    assert row["alpha"] == pytest.approx(alpha)
    shares = np.sum(counts, axis=0) / np.sum(counts)
    n_categories = len(VALUES.get(variable, used))
    chance = (shares * (1 - shares)).sum() / (n_categories - 1)
    assert row["ac1"] == pytest.approx((row["raw"] - chance) / (1 - chance))


@pytest.mark.parametrize(
    ("variable", "alpha"),
    [
        ("relation", 0.97),
        ("kind", 0.96),
        ("reality", 0.95),
        ("tone", 0.96),
        ("agent", 0.94),
        ("toward_us", 1.00),
        ("toward_iran", 0.86),
        ("judged_for", 0.89),
    ],
)
def test_alpha_is_what_came_with_the_coding(table, variable, alpha):
    """The figures that were handed over with the coding, to two decimals."""
    assert round(table.loc[variable, "alpha"], 2) == alpha


@pytest.mark.parametrize("variable", VALUES)
def test_values_are_the_codebooks(variable):
    """AC1 counts the values that the codebook lists, an empty cell among them."""
    name, _, column = VARIABLES[variable]
    listed = DESCRIBED[name][column] if column else {"yes", "no"}
    assert len(set(VALUES[variable])) == len(VALUES[variable])
    assert set(VALUES[variable]) == listed


def test_voice_alone_has_no_list():
    """Every variable but the open one has its values listed."""
    assert set(VARIABLES) - set(VALUES) == {"voice"}


def test_bounds_hold_the_coefficient(table):
    """Each interval is in order and holds the coefficient; no difference, no width."""
    always = table["n_same"] == table["n_units"]
    assert always.any() and not always.all()
    for of in ("alpha", "ac1"):
        low, high = table[f"{of}_low"], table[f"{of}_high"]
        assert (low <= table[of]).all() and (table[of] <= high).all()
        assert (low[always] == 1).all() and (high[always] == 1).all()
        assert (low[~always] < high[~always]).all()


@pytest.mark.parametrize("variable", ["relation", "voice", "role"])
def test_bounds_can_be_redone(table, variable):
    """With the seed that the book shows, the units give the same intervals again."""
    units, row = list(coded_units(variable).values()), table.loc[variable]
    for of in ("alpha", "ac1"):
        bounds = interval(units, of, seed=SEED, categories=VALUES.get(variable))
        assert (row[f"{of}_low"], row[f"{of}_high"]) == pytest.approx(bounds)


def test_disagreements_differ_and_are_all_there(table, differences):
    """Each row differs, none stands twice, and each variable has as many as it must."""
    assert (differences[list(CODERS)].nunique(axis=1) > 1).all()
    assert not differences.duplicated(["article", "variable", "place"]).any()
    expected = (table["n_units"] - table["n_same"]).loc[lambda n: n > 0]
    assert differences["variable"].value_counts().to_dict() == expected.to_dict()


def test_disagreements_have_the_codes_of_the_files(differences):
    """The codes at a place are those of the file, and two of three are the majority."""
    for row in differences.to_dict("records"):
        word, *unit = row["place"].split()
        codes = tuple(row[coder] for coder in CODERS)
        assert word in ("sentence", "role")
        assert coded_units(row["variable"])[row["article"][:3], *unit] == codes
        if len(set(codes)) == 2:
            assert codes.count(row["majority"]) == 2


def test_disagreements_are_placed_in_the_articles(differences):
    """A sentence has its own span; a role that of words which show it."""
    units = CODING.table("units").set_index(["article", "unit"])[["start", "end"]]
    roles = CODING.table("roles")
    for row in differences.to_dict("records"):
        word, *unit = row["place"].split()
        span = row["start"], row["end"]
        if word == "sentence":
            assert span == tuple(units.loc[(row["article"], int(unit[0]))])
        else:
            own = roles[(roles["actor"] == unit[0]) & (roles["role"] == unit[1])]
            own = own[own["article"] == row["article"]]
            assert span in set(zip(own["start"], own["end"], strict=True))


def test_a_decided_code_stands_as_the_majority(differences):
    """Where no two agree the decision is shown, as for sentence 25 of article 001."""
    codes = differences[list(CODERS)]
    (row,) = differences[codes.nunique(axis=1) == 3].to_dict("records")
    assert (row["variable"], row["place"]) == ("kind", "sentence 25")
    assert row["article"] == ARTICLES["001"].id
    assert row["majority"] == "influence"


@pytest.mark.parametrize(
    ("codes", "majority"),
    [
        (["inverts", "", ""], ""),
        (["inverts", "adds_us", "adds_us"], "adds_us"),
        (["inverts", "adds_us", ""], None),
    ],
)
def test_no_majority_is_not_an_empty_code(tmp_path, codes, majority):
    """An empty cell is a code that two passes may share; no majority is missing."""

    def recode(rows):
        rows.loc[rows["article"] == "000", "gloss"] = codes
        return rows

    differences = disagreements(damaged(tmp_path, "pieces", recode))
    (row,) = differences.query("variable == 'gloss'").to_dict("records")
    assert [row[coder] for coder in CODERS] == codes
    assert row["majority"] == majority or (
        majority is None and pd.isna(row["majority"])
    )
    assert row["place"] == "piece"
    assert pd.isna(row["start"])


def test_what_one_pass_leaves_out_is_missing(tmp_path):
    """A pass without a row on a display text is left out of the comparison."""

    def drop(rows):
        first = rows[(rows["coder"] == "b") & (rows["article"] == "000")].index[0]
        return rows.drop(first)

    coding = damaged(tmp_path, "display", drop)
    row = agreement_table(coding).set_index("variable").loc["hardening"]
    assert (row["n_units"], row["n_same"], row["raw"]) == (12, 11, 1)
    (missing,) = (
        disagreements(coding).query("variable == 'hardening'").to_dict("records")
    )
    assert missing["place"].startswith("display Great news")
    assert (missing["a"], missing["c"], missing["majority"]) == ("same",) * 3
    assert pd.isna(missing["b"])


def test_one_value_in_use_leaves_alpha_undefined(tmp_path):
    """Where all passes say the same everywhere, alpha and its bounds are NaN."""

    def alike(rows):
        return rows.assign(tone="straight")

    row = agreement_table(damaged(tmp_path, "sentences", alike)).set_index("variable")
    assert row.loc["tone", ["alpha", "alpha_low", "alpha_high"]].isna().all()
    assert row.loc["tone", "ac1"] == 1


def test_a_code_outside_the_codebook_is_refused(tmp_path):
    """A code that is not the codebook's is named, not counted."""
    coding = damaged(tmp_path, "sentences", recoded("tone", ["wry", "wry", "ironic"]))
    with pytest.raises(ValueError, match="wry"):
        agreement_table(coding)
