"""Why something was not kept. Free of SQLAlchemy, so that a server can name these at its start."""

from __future__ import annotations


class StoreUnavailableError(Exception):
    """The store cannot be used now. Its text is the type of the error, never what was written."""


class ReplayError(Exception):
    """The number of a form was used before, for other words; or a store is not empty."""
