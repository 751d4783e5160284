"""Whoever proposed something appeals once against its refusal, and somebody else decides."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_s_refusals_are_appealed_against"
down_revision = "2026_11_30_rounds_have_boundaries"


def upgrade() -> None:
    op.add_column("proposals", sa.Column("refused_by", sa.Uuid))
    op.add_column("proposals", sa.Column("appeal", sa.Text))
