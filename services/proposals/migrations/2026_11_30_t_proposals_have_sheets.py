"""The office says what a proposal is in full, who is responsible, and what it costs line by line."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_t_proposals_have_sheets"
down_revision = "2026_11_30_s_refusals_are_appealed_against"


def upgrade() -> None:
    op.add_column("proposals", sa.Column("sheet", JSONB))
