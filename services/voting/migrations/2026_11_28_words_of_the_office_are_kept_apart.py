"""Words that officers typed about a poll can be taken down: what they were is kept apart for a while."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_words_of_the_office_are_kept_apart"
down_revision = "2026_11_28_an_act_keeps_its_form"


def upgrade() -> None:
    op.create_table(
        "originals",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("of", sa.Uuid, nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("is_the_offices", sa.Boolean, nullable=False),
        sa.Column("taken_down_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )
