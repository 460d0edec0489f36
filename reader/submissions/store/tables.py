"""The tables, as SQLAlchemy Core knows them. The migrations make them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

METADATA: Final = MetaData()

SUBMISSIONS: Final = Table(
    "submissions",
    METADATA,
    Column("reference", String(16), primary_key=True),
    Column("form", String(16), nullable=False),
    Column("language", String(35), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("delete_on", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("proof", String(64), nullable=False),
    Column("code_proof", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("is_held", Boolean, nullable=False),
    Column("path", String(300), nullable=False),
    Column("reason", String(32), nullable=False),
    Index("submissions_by_end", "delete_on"),
)
DRAFTS: Final = Table(
    "drafts",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("delete_on", Date, nullable=False),
    Index("drafts_by_end", "delete_on"),
)
AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("entry", Integer, primary_key=True),
    Column("on_day", Date, nullable=False),
    Column("reference", String(16), nullable=False),
    Column("action", String(32), nullable=False),
    Column("who", String(100), nullable=False),
)
