"""The program against the coding: each count with the sentences that it counts."""

from __future__ import annotations

import pandas as pd

from analysis.lexicons import rows
from analysis.tabular.files import Tables
from analysis.validation.dyad_accuracy import invented_sentences
from report.anchors import join_anchors
from report.coding import CODING, with_codes
from report.labels import with_piece


def relation_cells(tables: Tables) -> pd.DataFrame:
    """Sentences by coded and found relation: coded, found, n, passages."""
    columns = ["article", "coded_relation", "relation", "anchors"]
    table = with_piece(with_codes(tables)[columns])
    names = {"coded_relation": "coded", "relation": "found", "passages": "where"}
    return _cells(table[list(names)].rename(columns=names))


def invented_cells() -> pd.DataFrame:
    """Invented sentences held out, by coded and found relation, as `relation_cells`."""
    table = invented_sentences("held out")
    where = "program#invented-" + table["number"].astype(str)
    return _cells(table.assign(where=where))


def proposal_facts(tables: Tables) -> dict[str, int]:
    """How two simple measures do against the coding.

    display_n (texts in large type with a sentence that the coding names), display_hits
    (of these, where the program's closest sentence overlaps it); we_found and we_coded
    (sentences of the writers' own with a “we”, and those that mean Americans).
    """
    coded = CODING.table("display").dropna(subset=["start"])
    coded = coded[coded["hardening"] != "not_in_body"].drop_duplicates(
        ["article", "text"]
    )
    both = coded.merge(tables.display, on=["article", "text"], suffixes=("", "_shown"))
    hits = (both["closest_start"] < both["end"]) & (both["closest_end"] > both["start"])
    we = CODING.table("pieces").drop_duplicates("article")["we"]
    own = tables.sentences[tables.sentences["layer"] == "author"]
    return {
        "display_n": len(both.drop_duplicates(["article", "text"])),
        "display_hits": int(hits.groupby([both["article"], both["text"]]).any().sum()),
        "we_found": int((own["n_we"] > 0).sum()),
        "we_coded": int(we.sum()),
    }


def relation_rules() -> pd.DataFrame:
    """The rules for the relation, in their order: rule, relation, example, reason."""
    listed = pd.DataFrame(rows("relations"))
    relation = listed["relation"].replace("", "as in the sentence before")
    listed = listed.assign(relation=relation)
    return listed[["rule", "relation", "example", "reason"]].replace("", None)


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    grouped = table.groupby(["coded", "found"], sort=False)["where"]
    return grouped.agg(n="size", passages=join_anchors).reset_index()
