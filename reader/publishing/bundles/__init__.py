"""The library as one file, made once the pages of a generation are live."""
