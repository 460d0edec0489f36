"""PDFs, set by Typst in a process of its own, and their pages put on the sheets of booklets."""
