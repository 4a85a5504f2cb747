"""Systems and their tokens, answers for requests that are sent again, uploads that arrive in part."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.clients
import storage.partial
import storage.repeats  # noqa: F401 - the comparison of tables and migrations has to know these tables

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "clients",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "client_tokens",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_client_tokens_client_id", "client_tokens", ["client_id"], unique=False)
    op.create_index("ix_client_tokens_expires", "client_tokens", ["expires"], unique=False)
    op.create_table(
        "repeats",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_repeats_begun", "repeats", ["begun"], unique=False)
    op.create_table(
        "partial_uploads",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_about", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_end", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_partial_uploads_account_id", "partial_uploads", ["account_id"], unique=False)
    op.create_index("ix_partial_uploads_expires", "partial_uploads", ["expires"], unique=False)
    op.create_table(
        "partial_pieces",
        sa.Column("upload_id", sa.String(), nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["partial_uploads.id"]),
        sa.PrimaryKeyConstraint("upload_id", "start"),
    )


def downgrade() -> None:
    """Remove them: systems lose their access, uploads under way are begun again."""
    for table in ("partial_pieces", "partial_uploads", "repeats", "client_tokens", "clients"):
        op.drop_table(table)
