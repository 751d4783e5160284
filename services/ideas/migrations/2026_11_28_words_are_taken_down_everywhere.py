"""Whether everybody may read an idea's words stands beside it; words that were taken down are kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_words_are_taken_down_everywhere"
down_revision = "2026_11_28_words_are_found_without_accents"


def upgrade() -> None:
    op.add_column("ideas", sa.Column("is_public", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("update ideas set is_public = state not in ('submitted', 'rejected')")
    op.alter_column("ideas", "is_public", server_default=None)
    op.create_table(
        "originals",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("of", sa.Uuid, nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("taken_down_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )
    # What was hidden on the pages was still told in the feed.
    op.execute("""
        update journal set data = data || '{"title": "[…]", "text": "[…]"}'
        where type in ('ideas.idea-accepted.v1', 'ideas.idea-handed-over.v1')
        and subject in (select idea_id from ideas where state = 'rejected')
    """)
