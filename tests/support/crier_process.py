"""A relay or a listener in a process of its own, which halts at a named point and waits there to be killed.

Nothing of ours is patched: the point is in a publisher, subscriber or stream of the test's own, around the real one.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Literal

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.running.workers import Worker
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.streams.feed import FeedStream
from libs.shared.platform.streams.kafka import KafkaPublisher, KafkaStream
from libs.shared.platform.streams.stream import Batch, EventStream
from tests.support.crier import hear

Point = Literal["published", "applying", "applied"]


@asynccontextmanager
async def halted_at(
    point: Point, settings: Settings, addresses: Mapping[str, str] | None = None
) -> AsyncIterator[None]:
    """A process that has come to the point and is killed there, by the hardest sign, when the block ends."""
    told = json.dumps({"point": point, "settings": settings.model_dump(mode="json") | dict(addresses or {})})
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.crier_process", told, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout
        reached = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
        assert reached == point, f"the process ended before it was {point}"
        yield
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _halt(point: Point) -> None:
    sys.stdout.write(f"{point}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


class _HaltsOncePublished(KafkaPublisher):
    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        await super().publish(envelopes)
        await _halt("published")


class _HaltsBeforeAcknowledging:
    def __init__(self, stream: EventStream) -> None:
        self._stream = stream

    async def start(self) -> None:
        await self._stream.start()

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        return await self._stream.next_batch(at_most, wait)

    async def acknowledge(self, batch: Batch) -> None:
        await _halt("applied")

    async def is_at_head(self) -> bool:
        return await self._stream.is_at_head()

    async def behind(self) -> Mapping[ServiceName, int]:
        return await self._stream.behind()

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _hear_and_halt(envelopes: Sequence[Envelope], tx: Transaction) -> None:
    await hear(envelopes, tx)
    await tx.session.flush()
    await _halt("applying")


def _worker(point: Point, runtime: Runtime) -> Worker:
    if point == "published":
        publisher = _HaltsOncePublished("voting", runtime.settings)
        return Relay("voting", runtime.database, runtime.doorbell, publisher)
    stream: EventStream = (
        KafkaStream("hearer", ["voting"], runtime.settings)
        if runtime.settings.kafka
        else FeedStream(runtime.neighbours, ["voting"], Bookmarks("hearer", runtime.database))
    )
    if point == "applied":
        return Listener("hearer", runtime.database, _HaltsBeforeAcknowledging(stream), hear)
    return Listener("hearer", runtime.database, stream, _hear_and_halt)


async def _main() -> None:
    told = json.loads(sys.argv[1])
    runtime = assemble("voting", Settings(**told["settings"]))
    await runtime.doorbell.start()
    await _worker(told["point"], runtime).run()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_main())
