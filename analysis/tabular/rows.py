"""Records to rows: one dict a row, its keys the columns of `schema.csv`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version

from analysis.attribution.attitudes import Attitude
from analysis.attribution.attributions import Attribution, chain
from analysis.attribution.source_types import outlet
from analysis.corpus.articles import Fact
from analysis.document import Document
from analysis.dyad.masking import dyad_scopes
from analysis.dyad.relations import DyadRelation
from analysis.dyad.stance import Evaluation
from analysis.measures import readability, sentiment
from analysis.measures.pronouns import n_we
from analysis.measures.readability import add_counts, count_sentence, grade
from analysis.tabular.places import Row, in_file
from analysis.text.characters import Span, n_words
from analysis.text.quotations import Kind
from analysis.text.segmentation import PIECE, layers_of

SENTENCE_INSTRUMENT = f"nupunkt {version('nupunkt')}"
# The voices that measures are summarised by; comments are never mixed into a piece.
VOICES = ("body", "author", "excerpt", "comment")
_KINDS: tuple[Kind, ...] = ("direct", "mixed", "scare", "title")


def rows_of(document: Document) -> dict[str, list[Row]]:
    """The rows of every table for one article."""
    quoted = document.quoted_words()
    sentences = _sentence_rows(document, quoted)
    voices = _voice_rows(document, sentences, quoted)
    tables = {
        "articles": [_article_row(document, sentences, voices)],
        "voices": voices,
        "segments": _segment_rows(document, sentences, quoted),
        "sentences": sentences,
        "quotes": quote_rows(document),
        "attributions": attribution_rows(document),
        "attitudes": attitude_rows(document),
        "mentions": _mention_rows(document),
        "ties": _tie_rows(document),
        "display": _display_rows(document),
    }
    article = document.article
    keys = {"article": article.id, "piece": article.piece}
    return {
        name: [keys | in_file(article, row) for row in rows]
        for name, rows in tables.items()
    }


def _sentence_rows(document: Document, quoted: Sequence[int]) -> list[Row]:
    scopes = dyad_scopes(document.mentions, document.dyad)
    quotes = sorted(piece for quote in document.quotes for piece in quote.pieces)
    tones = document.tones()
    relations = {relation.sentence: relation for relation in document.relations}
    judgments = {(e.sentence, e.actor): e for e in document.evaluations}
    one, other = document.dyad.ids[:2]
    actors: dict[int, set[str]] = {}
    for mention in document.mentions:
        actors.setdefault(mention.sentence, set()).add(mention.actor)
    rows = []
    for number, sentence in enumerate(document.sentences):
        words = n_words(sentence.text)
        rows.append(
            {
                "sentence": f"s{number + 1}",
                "segment": f"v{sentence.segment + 1}",
                **_voice(document, sentence.segment),
                "start": sentence.start,
                "end": sentence.end,
                "pieces": _pieces(sentence.pieces),
                "text": document.text[sentence.start : sentence.end],
                "n_words": words,
                "in_quote_share": quoted[number] / words,
                "n_we": n_we(document.text, sentence.pieces, quotes),
                "actors": " ".join(sorted(actors.get(number, ()))) or None,
                "dyad": scopes.get(number),
                **_relation(document, relations.get(number)),
                **_evaluation(document, one, judgments.get((number, one))),
                **_evaluation(document, other, judgments.get((number, other))),
                "tone": tones[number][0],
                "tone_masked": tones[number][1],
            }
        )
    return rows


def _relation(document: Document, relation: DyadRelation | None) -> Row:
    if relation is None:
        names = "modality agent relation_rule relation_cue"
        return {"relation": "none"} | dict.fromkeys(names.split())
    return {
        **pick(relation, "relation modality agent"),
        "relation_rule": relation.rule,
        "relation_cue": slice_text(document, *relation.cue),
    }


def _evaluation(document: Document, actor: str, judgment: Evaluation | None) -> Row:
    return {
        f"toward_{actor}": judgment.direction if judgment else 0,
        f"toward_{actor}_rule": judgment and judgment.rule,
        f"toward_{actor}_cue": judgment and slice_text(document, *judgment.cue),
    }


def _voice_rows(
    document: Document, sentences: Sequence[Row], quoted: Sequence[int]
) -> list[Row]:
    counts = [count_sentence(s.text) for s in document.sentences]
    rows = []
    for voice in VOICES:
        layers = layers_of(voice)
        inside = [n for n, row in enumerate(sentences) if row["layer"] in layers]
        tone = sentiment.summarise_tone(
            [sentences[n]["tone_masked"] for n in inside],
            [sentences[n]["tone"] for n in inside],
        )
        rows.append(
            {
                "voice": voice,
                "n_words_in_quotes": sum(quoted[n] for n in inside),
                **asdict(grade(add_counts(counts[n] for n in inside))),
                "tone_mean": tone.mean_as_written,
                "tone_masked_mean": tone.mean,
                **pick(tone, "n_positive n_negative"),
            }
        )
    return rows


def _article_row(
    document: Document, sentences: Sequence[Row], voices: Sequence[Row]
) -> Row:
    article = document.article
    piece = [row for row in sentences if row["layer"] in PIECE]
    kinds = Counter(quote.kind for quote in document.quotes)
    sources = {a.source for a in document.attributions if a.source}
    return {
        "label": article.label,
        "title": article.title.value,
        "title_basis": article.title.basis,
        **_fact("date", article.date),
        **_fact("outlet", article.outlet),
        **_fact("author", article.author),
        "file": article.file,
        "sha256": article.sha256,
        "n_words": sum(row["n_words"] for row in piece),
        "n_sentences": len(piece),
        "n_quotes": len(document.quotes),
        **{f"n_quotes_{kind}": kinds[kind] for kind in _KINDS},
        "n_attributions": len(document.attributions),
        "n_sources": len(sources),
        "n_anonymous": sum(a.anonymous for a in document.attributions),
        "n_comments": sum(
            s.layer == "comment" and s.carrier is not None for s in document.segments
        ),
        "sentence_instrument": SENTENCE_INSTRUMENT,
        "readability_instrument": readability.INSTRUMENT,
        "tone_instrument": sentiment.INSTRUMENT,
        "warnings": "; ".join(article.warnings) or None,
    } | {
        f"{measure}_{row['voice']}": value
        for row in voices
        for measure, value in row.items()
        if measure != "voice"
    }


def _fact(name: str, fact: Fact) -> Row:
    evidence = fact.evidence or None
    return {name: fact.value, f"{name}_basis": fact.basis, f"{name}_evidence": evidence}


def segment_rows(document: Document) -> list[Row]:
    """The rows of the table of segments, without their counts and article."""
    return [
        {
            "segment": f"v{number + 1}",
            **pick(segment, "start end layer carrier basis"),
        }
        for number, segment in enumerate(document.segments)
    ]


def _segment_rows(
    document: Document, sentences: Sequence[Row], quoted: Sequence[int]
) -> list[Row]:
    counts = dict.fromkeys(("n_sentences", "n_words", "n_words_in_quotes"), 0)
    rows = [row | counts for row in segment_rows(document)]
    for number, sentence in enumerate(document.sentences):
        row = rows[sentence.segment]
        row["n_sentences"] += 1
        row["n_words"] += sentences[number]["n_words"]
        row["n_words_in_quotes"] += quoted[number]
    return rows


def quote_rows(document: Document) -> list[Row]:
    """The rows of the table of quotes, without the article they are from."""
    sides = document.sides()
    return [
        {
            "quote": f"q{number + 1}",
            **pick(quote, "start end kind rule confidence note anonymous"),
            **pick(quote, "speaker speaker_start speaker_end speaker_type"),
            **pick(quote, "speaker_nation speaker_description cue cue_start cue_end"),
            "speaker_side": sides.get(quote.speaker or ""),
            "sentence": identify("s", quote.sentence),
            "speaker_mention": slice_text(
                document, quote.speaker_start, quote.speaker_end
            ),
            "pieces": _pieces(quote.pieces),
            "text": document.text[quote.start : quote.end],
            "n_words": n_words(quote.text),
            **_voice(document, quote.segment),
            "continues": identify("q", quote.continues),
        }
        for number, quote in enumerate(document.quotes)
    ]


def attribution_rows(document: Document) -> list[Row]:
    """The rows of the table of attributions, without the article they are from."""
    sides = document.sides()
    return [
        {
            "attribution": f"a{number + 1}",
            **_claim(document, claim),
            **pick(claim, "mode negated source_description"),
            "source_side": sides.get(claim.source or ""),
            "quotes": " ".join(f"q{quote + 1}" for quote in claim.quotes) or None,
            "chain": " > ".join(carriage(document, number)),
        }
        for number, claim in enumerate(document.attributions)
    ]


def attitude_rows(document: Document) -> list[Row]:
    """The rows of the table of attitudes, without the article they are from."""
    return [
        {
            "attitude": f"m{number + 1}",
            **_claim(document, attitude),
            "kind": attitude.kind,
        }
        for number, attitude in enumerate(document.attitudes)
    ]


def _claim(document: Document, claim: Attribution | Attitude) -> Row:
    """What an attribution and an attitude have in common: who, by which cue, what."""
    first = claim.contents[0] if claim.contents else (None, None)
    at = bisect_right(document.sentences, place(claim), key=lambda s: s.start) - 1
    return {
        **pick(
            claim, "source source_start source_end source_type source_nation anonymous"
        ),
        **pick(claim, "cue cue_start cue_end text rule mention confidence"),
        "source_mention": slice_text(document, claim.source_start, claim.source_end),
        "sentence": identify("s", at if at >= 0 else None),
        "content_start": first[0],
        "content_end": first[1],
        "content_pieces": _pieces(claim.contents),
        "inside": identify("a", claim.inside),
        **_voice(document, claim.segment),
    }


def place(claim: Attribution | Attitude) -> int:
    """Where one stands: at its cue, else its content, else its source."""
    places = (claim.cue_start, *(a for a, _ in claim.contents), claim.source_start)
    return next((place for place in places if place is not None), 0)


def carriage(document: Document, number: int) -> list[str]:
    """By whom the words of an attribution come to the reader, outermost first.

    The article's author, the carrier of the excerpt, those who report the source,
    the source; `unknown` for whoever is not named.

    >>> from analysis.corpus.articles import Article
    >>> from analysis.document import analyze_article
    >>> carriage(analyze_article(Article("a", "Lee said that Stone denied it.")), 1)
    ['unknown', 'Lee', 'Stone']
    """
    segment = document.segments[document.attributions[number].segment]
    names = [document.article.author.value]
    if segment.layer == "excerpt":
        names.append(segment.carrier)
    names += [
        document.attributions[n].source for n in chain(document.attributions, number)
    ]
    # A house is one, be it “AP” in a byline and “the Associated Press” in the text.
    known = [outlet((name or "").split()) or name or "unknown" for name in names]
    return [name for n, name in enumerate(known) if not n or name != known[n - 1]]


def _mention_rows(document: Document) -> list[Row]:
    return [
        {
            **pick(mention, "actor scope start end"),
            "sentence": f"s{mention.sentence + 1}",
            "text": document.text[mention.start : mention.end],
        }
        for mention in document.mentions
    ]


def _tie_rows(document: Document) -> list[Row]:
    return [
        {
            "tie": f"t{number + 1}",
            "sentence": f"s{tie.sentence + 1}",
            **_voice(document, document.sentences[tie.sentence].segment),
            **pick(tie, "start end party kind"),
            "text": document.text[tie.start : tie.end],
            "word": slice_text(document, *tie.word),
        }
        for number, tie in enumerate(document.ties)
    ]


def _display_rows(document: Document) -> list[Row]:
    rows = []
    for match in document.display():
        shown = document.sentences[match.sentence]
        closest = None if match.closest is None else document.sentences[match.closest]
        rows.append(
            {
                "sentence": f"s{match.sentence + 1}",
                "layer": document.segments[shown.segment].layer,
                **pick(shown, "start end"),
                "text": document.text[shown.start : shown.end],
                "closest": identify("s", match.closest),
                "closest_start": closest and closest.start,
                "closest_end": closest and closest.end,
                "similarity": match.similarity,
                "dropped_hedges": "; ".join(match.dropped_hedges) or None,
            }
        )
    return rows


def pick(record: object, names: str) -> Row:
    """Some fields of a record, by name."""
    return {name: getattr(record, name) for name in names.split()}


def slice_text(document: Document, start: int | None, end: int | None) -> str | None:
    """The words at a place of the text; None without one."""
    return None if start is None else document.text[start:end]


def identify(letter: str, number: int | None) -> str | None:
    """The id of a record: its letter, and its number counted from 1.

    >>> identify("q", 0)
    'q1'
    """
    return None if number is None else f"{letter}{number + 1}"


def _voice(document: Document, segment: int) -> Row:
    return pick(document.segments[segment], "layer carrier")


def _pieces(pieces: Sequence[Span]) -> str | None:
    return " ".join(f"{a}-{b}" for a, b in pieces) if len(pieces) > 1 else None
