"""A book as PDF: for phones, in large print, and as a booklet to fold and staple."""
