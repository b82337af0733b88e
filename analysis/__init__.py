"""Who says what in news articles, how often and how: text in, records and tables out.

Packages in the order of their imports; each knows only those before it.

    lexicons        word lists and rules, each row with its reason
    corpus          articles, the catalogue, readers of files and tables
    text            characters, sentences, segmentation into voices, quotations
    syntax          tokens, morphology, tagger, chunker
    attribution     cues, clauses, candidates, entities, coreference
    dyad            two parties: actors, masking, relations, stance
    measures        readability, sentiment
    document        one article and all that was found in it
    tabular         schema, rows, files
    validation      the gold standard, agreement, reliability
    explain         each decision with its grounds
"""

__version__ = "0.2.0"
