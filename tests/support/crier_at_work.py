"""A service with all its workers in a process of its own, until it is told to stop."""

import asyncio
import json
import signal
import sys
from contextlib import AsyncExitStack
from uuid import uuid4

import structlog

from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import workers
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.running.workers import keep_at_work
from libs.shared.platform.streams.feed import FeedStream
from libs.shared.platform.streams.kafka import KafkaStream
from libs.shared.platform.streams.stream import EventStream
from tests.support.crier import Crier, a_service, closings, crying, hear, heard
from tests.support.eventually import eventually
from tests.support.serving import served


async def _main() -> None:
    settings = Settings(**json.loads(sys.argv[1]))
    told_to_stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told_to_stop.set)
    async with AsyncExitStack() as stack:
        crier = await stack.enter_async_context(crying(a_service(), settings))
        address = await stack.enter_async_context(served(crier.app))
        neighbours = Neighbours(settings.model_copy(update={"voting_url": address}))
        stack.push_async_callback(neighbours.aclose)
        listener = Listener("hearer", crier.database, _stream(crier, neighbours), hear)
        working = asyncio.create_task(keep_at_work([*workers(crier.service, crier.runtime), listener], crier.runtime))
        await crier.announce(*closings(uuid4(), 5))
        await eventually(lambda: _has_heard(crier))
        sys.stdout.write("at work\n")
        sys.stdout.flush()
        await told_to_stop.wait()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def _stream(crier: Crier, neighbours: Neighbours) -> EventStream:
    if crier.runtime.settings.kafka:
        return KafkaStream("hearer", ["voting"], crier.runtime.settings)
    return FeedStream(neighbours, ["voting"], Bookmarks("hearer", crier.database))


async def _has_heard(crier: Crier) -> bool:
    return len(await heard(crier.database)) == 5


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(_main(), debug=True)
