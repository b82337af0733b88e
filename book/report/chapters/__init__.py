"""What each chapter of the report shows: its rows and its tables, one module a page."""
