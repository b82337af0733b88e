"""What the charts of framing and of doubt draw, held against the coding itself."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations

import pandas as pd
import pytest
from report import doubt_views, frame_views, relation_views, views
from report.coding import GOLD, with_codes
from report.multiverse.choices import CHOICE_NAMES
from report.multiverse.ledger import entry, ledger

from analysis.validation import intercoder as passes
from analysis.validation.dyad_accuracy import naming_counts


@pytest.fixture(scope="module")
def codes():
    """The framing codes of the reference, straight from their files."""
    files = sorted((GOLD.folder / "reference" / "framing").glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


@pytest.mark.parametrize(
    ("view", "column"),
    [
        (relation_views.relation_voices, "voice_of"),
        (relation_views.relation_statuses, "status"),
    ],
)
def test_a_tile_is_a_coded_relation(tables, names, codes, view, column):
    """As many tiles in each row as sentences with that code, numbered without gaps."""
    rows = view(tables)
    coded = Counter(
        record[column] for piece in codes.values() for record in piece["relations"]
    )
    found = Counter(rows[column].replace("the author", "author"))
    assert found == coded
    for _, row in rows.groupby(["piece", column]):
        assert sorted(row["n"]) == list(range(1, len(row) + 1))


def test_who_acts_is_the_coded_pair(tables, names, codes):
    """Every act is a coded initiator and target."""
    rows = relation_views.relation_acts(tables)
    first = Counter(
        record["initiator"] for piece in codes.values() for record in piece["relations"]
    )
    starts = Counter(rows["act"].str.split(" → ").str[0])
    assert starts["US"] == first["us"]
    assert starts["Iran"] == first["iran"]
    assert len(rows) == first.total()


def test_dyad_ticks_are_the_sentences_that_name_both(tables, names):
    """Who is named as a country is named by some name too; places are in range."""
    places = relation_views.dyad_places(tables)
    narrow = places[places["names"] == "as countries"]
    wide = places[places["names"] == "by any name"]
    assert set(narrow["text"]) <= set(wide["text"])
    assert places["at"].between(0, 1).all()
    counts = naming_counts(with_codes(tables))
    assert counts["both as countries"].sum() == len(narrow)
    assert counts["both, by some name"].sum() == len(wide) - len(narrow)


def test_every_two_pieces_are_contrasted_on_a_measure(tables, names):
    """Ten pairs, each with a measure on which the two are not the same."""
    pairs = relation_views.pair_contrasts(tables)
    assert set(zip(pairs["one"], pairs["other"], strict=True)) == set(
        combinations(names.values(), 2)
    )
    assert (pairs["gap"] > 0).all()
    assert (
        (pairs["of_one"] - pairs["of_other"]).abs() - pairs["gap"]
    ).abs().max() < 1e-9
    points = relation_views.contrast_points(pairs, tables)
    assert points["share"].between(0, 1).all()
    assert len(points) == 2 * len(pairs)


def test_roles_functions_and_items_are_those_of_the_coding(tables, names, codes):
    """Nothing added, nothing lost: roles by actor, filled cells, yes answers."""
    roles = frame_views.role_points(tables)
    coded_roles = {
        (piece, actor, role["role"].replace("_", " "))
        for piece, found in codes.items()
        for actor in ("united_states", "iran")
        for role in found["roles"][actor]
    }
    assert len(roles) == len(coded_roles)
    cells = frame_views.function_cells(tables)
    filled = sum(
        cell["present"] for found in codes.values() for cell in found["entman"].values()
    )
    assert (cells["voice"] != "absent").sum() == filled
    assert len(cells) == 4 * len(names)
    items = frame_views.item_points(tables)
    yes = sum(
        item["value"] == "yes"
        for found in codes.values()
        for item in found["items"].values()
    )
    assert (items["value"] == "yes").sum() == yes
    assert len(items) == 9 * len(names)


def test_where_passes_differ_is_marked(tables, names):
    """The cells and items that one pass has and the other has not."""
    folder = {name: GOLD.folder / name / "framing" for name in ("pass-1", "pass-2")}
    differ = 0
    for path in folder["pass-1"].glob("*.json"):
        one, two = (
            json.loads((where / path.name).read_text(encoding="utf-8"))
            for where in folder.values()
        )
        differ += sum(
            one["items"][name]["value"] != two["items"][name]["value"]
            for name in one["items"]
        )
        differ += sum(
            one["entman"][name]["present"] != two["entman"][name]["present"]
            for name in one["entman"]
        )
    marked = (frame_views.item_points(tables)["passes"] == "differ").sum()
    marked += (frame_views.function_cells(tables)["passes"] == "differ").sum()
    assert marked == differ > 0


@pytest.mark.parametrize("function", frame_views.FUNCTIONS)
def test_a_function_on_which_the_passes_differ_is_found(
    tables, names, monkeypatch, function
):
    """The place of each function is called the same by the passes and by the view."""
    article = next(iter(names))
    coded = GOLD.records("entman", "pass-1").to_dict("records")
    places = {passes.unit_place(record, "entman") for record in coded}
    differ = pd.DataFrame({"article": [article], "place": [f"function {function}"]})
    assert set(differ["place"]) <= places
    monkeypatch.setattr(frame_views, "pass_differences", lambda: differ)
    cells = frame_views.function_cells(tables)
    marked = cells[cells["passes"] == "differ"]
    assert marked["function"].tolist() == [frame_views.FUNCTIONS[function]]


def test_effective_number_lies_between_one_and_the_types(tables, names):
    """One over the sum of squared shares; equal shares give the number of types."""
    table = views.source_diversity(tables)
    assert (table["effective_types"] >= 1 - 1e-9).all()
    assert (table["effective_types"] <= table["n_types"] + 1e-9).all()
    whole = table[table["voice"] == "piece"]
    assert whole["n_attributions"].sum() == len(tables.attributions)


def test_effective_number_of_one_source_and_of_even_ones(tables, names):
    """All claims on one type: one.  Two types with the same: two."""
    article = next(iter(names))
    own = tables.attributions[tables.attributions["article"] == article].head(4)
    one = own.assign(source_type="media")
    even = own.assign(source_type=["media", "analyst"] * 2)
    for rows, expected in ((one, 1), (even, 2)):
        changed = type(tables)(**{**_fields(tables), "attributions": rows})
        found = views.source_diversity(changed)
        own_rows = found[found["piece"] == names[article]]
        whole = own_rows[own_rows["voice"] == "piece"]
        assert whole["effective_types"].item() == pytest.approx(expected)


def _fields(tables):
    return {name: getattr(tables, name) for name in tables.__dataclass_fields__}


# --- doubt ---------------------------------------------------------------------------


def test_shares_of_a_claim_add_up():
    """Holds and fails of each claim in the chart make one; only failing claims show."""
    shares = doubt_views.claim_shares()
    assert shares.groupby("claim")["share"].sum().round(9).eq(1).all()
    assert set(shares["claim"]) == {e.claim.slug for e in ledger() if e.fails}


def test_counts_of_the_ledger_are_consistent():
    """Those that hold everywhere are some of all."""
    counts = doubt_views.ledger_counts()
    assert counts["n_everywhere"] <= counts["n_claims"] == len(ledger())
    assert counts["n_program_holds"] <= counts["n_by_program"]


def test_the_option_that_fails_a_claim_is_one_of_its_choices():
    """What is listed as overturning a claim is a choice that it hangs on."""
    titles = {e.claim.title: e.claim for e in ledger()}
    named = {label: name for name, label in CHOICE_NAMES.items()}
    for row in doubt_views.failing_choices().to_dict("records"):
        assert named[row["choice"]] in titles[row["claim"]].choices


def test_leverage_is_listed_by_claim():
    """Each listed sentence is in the leverage of its claim."""
    table = doubt_views.leverage_table()
    kept = {e.claim.title: e for e in ledger()}
    for row in table.to_dict("records"):
        texts = {told.text for told in kept[row["claim"]].leverage}
        assert row["sentence"] in texts


def test_a_claim_is_found_by_its_slug():
    """`entry` gives the claim that the notebooks ask for, and knows no other."""
    assert entry("iran-hardly-speaks").claim.figure == "sources"
    with pytest.raises(KeyError):
        entry("iran-shouts")


def test_naming_by_layer_adds_up(tables, names):
    """All sentences of the pieces, and those with ticks in the chart, by layer."""
    table = relation_views.naming_by_layer(tables)
    places = relation_views.dyad_places(tables)
    assert table["by any name"].sum() == (places["names"] == "by any name").sum()
    assert table["as countries"].sum() == (places["names"] == "as countries").sum()
    assert (table["sentences"] >= table["by any name"]).all()


def test_failures_list_every_specification_that_fails():
    """Each failing combination of each claim stands in its list, once."""
    lists = doubt_views.failures()
    assert len(lists) == sum(bool(e.fails) for e in ledger())
    assert sum(map(len, lists.values())) == sum(len(e.fails) for e in ledger())
    assert all(len(set(items)) == len(items) for items in lists.values())
