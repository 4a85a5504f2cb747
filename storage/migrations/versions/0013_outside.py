"""Accounts that an identity provider vouches for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.outside  # noqa: F401 - the comparison of tables and migrations has to know these tables

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "outside_accounts",
        sa.Column("subject_key", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("subject_key"),
        sa.UniqueConstraint("account_id"),
    )


def downgrade() -> None:
    """Forget who they are at the provider: they are given other accounts at their next sign-in."""
    op.drop_table("outside_accounts")
