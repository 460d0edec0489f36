"""The index on disk: what is indexed, its writer and its readers."""
