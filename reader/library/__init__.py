"""The nouns of the project, and how files in ``content/`` become them."""
