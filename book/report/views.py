"""What the charts draw: the tables, cut and joined for one question each.

Every view has a column `piece`, the name of the article in charts, and rows in the
order of the pieces.  `coded` tables come from the reference coding.
"""

from __future__ import annotations

import pandas as pd

from analysis.attribution.source_types import SOURCE_TYPES
from analysis.lexicons import rows
from analysis.measures.sentiment import NEGATIVE, POSITIVE
from analysis.tabular.files import Tables
from analysis.text.segmentation import PIECE
from report.anchors import anchors_of, attribution_anchors, join_anchors
from report.coding import with_codes
from report.labels import article_order, with_piece
from report.measure_charts import GRADES

VOICE_ORDER = ("author", "excerpt", "comment")
# Column heads of the readability table: sentences and words, then the formulas.
SHORT_NAMES = {
    "n_sentences": "sentences",
    "n_words": "words",
    "flesch_reading_ease": "Flesch ease",
    "flesch_kincaid_grade": "Flesch–Kincaid",
    "gunning_fog": "fog",
    "smog_index": "SMOG",
    "coleman_liau_index": "Coleman–Liau",
    "automated_readability_index": "ARI",
    "dale_chall": "Dale–Chall",
}
_TOWARD = {"coded_toward_us": "toward the US", "coded_toward_iran": "toward Iran"}
_READ = {True: "ironic", False: "as meant"}


def layer_words(tables: Tables) -> pd.DataFrame:
    """Words by piece and layer: piece, layer, n_words, n_words_in_quotes."""
    columns = ["n_words", "n_words_in_quotes"]
    segments = tables.segments.assign(anchor=anchors_of(tables.segments))
    grouped = segments.groupby(["article", "layer"], sort=False)
    words = grouped[columns].sum().assign(anchors=grouped["anchor"].agg(join_anchors))
    words = words[words["n_words"] > 0].reset_index()
    return with_piece(words)


def voice_spans(tables: Tables) -> pd.DataFrame:
    """Where each voice and each quote stands in its piece, comments left out.

    Columns piece, start, end (shares of the stretch from the first to the last
    character of the piece, 0 to 1), layer; the layer of a quote is `quoted`.
    """
    segments = tables.segments[tables.segments["layer"] != "comment"]
    segments = segments.assign(anchors=anchors_of(segments))
    quotes = tables.quotes.assign(layer="quoted", anchors=anchors_of(tables.quotes))
    spans = pd.concat([segments, quotes], ignore_index=True)[
        ["article", "layer", "carrier", "start", "end", "anchors"]
    ]
    piece = segments[segments["layer"].isin(PIECE)].groupby("article")
    first = spans["article"].map(piece["start"].min())
    length = spans["article"].map(piece["end"].max()) - first
    spans = spans[spans["start"] < first + length].copy()
    for column in ("start", "end"):
        spans[column] = ((spans[column] - first) / length).astype("float64").round(4)
    return with_piece(spans)


def speaker_words(tables: Tables) -> pd.DataFrame:
    """Quoted words by piece, speaker and kind; no speaker is `nobody in particular`."""
    speakers = tables.quotes["speaker"].fillna("nobody in particular")
    quotes = tables.quotes.assign(speaker=speakers, anchor=anchors_of(tables.quotes))
    grouped = quotes.groupby(["article", "speaker", "kind"], sort=False)
    words = grouped.agg(n_words=("n_words", "sum"), anchors=("anchor", join_anchors))
    return with_piece(words.reset_index())


def source_points(tables: Tables) -> pd.DataFrame:
    """One row for each attribution, with its place among those of its type.

    Columns piece, source_type, named, place, source, cue, attribution.
    """
    points = tables.attributions.assign(
        source_type=tables.attributions["source_type"]
        .fillna("unknown")
        .map(SOURCE_TYPES),
        named=tables.attributions["anonymous"].map({True: "unnamed", False: "named"}),
        source=tables.attributions["source"].fillna("not stated"),
    ).sort_values(["source_type", "named"], kind="stable")
    points["article"] = points["article"].astype(article_order())
    points = points.sort_values("article", kind="stable")
    points["place"] = (
        points.groupby(["article", "source_type"], observed=True).cumcount() + 1
    )
    columns = ["article", "source_type", "named", "place", "source", "cue"]
    points = points.assign(anchors=attribution_anchors(points))
    return with_piece(points[[*columns, "attribution", "anchors"]])


def source_diversity(tables: Tables) -> pd.DataFrame:
    """How many types of source a piece has, and how evenly its claims fall on them.

    Columns piece, voice (`piece`, `author`, `excerpt`), n_attributions, n_unnamed,
    n_types, effective_types: 1 / sum of squared shares (Laakso and Taagepera 1979),
    from 1 (one type has all) to n_types (all have the same).
    """
    own = tables.attributions.assign(
        type=tables.attributions["source_type"].fillna("unknown")
    )
    rows = []
    for article in tables.articles["article"]:
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
                    "anchors": join_anchors(attribution_anchors(found)),
                }
            )
    return with_piece(pd.DataFrame(rows))


def diversity_points(diversity: pd.DataFrame) -> pd.DataFrame:
    """Of `source_diversity` what is drawn: piece, count, types, passages.

    `count` is `types`, or `effective number`.
    """
    whole = diversity[diversity["voice"] == "piece"]
    counts = {"n_types": "types", "effective_types": "effective number"}
    points = whole.melt(["piece", "passages"], list(counts), "count", "types")
    points["count"] = points["count"].map(counts)
    return points[["piece", "count", "types", "passages"]]


