"""What a reader can take away: a document in a file, readable without this site."""
