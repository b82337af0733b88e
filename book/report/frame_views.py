"""What the charts of the frame draw: roles, functions and items, as coded.

Every view has a column `piece`, in the order of the pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.tabular.files import Tables
from report.anchors import holding
from report.coding import coded_framing, pass_differences
from report.labels import pieces, with_piece

ACTORS = {"united_states": "United States", "iran": "Iran"}
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


def role_points(tables: Tables) -> pd.DataFrame:
    """The roles given to each actor: piece, actor, role, by, voices, evidence.

    `by` is `the author`, `others`, or `both`.
    """
    rows = []
    for article in pieces():
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
                        "anchors": holding(
                            tables.sentences,
                            article,
                            (span for each in found for span in each["evidence"]),
                        ),
                    }
                )
    return with_piece(pd.DataFrame(rows))


def function_cells(tables: Tables) -> pd.DataFrame:
    """Entman's four functions in each piece, as coded.

    Columns piece, function, voice (`author`, `others`, `absent`), voices (whose words
    carry it), statement (the coder's sentence), evidence (quotations), passes
    (`differ` where one coding pass has the function and the other has not).
    """
    differ = pass_differences()
    rows = []
    for article in pieces():
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
                    "passes": _differing(differ, article, f"function {name}"),
                    "anchors": holding(tables.sentences, article, cell["evidence"]),
                }
            )
    return with_piece(pd.DataFrame(rows))


def item_points(tables: Tables) -> pd.DataFrame:
    """The nine yes/no items as coded.

    Columns piece, item, question, value, passes (`differ` where the coding passes
    do), voices (the layers in which the evidence stands), evidence.
    """
    differ = pass_differences()
    rows = [
        {
            "article": article,
            "item": item,
            "question": question,
            "value": coded_framing(article)["items"][item]["value"],
            "passes": _differing(differ, article, f"item {item}"),
            "voices": _layers(coded_framing(article)["items"][item]["evidence"]),
            "evidence": _quoted(coded_framing(article)["items"][item]["evidence"]),
            "anchors": holding(
                tables.sentences,
                article,
                coded_framing(article)["items"][item]["evidence"],
            ),
        }
        for article in pieces()
        for item, question in ITEMS.items()
    ]
    return with_piece(pd.DataFrame(rows))


def item_scores(tables: Tables) -> pd.DataFrame:
    """The frames as shares of their items: piece, conflict, responsibility, n items."""
    points = item_points(tables)
    frame = points["item"].str[0].map({"c": "conflict", "r": "responsibility"})
    yes = points["value"].eq("yes")
    table = pd.DataFrame({"piece": points["piece"], "frame": frame, "yes": yes})
    counts = table.groupby(["piece", "frame"], sort=False)["yes"].agg(["sum", "size"])
    text = counts["sum"].astype(str) + " of " + counts["size"].astype(str)
    return text.unstack().rename_axis(None, axis=1).reset_index()


def _quoted(evidence: Iterable[Mapping[str, Any]]) -> str:
    """The spans of evidence as quotations, in their order."""
    return " … ".join(f"“{span['text']}”" for span in evidence)


def _layers(evidence: Iterable[Mapping[str, Any]]) -> str | None:
    return ", ".join(dict.fromkeys(span["layer"] for span in evidence)) or None


def _differing(differ: pd.DataFrame, article: str, place: str) -> str:
    found = (differ["article"] == article) & (differ["place"] == place)
    return "differ" if found.any() else "agree"
