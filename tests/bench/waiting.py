"""A million webhooks that wait: what the lists, readiness and the courier take then, and how the process grows.

Nothing is asserted. The rows are made by SQL, four about each thing, and the subscriber, a process of its own, is away
until they are there. Run alone: python -m tests.bench.waiting [HOW MANY]
"""

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
from sqlalchemy import text

from tests.bench.ground import a_postgres_on_disk
from tests.bench.receiving import Subscriber, a_subscriber
from tests.bench.webhooks import PATIENCE_S, a_bench_newsroom, subscribed
from tests.support.newsroom import Newsroom
from tests.support.receiver import TO_THIS_MACHINE
from tests.support.subscribing import asked

MANY = 1_000_000
DELIVERED = 20_000
TIMES = 5
_AT_ONCE = 50_000
_DELIVERIES = text("""
    with told as (
        insert into webhook_events (event_id, type, subject, body)
        select gen_random_uuid(), 'voting.poll-opened.v1', number::text,
            '{"specversion": "1.0", "subject": "' || number || '", "data": "' || repeat('x', 400) || '"}'
        from generate_series(cast(:first as int), cast(:last as int)) as number returning event_id, subject
    )
    insert into webhook_deliveries (subscription_id, event_id, key, is_waiting, attempts)
    select :whose, event_id, md5((subject::int / 4)::text), true, 0 from told
""")
_QUEUES = text("""
    insert into webhook_queues (subscription_id, key, next_at, attempts)
    select distinct cast(:whose as uuid), md5((number / 4)::text), now(), 0
    from generate_series(cast(:first as int), cast(:last as int)) as number on conflict do nothing
""")


async def run(many: int = MANY) -> dict[str, object]:
    """``answers_ms`` (the longest of a few), ``delivered_per_s`` and ``grown_mb`` while so many wait."""
    os.environ.update(TO_THIS_MACHINE)
    with a_postgres_on_disk() as server:
        async with a_bench_newsroom(server) as newsroom, a_subscriber() as subscriber:
            await subscriber.turns("away")
            whose = await subscribed(newsroom, subscriber)
            await _fill(newsroom, UUID(whose), many)
            grown_from = _rss_mb()
            answers = {name: await _longest_ms(ask) for name, ask in _questions(newsroom, whose).items()}
            rate = await _delivered_per_s(newsroom, subscriber, whose)
            afterwards = {name: await _longest_ms(ask) for name, ask in _questions(newsroom, whose).items()}
            return {
                "answers_ms": answers,
                "delivered_per_s": rate,
                "answers_ms_meanwhile": afterwards,
                "grown_mb": round(_rss_mb() - grown_from, 1),
            }


async def _fill(newsroom: Newsroom, whose: UUID, many: int) -> None:
    for first in range(0, many, _AT_ONCE):
        some = {"whose": whose, "first": first, "last": min(first + _AT_ONCE, many) - 1}
        async with newsroom.reporting.database.transaction(is_shown=False) as tx:
            await tx.session.execute(_DELIVERIES, some)
            await tx.session.execute(_QUEUES, some)


def _questions(newsroom: Newsroom, whose: str) -> dict[str, Callable[[], Awaitable[httpx.Response]]]:
    def deliveries(**query: str) -> Callable[[], Awaitable[httpx.Response]]:
        return lambda: asked(newsroom, "GET", f"/{whose}/deliveries", params=query)

    return {
        "deliveries": deliveries(),
        **{state: deliveries(state=state) for state in ("waiting", "failing", "delivered")},
        "subscription": lambda: asked(newsroom, "GET", f"/{whose}"),
        "ready": lambda: newsroom.client.get("/api/reporting/health/ready"),
    }


async def _longest_ms(ask: Callable[[], Awaitable[httpx.Response]]) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        (await ask()).raise_for_status()
        took.append((time.perf_counter() - began) * 1000)
    return round(max(took), 1)


async def _delivered_per_s(newsroom: Newsroom, subscriber: Subscriber, whose: str) -> float:
    await subscriber.turns("back")
    began = time.monotonic()
    (await asked(newsroom, "POST", f"/{whose}/on")).raise_for_status()
    came = sorted((await subscriber.came(DELIVERED, 10 * PATIENCE_S)).values())[:DELIVERED]
    return round(len(came) / (came[-1] - began), 1)


def _rss_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(*map(int, sys.argv[1:]))), indent=2))  # noqa: T201 - it is run by hand
