"""The ``reader`` command: check, build, switch, serve for editors, and catalogues for translators."""
