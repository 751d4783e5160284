"""What Kafka does beyond the suite of every stream: members of a group, and brokers that die."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import jsonschema
import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRecord
from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka
from cloudevents.core.formats.json import JSONFormat

from libs.shared.events import asyncapi
from libs.shared.events.addresses import schema_of
from libs.shared.events.envelope import Envelope
from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.platform.facts.lanes import lane_of
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.streams.kafka import BrokerIsUnwell, KafkaPublisher, KafkaStream, check_broker, topic_of
from libs.shared.platform.streams.stream import Batch
from tests.support.carriers import read_all
from tests.support.crier import Crier, a_service, closings, crying, hear, heard, working
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder
from tests.support.kafka_broker import KafkaBroker

pytestmark = pytest.mark.long

PARTITIONS = 4


@pytest.fixture
async def crier(a_database: str, kafka: str, topic_prefix: str) -> AsyncIterator[Crier]:
    async with a_crier(a_database, kafka, topic_prefix) as started:
        yield started


@pytest.fixture
def broker() -> Iterator[KafkaBroker]:
    """A broker of the test's own, to be maltreated."""
    with a_reachable_folder() as folder, KafkaBroker(folder / "broker", memory="384m") as started:
        yield started


@asynccontextmanager
async def a_crier(database: str, address: str, prefix: str) -> AsyncIterator[Crier]:
    settings = Settings(database_url=database, kafka=address, topic_prefix=prefix, topic_partitions=PARTITIONS)
    async with crying(a_service(), settings) as crier:
        yield crier


def a_relay(crier: Crier) -> Relay:
    return Relay("voting", crier.database, crier.runtime.doorbell, KafkaPublisher("voting", crier.runtime.settings))


def a_stream(crier: Crier) -> KafkaStream:
    return KafkaStream("hearer", ["voting"], crier.runtime.settings)


def a_listener(crier: Crier) -> Listener:
    return Listener("hearer", crier.database, a_stream(crier), hear)


async def has_heard(crier: Crier, count: int) -> bool:
    return len(await heard(crier.database)) >= count


async def test_two_members_share_the_partitions_and_hear_each_event_once(crier: Crier) -> None:
    first, second = a_stream(crier), a_stream(crier)
    await first.start()
    await second.start()
    shares: dict[str, set[str]] = {"first": set(), "second": set()}

    async def both_have_a_share() -> bool:
        await crier.announce(*(event for _ in range(20) for event in closings(uuid4(), 1)))
        for name, stream in (("first", first), ("second", second)):
            if batch := await stream.next_batch(500, timedelta(seconds=0.2)):
                shares[name].add(batch.deliveries[0].place.partition("@")[0])
                await stream.acknowledge(batch)
        return all(shares.values())

    async with working(a_relay(crier)):
        await eventually(both_have_a_share, within=60)
        # From here on nobody comes or goes.
        shares["first"].clear()
        shares["second"].clear()
        await eventually(both_have_a_share, within=60)
    await first.aclose()
    await second.aclose()

    assert shares["first"].isdisjoint(shares["second"])


async def test_members_that_come_and_go_make_nobody_hear_twice_or_not_at_all(crier: Crier) -> None:
    polls = [uuid4() for _ in range(12)]

    async def announce_to_all() -> None:
        await crier.announce(*(event for poll_id in polls for event in closings(poll_id, 5)))

    async with working(a_relay(crier), a_listener(crier)):
        await announce_to_all()
        await eventually(lambda: has_heard(crier, 30), within=60)
        async with working(a_listener(crier), a_listener(crier)):
            await announce_to_all()
            await eventually(lambda: has_heard(crier, 90), within=60)
        await announce_to_all()
        await eventually(lambda: has_heard(crier, 180), within=60)

    assert sorted(await heard(crier.database)) == list(range(1, 181))


