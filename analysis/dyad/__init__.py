"""Two parties: their actors, the relation between them, judgments, ties, sides."""
