"""Articles as given: readers of files and tables, the catalogue, integrity."""
