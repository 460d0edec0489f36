"""Languages: which are offered, which one a reader wants, and how texts, dates, numbers and sizes are written in each."""
