"""The index on disk: what is indexed, how it is written and how it is read."""
