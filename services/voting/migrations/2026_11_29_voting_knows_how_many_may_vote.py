"""How many people are on each round's roll, in which areas, and how many codes were used in each poll."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_29_how_many_may_vote"
down_revision = "2026_11_29_polls_say_how_a_count_ends"


def upgrade() -> None:
    op.create_table(
        "rolls",
        sa.Column("round_id", sa.Uuid, primary_key=True),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("invited", sa.Integer),
        sa.Column("by_area", JSONB, nullable=False),
    )
    op.add_column("rounds", sa.Column("within", JSONB))
    op.add_column("polls", sa.Column("marked", sa.Integer))
