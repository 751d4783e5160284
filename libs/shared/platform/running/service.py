"""A service from its parts: the API that answers, the workers that relay and listen."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import APIRouter, FastAPI

from libs.shared.kernel.errors import TooManyAttempts
from libs.shared.kernel.money import AmountIsNotMoney
from libs.shared.platform.access.doors import Doors
from libs.shared.platform.access.refusals import REFUSALS
from libs.shared.platform.access.tokens import TokenIsNotValid
from libs.shared.platform.acts import act_desk
from libs.shared.platform.acts.witness import Witness
from libs.shared.platform.api import editions as edition_routes
from libs.shared.platform.api import health, paging, problems, reference
from libs.shared.platform.api.bounded import Bounded
from libs.shared.platform.api.described import DescribedApp
from libs.shared.platform.api.ending import Endings
from libs.shared.platform.api.guarded import Guarded, of_an_api
from libs.shared.platform.api.methods import HeadAsGet
from libs.shared.platform.api.open_to_browsers import OpenToBrowsers
from libs.shared.platform.api.surprises import Surprises
from libs.shared.platform.facts import dead_letter_desk, editions, feed, live
from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.listener import Listener, Subscriber
from libs.shared.platform.facts.past import Past
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.facts.subscriptions import Subscriptions, one_by_one, shown_as, sources_of
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.running.workers import Worker
from libs.shared.platform.storage import migrating
from libs.shared.platform.streams.feed import FeedStream
from libs.shared.platform.streams.kafka import KafkaPublisher, KafkaStream
from libs.shared.platform.streams.stream import MeasurableStream
from libs.shared.platform.watching.measured import Measured
from libs.shared.platform.watching.request_ids import RequestIds
from libs.shared.platform.watching.tracing import Traced
from libs.shared.platform.watching.untraced import UNTRACED
from libs.shared.platform.watching.watched import Watched

_PLATFORM_PROBLEMS: problems.Problems = {
    **dead_letter_desk.PROBLEMS,
    **paging.PROBLEMS,
    **feed.PROBLEMS,
    **live.PROBLEMS,
    **{kind: problems.Problem(kind.status, kind.title) for kind in REFUSALS},
    TokenIsNotValid: problems.Problem(401, "The token is not valid"),
    TooManyAttempts: problems.Problem(429, "Too many attempts"),
    AmountIsNotMoney: problems.Problem(422, "The amount is not money"),
}


@asynccontextmanager
async def _nothing(_: Runtime) -> AsyncIterator[None]:
    yield


def _no_workers(_: Runtime) -> Sequence[Worker]:
    return ()


def _nobody(_listener: str) -> None:
    return None


@dataclass(frozen=True)
class Service:
    """What one service is made of.

    ``prepare`` is entered before the service answers or works, and may fill ``runtime.own``. A service with listeners
    of its own tells by ``subscriber_of`` which subscriber a listener's dead letters go back to. ``longer_bodies`` has
    the bytes that requests may bring where the path has a segment of this name.
    """

    name: ServiceName
    title: str
    migrations: Path
    routers: Sequence[APIRouter]
    problems: problems.Problems
    subscriptions: Subscriptions = field(default_factory=dict)
    prepare: Callable[[Runtime], AbstractAsyncContextManager[None]] = _nothing
    own_workers: Callable[[Runtime], Sequence[Worker]] = _no_workers
    subscriber_of: Callable[[str], Subscriber | None] = _nobody
    longer_bodies: Mapping[str, int] = field(default_factory=dict)

    def replayer_of(self, listener: str) -> Subscriber | None:
        """Who applies a dead letter of the listener; nobody if there is no such listener any more."""
        return self.subscriber if listener == self.name else self.subscriber_of(listener)

    @property
    def subscriber(self) -> Subscriber:
        """Who applies what the service's own listener hears."""
        return shown_as(editions.WHOLE, self.subscriptions, one_by_one(self.subscriptions))


