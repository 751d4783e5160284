"""Proposals say where they are on the map, if whoever wrote them does."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_proposals_are_on_the_map"
down_revision = "2026_11_29_lists_tell_what_has_changed"


def upgrade() -> None:
    op.add_column("proposals", sa.Column("location", JSONB))
