"""What whoever suggested an idea says against its refusal is for the office, and stands in no life line."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzzzz_appeals_are_kept"
down_revision = "2026_11_30_zzzz_ideas_are_merged"


def upgrade() -> None:
    op.add_column("ideas", sa.Column("appeal", sa.Text))
    op.add_column("ideas", sa.Column("appealed_at", sa.DateTime(timezone=True)))
    waits = sa.text("appealed_at = state_since")
    op.create_index("ideas_appealed", "ideas", ["idea_id"], postgresql_where=waits)
