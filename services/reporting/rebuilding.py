"""Builds a view anew, from the very beginning of the events, while the old generation keeps answering."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from libs.shared.events.envelope import Envelope
from libs.shared.platform.database import Database, Transaction
from libs.shared.platform.listener import Listener, Subscriber
from libs.shared.platform.runtime import Runtime
from libs.shared.platform.service import open_stream
from libs.shared.platform.streams.stream import EventStream
from libs.shared.platform.subscriptions import sources_of
from services.reporting.storage import generations
from services.reporting.views import View

_WAIT = timedelta(seconds=0.2)
_ASK_FOR_HEAD_EVERY_S = 0.5
_REBUILDING = 7_301_005


class RebuildIsUnderWay(Exception):
    """Somebody else rebuilds the view at this moment."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did."""

    view: str
    generation: int
    events: int
    seconds: float


class _Count:
    """How many events have been applied, told to whoever wants to watch."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self.events, self._tell = 0, tell

    def add(self, events: int) -> None:
        self.events += events
        self._tell(self.events)


async def rebuild(runtime: Runtime, view: View, tell: Callable[[int], None] = lambda _: None) -> Rebuilt:
    """Replace the view's active generation by one made from all events; ``tell`` hears how many are applied.

    Killed at any moment it leaves the old generation answering; the next rebuild clears what it had begun.

    Raises:
        RebuildIsUnderWay: if another process is at it.
    """
    async with _alone(runtime.database, view.name):
        await _clear_others(runtime.database, view.name)
        try:
            return await _build_and_swap(runtime, view, _Count(tell))
        finally:
            await _clear_others(runtime.database, view.name)


async def _build_and_swap(runtime: Runtime, view: View, count: _Count) -> Rebuilt:
    began = time.monotonic()
    async with runtime.database.transaction() as tx:
        generation = await generations.begin(tx.session, view.name, view.tables)
    name = generations.listener_name(view.name, generation)
    stream = open_stream(runtime, name, sources_of(view.listens_to))
    try:
        await stream.start()
        await _read_to_head(Listener(name, runtime.database, stream, _into_unborn(view, generation, count)), stream)
    finally:
        await stream.aclose()
    # What is announced from here on finds the new generation's own positions: its follower goes on just behind them.
    async with runtime.database.transaction() as tx:
        await generations.swap(tx.session, view.name, generation)
    return Rebuilt(view.name, generation, count.events, time.monotonic() - began)


async def _read_to_head(listener: Listener, stream: EventStream) -> None:
    asked = time.monotonic()
    while True:
        found_some = await listener.listen_once(_WAIT)
        if found_some and time.monotonic() < asked + _ASK_FOR_HEAD_EVERY_S:
            continue
        if await stream.is_at_head():
            return
        asked = time.monotonic()


def _into_unborn(view: View, generation: int, count: _Count) -> Subscriber:
    async def subscriber(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        await generations.write_unborn(tx.session, view.name, generation)
        await view.apply(envelopes, tx)
        count.add(len(envelopes))

    return subscriber


async def _clear_others(database: Database, view: str) -> None:
    async with database.transaction() as tx:
        await generations.clear_others(tx.session, view)


@asynccontextmanager
async def _alone(database: Database, view: str) -> AsyncIterator[None]:
    async with database.engine.connect() as connection:
        # Held by the connection: a killed process lets go of it.
        lock = await connection.execution_options(isolation_level="AUTOCOMMIT")
        if not await lock.scalar(select(func.pg_try_advisory_lock(_REBUILDING, func.hashtext(view)))):
            raise RebuildIsUnderWay(f"the view {view} is being rebuilt already")
        try:
            yield
        finally:
            await connection.invalidate()
