"""How soon each of a thousand pages that listen hears of an event: server-sent events of one process of voting.

Run alone: python -m tests.bench.listeners
"""

import asyncio
import json
import random
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

from libs.shared.platform.facts.live import MOST_LISTENERS
from libs.shared.platform.running.runtime import Runtime
from tests.bench.ground import a_postgres_on_disk, announcing
from tests.support.crier import closings
from tests.support.databases import a_fresh_database
from tests.support.eventually import eventually
from tests.voting.support.serving import a_voting_process

EVENTS = 50
LONGEST_PAUSE_S = 0.4
_REQUEST = b"GET /api/voting/v1/events/stream HTTP/1.1\r\nHost: bench\r\n\r\n"


class _Page(asyncio.Protocol):
    """A page that listens; it notes when each event came."""

    def __init__(self, heard: list[float]) -> None:
        self._heard, self.is_listening = heard, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(_REQUEST)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self.is_listening |= b"retry:" in data
        self._heard.extend([now] * data.count(b"\nevent: "))


async def run() -> dict[str, object]:
    """``sse_ms`` (p50, p99): from an event's commit until a page has it, of all pages and events."""
    with a_postgres_on_disk() as server:
        async with a_fresh_database(server) as address, a_voting_process(address) as voting:
            hundredths = statistics.quantiles(await _waits_ms(address, voting.port), n=100)
    return {"sse_ms": {"p50": round(hundredths[49], 1), "p99": round(hundredths[98], 1)}}


async def _waits_ms(address: str, port: int) -> list[float]:
    heard: list[float] = []
    async with announcing(address) as runtime, _pages(port, heard) as pages:
        await eventually(lambda: all(page.is_listening for page in pages), within=60)
        waits = list[float]()
        for _ in range(EVENTS):
            waits += await _waits_for_one(runtime, heard)
    return waits


async def _waits_for_one(runtime: Runtime, heard: list[float]) -> list[float]:
    # News come when they come, not in step with anybody's timer.
    await asyncio.sleep(random.uniform(0, LONGEST_PAUSE_S))  # noqa: S311 - no secret
    heard.clear()
    async with runtime.database.transaction() as tx:
        tx.announce(*closings(uuid4(), 1))
    committed = time.perf_counter()
    await eventually(lambda: len(heard) >= MOST_LISTENERS, within=30)
    return [(at - committed) * 1000 for at in heard]


@asynccontextmanager
async def _pages(port: int, heard: list[float]) -> AsyncIterator[list[_Page]]:
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        pages = []
        for _ in range(MOST_LISTENERS):
            transport, page = await loop.create_connection(lambda: _Page(heard), "127.0.0.1", port)
            stack.callback(transport.close)
            pages.append(page)
        yield pages


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run()), indent=2))  # noqa: T201 - it is run by hand
