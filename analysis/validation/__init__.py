"""The program against a gold standard, and coders against one another."""
