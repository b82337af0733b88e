"""What the charts of framing draw: relation, roles, functions, items, program.

Every view has a column `piece`, in the order of the pieces.  The codes are those of
the reference coding unless a view says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.charts import named
from analysis.coding import coded_framing, with_codes
from analysis.passes import pass_differences
from analysis.tables import Tables

ACTORS = {"united_states": "United States", "iran": "Iran"}
_SHORT = {
    "us": "US",
    "iran": "Iran",
    "iraq": "Iraq",
    "both": "both",
    "other": "others",
    "unclear": "unclear",
}
FUNCTIONS = {
    "problem": "problem",
    "cause": "cause",
    "moral_evaluation": "judgment",
    "remedy": "remedy",
}
ITEMS = {
    "c1": "The two disagree",
    "c2": "One reproaches the other",
    "c3": "Two or more sides are heard",
    "c4": "Winners and losers are named",
    "r1": "Somebody can ease the problem",
    "r2": "Somebody is responsible for it",
    "r3": "A solution is suggested",
    "r4": "A person or group in a government is singled out",
    "r5": "Urgency is stated",
}
"""Semetko and Valkenburg's questions, adapted to the two: conflict, responsibility."""


def dyad_places(tables: Tables, names: Mapping[str, str]) -> pd.DataFrame:
    """Where a sentence names both countries, as countries or by any name.

    Columns piece, sentence, layer, at (share of the piece's sentences, 0 to 1),
    names (`as countries` or `by any name`), text.
    """
    both = with_codes(tables)
    length = both.groupby("article")["place"].transform("max")
    both = both.assign(at=((both["place"] - 0.5) / length).round(4))
    wide = both[both["dyad"].notna()].assign(names="by any name")
    narrow = both[both["dyad"] == "narrow"].assign(names="as countries")
    found = pd.concat([narrow, wide], ignore_index=True)
    found["article"] = found["article"].astype(pd.CategoricalDtype(list(names), True))
    found = found.sort_values(["article", "names", "place"], kind="stable")
    columns = ["article", "sentence", "layer", "at", "names", "text"]
    return named(found[columns], names)


def relation_voices(tables: Tables, names: Mapping[str, str]) -> pd.DataFrame:
    """A row for each sentence with a relation: to whom it hands the claim.

    Columns piece, voice_of (`the author`, or the source), layer, relation, n (1, 2 …
    within piece and voice), sentence, text.
    """
    drawn = _drawn(tables)
    voice = drawn["coded_voice_of"].replace("author", "the author")
    drawn = drawn.assign(voice_of=voice, relation=drawn["coded_relation"])
    return _numbered(drawn, ["article", "voice_of"], ["layer", "relation"], names)


def relation_statuses(tables: Tables, names: Mapping[str, str]) -> pd.DataFrame:
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
    return _numbered(drawn, ["article", "status"], ["relation", "form"], names)


def relation_acts(tables: Tables, names: Mapping[str, str]) -> pd.DataFrame:
    """A row for each sentence with a relation: who acts on whom.

    Columns piece, act (`US → Iran`), relation, n (within piece and act), sentence,
    text.
    """
    drawn = _drawn(tables)
    act = (
        drawn["coded_initiator"].map(_SHORT) + " → " + drawn["coded_target"].map(_SHORT)
    )
    drawn = drawn.assign(act=act, relation=drawn["coded_relation"])
    return _numbered(drawn, ["article", "act"], ["relation"], names)


def relation_grid(tables: Tables, names: Mapping[str, str]) -> pd.DataFrame:
    """Counts of sentences by piece and relation: who draws it, how, as what.

    Columns piece, relation, sentences, by the author (voice_of), named both (narrow),
    verbal, actual.
    """
    drawn = _drawn(tables)
    grouped = drawn.groupby(["article", "coded_relation"], sort=False)
    table = grouped.agg(
        sentences=("place", "size"),
        by_the_author=("coded_voice_of", lambda voice: int((voice == "author").sum())),
        naming_both=("dyad", lambda dyad: int((dyad == "narrow").sum())),
        verbal=("coded_form", lambda form: int((form == "verbal").sum())),
        actual=("coded_status", lambda status: int((status == "actual").sum())),
    ).reset_index()
    table = table.rename(columns={"coded_relation": "relation"})
    table.columns = [name.replace("_", " ") for name in table.columns]
    return named(table, names)


