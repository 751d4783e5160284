"""Where a relay publishes to when there is Kafka."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.lanes import lane_of
from libs.shared.platform.facts.ownership import refuse_anothers
from libs.shared.platform.running.attendance import FailureInWords
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.database import Database
from libs.shared.platform.streams.kafka.broker import (
    ends_of,
    ensure_topic,
    find_topic,
    first_epochs,
    fit_topic,
    topic_of,
)
from libs.shared.platform.streams.kafka.door import (
    BrokerIsUnwell,
    BrokerRefuses,
    enter,
    leave,
    reached_by,
    troubles_named,
)
from libs.shared.platform.streams.kafka.topics import complain

log = structlog.get_logger()

_CONTENT_TYPE = ("content-type", b"application/cloudevents+json")
_LARGEST_REQUEST = 1_000_000
# A broker that came back without its topics would else be asked for them for forty seconds.
_SOON_ENOUGH_MS = 15_000


class TopicIsPartitionedOtherwise(FailureInWords):
    """The topic has not as many partitions as the settings say.

    Keys would move to other partitions and overtake themselves, so the relay refuses to publish.
    """


class KafkaPublisher:
    """Publishes a service's journal to its topic, in order and without doubles of the producer's own making.

    Args:
        journal: The database that is published: of a topic that holds another's events nothing is counted then.
    """

    def __init__(self, source: ServiceName, settings: Settings, journal: Database | None = None) -> None:
        self._settings, self._topic = settings, topic_of(source, settings)
        self._to_compare = journal
        self._producer: AIOKafkaProducer | None = None
        self._ends: dict[int, int] = {}
        self._is_there = self._has_complained = False

    async def count_stored(self) -> int:
        if self._to_compare:
            await self._compare(self._to_compare)
            self._to_compare = None
        with troubles_named(on=self._topic):
            topic = await find_topic(self._topic, self._settings)
            self._is_there = topic is not None
            if topic is None:
                self._ends = {}
                return 0
            ends = await ends_of([self._topic], self._settings)
            if not any(ends.values()):
                await fit_topic(topic, self._settings)
                ends = await ends_of([self._topic], self._settings)
            elif not self._has_complained:
                complain(topic)
                self._has_complained = True
        if len(ends) != self._settings.topic_partitions:
            raise TopicIsPartitionedOtherwise(
                f"{self._topic} has {len(ends)} partitions and COMMONPURSE_TOPIC_PARTITIONS is "
                f"{self._settings.topic_partitions}: set it to {len(ends)}, or use another COMMONPURSE_TOPIC_PREFIX"
            )
        self._ends = {partition.partition: end for partition, end in ends.items()}
        return sum(ends.values())

    async def epochs_begun_with(self) -> set[UUID]:
        """The epochs of the first event of each partition: of which journal's life they were published."""
        with troubles_named(on=self._topic, needs="Read"):
            if await find_topic(self._topic, self._settings) is None:
                return set()
            return await first_epochs(self._topic, self._settings)

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        by_partition: dict[int, list[Envelope]] = defaultdict(list)
        for envelope in envelopes:
            by_partition[lane_of(envelope.partitionkey) % self._settings.topic_partitions].append(envelope)
        try:
            with troubles_named(on=self._topic, needs="Write"):
                await self._have_a_topic()
                producer = await self._connected()
                await asyncio.gather(
                    *(self._send(producer, partition, queue) for partition, queue in by_partition.items())
                )
        except BrokerIsUnwell:
            # Whatever is still on its way in this producer must not arrive behind what the next one sends.
            await self.aclose()
            raise

    async def aclose(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await leave(producer)

    async def _compare(self, journal: Database) -> None:
        # At the start the broker may have been away, or too slow to say whose events it keeps: nobody looked then.
        try:
            await refuse_anothers(self, journal, self._topic)
        except BrokerRefuses as error:  # whoever writes a topic need not have the right to read it
            log.warning("nobody could look whose events the topic holds", topic=self._topic, words=str(error))

    async def _have_a_topic(self) -> None:
        # Made with the first event: a service that announces nothing has no topic.
        if not self._is_there:
            await ensure_topic(self._topic, self._settings)
            self._is_there = True

    async def _send(self, producer: AIOKafkaProducer, partition: int, queue: Sequence[Envelope]) -> None:
        # One request of a partition at a time: if it fails, nothing behind it can have been stored before it.
        request = producer.create_batch()
        for envelope in queue:
            if not _append(request, envelope):
                await self._deliver(producer, partition, request)
                request = producer.create_batch()
                _append(request, envelope)
        await self._deliver(producer, partition, request)

    async def _deliver(self, producer: AIOKafkaProducer, partition: int, request: BatchBuilder) -> None:
        request.close()
        count = request.record_count()
        stored = await (await producer.send_batch(request, self._topic, partition=partition))
        if 0 <= stored.offset < self._ends.get(partition, 0):
            raise BrokerIsUnwell(f"{self._topic} was emptied")
        self._ends[partition] = stored.offset + count

    async def _connected(self) -> AIOKafkaProducer:
        if self._producer is None:
            options = {"request_timeout_ms": _SOON_ENOUGH_MS} | reached_by(self._settings)
            producer = AIOKafkaProducer(**options, enable_idempotence=True, acks="all", max_batch_size=_LARGEST_REQUEST)
            await enter(producer, self._settings)
            self._producer = producer
        return self._producer


def _append(request: BatchBuilder, envelope: Envelope) -> bool:
    # None begins with "ce_": a client that sees one takes the whole message for CloudEvents' binary mode.
    headers = [_CONTENT_TYPE, ("event-id", str(envelope.id).encode()), ("event-type", envelope.type.encode())]
    if envelope.epoch is not None:
        headers.append(("event-epoch", str(envelope.epoch).encode()))
    if envelope.traceparent is not None:
        headers.append(("traceparent", envelope.traceparent.encode()))
    timestamp = int(envelope.time.timestamp() * 1000)
    key, value = envelope.partitionkey.encode(), envelope.encode()
    return request.append(timestamp=timestamp, key=key, value=value, headers=headers) is not None
