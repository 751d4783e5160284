"""Ideas say where they are on the map, if whoever wrote them does."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_ideas_are_on_the_map"
down_revision = "2026_11_29_ideas_come_from_elsewhere"


def upgrade() -> None:
    op.add_column("ideas", sa.Column("location", JSONB))
