"""An idea says when its photos were last changed: whoever decides by what they saw is told of one that came since."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzzzzzzzzz_ideas_know_that_photos_changed"
down_revision = "2026_11_30_zzzzzzzzz_proposals_are_followed"


def upgrade() -> None:
    op.add_column("ideas", sa.Column("photos_changed_at", sa.DateTime(timezone=True)))
