"""Followers are told by text message, so many a day at most; and numbers that said stop are remembered by a mark."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "2026_11_30_zzzzzzz_followers_are_texted"
down_revision = "2026_11_30_zzzzzz_workflows_have_drafts"


def upgrade() -> None:
    op.add_column(
        "followers",
        sa.Column("texts_sent", ARRAY(sa.DateTime(timezone=True)), nullable=False, server_default="{}"),
    )
    op.create_table(
        "text_days",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
    )
    op.create_table(
        "stopped_numbers",
        sa.Column("mark", sa.LargeBinary, primary_key=True),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )
