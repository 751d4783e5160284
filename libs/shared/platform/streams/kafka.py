"""The carrier for many machines: Apache Kafka. The one file that knows aiokafka."""

from collections.abc import Sequence
from datetime import timedelta

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from libs.shared.events.envelope import Envelope
from libs.shared.platform.retrying import NeighbourIsUnwell
from libs.shared.platform.settings import ServiceName, Settings
from libs.shared.platform.streams.stream import Batch, Delivery

_CONTENT_TYPE = ("content-type", b"application/cloudevents+json")


class BrokerIsUnwell(NeighbourIsUnwell):
    """Kafka did not do as asked; asking later may help."""


def topic_of(source: ServiceName, settings: Settings) -> str:
    """The topic that carries the service's events."""
    return f"{settings.topic_prefix}.{source}"


class KafkaPublisher:
    """Publishes a service's journal to its topic, in order and without doubles of the producer's own making."""

    def __init__(self, source: ServiceName, settings: Settings) -> None:
        self._settings, self._topic = settings, topic_of(source, settings)
        self._producer: AIOKafkaProducer | None = None

    async def is_empty(self) -> bool:
        try:
            await _ensure_topic(self._topic, self._settings)
            return not any((await _ends_of([self._topic], self._settings)).values())
        except KafkaError as error:
            raise BrokerIsUnwell(str(error)) from error

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        try:
            producer = await self._connected()
            sent = [
                await producer.send(
                    self._topic,
                    envelope.encode(),
                    key=envelope.partitionkey.encode(),
                    headers=[_CONTENT_TYPE, ("ce_id", str(envelope.id).encode()), ("ce_type", envelope.type.encode())],
                )
                for envelope in envelopes
            ]
            for one in sent:
                await one
        except KafkaError as error:
            await self.aclose()
            raise BrokerIsUnwell(str(error)) from error

    async def aclose(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await producer.stop()

    async def _connected(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self._settings.kafka, enable_idempotence=True, acks="all", linger_ms=5
            )
            await producer.start()
            self._producer = producer
        return self._producer


class KafkaStream:
    """Reads the topics of several services as a member of the listener's consumer group."""

    def __init__(self, listener: str, sources: Sequence[ServiceName], settings: Settings) -> None:
        self._group = f"{settings.topic_prefix}.{listener}"
        self._sources = {topic_of(source, settings): source for source in sources}
        self._settings = settings
        self._consumer: AIOKafkaConsumer | None = None

    async def start(self) -> None:
        try:
            await self.aclose()
            for topic in self._sources:
                await _ensure_topic(topic, self._settings)
            consumer = AIOKafkaConsumer(
                *self._sources,
                bootstrap_servers=self._settings.kafka,
                group_id=self._group,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                isolation_level="read_committed",
            )
            await consumer.start()
            self._consumer = consumer
        except KafkaError as error:
            raise BrokerIsUnwell(str(error)) from error

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        try:
            return await self._next_batch(at_most, wait)
        except KafkaError as error:
            raise BrokerIsUnwell(str(error)) from error

    async def _next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        consumer = self._connected()
        # A batch belongs to one partition; what came of the others waits in the consumer's own buffer.
        fetched = await consumer.getmany(timeout_ms=int(wait.total_seconds() * 1000), max_records=at_most)
        partitions = [(partition, records) for partition, records in fetched.items() if records]
        if not partitions:
            return None
        for partition, records in partitions[1:]:
            consumer.seek(partition, records[0].offset)
        partition, records = partitions[0]
        source = self._sources[partition.topic]
        deliveries = [
            Delivery(f"{source}/{partition.partition}@{record.offset}", record.value or b"") for record in records
        ]
        return Batch(source, partition.partition, deliveries, token=(partition, records[-1].offset + 1))

    async def acknowledge(self, batch: Batch) -> None:
        assert isinstance(batch.token, tuple)
        partition, offset = batch.token
        try:
            await self._connected().commit({partition: offset})
        except KafkaError as error:
            # The effects are committed; at the next start these events come again and the listener shrugs.
            raise BrokerIsUnwell(str(error)) from error

    async def is_at_head(self) -> bool:
        try:
            ends = await _ends_of(list(self._sources), self._settings)
            consumer = self._connected()
            committed = {partition: await consumer.committed(partition) or 0 for partition in ends}
        except KafkaError as error:
            raise BrokerIsUnwell(str(error)) from error
        return all(committed[partition] >= end for partition, end in ends.items())

    async def aclose(self) -> None:
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await consumer.stop()

    def _connected(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            raise BrokerIsUnwell("not connected")
        return self._consumer


async def check_broker(settings: Settings) -> None:
    """Return if the broker answers.

    Raises:
        BrokerIsUnwell: if it does not.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka, request_timeout_ms=5000)
    try:
        await admin.start()
    except KafkaError as error:
        raise BrokerIsUnwell(str(error)) from error
    finally:
        await admin.close()


async def _ensure_topic(topic: str, settings: Settings) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka)
    await admin.start()
    try:
        # Kafka keeps all events: the journal could refill it, but a late reader should not need that.
        wanted = NewTopic(
            topic, settings.topic_partitions, settings.topic_replication, topic_configs={"retention.ms": "-1"}
        )
        answer = await admin.create_topics([wanted])
        for _, code, *_ in answer.topic_errors:
            error = for_code(code)
            if code and error is not TopicAlreadyExistsError:
                raise error(topic)
    finally:
        await admin.close()


async def _ends_of(topics: Sequence[str], settings: Settings) -> dict[TopicPartition, int]:
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.kafka)
    await consumer.start()
    try:
        partitions = [
            TopicPartition(topic, number) for topic in topics for number in await _partitions_of(consumer, topic)
        ]
        ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions)
        return ends
    finally:
        await consumer.stop()


async def _partitions_of(consumer: AIOKafkaConsumer, topic: str) -> set[int]:
    await consumer._client.force_metadata_update()  # noqa: SLF001 - a topic just made is unknown to a consumer just started
    return set(consumer.partitions_for_topic(topic) or ())
