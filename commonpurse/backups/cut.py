"""One moment of all databases, taken while the platform works: no listener in it is ahead of its source.

Whoever dumps one database after the other gets listeners that have heard of facts which their source, dumped a moment
before, does not have. No order of the dumps helps: services listen to each other in circles. So:

1. The row ``relay_mark`` of every database is locked. A relay gives positions by an update of that row, so from the
   moment that all are locked no journal gets a position. Let P be the highest one that a source has then.
2. While all are locked a snapshot of every database is exported. A listener applies an event only once it has its
   position, so in its snapshot it has heard at most P of the source. The source's snapshot is taken after its row was
   locked, so it has all events through P. Hence no listener is ahead of its source, whatever the snapshots' order.
3. The rows are let go, and the dumps are made of the snapshots for as long as it takes.

Between 1 and 3 lie some milliseconds. Ballots are cast all the while: their events only wait for their positions.
Voting comes first and residents last, so that whoever has a ballot in the cut had their permit in it, too.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import asyncpg

from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import ServiceName

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

# Whoever is ended in the middle must not keep the relays waiting.
_PAUSING = {"lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s", "application_name": "backup"}
_ENDS: tuple[ServiceName, ServiceName] = ("voting", "residents")
_ORDER = (_ENDS[0], *(name for name in SERVICE_NAMES if name not in _ENDS), _ENDS[1])


@dataclass(frozen=True)
class Cut:
    """The moment, and of each database the snapshot's name and a connection that reads it."""

    made_at: datetime
    snapshots: Mapping[ServiceName, str]
    readers: Mapping[ServiceName, Connection]


@asynccontextmanager
async def one_cut(addresses: Mapping[ServiceName, str]) -> AsyncIterator[Cut]:
    """The cut, which can be dumped as long as the block lasts."""
    order = [name for name in _ORDER if name in addresses]
    async with AsyncExitStack() as stack:
        readers = {name: await stack.enter_async_context(_connected(addresses[name])) for name in order}
        async with AsyncExitStack() as pause:
            pausing = [await pause.enter_async_context(_connected(addresses[name], _PAUSING)) for name in order]
            await asyncio.gather(*(_stop_giving_positions(one) for one in pausing))
            made_at = await pausing[0].fetchval("select clock_timestamp()")
            snapshots = {name: await _snapshot(readers[name]) for name in order}
        yield Cut(made_at, snapshots, readers)


async def _stop_giving_positions(connection: Connection) -> None:
    await connection.execute("begin")  # ended with the connection
    await connection.execute("select from relay_mark for update")


async def _snapshot(connection: Connection) -> str:
    await connection.execute("begin isolation level repeatable read read only")
    return str(await connection.fetchval("select pg_export_snapshot()"))


@asynccontextmanager
async def _connected(address: str, settings: Mapping[str, str] | None = None) -> AsyncIterator[Connection]:
    told = {"application_name": "backup"} | dict(settings or {})
    connection = await asyncpg.connect(address, timeout=10, server_settings=told)
    try:
        yield connection
    finally:
        connection.terminate()
