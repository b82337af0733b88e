"""The table of the two passes, against the coding files read without the library."""

from __future__ import annotations

import json
import math
import re

import krippendorff
import numpy as np
import pytest
from report.coding import GOLD, pass_differences, pass_table
from report.seeds import SEEDS

from analysis.corpus.catalogue import load_articles
from analysis.validation.reliability import SEED, interval

PASSES = ("pass-1", "pass-2")


def read(coding, article, framing=False):
    """One coding file as it is."""
    folder = GOLD.folder / coding / "framing" if framing else GOLD.folder / coding
    return json.loads((folder / f"{article[:3]}.json").read_text(encoding="utf-8"))


def by_span(kind, key):
    """How to read one field of segments, sentences or quotes from a coding."""
    return lambda coding, article: {
        (record["start"], record["end"]): record[key]
        for record in read(coding, article)[kind]
    }


def by_cue(key):
    """How to read one field of attributions: by cue, else by first quote."""
    return lambda coding, article: {
        record["quote_ids"][0]
        if record["cue_start"] is None
        else record["cue_start"]: record[key]
        for record in read(coding, article)["attributions"]
    }


def by_relation(key):
    """How to read one field of the sentences with a relation."""
    return lambda coding, article: {
        (record["start"], record["end"]): record[key]
        for record in read(coding, article, framing=True)["relations"]
    }


def by_name(part, key):
    """How to read the answers to the items, or whether the functions are present."""
    return lambda coding, article: {
        name: record[key]
        for name, record in read(coding, article, framing=True)[part].items()
    }


# By the name in the table: how to read it, how many categories, the codebook's name.
FIELDS = {
    "voice of a passage": (by_span("segments", "layer"), 9, "layer"),
    "kind of quote": (by_span("quotes", "kind"), 4, "kind"),
    "speaker of a quote": (by_span("quotes", "speaker_type"), 11, "speaker_type"),
    "mode of attribution": (by_cue("mode"), 3, "mode"),
    "type of source": (by_cue("source_type"), 12, None),
    "anonymous source": (by_cue("anonymous"), 2, None),
    "relation": (by_span("sentences", "dyad"), 4, "dyad"),
    "toward the US": (by_span("sentences", "toward_us"), 3, None),
    "toward Iran": (by_span("sentences", "toward_iran"), 3, "toward_iran"),
    "form of the relation": (by_relation("form"), 2, "form"),
    "status of the relation": (by_relation("status"), 6, "status"),
    "who acts": (by_relation("initiator"), 6, "initiator"),
    "on whom": (by_relation("target"), 6, None),
    "irony": (by_relation("irony"), 2, "irony"),
    "yes/no items": (by_name("items", "value"), 2, None),
    "Entman’s functions": (by_name("entman", "present"), 2, None),
}

# The adjudication's name of a field, and ours.
ADJUDICATED = {
    "form": "form of the relation",
    "status": "status of the relation",
    "initiator": "who acts",
    "target": "on whom",
    "irony": "irony",
}


@pytest.fixture(scope="module")
def table():
    """The table, by field."""
    return pass_table().set_index("field")


@pytest.fixture(scope="module")
def differences():
    """The differences."""
    return pass_differences()


def code_pairs(field):
    """The codes in both passes of each unit that both have."""
    pairs = []
    for article in load_articles(SEEDS):
        first, second = (FIELDS[field][0](coding, article.id) for coding in PASSES)
        pairs += [(first[unit], second[unit]) for unit in first if unit in second]
    return pairs


def test_columns(table):
    """A row for each field, in reading order, with counts before rates."""
    assert list(table.index) == list(FIELDS)
    bounds = [f"{of}{end}" for of in ("alpha", "ac1") for end in ("", "_low", "_high")]
    assert list(table.columns) == ["n_units", "n_same", "raw", *bounds]


@pytest.mark.parametrize("field", FIELDS)
def test_counts_are_those_of_the_files(table, field):
    """Units and equal codes are as many as in the files, and raw is their share."""
    pairs = code_pairs(field)
    row = table.loc[field]
    assert row["n_units"] == len(pairs) > 0
    assert row["n_same"] == sum(first == second for first, second in pairs)
    assert row["raw"] == pytest.approx(row["n_same"] / row["n_units"])


@pytest.mark.parametrize("field", FIELDS)
def test_coefficients_are_those_of_the_files(table, field):
    """Alpha is another program's; AC1 is Gwet's formula for two coders, by hand."""
    pairs = code_pairs(field)
    values = [value for pair in pairs for value in pair]
    used = list(dict.fromkeys(values))
    row = table.loc[field]
    assert math.isnan(row["alpha"]) == (len(used) == 1)
    if len(used) > 1:
        counts = [[pair.count(value) for value in used] for pair in pairs]
        alpha = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
        assert row["alpha"] == pytest.approx(alpha)
    same = sum(first == second for first, second in pairs) / len(pairs)
    shares = [values.count(value) / len(values) for value in used]
    chance = sum(p * (1 - p) for p in shares) / (FIELDS[field][1] - 1)
    assert row["ac1"] == pytest.approx((same - chance) / (1 - chance))


@pytest.mark.parametrize(
    ("name", "number"), [(name, q) for _, q, name in FIELDS.values() if name]
)
def test_categories_are_the_codebooks(name, number):
    """The codebook lists as many categories, between bars, as AC1 counts."""
    codebook = (GOLD.folder / "CODEBOOK.md").read_text(encoding="utf-8")
    category = r"(?:`\w+`|-?\d|true|false|null)(?: \([^)]*\))?"
    found = re.search(rf"`{name}`:[^|]*?({category}(?: \| {category})+)", codebook)
    assert found, name
    assert len(re.findall(category, found[1])) == number


def test_bounds_hold_the_coefficient(table):
    """Each interval is in order and holds the coefficient; no difference, no width."""
    for of in ("alpha", "ac1"):
        known = table[table[of].notna()]
        low, high = known[f"{of}_low"], known[f"{of}_high"]
        assert (low <= known[of]).all() and (known[of] <= high).all()
        always = known["n_same"] == known["n_units"]
        assert always.any() and not always.all()
        assert (low[always] == 1).all() and (high[always] == 1).all()
        assert (low[~always] < high[~always]).all()
    assert np.isnan(table.loc[table["alpha"].isna(), ["alpha_low", "alpha_high"]]).all(
        axis=None
    )


@pytest.mark.parametrize("field", FIELDS)
def test_bounds_can_be_redone(table, field):
    """With the seed that the book shows, the units give the same intervals again."""
    pairs, row = code_pairs(field), table.loc[field]
    for of in ("alpha", "ac1"):
        bounds = interval(pairs, of, seed=SEED, categories=FIELDS[field][1])
        assert (row[f"{of}_low"], row[f"{of}_high"]) == pytest.approx(bounds)


def test_differences_differ_and_are_all_there(table, differences):
    """Each row differs, none stands twice, and each field has as many as it must."""
    assert (differences["first"] != differences["second"]).all()
    assert not differences.duplicated(["article", "field", "place"]).any()
    expected = (table["n_units"] - table["n_same"]).loc[lambda n: n > 0]
    assert differences["field"].value_counts().to_dict() == expected.to_dict()
    assert expected["relation"] == 1


def test_places_point_into_the_articles(differences):
    """A place in characters is within its article and not empty."""
    texts = {article.id: article.text for article in load_articles(SEEDS)}
    for row in differences.to_dict("records"):
        numbers = [int(number) for number in re.findall(r"\d{2,}", row["place"])]
        if row["place"].startswith("characters"):
            start, end = numbers
            assert texts[row["article"]][start:end].strip()
        elif row["place"].startswith("cue"):
            assert texts[row["article"]][numbers[0] :].strip()
        else:
            assert re.fullmatch(r"item [cr]\d|function \w+", row["place"])


def test_differences_are_those_that_were_adjudicated(differences):
    """On framing, the adjudication lists the same differences with the same outcome."""
    listed = {
        (article.id, *renamed)
        for article in load_articles(SEEDS)
        for entry in read("reference", article.id, framing=True)["disagreements"]
        if (renamed := adjudicated(entry))
    }
    ours = differences[differences["field"].isin({entry[1] for entry in listed})]
    assert set(ours.itertuples(index=False, name=None)) == listed


def adjudicated(entry):
    """An entry of the adjudication in our words; none for roles, which are lists."""
    part, where, *field = entry["what"].split()
    if part == "relations":
        named = (ADJUDICATED[field[0]], f"characters {where}")
    elif part in ("items", "entman"):
        item = part == "items"
        named = (
            "yes/no items" if item else "Entman’s functions",
            f"{'item' if item else 'function'} {where}",
        )
    else:
        return None
    words = {True: "yes", False: "no"}
    codes = (entry[key] for key in ("pass_1", "pass_2", "reference"))
    return *named, *(words.get(code, code) for code in codes)


def test_reference_takes_a_side(differences):
    """Adjudication chose one of the two codes; of the items and functions, the no."""
    sides = differences[["first", "second"]].eq(differences["reference"], axis=0)
    assert sides.any(axis=1).all()
    strict = differences["field"].isin(["yes/no items", "Entman’s functions"])
    assert (differences.loc[strict, "reference"] == "no").all()
