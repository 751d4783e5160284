"""Polls may be rehearsals; codes for these are kept apart from every roll."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_rehearsals"
down_revision = "2026_11_29_idle_sessions_end"


def upgrade() -> None:
    op.add_column("polls", sa.Column("is_rehearsal", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "test_codes",
        sa.Column("poll_id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Text, primary_key=True),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("code_mac", sa.LargeBinary, nullable=False, unique=True),
    )
