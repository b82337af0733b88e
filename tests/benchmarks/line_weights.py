"""Learn the weights of `lexicons/line_weights.csv` from pages whose lines are known.

    make lines

The pages are those of `tests/cases` that are not labelled `apart`, the articles of the
report as coded, and sentences that are no page; the pages apart only say how good the
weights are.  The model is a linear-chain conditional random field; a line that may be
one of several layers counts for each chain that gives it one of them.  Nothing is drawn
at random: the same pages give the same weights.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.records import LINE_WEIGHTS, checked, write_record
from case_files import cases
from coded import ARTICLES, coded
from copied_pages import PAGES, layers_of
from tqdm import tqdm

from analysis.corpus.articles import Article
from analysis.lexicons import rows
from analysis.text.characters import paragraphs
from analysis.text.line_features import line_features
from analysis.text.lines import Line, read_lines
from analysis.text.page import set_out_lines
from analysis.text.segmentation import find_segments

RECORD = Path(__file__).with_suffix(".json")
FURNITURE = {"boilerplate", "metadata", "caption", "comment"}
LABELS = (
    *("top_boilerplate", "top_metadata", "headline", "standfirst", "metadata"),
    *("caption", "author", "cross_headline", "boilerplate", "comment"),
)
# Cases of a few sentences, some with a headline, which are no page.
SENTENCES = (
    *("attitudes", "attributions", "attributions_negative", "passages", "quotes"),
    "speakers",
)
FEW = 3
# What stands above the headline is nowhere else, and nothing else is above that.
TOP = ("top_boilerplate", "top_metadata")
BELOW_TOP = (*TOP, "headline")
NEVER = -10_000.0
AS_TEXT = {"excerpt": ("author",), "pull_quote": ("author", "cross_headline")}
FEWEST = 5  # lines that show a feature whose weight is learnt
SHRINKAGE = 1.0
STEPS = 250
BATCH = 4000  # lines, the padding included
OFTEN = 20  # times that the articles of the report and the least pages count

Array = np.ndarray[Any, np.dtype[Any]]


class Page(NamedTuple):
    """The names of the features of each line, and which labels it may have."""

    features: list[list[str]]
    allowed: Array


def main() -> None:
    """Learn from all pages but those apart, write the weights, count on those."""
    pages = list(_pages())
    names, weights, chain = learn(pages)
    table = np.rint(np.vstack([weights, chain]) * 100).astype(int)
    features = [*names, *(f"after_{label}" for label in LABELS)]
    with LINE_WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", *LABELS])
        writer.writerows(
            [name, *row] for name, row in zip(features, table, strict=True)
        )
    rows.cache_clear()
    figures = _figures_apart()
    furniture = figures["furniture"]
    row = checked(
        "lines around the text, on pages that had no part in making the rules or in "
        "learning, that are not taken for the text",
        f"{furniture[0]} of {furniture[1]}",
        "make lines",
        RECORD,
    )
    n_lines = sum(len(page.features) for page in pages)
    record = {"pages": len(pages), "lines": n_lines, "features": len(names), **figures}
    write_record(RECORD, record | {"checked": [row]})
    print(json.dumps(record))


def _figures_apart() -> dict[str, list[int]]:
    """Lines of the pages apart: right ones, and all of them, by what they are."""
    found: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for page in PAGES:
        if not page.label.endswith("apart"):
            continue
        segments = find_segments(Article("page", page.text))
        layers = layers_of(page, page.text, segments)
        for (_, coded_as), layer in zip(page.lines, layers, strict=True):
            wanted = set(coded_as.split("|"))
            kind = "furniture" if wanted <= FURNITURE else "text"
            of.update([kind, "all"])
            found[kind] += (layer in FURNITURE) == (kind == "furniture")
            found["all"] += layer in wanted
    return {kind: [found[kind], of[kind]] for kind in ("furniture", "text", "all")}


# --- the pages ------------------------------------------------------------------------


def _pages() -> Iterator[Page]:
    yield from _whole_pages()
    yield from _least_pages()
    yield from _sentences()
    for number, article in ARTICLES.items():
        yield from [_coded(article, coded("segments", number))] * OFTEN


def _whole_pages() -> Iterator[Page]:
    """Pages of which most lines are known, and pages of which all are."""
    for page in PAGES:
        if not page.lines or page.label.endswith("apart"):
            continue
        known = dict(page.lines)
        lines = (page.text[a:b].strip() for a, b in paragraphs(page.text))
        in_order = [layers for _, layers in page.lines]
        yield _page(page.text, in_order if page.whole else [*map(known.get, lines)])


def _least_pages() -> Iterator[Page]:
    for case in cases("segments"):
        parts = ((layer, text) for layer, _, text in case["expected"])
        layers = [layer for layer, text in parts for _ in paragraphs(text)]
        yield from [_page(case["text"], layers)] * OFTEN


def _sentences() -> Iterator[Page]:
    for case in (case for name in SENTENCES for case in cases(name)):
        lines = read_lines(case["text"], paragraphs(case["text"]))
        head = ["headline"] * (len(lines) > 1 and _is_head(lines[0]))
        text = lines[len(head) :]
        if 0 < len(text) <= FEW and all(map(_is_text, text)):
            yield _page(case["text"], [*head, *["author"] * len(text)])


def _is_head(line: Line) -> bool:
    return line.display or (line.text.endswith("?") and '"' not in line.text)


def _is_text(line: Line) -> bool:
    return line.prose or line.text.endswith(":")


def _coded(article: Article, codes: Sequence[dict[str, Any]]) -> Page:
    layers = [
        next(code["layer"] for code in codes if code["start"] <= a < code["end"])
        for a, _ in paragraphs(article.text)
    ]
    return _page(article.text, layers)


def _page(text: str, layers: Sequence[str | None]) -> Page:
    """A page; `layers` are those of its lines, several with a bar, None if unknown."""
    lines = read_lines(text, paragraphs(text))
    allowed = np.array([[_may_be(label, one) for label in LABELS] for one in layers])
    return Page(line_features(lines, set_out_lines(lines)), allowed)


def _may_be(label: str, layers: str | None) -> bool:
    if layers is None:
        return True
    own = label.removeprefix("top_").removeprefix("cross_")
    return any(
        label in AS_TEXT[layer] if layer in AS_TEXT else own == layer
        for layer in layers.split("|")
    )


# --- learning -------------------------------------------------------------------------


def learn(pages: Sequence[Page]) -> tuple[list[str], Array, Array]:
    """The features, their weights for each label, and those of a label after another.

    The likelihood of the known lines, less the squared weights, is climbed by Adam
    (Kingma and Ba 2015) with all pages at each step.
    """
    seen = Counter(name for page in pages for names in page.features for name in names)
    names = sorted(name for name, n in seen.items() if n >= FEWEST)
    batches = list(_batches(pages, {name: n for n, name in enumerate(names)}))
    size, n_labels = len(names), len(LABELS)
    weights = np.zeros((size + n_labels, n_labels))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in tqdm(range(1, STEPS + 1), desc="learning", unit="step"):
        slope = -SHRINKAGE * weights
        slope[size:] = 0
        for batch in batches:
            slope += _slope(batch, weights[:size], weights[size:] + _forbidden())
        rate = 0.075 * (1 + np.cos(np.pi * step / STEPS)) + 0.002
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        known = square / (1 - 0.99**step)
        weights += rate * (mean / (1 - 0.9**step)) / (np.sqrt(known) + 1e-8)
    return names, weights[:size], weights[size:] + _forbidden()


class _Batch(NamedTuple):
    shown: Array  # page, line, feature
    allowed: Array  # page, line, label
    lengths: Array


def _batches(pages: Sequence[Page], index: dict[str, int]) -> Iterator[_Batch]:
    """Pages of about one length at a time, filled up to the longest."""
    run: list[Page] = []
    for page in sorted(pages, key=lambda page: len(page.features)):
        run.append(page)
        if len(run) * len(page.features) > BATCH:
            yield _packed(run, index)
            run = []
    if run:
        yield _packed(run, index)


def _packed(run: Sequence[Page], index: dict[str, int]) -> _Batch:
    longest = max(len(page.features) for page in run)
    shown = np.zeros((len(run), longest, len(index)), dtype=np.float32)
    allowed = np.ones((len(run), longest, len(LABELS)), dtype=bool)
    for n, page in enumerate(run):
        allowed[n, : len(page.allowed)] = page.allowed
        for k, names in enumerate(page.features):
            shown[n, k, [index[name] for name in names if name in index]] = 1
    return _Batch(shown, allowed, np.array([len(page.features) for page in run]))


def _forbidden() -> Array:
    """What a label weighs after one that it never follows."""
    return np.array([[NEVER * _is_out(*pair) for pair in row] for row in _pairs()])


def _pairs() -> list[list[tuple[str, str]]]:
    return [[(before, after) for after in LABELS] for before in LABELS]


def _is_out(before: str, after: str) -> bool:
    allowed = BELOW_TOP if after == "headline" else TOP
    return after in BELOW_TOP and before not in allowed


def _slope(batch: _Batch, weights: Array, chain: Array) -> Array:
    """How the likelihood of a batch grows with each weight."""
    own = (batch.shown @ weights.astype(np.float32)).astype(float)
    labels, pairs = _expected(own, chain, batch.lengths)
    known = _expected(np.where(batch.allowed, own, own + NEVER), chain, batch.lengths)
    difference = (known[0] - labels).reshape(-1, len(LABELS))
    return np.vstack(
        [
            batch.shown.reshape(-1, batch.shown.shape[2]).T
            @ difference.astype(np.float32),
            known[1] - pairs,
        ]
    )


def _expected(own: Array, chain: Array, lengths: Array) -> tuple[Array, Array]:
    """How probable each label of each line is, and how many of each pair there are."""
    inside = np.arange(own.shape[1])[None] < lengths[:, None]
    down, up = own.copy(), np.zeros_like(own)
    for n in range(1, own.shape[1]):
        sums = _log_sum(down[:, n - 1, :, None] + chain[None], 1) + own[:, n]
        down[:, n] = np.where(inside[:, n, None], sums, down[:, n - 1])
    for n in range(own.shape[1] - 2, -1, -1):
        sums = _log_sum(chain[None] + (own[:, n + 1] + up[:, n + 1])[:, None], 2)
        up[:, n] = np.where(inside[:, n + 1, None], sums, 0)
    all_ = _log_sum(down[:, -1], 1)[:, None, None]
    labels = np.exp(down + up - all_) * inside[:, :, None]
    pairs = np.zeros((len(LABELS), len(LABELS)))
    for n in range(1, own.shape[1]):
        below = (own[:, n] + up[:, n])[:, None]
        both = np.exp(down[:, n - 1, :, None] + chain[None] + below - all_)
        pairs += (both * inside[:, n, None, None]).sum(axis=0)
    return labels, pairs


def _log_sum(values: Array, axis: int) -> Array:
    most = values.max(axis=axis, keepdims=True)
    sums: Array = np.log(np.exp(values - most).sum(axis=axis, keepdims=True)) + most
    return sums.squeeze(axis)


if __name__ == "__main__":
    main()
