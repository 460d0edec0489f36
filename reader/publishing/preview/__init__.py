"""The site as content is now, for editors."""
