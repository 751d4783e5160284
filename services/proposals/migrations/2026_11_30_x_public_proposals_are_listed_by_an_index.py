"""What everybody reads is listed and counted by an index: without it each list read every proposal."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_x_public_proposals_are_listed_by_an_index"
down_revision = "2026_11_30_w_proposals_have_photos"


def upgrade() -> None:
    op.create_index(
        "proposals_public_by_time",
        "proposals",
        ["submitted_at", "proposal_id"],
        postgresql_include=["state", "round_id", "fund_id", "area_id"],
        postgresql_where=sa.text("is_public is true"),
    )
