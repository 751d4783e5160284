"""A round knows where its areas end, if the council has drawn that."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_areas_have_boundaries"
down_revision = "2026_11_30_ideas_are_on_the_map"


def upgrade() -> None:
    op.add_column("rounds", sa.Column("boundaries", JSONB))
