"""Areas, cases that are kept to named people, and row-level security on PostgreSQL.

What was there before goes on working: every case is put into the first area, `main`, and every account that
exists is given all areas. New accounts are given theirs by name.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.row_security import protect, release

revision = "0007"
down_revision = "0006"

TABLES = (
    ("cases", "id"),
    ("case_access", "area"),
    ("documents", "case_id"),
    ("results", "document_id"),
    ("findings", "document_id"),
    ("wording_documents", "case_id"),
    ("jobs", "document_id"),
    ("answers", "document_id"),
    ("disclosures", "document_id"),
    ("disclosure_acts", "disclosure_id"),
)


def upgrade() -> None:
    """Make the tables, and hold those of cases to whoever asks."""
    areas = op.create_table(
        "areas",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(areas, [{"id": "main", "title": "Main area", "created": datetime.now(UTC)}])
    op.add_column("cases", sa.Column("area", sa.String(), nullable=False, server_default="main"))
    op.add_column("cases", sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_cases_area", "cases", ["area"], unique=False)
    op.create_table(
        "case_access",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("case_id", "account_id"),
    )
    op.create_index("ix_case_access_account_id", "case_access", ["account_id"], unique=False)
    op.add_column("accounts", sa.Column("every_area", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "account_areas",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
        sa.ForeignKeyConstraint(["area"], ["areas.id"]),
        sa.PrimaryKeyConstraint("account_id", "area"),
    )
    protect(TABLES)


def downgrade() -> None:
    """Forget areas and lists: whoever has an account sees every case again, the restricted ones too."""
    release(TABLES)
    op.drop_table("account_areas")
    op.drop_column("accounts", "every_area")
    op.drop_index("ix_case_access_account_id", table_name="case_access")
    op.drop_table("case_access")
    op.drop_index("ix_cases_area", table_name="cases")
    op.drop_column("cases", "restricted")
    op.drop_column("cases", "area")
    op.drop_table("areas")
