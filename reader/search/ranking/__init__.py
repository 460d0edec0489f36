"""Score the entries of one language that match a plan. Knows no engine: it is given the postings.

Each term's postings are read once, and a phrase costs no more than the positions of its words, so
the plan bounds the work. Whoosh's own queries are not used: its phrases compare each position of
one word with each of the next (two common words in one long text took a minute), and its AndNot
lets through entries that should be excluded.
"""
