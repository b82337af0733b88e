"""What the charts of the relation draw: who draws it, as what, who acts, pairs.

Every view has a column `piece`, in the order of the pieces.  The codes are those of
the reference coding.
"""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from analysis.tabular.files import Tables
from report.anchors import (
    anchors_of,
    attribution_anchors,
    join_anchors,
    passages,
)
from report.coding import coded_framing, with_codes
from report.labels import article_order, pieces, with_piece

_SHORT = {
    "us": "US",
    "iran": "Iran",
    "iraq": "Iraq",
    "both": "both",
    "other": "others",
    "unclear": "unclear",
}


def dyad_places(tables: Tables) -> pd.DataFrame:
    """Where a sentence names both countries, as countries or by any name.

    Columns piece, sentence, layer, at (share of the piece's sentences, 0 to 1),
    names (`as countries` or `by any name`), text.
    """
    both = with_codes(tables)
    length = both.groupby("article")["place"].transform("max")
    both = both.assign(text=both["words"], at=((both["place"] - 0.5) / length).round(4))
    wide = both[both["dyad"].notna()].assign(names="by any name")
    narrow = both[both["dyad"] == "narrow"].assign(names="as countries")
    found = pd.concat([narrow, wide], ignore_index=True)
    found["article"] = found["article"].astype(article_order())
    found = found.sort_values(["article", "names", "place"], kind="stable")
    found = found.assign(anchors=anchors_of(found))
    columns = ["article", "sentence", "layer", "at", "names", "text", "anchors"]
    return with_piece(found[columns])


def naming_by_layer(tables: Tables) -> pd.DataFrame:
    """Sentences by piece and layer, and how many of them name both countries.

    Columns piece, layer, sentences, as countries, by any name.
    """
    both = with_codes(tables)
    grouped = both.assign(
        narrow=both["dyad"].eq("narrow"), wide=both["dyad"].notna()
    ).groupby(["article", "layer"], sort=False)
    table = grouped.agg(
        sentences=("place", "size"), narrow=("narrow", "sum"), wide=("wide", "sum")
    )
    table = table.rename(columns={"narrow": "as countries", "wide": "by any name"})
    return with_piece(table.reset_index())


def relation_voices(tables: Tables) -> pd.DataFrame:
    """A row for each sentence with a relation: to whom it hands the claim.

    Columns piece, voice_of (`the author`, or the source), layer, relation, n (1, 2 …
    within piece and voice), sentence, text.
    """
    drawn = _drawn(tables)
    voice = drawn["coded_voice_of"].replace("author", "the author")
    drawn = drawn.assign(voice_of=voice, relation=drawn["coded_relation"])
    return _numbered(drawn, ["article", "voice_of"], ["layer", "relation"])


def relation_statuses(tables: Tables) -> pd.DataFrame:
    """A row for each sentence with a relation: what it makes of the relation.

    Columns piece, status, relation, form, n (1, 2 … within piece and status),
    sentence, text.
    """
    drawn = _drawn(tables)
    drawn = drawn.assign(
        status=drawn["coded_status"],
        relation=drawn["coded_relation"],
        form=drawn["coded_form"],
    )
    return _numbered(drawn, ["article", "status"], ["relation", "form"])


def relation_acts(tables: Tables) -> pd.DataFrame:
    """A row for each sentence with a relation: who acts on whom.

    Columns piece, act (`US → Iran`), relation, n (within piece and act), sentence,
    text.
    """
    drawn = _drawn(tables)
    act = (
        drawn["coded_initiator"].map(_SHORT) + " → " + drawn["coded_target"].map(_SHORT)
    )
    drawn = drawn.assign(act=act, relation=drawn["coded_relation"])
    return _numbered(drawn, ["article", "act"], ["relation"])


def relation_grid(tables: Tables) -> pd.DataFrame:
    """Counts of sentences by piece and relation: who draws it, how, as what.

    Columns piece, relation, sentences, by the author (voice_of), naming both as
    countries (narrow), verbal, actual.
    """
    drawn = _drawn(tables)
    grouped = drawn.groupby(["article", "coded_relation"], sort=False)
    table = grouped.agg(
        sentences=("place", "size"),
        by_the_author=("coded_voice_of", lambda voice: int((voice == "author").sum())),
        naming_both_as_countries=("dyad", lambda dyad: int((dyad == "narrow").sum())),
        verbal=("coded_form", lambda form: int((form == "verbal").sum())),
        actual=("coded_status", lambda status: int((status == "actual").sum())),
    ).reset_index()
    table = table.rename(columns={"coded_relation": "relation"})
    table.columns = [name.replace("_", " ") for name in table.columns]
    return with_piece(table)


