"""The program against a coding, and the passes of the coding against one another."""
