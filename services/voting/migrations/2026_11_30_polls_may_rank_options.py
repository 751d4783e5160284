"""A poll that funds nothing has options of its own, in the place of proposals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_options"
down_revision = "2026_11_29_lists_tell_what_has_changed"


def upgrade() -> None:
    op.add_column("polls", sa.Column("options", JSONB))
