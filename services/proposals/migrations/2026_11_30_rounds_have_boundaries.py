"""Where a round's areas end, as ideas announced it: a place on the map decides its area."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_rounds_have_boundaries"
down_revision = "2026_11_30_proposals_are_on_the_map"


def upgrade() -> None:
    op.add_column("rounds", sa.Column("boundaries", JSONB))
