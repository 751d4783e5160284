"""Whoever sends a proposal in is told what becomes of it in their language."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_v_whoever_proposes_is_told"
down_revision = "2026_11_30_u_conflicts_are_found_from_both_sides"


def upgrade() -> None:
    op.add_column("proposals", sa.Column("language", sa.Text, nullable=False, server_default="en"))
