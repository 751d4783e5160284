"""A poll's terms are one column, and what was announced at publishing is kept beside them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_28_a_polls_terms_are_kept_whole"
down_revision = "2026_11_28_voting_days_of_rounds"

_TERMS = ("name", "method", "limits", "rule", "completion", "channels", "may_replace")


def upgrade() -> None:
    op.add_column("polls", sa.Column("terms", JSONB))
    op.add_column("polls", sa.Column("published", JSONB))
    op.execute(
        "update polls set terms = jsonb_build_object('name', name, 'method', method, 'limits', limits, 'rule', rule,"
        " 'completion', completion, 'channels', channels, 'may_replace', may_replace)"
    )
    op.alter_column("polls", "terms", nullable=False)
    for name in _TERMS:
        op.drop_column("polls", name)
    op.execute(
        "update polls set published = journal.data from journal"
        " where journal.type = 'voting.poll-published.v1' and journal.subject = polls.poll_id"
    )
