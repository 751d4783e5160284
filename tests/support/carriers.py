"""The same town on each carrier: two services that announce, and streams to hear them by."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from aiokafka import AIOKafkaProducer
from pydantic_core import from_json, to_json
from sqlalchemy import text
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.shared.events.envelope import Event
from libs.shared.platform.facts import journal
from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.lanes import lane_of
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import workers
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.streams.feed import FeedStream
from libs.shared.platform.streams.kafka import KafkaStream, topic_of
from libs.shared.platform.streams.stream import Batch, EventStream, MeasurableStream
from tests.support.crier import Crier, a_service, crying, working
from tests.support.eventually import eventually
from tests.support.serving import served

CarrierName = Literal["feed in one process", "feed over the network", "Kafka"]
NewDatabase = Callable[[], Awaitable[str]]

SOON = timedelta(seconds=5)
AT_ONCE = timedelta(seconds=0.2)
ANNOUNCERS: tuple[ServiceName, ServiceName] = ("ideas", "voting")


@dataclass
class Carrier:
    """Two announcers whose relays work, and a listener's database."""

    settings: Settings
    announcers: Mapping[ServiceName, Crier]
    listener: Crier
    neighbours: Neighbours
    addresses: dict[str, str] = field(default_factory=dict)
    spoiled: dict[ServiceName, set[int]] = field(default_factory=lambda: {name: set() for name in ANNOUNCERS})

    @property
    def is_kafka(self) -> bool:
        return self.settings.kafka is not None

    def stream(self, listener: str = "hearer", sources: Sequence[ServiceName] = ANNOUNCERS) -> MeasurableStream:
        """A stream of the sources for the listener, not yet started."""
        if self.is_kafka:
            return KafkaStream(listener, sources, self.settings)
        return FeedStream(self.neighbours, sources, Bookmarks(listener, self.listener.database))

    async def announce(self, source: ServiceName, *events: Event) -> None:
        """Announce the events; return once they are on the carrier."""
        crier = self.announcers[source]
        await crier.announce(*events)
        await eventually(lambda: self._all_are_out(crier))

    async def spoil(self, source: ServiceName, key: str) -> None:
        """Put something that is no event behind what the source has announced."""
        if self.is_kafka:
            producer = AIOKafkaProducer(bootstrap_servers=self.settings.kafka)
            await producer.start()
            try:
                partition = lane_of(key) % self.settings.topic_partitions
                topic = topic_of(source, self.settings)
                await producer.send_and_wait(topic, b"\xff\x00poison", key=key.encode(), partition=partition)
            finally:
                await producer.stop()
            return
        async with self.announcers[source].database.reading() as session:
            self.spoiled[source].add(await journal.head(session) + 1)

    async def _all_are_out(self, crier: Crier) -> bool:
        async with crier.database.reading() as session:
            waiting = await session.scalar(text("select count(*) from journal where position is null"))
            mark = (await session.execute(text("select positioned_through, published_through from relay_mark"))).one()
        return not waiting and (not self.is_kafka or mark.positioned_through == mark.published_through)


@asynccontextmanager
async def a_carrier(
    name: CarrierName, new_database: NewDatabase, kafka: str | None, prefix: str
) -> AsyncIterator[Carrier]:
    """The town on that carrier until the block ends."""
    settings = Settings(kafka=kafka, topic_prefix=prefix, topic_partitions=3)
    async with AsyncExitStack() as stack:
        listening = settings.model_copy(update={"database_url": await new_database()})
        listener = await stack.enter_async_context(crying(a_service("reporting"), listening))
        announcers: dict[ServiceName, Crier] = {}
        carrier = Carrier(settings, announcers, listener, Neighbours(settings))
        for source in ANNOUNCERS:
            own = settings.model_copy(update={"database_url": await new_database()})
            crier = announcers[source] = await stack.enter_async_context(crying(a_service(source), own))
            await stack.enter_async_context(working(*workers(crier.service, crier.runtime)))
        apps = {source: Spoiling(crier.app, carrier.spoiled[source]) for source, crier in announcers.items()}
        if name == "feed over the network":
            for source, app in apps.items():
                carrier.addresses[f"{source}_url"] = await stack.enter_async_context(served(app))
            carrier.neighbours = Neighbours(settings.model_copy(update=carrier.addresses))
        else:
            carrier.neighbours = Neighbours(settings, apps)
        stack.push_async_callback(carrier.neighbours.aclose)
        yield carrier


class Spoiling:
    """An app whose feed holds something that is no event at some positions."""

    def __init__(self, app: ASGIApp, spoiled: set[int]) -> None:
        self._app, self._spoiled = app, spoiled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def spoiling(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [(name, value) for name, value in message["headers"] if name != b"content-length"]
                message = {**message, "headers": headers}
            elif message["type"] == "http.response.body" and self._spoiled:
                events = from_json(message["body"])
                changed = ["poison" if event["position"] in self._spoiled else event for event in events]
                message = {**message, "body": to_json(changed)}
            await send(message)

        await self._app(scope, receive, spoiling)


async def read_all(stream: EventStream, *, acknowledging: bool = True, at_most: int = 500) -> list[Batch]:
    """Every batch until nothing comes at once."""
    batches: list[Batch] = []
    while batch := await stream.next_batch(at_most, AT_ONCE if batches else SOON):
        batches.append(batch)
        if acknowledging:
            await stream.acknowledge(batch)
    return batches
