"""Proposals have photos of their own, written anew in two sizes, and say when those were last changed."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_w_proposals_have_photos"
down_revision = "2026_11_30_v_whoever_proposes_is_told"


def upgrade() -> None:
    op.create_table(
        "photos",
        sa.Column("photo_id", sa.Uuid, primary_key=True),
        sa.Column("proposal_id", sa.Uuid, sa.ForeignKey("proposals.proposal_id"), nullable=False),
        sa.Column("description", sa.Text),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("large", sa.LargeBinary, nullable=False),
        sa.Column("small", sa.LargeBinary, nullable=False),
    )
    op.add_column("proposals", sa.Column("photos_changed_at", sa.DateTime(timezone=True)))
    op.create_index("ix_photos_proposal_id", "photos", ["proposal_id"])