def role_points(names: Mapping[str, str]) -> pd.DataFrame:
    """The roles given to each actor: piece, actor, role, by, voices, evidence.

    `by` is `the author`, `others`, or `both`.
    """
    rows = []
    for article in names:
        for actor, label in ACTORS.items():
            given: dict[str, list[dict]] = {}
            for role in coded_framing(article)["roles"][actor]:
                given.setdefault(role["role"], []).append(role)
            for role, found in given.items():
                voices = [each["voice_of"] for each in found]
                own = "author" in voices
                rows.append(
                    {
                        "article": article,
                        "actor": label,
                        "role": role.replace("_", " "),
                        "by": ("both" if len(voices) > 1 else "the author")
                        if own
                        else "others",
                        "voices": "; ".join(voices),
                        "evidence": _quoted(
                            span for each in found for span in each["evidence"]
                        ),
                    }
                )
    return named(pd.DataFrame(rows), names)


def function_cells(names: Mapping[str, str]) -> pd.DataFrame:
    """Entman's four functions in each piece, as coded.

    Columns piece, function, voice (`author`, `others`, `absent`), voices (whose words
    carry it), statement (the coder's sentence), evidence (quotations), passes
    (`differ` where one coding pass has the function and the other has not).
    """
    differ = pass_differences()
    rows = []
    for article in names:
        for name, label in FUNCTIONS.items():
            cell = coded_framing(article)["entman"][name]
            voices = (cell["voice_of"] or "").split("; ")
            own = "author" if "author" in voices else "others"
            rows.append(
                {
                    "article": article,
                    "function": label,
                    "voice": own if cell["present"] else "absent",
                    "voices": cell["voice_of"],
                    "statement": cell["statement"] if cell["present"] else "absent",
                    "evidence": _quoted(cell["evidence"]),
                    "passes": _differing(
                        differ, article, "function " + name.replace("_", " ")
                    ),
                }
            )
    return named(pd.DataFrame(rows), names)


def item_points(names: Mapping[str, str]) -> pd.DataFrame:
    """The nine yes/no items: piece, item, question, value, passes, evidence."""
    differ = pass_differences()
    rows = [
        {
            "article": article,
            "item": item,
            "question": question,
            "value": coded_framing(article)["items"][item]["value"],
            "passes": _differing(differ, article, f"item {item}"),
            "evidence": _quoted(coded_framing(article)["items"][item]["evidence"]),
        }
        for article in names
        for item, question in ITEMS.items()
    ]
    return named(pd.DataFrame(rows), names)


def item_scores(names: Mapping[str, str]) -> pd.DataFrame:
    """The frames as shares of their items: piece, conflict, responsibility, n items."""
    points = item_points(names)
    frame = points["item"].str[0].map({"c": "conflict", "r": "responsibility"})
    yes = points["value"].eq("yes")
    table = pd.DataFrame({"piece": points["piece"], "frame": frame, "yes": yes})
    counts = table.groupby(["piece", "frame"], sort=False)["yes"].agg(["sum", "size"])
    text = counts["sum"].astype(str) + " of " + counts["size"].astype(str)
    return text.unstack().rename_axis(None, axis=1).reset_index()


def source_diversity(tables: Tables, names: Mapping[str, str]) -> pd.DataFrame:
    """How many types of source a piece has, and how evenly its claims fall on them.

    Columns piece, voice (`piece`, `author`, `excerpt`), n_attributions, n_unnamed,
    n_types, effective_types: 1 / sum of squared shares (Laakso and Taagepera 1979),
    from 1 (one type has all) to n_types (all have the same).
    """
    own = tables.attributions.assign(
        type=tables.attributions["source_type"].fillna("unknown")
    )
    rows = []
    for article in names:
        for voice in ("piece", "author", "excerpt"):
            found = own[own["article"] == article]
            if voice != "piece":
                found = found[found["layer"] == voice]
            if found.empty:
                continue
            shares = found["type"].value_counts(normalize=True)
            rows.append(
                {
                    "article": article,
                    "voice": voice,
                    "n_attributions": len(found),
                    "n_unnamed": int(found["anonymous"].sum()),
                    "n_types": len(shares),
                    "effective_types": 1 / float((shares**2).sum()),
                }
            )
    return named(pd.DataFrame(rows), names)


