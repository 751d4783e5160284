"""Whether everybody may read a proposal's words stands beside it; words that were taken down are kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_words_are_taken_down_everywhere"
down_revision = "2026_11_28_words_are_found_without_accents"


def upgrade() -> None:
    op.add_column("proposals", sa.Column("is_public", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("update proposals set is_public = state not in ('submitted', 'changes_requested', 'rejected')")
    op.alter_column("proposals", "is_public", server_default=None)
    op.add_column("proposals", sa.Column("says_as_idea", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("update proposals set says_as_idea = idea_id is not null")
    op.alter_column("proposals", "says_as_idea", server_default=None)
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
        update journal set data = data || '{"title": "[…]", "summary": "[…]"}'
        where type = 'proposals.proposal-accepted.v1'
        and subject in (select proposal_id from proposals where state = 'rejected')
    """)
