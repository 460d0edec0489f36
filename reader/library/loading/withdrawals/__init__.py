"""What is left of documents that were taken down."""
