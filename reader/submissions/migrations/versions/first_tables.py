"""The first tables: submissions, drafts, the audit trail."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "submissions",
        sa.Column("reference", sa.String(16), primary_key=True),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("delete_on", sa.Date, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.Column("code_proof", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("is_held", sa.Boolean, nullable=False),
        sa.Column("path", sa.String(300), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
    )
    op.create_index("submissions_by_end", "submissions", ["delete_on"])
    op.create_table(
        "drafts",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("delete_on", sa.Date, nullable=False),
    )
    op.create_index("drafts_by_end", "drafts", ["delete_on"])
    op.create_table(
        "audit",
        sa.Column("entry", sa.Integer, primary_key=True),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("audit", "drafts", "submissions"):
        op.drop_table(table)
