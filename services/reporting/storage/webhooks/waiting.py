"""What waits to be delivered: put there in the transaction that hears of it, taken in bounded pieces."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.envelope import Envelope
from services.reporting.domain.webhooks.attempts import Attempt, Failing

_KEEP_EVENTS = text("""
    insert into webhook_events (event_id, type, subject, body)
    select * from unnest(
        cast(:ids as uuid[]), cast(:types as text[]), cast(:subjects as text[]), cast(:bodies as text[])
    )
    on conflict do nothing
""")
# In an order, so that nobody waits in a circle. A queue that is there is locked: nobody clears it away meanwhile.
_OPEN_QUEUES = text("""
    insert into webhook_queues (subscription_id, key, next_at, attempts)
    select distinct whose, key, cast(:now as timestamptz), 0
    from unnest(cast(:whose as uuid[]), cast(:keys as text[])) as one (whose, key) order by whose, key
    on conflict (subscription_id, key) do update set next_at = webhook_queues.next_at
""")
_QUEUE = text("""
    insert into webhook_deliveries (subscription_id, event_id, key, is_waiting, attempts)
    select whose, event, key, true, 0
    from unnest(cast(:whose as uuid[]), cast(:events as uuid[]), cast(:keys as text[]))
    with ordinality as one (whose, event, key, place) order by place
    on conflict (subscription_id, event_id) do nothing
""")
_DUE = text("""
    select queue.key, queue.attempts, queue.failing_since, one.number, one.event_id, one.type, one.body
    from (
        select * from webhook_queues where subscription_id = :whose and next_at <= :now
        order by next_at limit :queues
    ) as queue
    left join lateral (
        select number, event_id, type, body from webhook_deliveries join webhook_events using (event_id)
        where subscription_id = :whose and key = queue.key and is_waiting order by number limit :each
    ) as one on true
    order by queue.next_at, queue.key, one.number limit :queues
""")
_NEXT = text("select min(next_at) from webhook_queues where subscription_id = :whose")
# Row by row, by its key: a plan that reads all that waits would take as long as all that waits is.
_LOCK = text("""
    select queue.key from (select key from unnest(cast(:keys as text[])) as one (key) order by key) as tried
    cross join lateral (
        select key from webhook_queues where subscription_id = :whose and key = tried.key for update
    ) as queue
""")
_NOTE = text("""
    update webhook_deliveries as one set is_waiting = not tried.is_done, attempts = one.attempts + 1, tried_at = :now,
        outcome = tried.outcome, status = nullif(tried.status, 0), answer = tried.answer, took_ms = tried.took_ms
    from unnest(cast(:numbers as bigint[]), cast(:done as bool[]), cast(:outcomes as text[]), cast(:statuses as int[]),
        cast(:answers as text[]), cast(:took as int[])) as tried (number, is_done, outcome, status, answer, took_ms)
    where one.number = tried.number
""")
_CLOSE_EMPTY = text("""
    delete from webhook_queues as queue where subscription_id = :whose and key = any(cast(:keys as text[])) and (
        select number from webhook_deliveries as one
        where one.subscription_id = :whose and one.key = queue.key and one.is_waiting limit 1
    ) is null
""")
_GOES_ON = text("""
    update webhook_queues set next_at = :now, attempts = 0, failing_since = null
    where subscription_id = :whose and key = any(cast(:keys as text[]))
""")
_WAITS = text("""
    update webhook_queues set next_at = :next_at, attempts = :attempts, failing_since = :since
    where subscription_id = :whose and key = :key
""")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One delivery that is due."""

    number: int
    event_id: UUID
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Queue:
    """What is due about one thing, in order."""

    key: str
    failing: Failing
    deliveries: Sequence[Waiting]


@dataclass(frozen=True, slots=True)
class Tried:
    """A delivery that was tried, and what that came to."""

    number: int
    attempt: Attempt


async def add(session: AsyncSession, told: Sequence[tuple[UUID, Envelope]], now: datetime) -> None:
    """Let the events wait for the subscriptions; one that was told a subscription before is not told again."""
    events = {envelope.id: envelope for _, envelope in told}.values()
    kept = {
        "ids": [one.id for one in events],
        "types": [one.type for one in events],
        "subjects": [one.subject for one in events],
        "bodies": [one.encode().decode() for one in events],
    }
    await session.execute(_KEEP_EVENTS, kept)
    whose, keys = [one for one, _ in told], [envelope.partitionkey for _, envelope in told]
    await session.execute(_OPEN_QUEUES, {"whose": whose, "keys": keys, "now": now})
    await session.execute(_QUEUE, {"whose": whose, "keys": keys, "events": [one.id for _, one in told]})


async def due(session: AsyncSession, whose: UUID, now: datetime, queues: int, each: int) -> list[Queue]:
    """The queues that are due, longest due first: so many at most, of each so many deliveries, and as many in all."""
    found = await session.execute(_DUE, {"whose": whose, "now": now, "queues": queues, "each": each})
    failing: dict[str, Failing] = {}
    deliveries = defaultdict[str, list[Waiting]](list)
    for row in found:
        failing[row.key] = Failing(row.attempts, row.failing_since)
        if row.number is not None:
            deliveries[row.key].append(Waiting(row.number, row.event_id, row.type, row.body.encode()))
    return [Queue(key, one, deliveries[key]) for key, one in failing.items()]


async def next_due(session: AsyncSession, whose: UUID) -> datetime | None:
    """When the next queue is due; none if nothing waits."""
    found: datetime | None = await session.scalar(_NEXT, {"whose": whose})
    return found


async def note(
    session: AsyncSession, whose: UUID, tried: Sequence[Tried], queues: Mapping[str, Failing | None], now: datetime
) -> None:
    """Write down what was tried, and when each queue goes on: at once where nothing fails."""
    # The queues' locks come first, in a statement of their own: what is heard meanwhile is seen by the next ones.
    await session.execute(_LOCK, {"whose": whose, "keys": [*queues]})
    values = {
        "numbers": [one.number for one in tried],
        "done": [one.attempt.is_accepted for one in tried],
        "outcomes": [one.attempt.outcome for one in tried],
        "statuses": [one.attempt.status or 0 for one in tried],
        "answers": [one.attempt.answer for one in tried],
        "took": [one.attempt.took_ms for one in tried],
    }
    await session.execute(_NOTE, values | {"now": now})
    well = {"whose": whose, "keys": [key for key, failing in queues.items() if failing is None]}
    await session.execute(_CLOSE_EMPTY, well)
    await session.execute(_GOES_ON, well | {"now": now})
    for key, failing in queues.items():
        if failing is not None:
            again = {"next_at": failing.next_at, "attempts": failing.attempts, "since": failing.since}
            await session.execute(_WAITS, {"whose": whose, "key": key} | again)
