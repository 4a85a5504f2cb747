"""Documents that came inside others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Say of each document what it came in, and its number there."""
    op.add_column("documents", sa.Column("part_of", sa.String(), nullable=True))
    op.add_column("documents", sa.Column("part_number", sa.Integer(), nullable=True))
    op.create_index("documents_parts", "documents", ["part_of", "part_number"], unique=True)


def downgrade() -> None:
    """Forget it."""
    op.drop_index("documents_parts", table_name="documents")
    op.drop_column("documents", "part_number")
    op.drop_column("documents", "part_of")
