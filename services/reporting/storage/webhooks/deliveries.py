"""Deliveries as they are listed: what was sent, what was answered, what waits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, not_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.page_rows import Order, page_of
from services.reporting.domain.webhooks.attempts import State
from services.reporting.domain.webhooks.errors import NoSuchDelivery
from services.reporting.storage.webhooks.tables import DeliveryRow, QueueRow, SentEventRow

_LATEST = Order((DeliveryRow.number,), is_descending=True)
_AGAIN = text("""
    update webhook_deliveries set is_waiting = true where subscription_id = :whose and number = :number returning key
""")
_AT_ONCE = text("""
    insert into webhook_queues (subscription_id, key, next_at, attempts) values (:whose, :key, :now, 0)
    on conflict (subscription_id, key) do update set next_at = excluded.next_at
""")
# Few at a time, so that nobody waits for it.
_FORGET = text("""
    delete from webhook_deliveries where number in (
        select number from webhook_deliveries where not is_waiting and tried_at < :before limit 5000
    )
""")
_FORGET_EVENTS = text("""
    with looked_at as (
        select event_id from webhook_events where event_id > :after order by event_id limit 5000
    ), forgotten as (
        delete from webhook_events as told using looked_at where told.event_id = looked_at.event_id and (
            select number from webhook_deliveries as one where one.event_id = looked_at.event_id limit 1
        ) is null
    )
    select event_id from looked_at order by event_id desc limit 1
""")
FIRST = UUID(int=0)
"""Where looking at events begins."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A delivery as it stands. ``body`` is what is sent; words that were taken down since are not in it."""

    number: int
    event_id: UUID
    type: str
    state: State
    attempts: int
    tried_at: datetime | None
    outcome: str | None
    status: int | None
    answer: str | None
    took_ms: int | None
    body: str


@dataclass(frozen=True, slots=True)
class Load:
    """How many deliveries wait, and how many of the things they are about fail, over all subscriptions."""

    waiting: int
    failing: int


async def listed(session: AsyncSession, whose: UUID, state: State | None, page: Page) -> Found[Listed]:
    """A page of a subscription's deliveries, the latest first."""
    # Each has its event. Joined in this way, a count of a million needs none of them.
    wanted = select(DeliveryRow, SentEventRow).outerjoin(SentEventRow, SentEventRow.event_id == DeliveryRow.event_id)
    chosen = [DeliveryRow.subscription_id == whose]
    if state is not None:
        # Said as the indexes say it.
        chosen.append(not_(DeliveryRow.is_waiting) if state == "delivered" else and_(DeliveryRow.is_waiting))
    if state == "failing":
        chosen.append(DeliveryRow.attempts > 0)
    return await page_of(session, wanted.where(*chosen), _LATEST, page, _listed)


async def again(session: AsyncSession, whose: UUID, number: int, now: datetime) -> None:
    """Let the delivery wait to be sent at once, before whatever else waits about the same thing.

    Raises:
        NoSuchDelivery: if the subscription has none of that number.
    """
    key = await session.scalar(_AGAIN, {"whose": whose, "number": number})
    if key is None:
        raise NoSuchDelivery(number)
    await session.execute(_AT_ONCE, {"whose": whose, "key": key, "now": now})


async def forget(session: AsyncSession, before: datetime) -> None:
    """Erase some of what was delivered before the moment."""
    await session.execute(_FORGET, {"before": before})


async def forget_events(session: AsyncSession, after: UUID) -> UUID:
    """Look at some events, and erase those that nobody is to be told any more; after which one to go on."""
    last: UUID | None = await session.scalar(_FORGET_EVENTS, {"after": after})
    return last or FIRST


async def load(session: AsyncSession) -> Load:
    """What waits in all."""
    waiting = select(func.count()).where(DeliveryRow.is_waiting)
    failing = select(func.count()).where(QueueRow.failing_since.is_not(None))
    return Load(await session.scalar(waiting) or 0, await session.scalar(failing) or 0)


def _listed(row: DeliveryRow, event: SentEventRow) -> Listed:
    waits: State = "failing" if row.attempts else "waiting"
    return Listed(
        row.number,
        row.event_id,
        event.type,
        waits if row.is_waiting else "delivered",
        row.attempts,
        row.tried_at,
        row.outcome,
        row.status,
        row.answer,
        row.took_ms,
        event.body,
    )
