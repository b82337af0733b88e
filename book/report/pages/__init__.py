"""Parts of pages as HTML: passages, tables, annotated articles."""
