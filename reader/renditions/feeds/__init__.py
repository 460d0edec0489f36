"""What tells of a library: feeds, a catalog for e-book readers, and files for search engines."""
