"""Answers to findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.answers  # noqa: F401 - the comparison of tables and migrations has to know this table

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "answers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("series", "key"),
    )
    op.create_index("ix_answers_series", "answers", ["series"], unique=False)
    op.create_index("ix_answers_document_id", "answers", ["document_id"], unique=False)


def downgrade() -> None:
    """Remove it: every finding is open again."""
    op.drop_table("answers")
