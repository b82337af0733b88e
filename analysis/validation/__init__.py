"""How answers are judged: precision and recall of a program, agreement of coders."""
