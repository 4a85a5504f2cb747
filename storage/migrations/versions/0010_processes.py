"""Processes that are alive and what they count; what was cancelled is said to be; indexes for long lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table, and say of cancelled jobs that they were not failures."""
    op.create_table(
        "processes",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.Double(), nullable=False),
        sa.Column("counted", sa.String(), nullable=False),
    )
    op.execute(
        "UPDATE documents SET state = 'cancelled' WHERE state = 'failed' AND id IN (SELECT document_id "
        "FROM jobs WHERE task = 'process' AND state = 'failed' AND code = 'cancelled')"
    )
    op.execute("UPDATE jobs SET state = 'cancelled' WHERE state = 'failed' AND code = 'cancelled'")


def downgrade() -> None:
    """Forget it; what was cancelled is called failed again."""
    op.execute("UPDATE documents SET state = 'failed' WHERE state = 'cancelled'")
    op.execute("UPDATE jobs SET state = 'failed' WHERE state = 'cancelled'")
    op.drop_table("processes")
