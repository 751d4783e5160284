"""Ballots may count by the channel they came through; in the polls that stand each counts once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_29_weights_of_channels"
down_revision = "2026_11_29_shares_in_steps"


def upgrade() -> None:
    op.execute("""update polls set terms = '{"weights": []}'::jsonb || terms""")
    op.add_column("polls", sa.Column("weighing", JSONB))
    op.add_column("sealed_ballots", sa.Column("weight", sa.SmallInteger))
