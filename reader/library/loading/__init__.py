"""Read the files of ``content/`` into a Library, one module for each kind of file."""
