"""Second factors, and sign-ins that wait for one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.factors  # noqa: F401 - the comparison of tables and migrations has to know these tables

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables."""
    for table, column in (("accounts", "second_factor"), ("sessions", "waits")):
        op.add_column(table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "second_factors",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("account_id"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("hashed", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("hashed"),
    )
    op.create_index("ix_recovery_codes_account_id", "recovery_codes", ["account_id"], unique=False)


def downgrade() -> None:
    """Remove them: everybody signs in with a password alone."""
    op.drop_index("ix_recovery_codes_account_id", table_name="recovery_codes")
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")
    op.drop_column("sessions", "waits")
    op.drop_column("accounts", "second_factor")
