"""What is told to those who offered; in which language and when they could; what help a proposal needs."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_offers_are_told"
down_revision = "2026_11_28_words_are_taken_down_everywhere"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("proposals", sa.Column("needs", sa.Text))
    op.add_column("offers", sa.Column("when", sa.Text))
    op.add_column("offers", sa.Column("language", sa.Text, nullable=False, server_default="en"))
    op.alter_column("offers", "language", server_default=None)
    op.create_table(
        "tellings",
        sa.Column("telling_id", sa.Uuid, primary_key=True),
        sa.Column("of", sa.Uuid, sa.ForeignKey("contacts.of", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", _TIME),
        sa.Column("trouble", sa.Text),
        sa.Column("done_at", _TIME),
        sa.Column("done_by", sa.Uuid),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("tellings_waiting", "tellings", ["next_attempt_at"], postgresql_where=waiting)
