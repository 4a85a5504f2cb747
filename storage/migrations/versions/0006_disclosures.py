"""Disclosures and what officers did in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.disclosures  # noqa: F401 - the comparison of tables and migrations has to know these tables

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "disclosures",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("policy_version", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=True),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_request", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_summary", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_remarks", sa.LargeBinary(), nullable=False),
        sa.Column("link_key", sa.String(), nullable=False),
        sa.Column("copy_blob", sa.String(), nullable=False),
        sa.Column("summary_blob", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_disclosures_document_id", "disclosures", ["document_id"], unique=False)
    op.create_index("ix_disclosures_link_key", "disclosures", ["link_key"], unique=False)
    op.create_index("ix_disclosures_state", "disclosures", ["state"], unique=False)
    op.create_table(
        "disclosure_acts",
        sa.Column("disclosure_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"],
            ["disclosures.id"],
        ),
        sa.PrimaryKeyConstraint("disclosure_id", "number"),
    )


def downgrade() -> None:
    """Remove them; files of approved disclosures are swept from the store later."""
    op.drop_table("disclosure_acts")
    op.drop_table("disclosures")
