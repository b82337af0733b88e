"""Each decision with its grounds."""
