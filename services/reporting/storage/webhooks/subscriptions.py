"""Subscriptions in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from services.reporting.domain.webhooks.attempts import Failing, Off
from services.reporting.domain.webhooks.errors import NoSuchSubscription, TooManySubscriptions
from services.reporting.domain.webhooks.subscription import AT_MOST, Manager, Subscription, Wish
from services.reporting.storage.webhooks.removed import REMOVED
from services.reporting.storage.webhooks.tables import QueueRow, SubscriptionRow

CHANGED = "webhooks"
"""The channel that rings when something waits to be delivered, or a subscription is another."""
_TAKING_TURNS = 7_301_008
_IS_THERE = SubscriptionRow.owner != REMOVED


async def ring(session: AsyncSession) -> None:
    """Tell whoever delivers, once the transaction is committed."""
    await session.execute(select(func.pg_notify(CHANGED, "")))


async def add(session: AsyncSession, wish: Wish, manager: Manager, sealed_secret: bytes, now: datetime) -> UUID:
    """Keep the wish as a subscription.

    Raises:
        TooManySubscriptions: if there are as many as there may be.
    """
    await session.execute(select(func.pg_advisory_xact_lock(_TAKING_TURNS)))
    if (await session.scalar(select(func.count()).where(_IS_THERE)) or 0) >= AT_MOST:
        raise TooManySubscriptions(AT_MOST)
    subscription_id = new_id()
    values = {
        "subscription_id": subscription_id,
        "owner": manager.owner,
        "name": wish.name,
        "url": wish.url,
        "types": [*wish.types],
        "reads_all": manager.reads_all,
        "round_id": wish.round_id,
        "contact": wish.contact,
        "language": wish.language,
        "sealed_secret": sealed_secret,
        "made_at": now,
        "attempts": 0,
    }
    await session.execute(insert(SubscriptionRow).values(values))
    await ring(session)
    return subscription_id


async def of(session: AsyncSession, manager: Manager) -> list[Subscription]:
    """Those that they manage, by name."""
    wanted = select(SubscriptionRow).where(_is_theirs(manager)).order_by(SubscriptionRow.name, SubscriptionRow.made_at)
    return [as_subscription(row) for row in await session.scalars(wanted)]


async def active(session: AsyncSession) -> list[Subscription]:
    """All that are on."""
    found = await session.scalars(select(SubscriptionRow).where(SubscriptionRow.off_at.is_(None)))
    return [as_subscription(row) for row in found]


async def take(session: AsyncSession, subscription_id: UUID, manager: Manager) -> SubscriptionRow:
    """The subscription, locked.

    Raises:
        NoSuchSubscription: if it is none of theirs.
    """
    is_it = SubscriptionRow.subscription_id == subscription_id
    row = await session.scalar(select(SubscriptionRow).where(is_it, _is_theirs(manager)).with_for_update())
    if row is None:
        raise NoSuchSubscription(subscription_id)
    return row


async def turn_off(session: AsyncSession, subscription_id: UUID, because: Off, now: datetime) -> bool:
    """Send it nothing more; whether it was on."""
    is_on = (SubscriptionRow.subscription_id == subscription_id, SubscriptionRow.off_at.is_(None))
    off = update(SubscriptionRow).where(*is_on).values(off_at=now, off_because=because)
    return await session.scalar(off.returning(SubscriptionRow.subscription_id)) is not None


async def turn_on(session: AsyncSession, subscription_id: UUID, now: datetime) -> None:
    """Send it what still waits, and what happens from now on."""
    fresh = {"off_at": None, "off_because": None, "attempts": 0, "failing_since": None, "next_at": None}
    is_it = SubscriptionRow.subscription_id == subscription_id
    await session.execute(update(SubscriptionRow).where(is_it).values(fresh))
    # The others are due already, and may be very many.
    queues = update(QueueRow).where(QueueRow.subscription_id == subscription_id, QueueRow.attempts > 0)
    await session.execute(queues.values(next_at=now, attempts=0, failing_since=None))
    await ring(session)


async def fails(session: AsyncSession, subscription_id: UUID, failing: Failing) -> None:
    """Note how long nobody has been there, or that somebody is again."""
    values = {"attempts": failing.attempts, "failing_since": failing.since, "next_at": failing.next_at}
    is_it = SubscriptionRow.subscription_id == subscription_id
    await session.execute(update(SubscriptionRow).where(is_it).values(values))


def as_subscription(row: SubscriptionRow) -> Subscription:
    """The row as a subscription."""
    return Subscription(
        row.subscription_id,
        row.owner,
        row.name,
        row.url,
        row.types,
        row.reads_all,
        row.round_id,
        row.contact,
        row.made_at,
        row.off_at,
        row.off_because,
        Failing(row.attempts, row.failing_since, row.next_at),
    )


def _is_theirs(manager: Manager) -> ColumnElement[bool]:
    if manager.sees_all:
        return _IS_THERE
    # A key for public events alone does not look at what another key of the same integrator is told.
    may_read = true() if manager.reads_all else SubscriptionRow.reads_all.is_(False)
    return and_(SubscriptionRow.owner == manager.owner, may_read)