class Dawdling(KafkaStream):
    """A member that takes its time between getting a batch and handing it on."""

    def __init__(self, crier: Crier, may_go_on: asyncio.Event) -> None:
        super().__init__("hearer", ["voting"], crier.runtime.settings)
        self._may_go_on, self.has_a_batch = may_go_on, asyncio.Event()

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        if batch := await super().next_batch(at_most, wait):
            self.has_a_batch.set()
            await self._may_go_on.wait()
        return batch


async def test_a_member_that_applies_what_was_given_to_another_meanwhile_does_no_harm(crier: Crier) -> None:
    await crier.announce(*(event for _ in range(40) for event in closings(uuid4(), 2)))
    others_have_heard = asyncio.Event()
    dawdling = Dawdling(crier, others_have_heard)
    async with working(a_relay(crier), Listener("hearer", crier.database, dawdling, hear)):
        await asyncio.wait_for(dawdling.has_a_batch.wait(), 60)
        async with working(a_listener(crier), a_listener(crier), a_listener(crier)):
            await eventually(lambda: has_heard(crier, 20), within=60)

            others_have_heard.set()

            await eventually(lambda: has_heard(crier, 80), within=60)

    assert sorted(await heard(crier.database)) == list(range(1, 81))


async def test_events_lie_in_the_partition_of_their_lane(crier: Crier) -> None:
    await crier.announce(*(event for _ in range(30) for event in closings(uuid4(), 2)))
    stream = a_stream(crier)
    await stream.start()
    async with working(a_relay(crier)):
        batches = await eventually(lambda: read_all(stream, at_most=7), within=30)
    await stream.aclose()

    for batch in batches:
        for delivery in batch.deliveries:
            partition = int(delivery.place.partition("/")[2].partition("@")[0])
            assert partition == lane_of(delivery.open().partitionkey) % PARTITIONS


