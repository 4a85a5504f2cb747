"""Wording by passage, in rows of three numbers, in place of fingerprints by document.

What was received before has no rows in the new tables: it is found again by its wording once it has been
checked again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and remove the one that they replace."""
    op.drop_index("ix_fingerprints_document_id", table_name="fingerprints")
    op.drop_table("fingerprints")
    op.create_table(
        "wording",
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passage", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("value", "document", "passage"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "wording_common",
        sa.Column("value", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("value"),
    )
    op.create_table(
        "wording_documents",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("document_id"),
    )


def downgrade() -> None:
    """Bring the old table back, empty."""
    op.drop_table("wording_documents")
    op.drop_table("wording_common")
    op.drop_table("wording")
    op.create_table(
        "fingerprints",
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.PrimaryKeyConstraint("value", "document_id"),
    )
    op.create_index("ix_fingerprints_document_id", "fingerprints", ["document_id"], unique=False)
