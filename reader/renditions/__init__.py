"""What a reader can take away: a document as a file that needs no connection."""
