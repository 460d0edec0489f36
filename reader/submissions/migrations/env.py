"""What Alembic runs: the migrations, over the connection that it was given."""

from __future__ import annotations

from alembic import context

from reader.submissions.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