async def published(crier: Crier, count: int) -> list[ConsumerRecord[bytes, bytes]]:
    """What lies in the topic, as any client gets it."""
    consumer = AIOKafkaConsumer(
        topic_of("voting", crier.runtime.settings),
        bootstrap_servers=crier.runtime.settings.kafka,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        return [await asyncio.wait_for(anext(consumer), 30) for _ in range(count)]
    finally:
        await consumer.stop()


async def test_the_official_library_reads_the_published_bytes_by_itself(crier: Crier) -> None:
    poll_id = uuid4()
    async with working(a_relay(crier)):
        await crier.announce(*closings(poll_id, 3))
        records = await published(crier, 3)

    for number, record in enumerate(records, start=1):
        message = KafkaMessage(headers=dict(record.headers), key=record.key, value=record.value)
        event = from_kafka(message, JSONFormat())
        assert event.get_type() == "voting.poll-closed.v1"
        assert event.get_data() == {"poll_id": str(poll_id), "ballots": number}
        assert event.get_extension("partitionkey") == record.key.decode() == str(poll_id)
        assert event.get_attributes()["dataschema"] == schema_of("voting.poll-closed.v1")
        assert str(event.get_id()) == dict(record.headers)["event-id"].decode()


async def test_headers_are_those_that_the_asyncapi_document_names(crier: Crier) -> None:
    async with working(a_relay(crier)):
        await crier.announce(*closings(uuid4(), 1))
        [record] = await published(crier, 1)

    told = {name: value.decode() for name, value in record.headers}
    described = asyncapi.document()["components"]["messages"]["voting.poll-closed.v1"]["headers"]
    assert told.keys() == described["properties"].keys() - {"traceparent"}  # nobody traces here
    jsonschema.validate(told, described)
    envelope = Envelope.decode(record.value)
    assert (told["event-type"], told["event-epoch"]) == (envelope.type, str(envelope.epoch))


async def test_a_reader_who_remembers_positions_by_partition_as_is_documented_misses_none(crier: Crier) -> None:
    await crier.announce(*(event for _ in range(40) for event in closings(uuid4(), 2)))
    async with working(a_relay(crier)):
        records = await published(crier, 80)
    # As a consumer gets them that fetches partition by partition, each batch twice.
    by_partition = sorted([*records, *records], key=lambda record: record.partition)

    reached: dict[int, int] = {}
    heard_by_documentation, heard_by_topic, of_the_topic = [], [], 0
    for record in by_partition:
        position = Envelope.decode(record.value).position
        if position > reached.get(record.partition, 0):
            reached[record.partition] = position
            heard_by_documentation.append(position)
        if position > of_the_topic:
            of_the_topic = position
            heard_by_topic.append(position)

    assert sorted(heard_by_documentation) == list(range(1, 81))
    assert len(heard_by_topic) < 80, "one number for the topic would have done, which the documentation denies"


async def test_a_batch_larger_than_a_request_arrives_whole_and_in_order(crier: Crier) -> None:
    idea_id = uuid4()
    await crier.announce(*(IdeaStateChanged(idea_id=idea_id, state=str(n), text="x" * 90_000) for n in range(40)))

    async with working(a_relay(crier), a_listener(crier)):
        await eventually(lambda: has_heard(crier, 40), within=60)

    assert await heard(crier.database) == list(range(1, 41))


async def test_a_broker_that_nobody_runs_is_named_as_unwell() -> None:
    with pytest.raises(BrokerIsUnwell):
        await check_broker(Settings(kafka="127.0.0.1:1"))


async def test_a_broker_that_is_killed_and_comes_back_loses_nothing(
    broker: KafkaBroker, a_database: str, topic_prefix: str
) -> None:
    async with (
        a_crier(a_database, broker.address, topic_prefix) as crier,
        working(a_relay(crier), a_listener(crier)),
    ):
        await crier.announce(*closings(uuid4(), 5))
        await eventually(lambda: has_heard(crier, 5), within=60)

        broker.kill()
        await crier.announce(*closings(uuid4(), 5))
        broker.start()

        await eventually(lambda: has_heard(crier, 10), within=120)
        assert await heard(crier.database) == list(range(1, 11))


async def test_a_broker_that_comes_back_empty_is_refilled_from_the_journal(
    broker: KafkaBroker, a_database: str, topic_prefix: str
) -> None:
    async with (
        a_crier(a_database, broker.address, topic_prefix) as crier,
        working(a_relay(crier), a_listener(crier)),
    ):
        await crier.announce(*closings(uuid4(), 5))
        await eventually(lambda: has_heard(crier, 5), within=60)

        broker.kill()
        forget_everything(broker)
        broker.start()
        await crier.announce(*closings(uuid4(), 5))

        await eventually(lambda: has_heard(crier, 10), within=120)
        late = KafkaStream("late", ["voting"], crier.runtime.settings)
        await late.start()
        found = {delivery.open().position for batch in await read_all(late) for delivery in batch.deliveries}
        await late.aclose()
        assert await heard(crier.database) == list(range(1, 11))
        assert found == set(range(1, 11))


async def test_whoever_is_told_to_stop_does_not_wait_for_a_broker_that_is_frozen(
    broker: KafkaBroker, a_database: str, topic_prefix: str
) -> None:
    async with a_crier(a_database, broker.address, topic_prefix) as crier, asyncio.timeout(60) as patience:
        async with working(a_relay(crier), a_listener(crier)):
            await crier.announce(*closings(uuid4(), 5))
            await eventually(lambda: has_heard(crier, 5), within=50)
            assert broker.pid
            os.kill(broker.pid, signal.SIGSTOP)
            patience.reschedule(asyncio.get_running_loop().time() + 10)  # then Docker kills
        os.kill(broker.pid, signal.SIGCONT)


def forget_everything(broker: KafkaBroker) -> None:
    folder = broker._folder
    shutil.rmtree(folder / "data")
    (folder / "server.properties").unlink()
