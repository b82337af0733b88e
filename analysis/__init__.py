"""Who says what in news articles, how often and how: voices, quotes, attributions.

Modules in the order of their imports; each knows only those before it.

    corpus          articles, the catalogue, integrity
    inputs          files, folders and tables as articles
    text            characters, paragraphs, sentences, words
    voices          which layer each line belongs to; sentences
    marks           quotation marks, and what stands between them
    quotes          quotation marks to quotes
    tokens          words, marks, and each quote as one token
    wordforms       what a word can be, by the dictionary
    neighbours      noun or verb: what stands beside a word decides
    tagging         word classes, by the dictionary and by neighbours
    chunks          a sentence as noun phrases, verb groups and joints
    streams         paragraphs as tokens and sentences
    sources         what the words of a source say of it: type, named or not
    cues            verbs and nouns that report
    phrases         noun phrases: extent, head, whether they can speak
    names           names in the text and the words beside them
    cast            who is who within the article
    subjects        whose a verb is
    complements     what follows a reporting verb
    preceding       what stands before “X said”
    nouns           rules for nouns that report
    patterns        rules for cues that are no plain verb
    beside          where one report ends and the next begins
    reports         rules inside a sentence
    drafts          which report holds which quote
    layout          labels, signatures, transcripts, lead-ins
    continuations   quotes without a cue of their own
    referents       whom a source means: “he”, “the official”
    attributions    who said it; the quotes with their speakers
    actors          the United States, Iran, Iraq and those who act for them
    parties         sentences with signs for their actors
    framing_rules   how the rules of framing are written
    framing         what a sentence says of the two: relation, evaluation
    sentiment       tone, one sentence at a time
    readability     seven formulas
    reading         one article read once by all finders
    rows, tables    records to tables, and to files
    coding          the reference coding as tables
    agreement       counts, precision, recall, F1
    reliability     alpha, AC1 and raw agreement of coders, with intervals
    passes          how far the two coding passes agree
    polnear         the library measured on strangers' articles (a package)
    peers           the recorded figures beside those of other programs
    explain         each quote and attribution with its rule and its grounds
    terminal        those as text to read in a terminal
    rules           every rule with what it does and how often it was right
    validity        the program against the reference coding
    framing_validity    the rules of framing against it, and on invented news
    places          where a passage stands in the book
    theme           colours and the chart theme
    lettering       words and signs on the marks of a chart
    charts, measure_charts    tables to charts
    validity_views  the counts of validity with their records
    views           the tables that the charts draw
    tones           four tone lexicons on one scale
    grades          readability under every defensible choice
    doubt_charts    charts of what hangs on a choice
    specifications  the choices, and what counts under them
    bench           the five pieces under any specification
    claims          what a claim is
    claims_pieces, claims_relation, claims_voices, claims_instruments    the claims
    ledger          every claim checked, with its doubt
    doubt_views     the ledger and the choices as tables
    relation_views, relation_charts    who draws which relation, as what
    frame_views, frame_charts    roles, functions, items
    facts           the numbers of the prose
    citations       how report and figures are cited
    links           from marks to the passages that they count
    explore         a chart as a page loads it on demand
    sheets          a chart as a sheet of its own
    figures         a chart as a citable figure
    reader          passages and tables as a page shows them
    notes, annotated    an article as an annotated page
    register        the addresses that others may cite, and what they mean
    releases        what a release showed, and what changed since
    publish         the steps of publishing, as commands
"""

__version__ = "0.2.0"
