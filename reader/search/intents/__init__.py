"""What somebody needs who types a sentence: phrases of the library found in a query."""
