"""How far the turnout view is behind its announcement, on each carrier, and how fast it is rebuilt.

All services are ASGI apps of one process, as on a single machine, on a real PostgreSQL; Kafka is a real broker.
Run alone: python -m tests.bench.views [HOST:PORT of a broker]
"""

import asyncio
import json
import random
import secrets
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID, uuid4

from sqlalchemy import select

from libs.shared.platform.running.service import started
from services.reporting.main import SERVICE
from services.reporting.projections.turnout import TOLD
from services.reporting.rebuilding import rebuild
from services.reporting.storage.generations import reading
from services.reporting.views import VIEWS
from tests.bench.ground import a_postgres_on_disk
from tests.support.databases import a_fresh_database
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, a_turnout, turnouts
from tests.support.newsroom import Newsroom, a_newsroom

SAMPLES = 300
WARM_UP = 20
LONGEST_PAUSE_S = 0.05
EVENTS = 10_000
AT_ONCE = 2_000


async def run(kafka: str | None) -> dict[str, object]:
    """``view_lag_ms`` (p50, p99) and ``rebuild_events_per_s`` by carrier: the feed, and with a broker Kafka."""
    with a_postgres_on_disk() as server:
        figures = {"feed": await _measure(server, None)}
        if kafka:
            figures["kafka"] = await _measure(server, kafka)
    return {
        "view_lag_ms": {carrier: lag for carrier, (lag, _) in figures.items()},
        "rebuild_events_per_s": {carrier: rebuilt for carrier, (_, rebuilt) in figures.items()},
    }


async def _measure(server: str, kafka: str | None) -> tuple[dict[str, float], float]:
    async with _newsroom(server, kafka) as newsroom:
        poll_id = uuid4()
        await newsroom.announce(a_poll_published(poll_id, uuid4()))
        return await _lag_ms(newsroom, poll_id), await _rebuild_events_per_s(newsroom, poll_id)


async def _lag_ms(newsroom: Newsroom, poll_id: UUID) -> dict[str, float]:
    """From the commit of an announcement until the view shows it, one ballot more at a time."""
    await _tell_and_wait(newsroom, poll_id, 1, within=60)
    lags = [await _tell_and_wait(newsroom, poll_id, number + 2) for number in range(WARM_UP + SAMPLES)][WARM_UP:]
    hundredths = statistics.quantiles(lags, n=100)
    return {"p50": round(hundredths[49], 1), "p99": round(hundredths[98], 1)}


async def _tell_and_wait(newsroom: Newsroom, poll_id: UUID, ballots: int, within: float = 10) -> float:
    # News come when they come, not in step with anybody's timer.
    await asyncio.sleep(random.uniform(0, LONGEST_PAUSE_S))  # noqa: S311 - no secret
    await newsroom.announcers["voting"].announce(a_turnout(poll_id, ballots))
    committed = time.perf_counter()
    while await _shown(newsroom, poll_id) < ballots:
        if time.perf_counter() > committed + within:
            raise TimeoutError(f"ballot {ballots} is not in the view after {within} s")
        await asyncio.sleep(0.001)
    return (time.perf_counter() - committed) * 1000


async def _rebuild_events_per_s(newsroom: Newsroom, poll_id: UUID) -> float:
    shown = await _shown(newsroom, poll_id)
    for told in range(shown, shown + EVENTS, AT_ONCE):
        await newsroom.announcers["voting"].announce(*turnouts(poll_id, told + AT_ONCE, behind=told))

    async def followed() -> bool:
        return await _shown(newsroom, poll_id) == shown + EVENTS

    await eventually(followed, within=300)
    runtime = newsroom.another_process()
    async with started(SERVICE, runtime):
        rebuilt = await rebuild(runtime, VIEWS["turnout"])
    return round(rebuilt.events / rebuilt.seconds, 1)


async def _shown(newsroom: Newsroom, poll_id: UUID) -> int:
    total = select(TOLD.c.ballots).where(TOLD.c.poll_id == poll_id)
    async with reading(newsroom.reporting.database, "turnout") as session:
        return int(await session.scalar(total) or 0)


@asynccontextmanager
async def _newsroom(server: str, kafka: str | None) -> AsyncIterator[Newsroom]:
    async with AsyncExitStack() as stack:

        async def new_database() -> str:
            return await stack.enter_async_context(a_fresh_database(server))

        prefix = f"bench-{secrets.token_hex(4)}"
        yield await stack.enter_async_context(a_newsroom(new_database, kafka, prefix))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(sys.argv[1] if sys.argv[1:] else None)), indent=2))  # noqa: T201 - it is run by hand