def tone_points(tables: Tables) -> pd.DataFrame:
    """One row for each sentence of the pieces: its tone, and whether it is ironic.

    Irony is the reference coding's; it is coded for sentences with a relation only.
    Columns piece, row (author, with headline and standfirst, or excerpt), layer,
    sentence, tone, tone_masked, read_as, text.
    """
    points = with_codes(tables)
    points = points.assign(
        row=points["layer"].replace(["headline", "standfirst"], "author"),
        read_as=points["irony"].eq(True).map(_READ),
        text=points["words"],
        anchors=anchors_of(points),
    )
    columns = ["article", "row", "layer", "sentence", "tone", "tone_masked", "read_as"]
    return with_piece(points[[*columns, "text", "anchors"]])


def grade_points(tables: Tables) -> pd.DataFrame:
    """One row for each voice and grade formula, with the words it rests on."""
    voices = tables.voices[tables.voices["voice"].isin(VOICE_ORDER)]
    keys = ["article", "voice", "n_sentences", "n_words"]
    grades = voices.melt(keys, list(GRADES), "formula", "grade").dropna()
    grades["formula"] = grades["formula"].map(GRADES)
    grades["anchors"] = "voice-" + grades["voice"]
    columns = ["article", "voice", "formula", "grade", "n_words", "anchors"]
    return with_piece(grades[columns])


def relation_tiles(tables: Tables) -> pd.DataFrame:
    """One row for each sentence of a piece with its coded relation."""
    both = with_codes(tables)
    both = both.assign(relation=both["coded_relation"], text=both["words"])
    both = both.assign(anchors=anchors_of(both))
    columns = ["article", "place", "sentence", "layer", "relation", "text", "anchors"]
    return with_piece(both[columns])


def program_tiles(tables: Tables) -> pd.DataFrame:
    """Coded and program relation of each sentence for which either has one.

    Two rows a sentence, `reader` being `coded` or `program`.
    """
    both = with_codes(tables)
    both = both.assign(program=both["relation"], text=both["words"])
    both = both[(both["coded_relation"] != "none") | (both["program"] != "none")]
    both = both.assign(place=both.groupby("article").cumcount() + 1)
    both = both.rename(columns={"coded_relation": "coded"}).drop(columns="relation")
    both["anchors"] = anchors_of(both)
    tiles = both.melt(
        ["article", "place", "sentence", "text", "anchors"],
        ["coded", "program"],
        "reader",
        "relation",
    )
    return with_piece(tiles)


def evaluation_counts(tables: Tables) -> pd.DataFrame:
    """Counts of sentences that judge an actor; `signed` is negative for against.

    Columns piece, actor, voice, n, signed.  The voice is the layer, or `quoted` for
    a sentence of which at least half the words stand in quotation marks.
    """
    both = with_codes(tables)
    both["voice"] = both["layer"].mask(both["in_quote_share"] >= 0.5, "quoted")
    both["anchor"] = anchors_of(both)
    keys = ["article", "voice", "anchor"]
    judged = both.melt(keys, list(_TOWARD), "actor", "direction")
    judged = judged[judged["direction"] != 0]
    keys = ["article", "actor", "voice", "direction"]
    grouped = judged.groupby(keys, sort=False)["anchor"]
    counts = grouped.agg(n="size", anchors=join_anchors).reset_index()
    counts["signed"] = counts["n"] * counts["direction"]
    counts["actor"] = counts["actor"].map(_TOWARD)
    return with_piece(counts.drop(columns="direction"))


def judged_against(counts: pd.DataFrame, actor: str) -> tuple[int, int]:
    """Of `evaluation_counts`: sentences against an actor, and the writers' own of them.

    The writers' own are those of headline and author outside quotation marks.
    """
    against = counts[(counts["actor"] == actor) & (counts["signed"] < 0)]
    own = against[against["voice"].isin(["headline", "author"])]
    return int(against["n"].sum()), int(own["n"].sum())


def evaluation_by_tone(tables: Tables) -> pd.DataFrame:
    """How the coded evaluation and the sign of the tone meet, as counts of sentences.

    Rows: `against` (of either actor), `for` (of one, and against none), `neither`;
    columns: negative, neutral, positive by the tone with names masked.
    """
    both = with_codes(tables)
    sides = both[list(_TOWARD)]
    evaluation = sides.max(axis=1).map({0: "neither", 1: "for"})
    evaluation = evaluation.mask(sides.min(axis=1) < 0, "against")
    tone = pd.cut(
        both["tone_masked"],
        [-1.01, NEGATIVE, POSITIVE - 1e-9, 1.01],
        labels=["negative", "neutral", "positive"],
    )
    table = pd.crosstab(evaluation, tone, dropna=False)
    return table.reindex(["against", "neither", "for"], fill_value=0)


def relation_rule_table() -> pd.DataFrame:
    """The rules for the relation, in their order: rule, relation, example, reason."""
    listed = pd.DataFrame(rows("relations"))
    relation = listed["relation"].replace("", "as in the sentence before")
    listed = listed.assign(relation=relation)
    columns = ["rule", "relation", "example", "reason"]
    return listed[columns].replace("", None)
