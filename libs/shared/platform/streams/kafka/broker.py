"""The broker itself: whether it answers, its topics, and where they end."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.streams.kafka import topics as shapes
from libs.shared.platform.streams.kafka.door import BrokerIsUnwell, enter, leave, reached_by, troubles_named
from libs.shared.platform.streams.kafka.topics import Topic

_ONE_EVENT = 1 << 16  # a larger one comes all the same
_LOOKS_FOR_S = 10.0


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


async def first_epochs(topic: str, settings: Settings) -> set[UUID]:
    """Which epochs the first events of the topic's partitions say; those of versions before 0.2 say none.

    Raises:
        BrokerIsUnwell: if there are events, and none came in time.
    """
    options = {"auto_offset_reset": "earliest", "max_partition_fetch_bytes": _ONE_EVENT}
    consumer = AIOKafkaConsumer(topic, **reached_by(settings), **options)
    await enter(consumer, settings)
    try:
        partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        begins, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
        waiting = {each for each in partitions if begins[each] < ends[each]}
        found: set[UUID] = set()
        unread = len(waiting)
        give_up_at = time.monotonic() + _LOOKS_FOR_S
        while waiting and time.monotonic() < give_up_at:
            for partition, records in (await consumer.getmany(*waiting, timeout_ms=500)).items():
                waiting.discard(partition)
                found |= {UUID(value.decode()) for name, value in records[0].headers if name == "event-epoch"}
        if unread and len(waiting) == unread:
            raise BrokerIsUnwell(f"{topic} has events, and none came within {_LOOKS_FOR_S:.0f} s")
        return found
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
