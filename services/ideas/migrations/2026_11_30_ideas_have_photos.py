"""Ideas have photos, written anew in two sizes."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_ideas_have_photos"
down_revision = "2026_11_30_ideas_are_followed"


def upgrade() -> None:
    op.create_table(
        "photos",
        sa.Column("photo_id", sa.Uuid, primary_key=True),
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), nullable=False),
        sa.Column("description", sa.Text),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("large", sa.LargeBinary, nullable=False),
        sa.Column("small", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_photos_idea_id", "photos", ["idea_id"])
