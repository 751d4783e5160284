"""Barriers on the pages that people report."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_barriers"
down_revision = "2026_11_28_whoever_suggests_holds_a_key"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "barriers",
        sa.Column("barrier_id", sa.Uuid, primary_key=True),
        sa.Column("page", sa.Text),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("reported_at", _TIME, nullable=False),
        sa.Column("contact_kind", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
        sa.Column("submission_id", sa.Uuid, unique=True),
        sa.Column("done_at", _TIME),
        sa.Column("done_by", sa.Uuid),
    )
