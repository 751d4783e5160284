"""Polls, the ballot box open and sealed, outcomes, and what is known of funds and proposals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from libs.shared.platform.storage.migrating import create_platform_tables

revision = "2026_11_23_the_first_tables"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_platform_tables(op)
    _what_others_announced()
    _polls()
    _ballots()


def _what_others_announced() -> None:
    op.create_table(
        "funds",
        sa.Column("fund_id", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, nullable=False, index=True),
        sa.Column("round_name", sa.Text, nullable=False),
        sa.Column("area_id", sa.Uuid),
        sa.Column("budget_cents", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("spent_by", sa.Text, nullable=False),
    )
    op.create_table(
        "proposals",
        sa.Column("proposal_id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("fund_id", sa.Uuid, nullable=False, index=True),
        sa.Column("area_id", sa.Uuid),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("cost_cents", sa.BigInteger, nullable=False),
        sa.Column("committed_cents", sa.BigInteger, nullable=False),
    )


def _polls() -> None:
    op.create_table(
        "polls",
        sa.Column("poll_id", sa.Uuid, primary_key=True),
        sa.Column("submission_id", sa.Uuid, unique=True),
        sa.Column("round_id", sa.Uuid, nullable=False, index=True),
        sa.Column("fund_id", sa.Uuid, nullable=False),
        sa.Column("area_id", sa.Uuid),
        sa.Column("budget_cents", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("limits", JSONB, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("completion", sa.Text, nullable=False),
        sa.Column("channels", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("may_replace", sa.Boolean, nullable=False),
        sa.Column("opens_at", _MOMENT, nullable=False),
        sa.Column("closes_at", _MOMENT, nullable=False),
        sa.Column("numbers", JSONB, nullable=False),
        sa.Column("paper", JSONB),
        sa.Column("lot_seed", sa.Text),
        sa.Column("lot_commitment", sa.Text),
        sa.Column("ballots", sa.Integer),
        sa.Column("sealed_at", _MOMENT),
    )
    op.create_table(
        "poll_acts",
        sa.Column("act_id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("poll_id", sa.Uuid, sa.ForeignKey("polls.poll_id"), nullable=False, index=True),
        sa.Column("at", _MOMENT, nullable=False, server_default=sa.func.clock_timestamp()),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("actor_id", sa.Uuid),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("words", JSONB, nullable=False),
        sa.Column("by", JSONB, nullable=False),
    )
    op.create_table(
        "outcomes",
        sa.Column("poll_id", sa.Uuid, sa.ForeignKey("polls.poll_id"), primary_key=True),
        sa.Column("outcome", JSONB, nullable=False),
    )


def _ballots() -> None:
    op.create_table(
        "ballots",
        sa.Column("poll_id", sa.Uuid, primary_key=True),
        sa.Column("pseudonym", sa.LargeBinary, primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("choices", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("area_id", sa.Uuid),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        postgresql_partition_by="LIST (poll_id)",
    )
    op.create_index("ballots_by_commitment", "ballots", ["poll_id", "commitment"])
    op.create_table(
        "sealed_ballots",
        sa.Column("poll_id", sa.Uuid, primary_key=True),
        sa.Column("commitment", sa.LargeBinary, primary_key=True),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("choices", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("area_id", sa.Uuid),
        sa.Column("was_replaced", sa.Boolean, nullable=False),
    )
