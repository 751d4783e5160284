"""Reporting, put together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import Service
from libs.shared.platform.running.workers import Worker
from services.reporting.api import polls, rounds, views
from services.reporting.api.problems import PROBLEMS
from services.reporting.following import followers, subscriber_of
from services.reporting.renewing import Renewer
from services.reporting.storage.generations import SWAPPED, ensure_first
from services.reporting.views import VIEWS


@asynccontextmanager
async def _prepared(runtime: Runtime) -> AsyncIterator[None]:
    async with runtime.database.transaction() as tx:
        for view in VIEWS.values():
            await ensure_first(tx.session, view.name, view.tables, view.version)
    runtime.own["swaps"] = swaps = Doorbell(runtime.database.url, (SWAPPED,))
    await swaps.start()
    try:
        yield
    finally:
        await swaps.aclose()


def _workers(runtime: Runtime) -> Sequence[Worker]:
    return [*followers(runtime), Renewer(runtime)]


SERVICE = Service(
    name="reporting",
    title="Reporting",
    migrations=Path(__file__).parent / "migrations",
    routers=[polls.router, rounds.router, views.router],
    problems=PROBLEMS,
    prepare=_prepared,
    own_workers=_workers,
    subscriber_of=subscriber_of,
)
