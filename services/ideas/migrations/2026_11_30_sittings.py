"""Sittings with their agenda and minutes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from libs.shared.platform.storage import changed_rows

revision = "2026_11_30_sittings"
down_revision = "2026_11_30_areas_have_boundaries"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sittings",
        sa.Column("sitting_id", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, sa.ForeignKey("rounds.round_id"), nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("begins_at", _TIME, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("link", sa.Text),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("reason", sa.Text),
        sa.Column("announced_at", _TIME, nullable=False),
        sa.Column("submission_id", sa.Uuid, unique=True),
    )
    changed_rows.add_to("sittings")
    op.create_index("sittings_by_time", "sittings", ["announced_at", "sitting_id"])
    op.create_table(
        "agenda_items",
        sa.Column("item_id", sa.Uuid, primary_key=True),
        sa.Column("sitting_id", sa.Uuid, sa.ForeignKey("sittings.sitting_id"), nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), index=True),
        sa.Column("topic", sa.Text),
        sa.Column("minutes", JSONB),
    )
    is_idea = sa.text("idea_id is not null")
    op.create_index(
        "agenda_items_once", "agenda_items", ["sitting_id", "idea_id"], unique=True, postgresql_where=is_idea
    )
