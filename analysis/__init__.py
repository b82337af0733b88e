"""Who says what in news articles, how often and how: text in, records and tables out.

    import analysis

    document = analysis.read("article.txt")
    document.quotes[0].speaker, document.quotes[0].rule
    analysis.tables(analysis.load_corpus("folder")).write("out")

Packages in the order of their imports; each knows only those before it.

    lexicons        word lists and rules, each row with its reason
    corpus          articles, the catalogue, readers of files and tables
    text            characters, sentences, segmentation into voices, quotations
    syntax          tokens, morphology, tagger, chunker
    attribution     cues, clauses, candidates, entities, coreference, attitudes
    dyad            two parties: names, sides, masking, rules, relations, stance, ties
    measures        readability, sentiment, pronouns, display texts
    document        one article and all that was found in it
    tabular         schema, rows, files
    exports         web annotations and UIMA CAS, for other programs
    validation      precision and recall of a program, agreement of coders
    explain         each decision with its grounds
    starter         a report of anyone's articles
    streams         standard output and error of the command line
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

try:
    from analysis._version import __version__
    from analysis.attribution.attitudes import Attitude
    from analysis.attribution.attributions import Attribution, Quote
    from analysis.corpus.articles import FACTS, Article, CorpusError, Fact, Segment
    from analysis.corpus.readers import iter_articles
    from analysis.corpus.repairs import as_read
    from analysis.document import Document, analyze_article
    from analysis.dyad.actors import Mention
    from analysis.dyad.parties import Dyad
    from analysis.dyad.parties_file import load_dyad
    from analysis.dyad.relations import DyadRelation
    from analysis.dyad.stance import Evaluation
    from analysis.dyad.ties import Tie
    from analysis.measures.display import DisplayMatch
    from analysis.measures.readability import Readability
    from analysis.measures.sentiment import Tone
    from analysis.tabular.files import Tables, tables
    from analysis.text.sentences import Sentence
except KeyboardInterrupt:
    # Ctrl-C while the command line is still being loaded; elsewhere it goes its way.
    if Path(sys.argv[0]).name not in ("-m", "whose-words"):
        raise
    sys.stderr.write("stopped by Ctrl-C\n")
    raise SystemExit(130) from None

__all__ = [
    "Article",
    "Attitude",
    "Attribution",
    "CorpusError",
    "DisplayMatch",
    "Document",
    "Dyad",
    "DyadRelation",
    "Evaluation",
    "Fact",
    "Mention",
    "Quote",
    "Readability",
    "Segment",
    "Sentence",
    "Tables",
    "Tie",
    "Tone",
    "__version__",
    "analyze",
    "load_corpus",
    "load_dyad",
    "read",
    "read_text",
    "tables",
]


def read(path: Path | str, *, dyad: Dyad | None = None) -> Document:
    """One article from a text file, and all that is found in it.

    What the `catalogue.yml` of its folder says of it, if there is one, is known too.
    `CorpusError` where the file cannot be read or holds several articles.  `dyad`, here
    and below, are the two parties of `load_dyad`, by default the US and Iran.

    >>> read("seeds/002_f0163f8d9acaa1b0.txt").article.piece
    'Cease-fire over, 2008'
    """
    documents = load_corpus(path, dyad=dyad)
    if len(documents) != 1:
        raise CorpusError(f"{path}: {len(documents)} articles; use `load_corpus`")
    return documents[0]


def read_text(text: str, *, dyad: Dyad | None = None, **facts: str) -> Document:
    """An article from a string; `facts` are its title, date, outlet and author.

    >>> read_text("It rains, Ann Lee said.", author="Bo Ek").article.author.value
    'Bo Ek'
    """
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"no fact {', '.join(unknown)}; there are {', '.join(FACTS)}")
    given: Any = {name: Fact(fact, "stated", "given") for name, fact in facts.items()}
    article = as_read(Article("text", text, label="text", **given))
    return analyze_article(article, dyad=dyad)


def analyze(article: Article | str, *, dyad: Dyad | None = None) -> Document:
    """All that is found in an article or in a text of which nothing else is known.

    >>> analyze("“It rains,” Ann Lee said.").attributions[0].source
    'Ann Lee'
    """
    if isinstance(article, str):
        return read_text(article, dyad=dyad)
    return analyze_article(article, dyad=dyad)


def load_corpus(
    *sources: Path | str,
    text_column: str = "text",
    id_column: str | None = None,
    dyad: Dyad | None = None,
) -> tuple[Document, ...]:
    """All articles of some files, folders and tables, analysed.

    A folder is read by its `catalogue.yml`, oldest article first, or else every `.txt`
    file in it; a `.csv`, `.tsv`, `.json`, `.jsonl`, `.ndjson` or `.parquet` file holds
    an article a row.
    `CorpusError` names what cannot be read and what to do.

    >>> len(load_corpus("seeds"))
    5
    """
    paths: Sequence[Path | str] = sources
    articles = iter_articles(paths, text_column, id_column)
    return tuple(analyze_article(article, dyad=dyad) for article in articles)
