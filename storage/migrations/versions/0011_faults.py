"""The codes of a document's findings beside it, so that figures are counted without the findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_CODES = {
    "sqlite": "replace(group_concat(DISTINCT code), ',', ' ')",
    "postgresql": "string_agg(DISTINCT code, ' ')",
}


def upgrade() -> None:
    """Add the column, and fill it from what was found; the sections come with the next check of each."""
    op.add_column("documents", sa.Column("faults", sa.String(), nullable=False, server_default=""))
    codes = _CODES[op.get_bind().dialect.name]
    op.execute(
        f"UPDATE documents SET faults = (SELECT {codes} FROM findings WHERE document_id = documents.id) "  # noqa: S608
        "WHERE id IN (SELECT document_id FROM findings)"
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_column("documents", "faults")
