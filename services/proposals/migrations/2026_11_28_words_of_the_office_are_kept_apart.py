"""Words that the town hall typed can be taken down, too, and a proposal knows what the idea says that it grew from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_28_words_of_the_office_are_kept_apart"
down_revision = "2026_11_28_offers_are_told"


def upgrade() -> None:
    op.add_column("originals", sa.Column("is_the_offices", sa.Boolean, nullable=False, server_default=sa.false()))
    op.alter_column("originals", "is_the_offices", server_default=None)
    op.add_column("proposals", sa.Column("idea_words", JSONB))
    op.execute("""
        update proposals set idea_words = jsonb_build_object('title', title, 'text', summary, 'place', place)
        where idea_id is not null and says_as_idea
    """)
