"""A listener: applies the events of other services exactly once, through any crash or redelivery."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import asyncpg
import structlog
from opentelemetry.trace import SpanKind
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from libs.shared.events.envelope import Envelope, Event, EventIsUnreadable
from libs.shared.kernel.errors import DomainError
from libs.shared.platform.facts import dead_letters, heard, positions
from libs.shared.platform.facts.lanes import lane_of
from libs.shared.platform.facts.past import Past
from libs.shared.platform.facts.positions import Reached
from libs.shared.platform.running import attendance, retrying
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage.database import Database, Transaction
from libs.shared.platform.streams.stream import Batch, Delivery, EventStream
from libs.shared.platform.watching import metrics, tracing

log = structlog.get_logger()

E_co = TypeVar("E_co", bound=Event, covariant=True)

_AT_MOST = 1000
_WAIT = timedelta(seconds=5)
_TELL_LAG_EVERY_S = 30.0
_IN_QUICK_SUCCESSION_S = 0.05
"""What follows a batch so soon is applied with what comes then, too: a batch of one costs as much as one of many."""


@dataclass(frozen=True, slots=True)
class Fact(Generic[E_co]):
    """An event that a handler gets, with who said it and when it happened."""

    event: E_co
    source: str
    position: int
    at: datetime


Subscriber = Callable[[Sequence[Envelope], Transaction], Awaitable[None]]
"""Applies a batch of one source's envelopes, in order, in the transaction."""


class TooManyDeadLetters(Exception):
    """So much was set aside that something must be wrong with the listener itself."""


