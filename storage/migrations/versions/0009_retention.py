"""Holds, stated ends of cases, and disposals with their certificates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.retention  # noqa: F401 - the comparison of tables and migrations has to know these tables
from storage.row_security import protect, release

revision = "0009"
down_revision = "0008"

_OF_CASES = (("holds", "case_id"), ("case_ends", "case_id"), ("disposals", "case_id"))


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "holds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("review", sa.Date(), nullable=False),
        sa.Column("placed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by", sa.String(), nullable=False),
        sa.Column("lifted", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_lifting", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_holds_case_id", "holds", ["case_id"], unique=False)
    op.create_index("ix_holds_document_id", "holds", ["document_id"], unique=False)
    op.create_table(
        "case_ends",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=False),
        sa.Column("stated", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stated_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "disposals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("proposed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("confirmed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("pieces", sa.String(), nullable=False),
        sa.Column("certificate", sa.String(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("disposals_by_state", "disposals", ["state", "proposed"], unique=False)
    for column in ("batch", "document_id", "case_id"):
        op.create_index(f"ix_disposals_{column}", "disposals", [column], unique=False)
    protect(_OF_CASES)


def downgrade() -> None:
    """Remove them: holds are forgotten, and certificates remain only where they were downloaded to."""
    release(_OF_CASES)
    op.drop_table("disposals")
    op.drop_table("case_ends")
    op.drop_table("holds")
