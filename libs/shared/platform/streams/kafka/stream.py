"""How a listener reads from Kafka: as a member of its consumer group."""

from collections import deque
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError

from libs.shared.platform.facts import epochs
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.database import Database
from libs.shared.platform.streams.kafka.broker import ends_of, ensure_topic, topic_of
from libs.shared.platform.streams.kafka.door import BrokerIsUnwell, enter, leave, reached_by, troubles_named
from libs.shared.platform.streams.stream import Batch, Delivery, Ends

log = structlog.get_logger()

_SOON_ENOUGH_MS = 30_000

_Waiting = deque[tuple[TopicPartition, list[ConsumerRecord[bytes, bytes]]]]


class KafkaStream:
    """Reads the topics of several services as a member of the listener's consumer group."""

    def __init__(
        self,
        listener: str,
        sources: Sequence[ServiceName],
        settings: Settings,
        own_database: Database | None = None,
    ) -> None:
        self._name, self._own_database = f"{settings.topic_prefix}.{listener}", own_database
        self._group = self._name
        self._sources = {topic_of(source, settings): source for source in sources}
        self._settings = settings
        self._consumer: AIOKafkaConsumer | None = None
        self._waiting: _Waiting = deque()
        self._reached: dict[TopicPartition, int] = {}

    async def start(self) -> None:
        await self.aclose()
        if self._own_database is not None:
            self._group = f"{self._name}{await _reading_anew(self._own_database)}"
        for topic in self._sources:
            with troubles_named(on=topic):
                await ensure_topic(topic, self._settings)
        with self._troubles_named():
            self._consumer = await self._join()

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        if not self._waiting:
            with self._troubles_named():
                fetched = await self._connected().getmany(
                    timeout_ms=int(wait.total_seconds() * 1000), max_records=at_most
                )
            self._waiting.extend((partition, records) for partition, records in fetched.items() if records)
            for partition, records in fetched.items():
                if records:
                    self._reached[partition] = records[0].offset
        return self._as_batch(*self._waiting.popleft()) if self._waiting else None

    async def acknowledge(self, batch: Batch) -> None:
        assert isinstance(batch.token, tuple)
        partition, offset = batch.token
        self._reached[partition] = offset
        try:
            with self._troubles_named():
                await self._connected().commit({partition: offset})
        except BrokerIsUnwell as error:
            if not isinstance(error.__cause__, CommitFailedError | IllegalStateError):
                raise
            # The partition went to another member meanwhile: it gets these events again, and its positions know them.
            log.info("acknowledged too late", group=self._group, partition=str(partition))

    async def is_at_head(self) -> bool:
        return await self.has_reached(await self.ends())

    async def behind(self) -> dict[ServiceName, int]:
        """Of the partitions that this member has, as far as it has been told: the broker is not asked."""
        found = dict.fromkeys(self._sources.values(), 0)
        consumer = self._connected()
        for partition in consumer.assignment():
            end, reached = consumer.highwater(partition), self._reached.get(partition)
            if end is not None and reached is not None:
                found[self._sources[partition.topic]] += max(0, end - reached)
        return found

    async def ends(self) -> Ends:
        with self._troubles_named():
            return await ends_of(list(self._sources), self._settings)

    async def has_reached(self, ends: Ends) -> bool:
        with self._troubles_named():
            for partition, end in ends.items():
                # Other members of the group commit too, so the broker is asked, and only until one is short of it.
                if end and (await self._connected().committed(partition) or 0) < end:
                    return False
        return True

    async def aclose(self) -> None:
        self._waiting.clear()
        self._reached.clear()
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await leave(consumer)

    async def _join(self) -> AIOKafkaConsumer:
        options = {"metadata_max_age_ms": _SOON_ENOUGH_MS} | reached_by(self._settings)
        # A member that was killed keeps its partitions for aiokafka's session of ten seconds. A broker takes six at
        # least, and whoever was frozen, or had no core, for so long would lose them and have all others join anew.
        consumer = AIOKafkaConsumer(
            **options,
            group_id=self._group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
        )
        consumer.subscribe(list(self._sources), listener=_Forgetful(self._waiting, self._reached))
        await enter(consumer, self._settings)
        return consumer

    def _troubles_named(self) -> AbstractContextManager[None]:
        return troubles_named(on=f"group {self._group} or {', '.join(self._sources)}", needs="Read")

    def _connected(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            raise BrokerIsUnwell("not connected")
        return self._consumer

    def _as_batch(self, partition: TopicPartition, records: Sequence[ConsumerRecord[bytes, bytes]]) -> Batch:
        source = self._sources[partition.topic]
        deliveries = [
            Delivery(f"{source}/{partition.partition}@{record.offset}", record.value or b"") for record in records
        ]
        return Batch(source, deliveries, token=(partition, records[-1].offset + 1))


async def _reading_anew(database: Database) -> str:
    """What makes another group of the listener's, which begins to read anew, when its own database was put back.

    The broker remembers how far the group has read, and the database does not remember all of that any more.
    """
    async with database.transaction(is_shown=False) as tx:
        await epochs.settle(tx.session)
        number = await epochs.count(tx.session)
    return f".{number}" if number > 1 else ""


class _Forgetful(ConsumerRebalanceListener):  # type: ignore[misc] # aiokafka brings no types
    """Drops what was fetched when partitions change hands: it comes again, to whoever then has them."""

    def __init__(self, waiting: _Waiting, reached: dict[TopicPartition, int]) -> None:
        self._waiting, self._reached = waiting, reached

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        self._waiting.clear()
        self._reached.clear()

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        pass