class Listener:
    """Reads a stream and hands its events to one subscriber.

    A batch, its effects and the position reached share one transaction of the listener's own database.

    With its ``past`` it notices that a source was put back to an older state. Of the types that it ``acts_on`` it keeps
    the events' ids: none of them takes effect twice then, either.
    """

    def __init__(
        self,
        name: str,
        database: Database,
        stream: EventStream,
        subscriber: Subscriber,
        *,
        past: Past | None = None,
        acts_on: Collection[str] = (),
        dead_letter_limit: int = 100,
    ) -> None:
        self.name = name
        self._database, self._stream, self._subscriber = database, stream, subscriber
        self._past, self._acts_on = past, frozenset(acts_on)
        self._dead_letter_limit = dead_letter_limit
        self._tell_lag_at = 0.0

    async def run(self) -> None:
        """Listen until cancelled."""
        try:
            await retrying.forever(self._listen, what=self.name)
        finally:
            await self._stream.aclose()

    async def _listen(self) -> None:
        await self._demand_few_dead_letters()
        if self._past is not None:
            await self._past.compare()
        await self._stream.start()
        while True:
            applied = await self.listen_once(_WAIT)
            attendance.present()
            await self._tell_lag_now_and_then()
            if self._past is not None:
                await self._past.compare_now_and_then()
            if 0 < applied < _AT_MOST:
                await asyncio.sleep(_IN_QUICK_SUCCESSION_S)

    async def _tell_lag_now_and_then(self) -> None:
        if time.monotonic() < self._tell_lag_at:
            return
        for source, events in (await self._stream.behind()).items():
            metrics.EVENTS_BEHIND.labels(self.name, source).set(events)
        self._tell_lag_at = time.monotonic() + _TELL_LAG_EVERY_S

    async def listen_once(self, wait: timedelta) -> int:
        """Apply the next batch; how many events it holds, 0 if none came. The stream must have been started."""
        batch = await self._stream.next_batch(_AT_MOST, wait)
        if batch is None:
            return 0
        await self._apply(batch)
        await self._stream.acknowledge(batch)
        return len(batch.deliveries)

    async def _apply(self, batch: Batch) -> None:
        try:
            await self._apply_together(batch.source, batch.deliveries)
        except Exception as error:
            if not is_poison(error):
                raise
            await self._apply_one_by_one(batch)

    async def _apply_together(self, source: ServiceName, deliveries: Sequence[Delivery]) -> None:
        envelopes: Sequence[Envelope] = [delivery.open() for delivery in deliveries]
        if self._past is not None:
            envelopes = await self._past.still_true(source, envelopes)
        # Most events are not for this listener; the subscriber says when something is changed that is read in public.
        told = [envelope.traceparent for envelope in envelopes]
        about: dict[str, str | int] = {
            "messaging.consumer.group.name": self.name,
            "messaging.batch.message_count": len(envelopes),
        }
        with tracing.span(f"apply {source}", about, SpanKind.CONSUMER, told):
            async with self._database.transaction(is_shown=False) as tx:
                applied = await self._apply_new(source, envelopes, tx)
        metrics.EVENTS_APPLIED.labels(self.name, source).inc(applied)

    async def _apply_new(self, source: str, envelopes: Sequence[Envelope], tx: Transaction) -> int:
        # The rows' locks also keep out a twin that has not yet noticed it lost the partition.
        lanes = [lane_of(envelope.partitionkey) for envelope in envelopes]
        known = await positions.lock(tx.session, self.name, source, lanes)
        new, reached = [], dict[int, Reached]()
        for lane, envelope in zip(lanes, envelopes, strict=True):
            # One batch may hold an event twice, when a relay was killed before it could mark what it had published.
            if envelope.position > known[lane]:
                known[lane], reached[lane] = envelope.position, _place_of(envelope)
                new.append(envelope)
        if new:
            await dead_letters.retell(tx.session, source, new)
            await self._subscriber(await self._not_acted_on_yet(source, new, tx), tx)
            await positions.advance(tx.session, self.name, source, reached)
        return len(new)

    async def _not_acted_on_yet(
        self, source: str, envelopes: Sequence[Envelope], tx: Transaction
    ) -> Sequence[Envelope]:
        mine = [envelope for envelope in envelopes if envelope.type in self._acts_on]
        kept = await heard.keep(tx.session, self.name, source, mine)
        return [envelope for envelope in envelopes if envelope.type not in self._acts_on or envelope.id in kept]

    async def _apply_one_by_one(self, batch: Batch) -> None:
        for delivery in batch.deliveries:
            try:
                await self._apply_together(batch.source, [delivery])
            except Exception as error:
                if not is_poison(error):
                    raise
                await self._set_aside(batch.source, delivery, error)

    async def _set_aside(self, source: ServiceName, delivery: Delivery, error: Exception) -> None:
        async with self._database.transaction(is_shown=False) as tx:
            await dead_letters.set_aside(tx.session, self.name, source, delivery, _reason(error))
            if (envelope := _opened(delivery)) is not None:
                await dead_letters.retell(tx.session, source, [envelope])
                lane = lane_of(envelope.partitionkey)
                await positions.lock(tx.session, self.name, source, [lane])
                await positions.advance(tx.session, self.name, source, {lane: _place_of(envelope)})
        log.error("dead letter", listener=self.name, place=delivery.place, reason=type(error).__name__)
        await self._demand_few_dead_letters()

    async def _demand_few_dead_letters(self) -> None:
        """Also before it begins: started again, it must not set aside one more each time."""
        async with self._database.reading() as session:
            waiting = await dead_letters.count_waiting(session, self.name)
        if waiting > self._dead_letter_limit:
            raise TooManyDeadLetters(f"{self.name} has set aside {waiting} events; see its dead letters")


def _place_of(envelope: Envelope) -> Reached:
    return Reached(envelope.position, envelope.id, envelope.epoch)


def is_poison(error: Exception) -> bool:
    """Whether the event is to blame, which no waiting mends."""
    if isinstance(error, DBAPIError):
        # A value that a table cannot hold: class 22 is data, 23 a constraint. All else is a fault of ours.
        state = getattr(error.orig, "sqlstate", None) or ""
        is_of_the_data = state.startswith(("22", "23")) or isinstance(error.__cause__, asyncpg.DataError)
    else:
        is_of_the_data = isinstance(error, DomainError | ValidationError)
    return is_of_the_data and not retrying.passes(error)


def _reason(error: Exception) -> str:
    code = error.code if isinstance(error, DomainError) else type(error).__name__
    return f"{code}: {error}".replace("\0", "\N{REPLACEMENT CHARACTER}")[:2000]


def _opened(delivery: Delivery) -> Envelope | None:
    try:
        return delivery.open()
    except EventIsUnreadable:
        return None
