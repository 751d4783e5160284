"""The broker itself: whether it answers, its topics, and where they end."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.streams.kafka import topics as shapes
from libs.shared.platform.streams.kafka.door import enter, leave, reached_by, troubles_named
from libs.shared.platform.streams.kafka.topics import Topic


def topic_of(source: ServiceName, settings: Settings) -> str:
    """The topic that carries the service's events."""
    return f"{settings.topic_prefix}.{source}"


async def check_broker(settings: Settings) -> None:
    """Return if the broker answers.

    Raises:
        BrokerIsUnwell: if it does not.
    """
    with troubles_named():
        async with _admin(settings):
            pass


async def find_topic(topic: str, settings: Settings) -> Topic | None:
    """The topic as it is; nothing if it is not there. Asking does not make it."""
    async with _admin(settings) as admin:
        return await shapes.find(topic, admin)


async def ensure_topic(topic: str, settings: Settings) -> None:
    """Create the topic if it is missing."""
    async with _admin(settings) as admin:
        await shapes.ensure(topic, settings, admin)


async def fit_topic(topic: Topic, settings: Settings) -> None:
    """Bring an empty topic that somebody else made into the shape that we would have made."""
    async with _admin(settings) as admin:
        await shapes.fit(topic, settings, admin)


async def drop_topics(topics: Sequence[str], settings: Settings) -> None:
    """Delete those of the topics that are there, with all that they hold."""
    async with _admin(settings) as admin:
        there = set(await admin.list_topics())
        await admin.delete_topics([topic for topic in topics if topic in there])


async def ends_of(topics: Sequence[str], settings: Settings) -> dict[TopicPartition, int]:
    """Where each partition of the topics ends: the offset that its next message gets."""
    consumer = AIOKafkaConsumer(*topics, **reached_by(settings))
    await enter(consumer, settings)
    try:
        ends: dict[TopicPartition, int] = await consumer.end_offsets(
            [TopicPartition(topic, number) for topic in topics for number in consumer.partitions_for_topic(topic) or ()]
        )
        return ends
    finally:
        await leave(consumer)


@asynccontextmanager
async def _admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(**({"request_timeout_ms": 5000} | reached_by(settings)))
    await enter(admin, settings)
    try:
        yield admin
    finally:
        await leave(admin)
