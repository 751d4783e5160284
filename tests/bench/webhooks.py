"""How many webhooks a second reporting delivers to a receiver on this machine, and how long after the commit.

All services are ASGI apps of one process, on a real PostgreSQL; the receiver is a process of its own, as a city's is.
Run alone: python -m tests.bench.webhooks
"""

import asyncio
import json
import os
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import uuid4

from sqlalchemy import text

from libs.shared.events.voting import PseudonymsDestroyed
from tests.bench.ground import a_postgres_on_disk
from tests.bench.receiving import Subscriber, a_subscriber
from tests.support.databases import a_fresh_database
from tests.support.newsroom import Newsroom, a_newsroom
from tests.support.receiver import TO_THIS_MACHINE
from tests.support.subscribing import asked

AT_ONCE = 5_000
SAMPLES = 200
EVERY_S = 0.02
PATIENCE_S = 60
_WAITING = text("select count(*) from webhook_deliveries where is_waiting")


async def run() -> dict[str, object]:
    """``webhooks_per_s`` of so many at once, and ``webhook_lag_ms`` (p50, p99) of some that come singly."""
    os.environ.update(TO_THIS_MACHINE)
    with a_postgres_on_disk() as server:
        async with a_bench_newsroom(server) as newsroom, a_subscriber() as subscriber:
            await subscribed(newsroom, subscriber)
            await _told(newsroom, subscriber, 1)
            lag = await _lag_ms(newsroom, subscriber)
            told = await _told(newsroom, subscriber, AT_ONCE)
            rates = {"told": told, "waiting": await _after_waiting(newsroom, subscriber, AT_ONCE)}
            return {"webhooks_per_s": rates, "webhook_lag_ms": lag}


async def subscribed(newsroom: Newsroom, subscriber: Subscriber) -> str:
    """A subscription to all that happens; its id."""
    answer = await asked(newsroom, "POST", json={"name": "A city", "url": f"{subscriber.url}/events"})
    made: dict[str, Any] = answer.raise_for_status().json()
    whose: str = made["subscription_id"]
    return whose


async def _told(newsroom: Newsroom, subscriber: Subscriber, number: int) -> float:
    await subscriber.turns("back")
    await newsroom.announce(*(PseudonymsDestroyed(poll_id=uuid4()) for _ in range(number)))
    began = time.monotonic()
    return _per_s(await subscriber.came(number, PATIENCE_S), began)


async def _after_waiting(newsroom: Newsroom, subscriber: Subscriber, number: int) -> float:
    """The subscriber was away while so many happened, and is back."""
    await subscriber.turns("away")
    await newsroom.announce(*(PseudonymsDestroyed(poll_id=uuid4()) for _ in range(number)))
    until = time.monotonic() + PATIENCE_S
    while await _waiting(newsroom) < number:
        if time.monotonic() > until:
            raise TimeoutError(f"fewer than {number} webhooks wait after {PATIENCE_S} s")
        await asyncio.sleep(0.2)
    await asyncio.sleep(2)  # what else listens has heard it, too
    await subscriber.turns("back")
    began = time.monotonic()
    (one,) = (await asked(newsroom, "GET")).raise_for_status().json()["items"]
    (await asked(newsroom, "POST", f"/{one['subscription_id']}/on")).raise_for_status()
    return _per_s(await subscriber.came(number, PATIENCE_S), began)


async def _waiting(newsroom: Newsroom) -> int:
    async with newsroom.reporting.database.reading() as session:
        return await session.scalar(_WAITING) or 0


def _per_s(came: dict[str, float], began: float) -> float:
    return round(len(came) / (max(came.values()) - began), 1)


async def _lag_ms(newsroom: Newsroom, subscriber: Subscriber) -> dict[str, float]:
    await subscriber.turns("back")
    committed: dict[str, float] = {}
    for _ in range(SAMPLES):
        poll_id = uuid4()
        await newsroom.announce(PseudonymsDestroyed(poll_id=poll_id))
        committed[str(poll_id)] = time.monotonic()
        await asyncio.sleep(EVERY_S)
    came = await subscriber.came(SAMPLES, PATIENCE_S)
    hundredths = statistics.quantiles([(came[one] - committed[one]) * 1000 for one in committed], n=100)
    return {"p50": round(hundredths[49], 1), "p99": round(hundredths[98], 1)}


@asynccontextmanager
async def a_bench_newsroom(server: str) -> AsyncIterator[Newsroom]:
    """Reporting with the services that it listens to, on databases of the server."""
    async with AsyncExitStack() as stack:

        async def new_database() -> str:
            return await stack.enter_async_context(a_fresh_database(server))

        yield await stack.enter_async_context(a_newsroom(new_database))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run()), indent=2))  # noqa: T201 - it is run by hand
