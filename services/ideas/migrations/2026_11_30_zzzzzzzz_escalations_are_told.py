"""What was not answered in time, and to which role it went: once for each time that an idea came to stand somewhere."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzzzzzzz_escalations_are_told"
down_revision = "2026_11_30_zzzzzzz_followers_are_texted"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "escalations",
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), primary_key=True),
        sa.Column("state_since", _TIME, nullable=False),
        sa.Column("escalated_at", _TIME, nullable=False),
        sa.Column("role", sa.Text),
    )
