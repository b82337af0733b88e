"""Who says what in news articles, how often and how: voices, quotes, attributions.

Modules in the order of their imports; each knows only those before it.

    corpus          articles, the catalogue, integrity
    inputs          files, folders and tables as articles
    text            characters, paragraphs, sentences, words
    voices          which layer each line belongs to; sentences
    marks           quotation marks, and what stands between them
    quotes          quotation marks to quotes
    clauses         paragraphs as tokens, a quote folded into one
    sources         what the words of a source say of it: type, named or not
    phrases         where the phrase that names a source begins and ends
    cast            who is who within the article
    cues            verbs and nouns that report
    subjects        the subject of a cue
    patterns        rules for cues that are no plain verb
    reports         rules inside a sentence
    drafts          rules across sentences
    attributions    who said it; the quotes with their speakers
    actors          the United States, Iran, Iraq and those who act for them
    framing         sentences that name both countries; what their cues suggest
    sentiment       tone, one sentence at a time
    readability     seven formulas
    reading         one article read once by all finders
    rows, tables    records to tables, and to files
    coding          the reference coding as tables
    agreement       counts, precision, recall, F1
    polnear_corpus  strangers' articles, in which people marked attributions
    polnear_words, polnear_spans    their words, their quoted spans and labels
    polnear_predictions    what the library finds in them
    polnear_scores  one article against its marks
    polnear_figures    many articles added up
    polnear         the command that measures and records
    peers           the recorded figures beside those of other programs
    validity        the program against the reference coding
    theme           colours and the chart theme
    charts, measure_charts    tables to charts
    views           the tables that the charts draw
    facts           the numbers of the prose
    figures         a chart as a citable figure
    reader          passages and tables as a page shows them
"""

__version__ = "0.1.0"
