"""Webhooks: subscriptions, what is sent, what waits, and which round things are of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "2026_11_29_webhooks"
down_revision = "2026_11_28_views_know_their_version"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _subscriptions()
    _deliveries()
    op.create_table(
        "webhook_rounds",
        sa.Column("about", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, nullable=False),
    )
    _tellings()


def _subscriptions() -> None:
    op.create_table(
        "webhook_subscriptions",
        sa.Column("subscription_id", sa.Uuid, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("types", ARRAY(sa.Text), nullable=False),
        sa.Column("reads_all", sa.Boolean, nullable=False),
        sa.Column("round_id", sa.Uuid),
        sa.Column("contact", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary, nullable=False),
        sa.Column("sealed_former", sa.LargeBinary),
        sa.Column("former_until", _MOMENT),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("off_at", _MOMENT),
        sa.Column("off_because", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("failing_since", _MOMENT),
        sa.Column("next_at", _MOMENT),
    )


def _deliveries() -> None:
    op.create_table(
        "webhook_events",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        _subscription(),
        sa.Column("event_id", sa.Uuid, sa.ForeignKey("webhook_events.event_id"), nullable=False, index=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("is_waiting", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("tried_at", _MOMENT),
        sa.Column("outcome", sa.Text),
        sa.Column("status", sa.Integer),
        sa.Column("answer", sa.Text),
        sa.Column("took_ms", sa.Integer),
        sa.UniqueConstraint("subscription_id", "event_id"),
    )
    _index("waiting", ["subscription_id", "key", "number"], "is_waiting")
    _index("done", ["tried_at"], "not is_waiting")
    op.create_index("webhook_deliveries_listed", "webhook_deliveries", ["subscription_id", "number"])
    op.create_table(
        "webhook_queues",
        _subscription(primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("next_at", _MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("failing_since", _MOMENT),
    )
    op.create_index("webhook_queues_due", "webhook_queues", ["subscription_id", "next_at"])


def _tellings() -> None:
    op.create_table(
        "webhook_tellings",
        sa.Column("telling_id", sa.Uuid, primary_key=True),
        _subscription(index=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", _MOMENT),
        sa.Column("trouble", sa.Text),
        sa.Column("done_at", _MOMENT),
        sa.Column("done_by", sa.Uuid),
    )


def _subscription(*, primary_key: bool = False, index: bool = False) -> sa.Column[object]:
    whose = sa.ForeignKey("webhook_subscriptions.subscription_id", ondelete="CASCADE")
    return sa.Column("subscription_id", sa.Uuid, whose, primary_key=primary_key, nullable=False, index=index)


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(f"webhook_deliveries_{name}", "webhook_deliveries", columns, postgresql_where=sa.text(where))
