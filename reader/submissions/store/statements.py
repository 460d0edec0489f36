"""What a server asks of the store, as SQLAlchemy Core compiles it for the tables.

SQLAlchemy takes 20 MB in each process that imports it. A server needs these nine statements of it,
so they are kept as text; a test compiles them anew and compares.
"""

from __future__ import annotations

from typing import Final

# The newest file in migrations/versions; a test holds it.
NEWEST: Final = "0001"

ADD: Final = (
    "INSERT INTO submissions (reference, form, language, received_on, delete_on, sealed, proof, "
    "code_proof, state, is_held, path, reason) VALUES (:reference, :form, :language, "
    ":received_on, :delete_on, :sealed, :proof, :code_proof, :state, :is_held, :path, :reason)"
)
FIND: Final = (
    "SELECT submissions.reference, submissions.form, submissions.language, "
    "submissions.received_on, submissions.delete_on, submissions.sealed, submissions.proof, "
    "submissions.code_proof, submissions.state, submissions.is_held, submissions.path, "
    "submissions.reason FROM submissions WHERE submissions.reference = :reference"
)
ERASE: Final = "DELETE FROM submissions WHERE submissions.reference = :reference"
NOTE: Final = (
    "INSERT INTO audit (on_day, reference, action, who) VALUES (:on_day, :reference, :action, :who)"
)
SAVE_DRAFT: Final = (
    "INSERT INTO drafts (name, sealed, delete_on) VALUES (:name, :sealed, :delete_on)"
)
FIND_DRAFT: Final = (
    "SELECT drafts.name, drafts.sealed, drafts.delete_on FROM drafts "
    "WHERE drafts.name = :name AND drafts.delete_on >= :today"
)
PRUNE: Final = "DELETE FROM submissions WHERE submissions.delete_on < :today"
PRUNE_DRAFTS: Final = "DELETE FROM drafts WHERE drafts.delete_on < :today"
REVISION: Final = "SELECT version_num FROM alembic_version"
