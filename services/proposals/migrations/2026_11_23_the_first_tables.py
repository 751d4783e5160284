"""Rounds, proposals with their life lines, offers, contacts."""

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
    _create_proposals()
    _create_life_lines()
    _create_offers()
    _create_contacts()


def _create_rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("round_id", sa.Uuid, primary_key=True),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("hourly_value_cents", sa.BigInteger, nullable=False),
        sa.Column("fund_ids", sa.ARRAY(sa.Uuid), nullable=False),
        sa.Column("area_ids", sa.ARRAY(sa.Uuid), nullable=False),
        sa.Column("ends_on", sa.Date),
    )


def _create_proposals() -> None:
    document = sa.Computed("to_tsvector('simple'::regconfig, title || ' ' || summary)", persisted=True)
    op.create_table(
        "proposals",
        sa.Column("proposal_id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("round_id", sa.Uuid, nullable=False, index=True),
        sa.Column("fund_id", sa.Uuid, nullable=False),
        sa.Column("idea_id", sa.Uuid, unique=True),
        sa.Column("idea_number", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("area_id", sa.Uuid),
        sa.Column("place", sa.Text),
        sa.Column("cost_cents", sa.BigInteger),
        sa.Column("committed_cents", sa.BigInteger, nullable=False),
        sa.Column("submitted_at", _TIME, nullable=False, index=True),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("state_since", _TIME, nullable=False),
        sa.Column("criterion", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("poll_id", sa.Uuid, index=True),
        sa.Column("submission_hash", sa.LargeBinary, unique=True),
        sa.Column("key_salt", sa.LargeBinary),
        sa.Column("key_hash", sa.LargeBinary),
        sa.Column("document", TSVECTOR, document, nullable=False),
    )
    op.create_index("proposals_by_words", "proposals", ["document"], postgresql_using="gin")


def _create_life_lines() -> None:
    op.create_table(
        "life_lines",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("proposal_id", sa.Uuid, sa.ForeignKey("proposals.proposal_id"), nullable=False, index=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("words", JSONB, nullable=False),
        sa.Column("by", JSONB, nullable=False),
    )


def _create_offers() -> None:
    op.create_table(
        "offers",
        sa.Column("offer_id", sa.Uuid, primary_key=True),
        sa.Column("proposal_id", sa.Uuid, sa.ForeignKey("proposals.proposal_id"), nullable=False, index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("value_cents", sa.BigInteger, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("reason", sa.Text),
        sa.Column("submission_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("key_salt", sa.LargeBinary, nullable=False),
        sa.Column("key_hash", sa.LargeBinary, nullable=False),
    )


def _create_contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("of", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )
