"""Build a generation from content, catalogues and code."""
