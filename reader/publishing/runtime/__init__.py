"""Open a generation as a server needs it."""
