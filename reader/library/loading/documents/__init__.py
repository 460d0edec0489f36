"""What only some documents say: the pages of a zine, and what is left of one taken down."""
