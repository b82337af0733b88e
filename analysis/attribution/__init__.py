"""Who said what: cues, clauses, candidates, entities, coreference."""
