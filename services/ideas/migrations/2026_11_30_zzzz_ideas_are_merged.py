"""Which idea carries which on, after ideas were merged or one was split."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzzz_ideas_are_merged"
down_revision = "2026_11_30_zzz_what_was_answered_is_counted"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "lineage",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), nullable=False, index=True),
        sa.Column("carrier_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), nullable=False, index=True),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("since", _TIME, nullable=False),
        sa.Column("state_before", sa.Text, nullable=False),
        sa.Column("carrier_is_a_proposal", sa.Boolean, nullable=False),
        sa.Column("undone_at", _TIME),
    )
    stands = sa.text("undone_at is null")
    op.create_index("lineage_once", "lineage", ["idea_id", "carrier_id"], unique=True, postgresql_where=stands)
