"""Workflows are stored by version: a round names its own, and an idea keeps the version that it began with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_workflows_are_stored"
down_revision = "2026_11_30_ideas_have_photos"

_SIFTED_BY = ["round_id", "area_id", "language", "channel"]
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "workflows",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("published_at", _TIME, nullable=False),
        sa.Column("published_by", sa.Uuid),
    )
    op.create_table(
        "working_days",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("weekend", JSONB, nullable=False),
        sa.Column("holidays", JSONB, nullable=False),
    )
    op.add_column("rounds", sa.Column("workflow", sa.Text, nullable=False, server_default="ballot-budget"))
    op.add_column("ideas", sa.Column("workflow", sa.Text, nullable=False, server_default="ballot-budget"))
    op.add_column("ideas", sa.Column("workflow_version", sa.Integer, nullable=False, server_default="1"))
    op.add_column("ideas", sa.Column("done_once", JSONB, nullable=False, server_default="[]"))
    op.add_column("ideas", sa.Column("refused_by", sa.Uuid))
    op.add_column("ideas", sa.Column("due_at", _TIME))
    # What waits already keeps the deadline that it was told.
    op.execute("update ideas set due_at = state_since + interval '14 days' where state = 'submitted'")
    op.execute("update ideas set due_at = state_since + interval '28 days' where state = 'accepted'")
    _index_what_waits()


def _index_what_waits() -> None:
    """By its own deadline, whatever its state: the desk finds it without reading the ideas themselves."""
    op.create_index(
        "ideas_that_wait_by_time",
        "ideas",
        ["submitted_at", "idea_id"],
        postgresql_include=["due_at", "state", *_SIFTED_BY],
        postgresql_where="due_at is not null",
    )
    op.create_index(
        "ideas_that_wait_by_deadline",
        "ideas",
        ["due_at", "idea_id"],
        postgresql_include=["submitted_at", "state", *_SIFTED_BY],
        postgresql_where="due_at is not null",
    )
    op.drop_index("ideas_of_state_by_deadline", "ideas")
