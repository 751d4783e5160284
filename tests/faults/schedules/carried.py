"""The facts in journals, feeds and topics. What was read after one run is not read again after the next."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition

from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall
from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.lanes import lane_of
from libs.shared.platform.running.part_settings import GATEWAY_HEADER
from libs.shared.platform.running.settings import ServiceName
from tests.faults.history.records import Fact
from tests.faults.making.platform import Platform

_JOURNAL = "select event_id::text, position, subject::text, sequence from journal where sequence > $1 order by sequence"
# A fact that was begun earlier may have been written down later.
_OVERLAP = 300
_AT_ONCE = 1000


class Carried:
    """All facts of one platform, as they stand in three places."""

    def __init__(self, platform: Platform, hall: TownHall) -> None:
        self._platform, self._hall = platform, hall
        self._journals: dict[ServiceName, dict[int, Fact]] = {name: {} for name in SERVICE_NAMES}
        self._feeds: dict[ServiceName, list[Fact]] = {name: [] for name in SERVICE_NAMES}
        self._topics: dict[ServiceName, list[Fact]] = {name: [] for name in SERVICE_NAMES}
        self._read_to: dict[TopicPartition, int] = {}

    async def journal(self, name: ServiceName, connection: asyncpg.Connection) -> list[Fact]:
        """The service's journal, in the order of writing."""
        known = self._journals[name]
        settled = [fact.sequence for fact in known.values() if fact.position is None] or [*known][-1:] or [0]
        rows = await connection.fetch(_JOURNAL, min(settled) - _OVERLAP)
        known.update({row["sequence"]: _written(row) for row in rows})
        return sorted(known.values(), key=lambda fact: fact.sequence)

    async def feed(self, name: ServiceName) -> list[Fact]:
        """The service's feed, as it gives it."""
        found = self._feeds[name]
        while events := await self._news(name, after=len(found)):
            found += [Fact(one["id"], one["position"], one["partitionkey"]) for one in events]
        return found

    async def topics(self) -> Mapping[ServiceName, list[Fact]]:
        """Every service's topic, in the order of the broker."""
        assert self._platform.broker
        consumer = AIOKafkaConsumer(bootstrap_servers=self._platform.broker.address, enable_auto_commit=False)
        await consumer.start()
        try:
            there = await consumer.topics()
            for name in SERVICE_NAMES:
                topic = f"{self._platform.topic_prefix}.{name}"
                if topic not in there:  # a service that has announced nothing has none
                    continue
                partitions = [TopicPartition(topic, one) for one in await _partitions(consumer, topic)]
                self._topics[name] += [_carried(one) for one in await self._behind(consumer, partitions)]
        finally:
            await consumer.stop()
        return self._topics

    async def _news(self, name: ServiceName, after: int) -> list[dict[str, Any]]:
        # As a part of the installation: whoever is none reads public events alone, whose positions have gaps.
        part = {GATEWAY_HEADER: self._platform.secrets["COMMONPURSE_PARTS_SECRET"]}
        path = f"/events?after={after}&limit={_AT_ONCE}"
        found: list[dict[str, Any]] = await self._hall.must(name, "GET", path, headers=part)
        return found

    async def _behind(self, consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition]) -> list[bytes]:
        if not partitions:
            return []
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        for one in partitions:
            consumer.seek(one, self._read_to.get(one, 0))
        values: list[bytes] = []
        while any([await consumer.position(one) < ends[one] for one in partitions]):
            batch = await asyncio.wait_for(consumer.getmany(timeout_ms=500), 30)
            values += [record.value for records in batch.values() for record in records]
        self._read_to |= {one: await consumer.position(one) for one in partitions}
        return values


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> Sequence[int]:
    if topic not in await consumer.topics():  # a service that has announced nothing has none
        return ()
    await consumer._client._wait_on_metadata(topic)
    return sorted(consumer.partitions_for_topic(topic) or ())


def _carried(value: bytes) -> Fact:
    envelope = Envelope.model_validate_json(value)
    return Fact(str(envelope.id), envelope.position, envelope.partitionkey)


def _written(row: asyncpg.Record) -> Fact:
    return Fact(row["event_id"], row["position"], row["subject"], row["sequence"], lane_of(row["subject"]))
