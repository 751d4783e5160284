"""Rounds, ideas with their life lines, contacts and what is told to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from libs.shared.platform.storage.migrating import create_platform_tables

revision = "2026_11_23_the_first_tables"
down_revision = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_platform_tables(op)
    _create_rounds()
    _create_ideas()
    _create_life_lines()
    _create_contacts()
    _create_tellings()


def _create_rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("round_id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("hourly_value_cents", sa.BigInteger, nullable=False),
        sa.Column("areas", JSONB, nullable=False),
        sa.Column("funds", JSONB, nullable=False),
        sa.Column("calendar", JSONB, nullable=False),
        sa.Column("published_at", _TIME, nullable=False),
        sa.Column("submission_id", sa.Uuid, unique=True),
    )
    op.create_index("rounds_by_name", "rounds", [sa.text("lower(name)")], unique=True)


def _create_ideas() -> None:
    document = sa.Computed("to_tsvector('simple'::regconfig, title || ' ' || text)", persisted=True)
    op.create_table(
        "ideas",
        sa.Column("idea_id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("round_id", sa.Uuid, sa.ForeignKey("rounds.round_id"), nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("area_id", sa.Uuid),
        sa.Column("place", sa.Text),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("submitted_at", _TIME, nullable=False, index=True),
        sa.Column("submission_id", sa.Uuid, unique=True),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("state_since", _TIME, nullable=False),
        sa.Column("fund_id", sa.Uuid),
        sa.Column("proposal_id", sa.Uuid),
        sa.Column("proposal_number", sa.Text),
        sa.Column("criterion", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("document", TSVECTOR, document, nullable=False),
    )
    op.create_index("ideas_by_words", "ideas", ["document"], postgresql_using="gin")


def _create_life_lines() -> None:
    op.create_table(
        "life_lines",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), nullable=False, index=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("words", JSONB, nullable=False),
        sa.Column("by", JSONB, nullable=False),
    )


def _create_contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )


def _create_tellings() -> None:
    contact = sa.ForeignKey("contacts.idea_id", ondelete="CASCADE")
    op.create_table(
        "tellings",
        sa.Column("telling_id", sa.Uuid, primary_key=True),
        sa.Column("idea_id", sa.Uuid, contact, nullable=False, index=True),
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
    op.create_index("tellings_waiting", "tellings", ["next_attempt_at"], postgresql_where=sa.text("state = 'waiting'"))
