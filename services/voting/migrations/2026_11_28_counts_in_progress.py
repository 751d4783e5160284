"""How far the count of a poll has come."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "2026_11_28_counts_in_progress"
down_revision = "2026_11_23_the_first_tables"


def upgrade() -> None:
    op.create_table(
        "counts",
        sa.Column("poll_id", sa.Uuid, sa.ForeignKey("polls.poll_id"), primary_key=True),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("of", sa.Integer),
        sa.Column("objections", ARRAY(sa.Text), nullable=False),
    )
