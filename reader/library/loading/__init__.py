"""Load ``content/`` as a Library, with one module for each kind of file."""
