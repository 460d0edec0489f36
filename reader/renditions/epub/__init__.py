"""A book as EPUB 3.3."""
