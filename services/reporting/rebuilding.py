"""Builds a view anew, from the very beginning of the events, while the old generation keeps answering."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.listener import Listener, Subscriber
from libs.shared.platform.facts.past import Past
from libs.shared.platform.facts.subscriptions import sources_of
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import open_stream
from libs.shared.platform.storage.database import Database, Transaction
from libs.shared.platform.storage.strong_locks import is_in_use, until_free
from libs.shared.platform.streams.stream import MeasurableStream
from services.reporting.storage import generations
from services.reporting.views import View

log = structlog.get_logger()

_WAIT = timedelta(seconds=0.2)
_SHORT_PASS_S = 1.0
_LAST_PASS_S = 3.0
_TO_CLEAR_S = 5.0
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
    sources = sources_of(view.listens_to)
    past = Past(name, sources, runtime.database, runtime.neighbours)
    stream = open_stream(runtime, name, sources)
    listener = Listener(name, runtime.database, stream, _into_unborn(view, generation, count), past=past)
    try:
        await stream.start()
        await _nearly_catch_up(listener, stream)
        await _swap(runtime.database, view, generation, partial(_read_to_end, listener, stream))
    finally:
        await stream.aclose()
    return Rebuilt(view.name, generation, count.events, time.monotonic() - began)


async def _nearly_catch_up(listener: Listener, stream: MeasurableStream) -> None:
    # Each pass reads what came during the one before, so they get shorter however fast events keep coming.
    while True:
        began = time.monotonic()
        await _read_to_end(listener, stream)
        if time.monotonic() - began < _SHORT_PASS_S:
            return


async def _read_to_end(listener: Listener, stream: MeasurableStream) -> None:
    ends = await stream.ends()
    while not await stream.has_reached(ends):
        await listener.listen_once(_WAIT)


async def _swap(database: Database, view: View, generation: int, last_pass: Callable[[], Awaitable[None]]) -> None:
    """Let the generation answer; what is announced later finds its own positions, and its follower goes on there."""
    async with database.transaction() as tx:
        await generations.stop_use(tx.session, view.name)
        # Nobody reads or writes the old one now: with the last few events read, the view never seems to run backwards.
        # If a source falls silent just here, the view is a moment behind and catches up, which is better than to wait.
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_PASS_S):
                await last_pass()
        await generations.activate(tx.session, view.name, generation, view.version)
        tx.show(view.name)


def _into_unborn(view: View, generation: int, count: _Count) -> Subscriber:
    async def subscriber(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        await generations.write_unborn(tx.session, view.name, generation)
        await view.apply(envelopes, tx)
        count.add(len(envelopes))

    return subscriber


async def _clear_others(database: Database, view: str) -> None:
    async def clear() -> None:
        async with database.transaction() as tx:
            await generations.clear_others(tx.session, view)

    try:
        await until_free(clear, patience_s=_TO_CLEAR_S)
    except DBAPIError as error:
        if not is_in_use(error):
            raise
        # Somebody, such as a backup, still reads what nobody fills any more: the next rebuild clears it.
        log.info("left for the next rebuild", view=view)


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
