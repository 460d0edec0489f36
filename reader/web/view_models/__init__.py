"""What templates are given: frozen values, already in the language of the page."""
