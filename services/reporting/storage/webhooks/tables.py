"""The tables of webhooks. What is sent is kept once, however many are told it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.telling.telling_rows import TellingColumns
from services.reporting.storage.tables import ReportingTable


class SubscriptionRow(ReportingTable):
    """A subscription. Its secret is encrypted under a key that is not in the database."""

    __tablename__ = "webhook_subscriptions"

    subscription_id: Mapped[UUID] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    types: Mapped[list[str]] = mapped_column(ARRAY(Text))
    reads_all: Mapped[bool]
    round_id: Mapped[UUID | None]
    contact: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_former: Mapped[bytes | None] = mapped_column(LargeBinary)
    former_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    off_at: Mapped[datetime | None]
    off_because: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int]
    failing_since: Mapped[datetime | None]
    next_at: Mapped[datetime | None]


class SentEventRow(ReportingTable):
    """An event as it is sent, or was: it says what it says now, if its words were taken down (decision 23)."""

    __tablename__ = "webhook_events"

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, index=True)
    body: Mapped[str] = mapped_column(Text)


class DeliveryRow(ReportingTable):
    """One event for one subscription: it waits, or what its last attempt came to."""

    __tablename__ = "webhook_deliveries"

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    subscription_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_subscriptions.subscription_id", ondelete="CASCADE")
    )
    event_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_events.event_id"), index=True)
    key: Mapped[str] = mapped_column(Text)
    is_waiting: Mapped[bool]
    attempts: Mapped[int]
    tried_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    status: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(Text)
    took_ms: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("subscription_id", "event_id"),
        Index("webhook_deliveries_waiting", "subscription_id", "key", "number", postgresql_where=text("is_waiting")),
        Index("webhook_deliveries_done", "tried_at", postgresql_where=text("not is_waiting")),
        Index("webhook_deliveries_listed", "subscription_id", "number"),
        Index("webhook_deliveries_delivered", "subscription_id", "number", postgresql_where=text("not is_waiting")),
        Index(
            "webhook_deliveries_failing",
            "subscription_id",
            "number",
            postgresql_where=text("is_waiting and attempts > 0"),
        ),
    )


class QueueRow(ReportingTable):
    """What waits for a subscription about one thing: sent in order, so its first holds back the others of its key."""

    __tablename__ = "webhook_queues"

    subscription_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_subscriptions.subscription_id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    next_at: Mapped[datetime]
    attempts: Mapped[int]
    failing_since: Mapped[datetime | None]

    __table_args__ = (Index("webhook_queues_due", "subscription_id", "next_at"),)


class RoundOfRow(ReportingTable):
    """Which round a thing is of, as events have told: many speak of a thing alone."""

    __tablename__ = "webhook_rounds"

    about: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID]


class WebhookTellingRow(ReportingTable, TellingColumns):
    """News for whoever subscribed: their subscription was turned off."""

    __tablename__ = "webhook_tellings"

    subscription_id: Mapped[UUID] = mapped_column(
        ForeignKey("webhook_subscriptions.subscription_id", ondelete="CASCADE"), index=True
    )
