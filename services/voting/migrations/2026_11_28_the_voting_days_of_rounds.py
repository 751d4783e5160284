"""The days on which each round's calendar has its vote."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_voting_days_of_rounds"
down_revision = "2026_11_28_counts_in_progress"


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("round_id", sa.Uuid, primary_key=True),
        sa.Column("votes_from", sa.Date),
        sa.Column("votes_until", sa.Date),
        sa.Column("time_zone", sa.Text, nullable=False),
    )
