"""From a typed query to a plan: parser, synonyms, topic names, suggestions."""
