"""The command ``reader``: each module of its own name is one of its commands."""
