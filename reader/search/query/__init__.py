"""From typed text to a plan: parser, synonyms, topic names, suggestions."""
