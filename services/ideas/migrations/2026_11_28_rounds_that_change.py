"""Rounds can change and be archived; ideas knows the polls that a calendar must not contradict."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_rounds_that_change"
down_revision = "2026_11_23_the_first_tables"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("rounds", sa.Column("is_archived", sa.Boolean, nullable=False, server_default=sa.false()))
    op.alter_column("rounds", "is_archived", server_default=None)
    op.create_table(
        "polls",
        sa.Column("poll_id", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, nullable=False, index=True),
        sa.Column("fund_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("opens_at", _TIME, nullable=False),
        sa.Column("closes_at", _TIME, nullable=False),
        sa.Column("is_decided", sa.Boolean, nullable=False),
        sa.Column("is_cancelled", sa.Boolean, nullable=False),
    )
