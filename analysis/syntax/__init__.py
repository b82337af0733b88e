"""A small parser without a model: tokens, morphology, tagger, chunker."""
