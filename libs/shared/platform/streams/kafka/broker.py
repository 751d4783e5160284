"""The broker itself: whether it answers, its topics, and where they end."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.settings import ServiceName, Settings

# Its clients would wait for an answer for 40 s, and whoever stops us kills us after ten.
_LEAVES_WITHIN_S = 2.0


class BrokerIsUnwell(NeighbourIsUnwell):
    """Kafka did not do as asked; asking later may help."""


def topic_of(source: ServiceName, settings: Settings) -> str:
    """The topic that carries the service's events."""
    return f"{settings.topic_prefix}.{source}"


def reached_by(settings: Settings) -> dict[str, Any]:
    """What every client of the broker is told: its address, and whom to believe where it is reached by TLS."""
    address = {"bootstrap_servers": settings.kafka}
    if not settings.kafka_tls:
        return address
    authorities = str(settings.kafka_ca_file) if settings.kafka_ca_file else None
    context = ssl.create_default_context(cafile=authorities)
    if settings.kafka_client_file:
        context.load_cert_chain(settings.kafka_client_file)
    return address | {"security_protocol": "SSL", "ssl_context": context}


async def check_broker(settings: Settings) -> None:
    """Return if the broker answers.

    Raises:
        BrokerIsUnwell: if it does not.
    """
    with troubles_named():
        async with _admin(settings):
            pass


async def ensure_topic(topic: str, settings: Settings) -> None:
    """Create the topic if it is missing."""
    # Kafka keeps all events: the journal could refill it, but a late reader should not need that.
    configs = {"retention.ms": "-1", "cleanup.policy": "delete"}
    wanted = NewTopic(topic, settings.topic_partitions, settings.topic_replication, topic_configs=configs)
    async with _admin(settings) as admin:
        answer = await admin.create_topics([wanted])
    for _, code, *_ in answer.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise error(topic)


async def drop_topics(topics: Sequence[str], settings: Settings) -> None:
    """Delete those of the topics that are there, with all that they hold."""
    async with _admin(settings) as admin:
        there = set(await admin.list_topics())
        await admin.delete_topics([topic for topic in topics if topic in there])


async def ends_of(topics: Sequence[str], settings: Settings) -> dict[TopicPartition, int]:
    """Where each partition of the topics ends: the offset that its next message gets."""
    consumer = AIOKafkaConsumer(*topics, **reached_by(settings))
    try:
        await consumer.start()
        ends: dict[TopicPartition, int] = await consumer.end_offsets(
            [TopicPartition(topic, number) for topic in topics for number in consumer.partitions_for_topic(topic) or ()]
        )
        return ends
    finally:
        await consumer.stop()


async def leave(client: AIOKafkaConsumer | AIOKafkaProducer) -> None:
    """Let go of the broker, which may be frozen: nothing waits there that is not kept here too."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_LEAVES_WITHIN_S):
            await client.stop()


@contextmanager
def troubles_named() -> Iterator[None]:
    """Within the block, Kafka's own errors are ours."""
    try:
        yield
    except KafkaError as error:
        raise BrokerIsUnwell(str(error) or type(error).__name__) from error


@asynccontextmanager
async def _admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(**reached_by(settings), request_timeout_ms=5000)
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()
