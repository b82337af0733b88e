"""Who says what: cues, clauses, candidates, entities, coreference → attributions.

cue_lexicon, source_types, nations: the listed words
phrases, sentence: noun phrases, reporting verbs and their subjects
descriptions: what the words beside a source say it is, and of which nation
content, clauses, constructions: what a cue reports, in one sentence
entities, coreference: whom a phrase means
candidates, speaker_labels, uncued_quotes: which quote belongs to which clause
confidence: how often such an answer is right
attributions: the records `Attribution` and `Quote`
"""
