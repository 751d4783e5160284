"""Reporting, put together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from libs.shared.kernel.clock import SystemClock
from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.facts.listener import Listener, Subscriber
from libs.shared.platform.facts.past import Past
from libs.shared.platform.facts.subscriptions import sources_of
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import Service, open_stream
from libs.shared.platform.running.workers import Worker
from libs.shared.platform.telling.postman import postmen
from services.reporting.api import polls, rounds, views
from services.reporting.api.open_data import files
from services.reporting.api.open_data.answers import OpenData
from services.reporting.api.problems import PROBLEMS
from services.reporting.api.webhooks import deliveries, subscriptions
from services.reporting.clients.webhooks.standing import asking
from services.reporting.following import followers, subscriber_of
from services.reporting.renewing import Renewer
from services.reporting.settings import ReportingSettings
from services.reporting.storage.generations import SWAPPED, ensure_first
from services.reporting.storage.webhooks import tellings
from services.reporting.storage.webhooks.subscriptions import CHANGED
from services.reporting.use_cases.webhooks.courier import Courier
from services.reporting.use_cases.webhooks.hear import LISTENER, hearing
from services.reporting.use_cases.webhooks.office import opened
from services.reporting.use_cases.webhooks.told import TOLD
from services.reporting.views import VIEWS


@asynccontextmanager
async def _prepared(runtime: Runtime) -> AsyncIterator[None]:
    async with runtime.database.transaction() as tx:
        for view in VIEWS.values():
            await ensure_first(tx.session, view.name, view.tables, view.version)
    settings = ReportingSettings()
    runtime.own["open_data"] = OpenData(settings)
    runtime.own["swaps"] = swaps = Doorbell(runtime.database.url, (SWAPPED, CHANGED))
    runtime.own["webhooks"] = opened(runtime.database, runtime.clock, swaps, settings, asking(runtime))
    await swaps.start()
    try:
        yield
    finally:
        await swaps.aclose()


def _workers(runtime: Runtime) -> Sequence[Worker]:
    return [*followers(runtime), Renewer(runtime), *_webhooks(runtime)]


def _webhooks(runtime: Runtime) -> Sequence[Worker]:
    sources, database, neighbours = sources_of([*TOLD.values()]), runtime.database, runtime.neighbours
    stream, past = open_stream(runtime, LISTENER, sources), Past(LISTENER, sources, database, neighbours)
    listener = Listener(LISTENER, database, stream, hearing(runtime.clock), past=past)
    return [listener, Courier(runtime.own["webhooks"], runtime.service), *postmen(runtime, tellings)]


def _subscriber_of(listener: str) -> Subscriber | None:
    return hearing(SystemClock()) if listener == LISTENER else subscriber_of(listener)


SERVICE = Service(
    name="reporting",
    title="Reporting",
    migrations=Path(__file__).parent / "migrations",
    routers=[polls.router, rounds.router, views.router, files.router, subscriptions.router, deliveries.router],
    problems=PROBLEMS,
    prepare=_prepared,
    own_workers=_workers,
    subscriber_of=_subscriber_of,
)
