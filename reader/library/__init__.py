"""The library: its model, its addresses, and how it is loaded from ``content/``."""