def pair_contrasts(tables: Tables) -> pd.DataFrame:
    """Each pair of pieces on the measure that sets them furthest apart.

    The measures are shares of the same kind for all pieces (0 to 1): the author's
    words, unnamed sources, and of the sentences with a relation those of
    cooperation, confrontation and competition, stated as fact, and spoken by the
    author.  Columns one, other, measure, of_one, of_other, gap, and what each sees
    that the other does not, as coded: one_sees, other_sees.
    """
    measures = _shares(tables)
    rows = []
    for one, other in combinations(pieces(), 2):
        of_one, of_other = measures[one], measures[other]
        gap = {name: abs(of_one[name] - of_other[name]) for name in of_one}
        measure = max(gap, key=lambda name: gap[name])
        rows.append(
            {
                "one": pieces()[one],
                "other": pieces()[other],
                "measure": measure,
                "of_one": of_one[measure],
                "of_other": of_other[measure],
                "gap": gap[measure],
                "one_sees": coded_framing(one)["contrast"][other[:3]],
                "other_sees": coded_framing(other)["contrast"][one[:3]],
            }
        )
    return pd.DataFrame(rows)


def contrast_points(pairs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The two ends of each contrast: pair, measure, piece, side, share, passages."""
    ends = pd.concat(
        pairs.assign(
            pair=pairs["one"] + " – " + pairs["other"],
            piece=pairs[side],
            side=label,
            share=pairs[f"of_{side}"],
        )
        for side, label in (("one", "the older"), ("other", "the newer"))
    )
    ends = ends.sort_index(kind="stable").reset_index(drop=True)
    labels = tables.articles.set_index("label")["article"]
    counted = _counted(tables)
    ends["passages"] = [
        passages(piece, counted[measure].get(labels[piece.rpartition(", ")[0]], "text"))
        for piece, measure in zip(ends["piece"], ends["measure"], strict=True)
    ]
    return ends[["pair", "measure", "piece", "side", "share", "passages"]]


def _of_relation(drawn: pd.DataFrame) -> dict[str, pd.Series]:
    """The measures that are shares of the sentences with a relation: which count."""
    kinds = ("cooperation", "confrontation", "competition")
    hits = {
        f"sentences of {kind}, of those with a relation": drawn["coded_relation"]
        == kind
        for kind in kinds
    }
    hits["relation stated as a fact"] = drawn["coded_status"] == "actual"
    hits["relation spoken by the author"] = drawn["coded_voice_of"] == "author"
    return hits


def _shares(tables: Tables) -> dict[str, dict[str, float]]:
    """The measures of `pair_contrasts` by article."""
    both, drawn = with_codes(tables), _drawn(tables)
    words = both.groupby(["article", "layer"])["n_words"].sum().unstack(fill_value=0)
    unnamed = tables.attributions["anonymous"].astype(float)
    columns = {
        "words of the author": words["author"] / words.sum(axis=1),
        "claims from unnamed sources": unnamed.groupby(
            tables.attributions["article"]
        ).mean(),
    }
    for measure, hits in _of_relation(drawn).items():
        columns[measure] = hits.groupby(drawn["article"]).mean()
    rows = pd.DataFrame(columns).to_dict("index")
    return {
        str(article): {str(name): float(share) for name, share in row.items()}
        for article, row in rows.items()
    }


def _counted(tables: Tables) -> dict[str, dict[str, str]]:
    """For each measure and article the anchors of what is counted."""
    drawn, claims = _drawn(tables), tables.attributions
    unnamed = claims[claims["anonymous"].eq(True)]
    counted = {
        "words of the author": dict.fromkeys(
            tables.articles["article"], "voice-author"
        ),
        "claims from unnamed sources": _anchors(unnamed, attribution_anchors(unnamed)),
    }
    return counted | {
        measure: _anchors(drawn[hits], anchors_of(drawn[hits]))
        for measure, hits in _of_relation(drawn).items()
    }


def _anchors(rows: pd.DataFrame, anchors: list[str]) -> dict[str, str]:
    grouped = rows.assign(anchor=anchors).groupby("article")["anchor"]
    return {str(article): own for article, own in grouped.agg(join_anchors).items()}


def _drawn(tables: Tables) -> pd.DataFrame:
    """The sentences that draw a relation."""
    both = with_codes(tables)
    return both[both["coded_relation"] != "none"]


def _numbered(drawn: pd.DataFrame, keys: list[str], also: list[str]) -> pd.DataFrame:
    """One row a sentence, numbered among those of its row in the chart."""
    drawn = drawn.sort_values([*keys, "coded_relation", "place"], kind="stable")
    drawn = drawn.assign(n=drawn.groupby(keys).cumcount() + 1, text=drawn["words"])
    drawn["article"] = drawn["article"].astype(article_order())
    drawn = drawn.sort_values(["article", keys[1], "n"], kind="stable")
    drawn = drawn.assign(anchors=anchors_of(drawn))
    columns = ["article", keys[1], *also, "n", "sentence", "text", "anchors"]
    columns = list(dict.fromkeys(columns))
    return with_piece(drawn[columns])