@asynccontextmanager
async def started(service: Service, runtime: Runtime) -> AsyncIterator[None]:
    """The service with its database migrated and its connections open, until the block ends."""
    try:
        await migrating.ensure_database(runtime.database.url)
        await migrating.migrate(runtime.database.url, service.migrations)
        await runtime.doorbell.start()
        async with service.prepare(runtime):
            yield
    finally:
        await runtime.aclose()


def api(service: Service, runtime: Runtime, *, tells_of_process: bool = True) -> FastAPI:
    """The service's ASGI app. It neither migrates nor connects: ``started`` does.

    ``tells_of_process`` unless another service in this process tells of what is no service's own.
    """
    base = f"/api/{service.name}"
    app = DescribedApp(
        title=f"Commonpurse: {service.title}",
        openapi_url=None,  # not for everybody; see reference
        docs_url=None,  # FastAPI's pages load from elsewhere; see reference
        redoc_url=None,
        telemetry=UNTRACED,
    )
    app.state.runtime = runtime

    if runtime.database.is_read_in_public:
        app.include_router(edition_routes.router(service.name))  # the first to be found
    for router in (
        *service.routers,
        feed.router(service.name),
        live.router(service.name),
        health.router(service.name, _crew(service), tells_of_process=tells_of_process),
    ):
        app.include_router(router)
    app.include_router(dead_letter_desk.router(service.name, service.replayer_of))
    app.include_router(act_desk.router(service.name))
    reference.install(app, base)
    problems.install(app, {**_PLATFORM_PROBLEMS, **service.problems})
    app.add_middleware(Surprises)
    app.add_middleware(Endings)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Doors, runtime=runtime)
    app.add_middleware(OpenToBrowsers, base=f"{base}/v1/events")
    app.add_middleware(Bounded, refused=problems.body_is_too_long, longer=service.longer_bodies)
    app.add_middleware(Guarded, headers=of_an_api(is_https=runtime.settings.is_https))
    app.add_middleware(Witness, runtime=runtime)
    app.add_middleware(Watched, part=service.name)
    app.add_middleware(Measured, service=service.name)
    app.add_middleware(Traced, part=service.name, goes_on=True)
    app.add_middleware(RequestIds)
    return app


def works(service: Service, runtime: Runtime) -> FastAPI:
    """What a process answers that only works: whether it is well, and what it measures."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, telemetry=UNTRACED)
    app.state.runtime = runtime
    app.include_router(health.router(service.name, _crew(service), tells_of_process=True))
    problems.install(app, _PLATFORM_PROBLEMS)
    app.add_middleware(Surprises)
    app.add_middleware(Bounded, refused=problems.body_is_too_long)
    app.add_middleware(Guarded, headers=of_an_api(is_https=runtime.settings.is_https))
    app.add_middleware(RequestIds)
    return app


def _crew(service: Service) -> health.Crew:
    return lambda runtime: [worker.name for worker in workers(service, runtime)]


def workers(service: Service, runtime: Runtime) -> list[Worker]:
    """The service's relay, its listener if it listens, and its own workers."""
    publisher = KafkaPublisher(service.name, runtime.settings, runtime.database) if runtime.settings.kafka else None
    source = runtime.settings.source_of(service.name)
    found: list[Worker] = [Relay(service.name, runtime.database, runtime.doorbell, publisher, source)]
    if service.subscriptions:
        sources = sources_of(list(service.subscriptions))
        stream = open_stream(runtime, service.name, sources)
        past = Past(service.name, sources, runtime.database, runtime.neighbours)
        acts_on = [event.type for event in service.subscriptions]
        found.append(Listener(service.name, runtime.database, stream, service.subscriber, past=past, acts_on=acts_on))
    return [*found, *service.own_workers(runtime)]


def open_stream(runtime: Runtime, listener: str, sources: Sequence[ServiceName]) -> MeasurableStream:
    """The stream of the sources' events for the listener, on the carrier that the settings name."""
    if runtime.settings.kafka:
        return KafkaStream(listener, sources, runtime.settings, runtime.database)

    return FeedStream(runtime.neighbours, sources, Bookmarks(listener, runtime.database))
