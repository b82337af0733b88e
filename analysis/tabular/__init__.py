"""Documents as tidy tables: schema, rows, files."""
