"""What everybody reads is listed and counted by an index: without it each list read every idea."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzzzz_public_ideas_are_listed_by_an_index"
down_revision = "2026_11_30_zzzzz_appeals_are_kept"


def upgrade() -> None:
    op.create_index(
        "ideas_public_by_time",
        "ideas",
        ["submitted_at", "idea_id"],
        postgresql_include=["state", "round_id", "area_id"],
        postgresql_where=sa.text("is_public is true"),
    )