def pair_contrasts(tables: Tables, names: Mapping[str, str]) -> pd.DataFrame:
    """Each pair of pieces on the measure that sets them furthest apart.

    The measures are shares of the same kind for all pieces (0 to 1): the author's
    words, unnamed sources, and of the sentences with a relation those of
    cooperation, confrontation and competition, stated as fact, and spoken by the
    author.  Columns one, other, measure, of_one, of_other, gap, and what each sees
    that the other does not, as coded: one_sees, other_sees.
    """
    measures = _shares(tables)
    rows = []
    for one, other in combinations(names, 2):
        gap = (measures.loc[one] - measures.loc[other]).abs()
        measure = gap.idxmax()
        rows.append(
            {
                "one": names[one],
                "other": names[other],
                "measure": measure,
                "of_one": float(measures.loc[one, measure]),
                "of_other": float(measures.loc[other, measure]),
                "gap": float(gap.max()),
                "one_sees": coded_framing(one)["contrast"][other[:3]],
                "other_sees": coded_framing(other)["contrast"][one[:3]],
            }
        )
    return pd.DataFrame(rows)


def contrast_points(pairs: pd.DataFrame) -> pd.DataFrame:
    """The two ends of each contrast: pair, measure, piece, side, share (0 to 1)."""
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
    return ends[["pair", "measure", "piece", "side", "share"]]


def _shares(tables: Tables) -> pd.DataFrame:
    """The measures of `pair_contrasts`, a row for each article."""
    both, drawn = with_codes(tables), _drawn(tables)
    words = both.groupby(["article", "layer"])["n_words"].sum().unstack(fill_value=0)
    of_drawn = drawn["article"]
    columns = {
        "words of the author": words["author"] / words.sum(axis=1),
        "claims from unnamed sources": tables.attributions["anonymous"]
        .astype(float)
        .groupby(tables.attributions["article"])
        .mean(),
    }
    for relation in ("cooperation", "confrontation", "competition"):
        hits = (drawn["coded_relation"] == relation).groupby(of_drawn).mean()
        columns[f"sentences of {relation}, of those with a relation"] = hits
    real = (drawn["coded_status"] == "actual").groupby(of_drawn).mean()
    columns["relation stated as a fact"] = real
    own = (drawn["coded_voice_of"] == "author").groupby(of_drawn).mean()
    columns["relation spoken by the author"] = own
    return pd.DataFrame(columns)


def _drawn(tables: Tables) -> pd.DataFrame:
    """The sentences that draw a relation."""
    both = with_codes(tables)
    return both[both["coded_relation"] != "none"]


def _numbered(
    drawn: pd.DataFrame, keys: list[str], also: list[str], names: Mapping[str, str]
) -> pd.DataFrame:
    """One row a sentence, numbered among those of its row in the chart."""
    drawn = drawn.sort_values([*keys, "coded_relation", "place"], kind="stable")
    drawn = drawn.assign(n=drawn.groupby(keys).cumcount() + 1)
    drawn["article"] = drawn["article"].astype(pd.CategoricalDtype(list(names), True))
    drawn = drawn.sort_values(["article", keys[1], "n"], kind="stable")
    columns = list(dict.fromkeys(["article", keys[1], *also, "n", "sentence", "text"]))
    return named(drawn[columns], names)


def _quoted(evidence: Iterable[Mapping[str, Any]]) -> str:
    """The spans of evidence as quotations, in their order."""
    return " … ".join(f"“{span['text']}”" for span in evidence)


def _differing(differ: pd.DataFrame, article: str, place: str) -> str:
    found = (differ["article"] == article) & (differ["place"] == place)
    return "differ" if found.any() else "agree"
