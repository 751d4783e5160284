"""How many webhooks a second reporting delivers to a receiver on this machine, and how long after the commit.

All services are ASGI apps of one process, on a real PostgreSQL; the receiver is in that process, too, so it shares the
processor. Run alone: python -m tests.bench.webhooks
"""

import asyncio
import json
import os
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

from libs.shared.events.voting import PollOpened
from tests.bench.ground import a_postgres_on_disk
from tests.support.databases import a_fresh_database
from tests.support.newsroom import Newsroom, a_newsroom
from tests.support.receiver import TO_THIS_MACHINE, Receiver, a_receiver
from tests.support.subscribing import a_subscription

AT_ONCE = 5_000
SAMPLES = 200
EVERY_S = 0.02
PATIENCE_S = 60


async def run() -> dict[str, object]:
    """``webhooks_per_s`` of so many that happen at once, and ``webhook_lag_ms`` (p50, p99) of some that come singly."""
    os.environ.update(TO_THIS_MACHINE)
    with a_postgres_on_disk() as server:
        async with _newsroom(server) as newsroom, a_receiver() as receiver:
            await a_subscription(newsroom, receiver)
            await _told(newsroom, receiver, 1)
            lag = await _lag_ms(newsroom, receiver)
            return {"webhooks_per_s": await _told(newsroom, receiver, AT_ONCE), "webhook_lag_ms": lag}


async def _told(newsroom: Newsroom, receiver: Receiver, number: int) -> float:
    receiver.received.clear()
    await newsroom.announce(*(PollOpened(poll_id=uuid4()) for _ in range(number)))
    began = time.perf_counter()
    while len(receiver.received) < number:
        if time.perf_counter() > began + PATIENCE_S:
            raise TimeoutError(f"{len(receiver.received)} of {number} webhooks came within {PATIENCE_S} s")
        await asyncio.sleep(0.005)
    return round(number / (time.perf_counter() - began), 1)


async def _lag_ms(newsroom: Newsroom, receiver: Receiver) -> dict[str, float]:
    committed: dict[str, float] = {}
    came: dict[str, float] = {}
    reply = receiver.reply

    async def note(one: object) -> bytes:
        came[receiver.received[-1].event["subject"]] = time.perf_counter()
        return await reply(receiver.received[-1])

    receiver.reply = note
    for _ in range(SAMPLES):
        poll_id = uuid4()
        await newsroom.announce(PollOpened(poll_id=poll_id))
        committed[str(poll_id)] = time.perf_counter()
        await asyncio.sleep(EVERY_S)
    until = time.perf_counter() + PATIENCE_S
    while not committed.keys() <= came.keys():
        if time.perf_counter() > until:
            raise TimeoutError("some webhooks never came")
        await asyncio.sleep(0.005)
    receiver.reply = reply
    hundredths = statistics.quantiles([(came[one] - committed[one]) * 1000 for one in committed], n=100)
    return {"p50": round(hundredths[49], 1), "p99": round(hundredths[98], 1)}


@asynccontextmanager
async def _newsroom(server: str) -> AsyncIterator[Newsroom]:
    async with AsyncExitStack() as stack:

        async def new_database() -> str:
            return await stack.enter_async_context(a_fresh_database(server))

        yield await stack.enter_async_context(a_newsroom(new_database))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run()), indent=2))  # noqa: T201 - it is run by hand
