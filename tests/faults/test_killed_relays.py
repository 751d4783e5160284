"""A relay is killed between publishing and marking, and what it published to is lost and refilled."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from sqlalchemy import text

from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.streams.feed import FeedStream
from libs.shared.platform.streams.kafka import KafkaPublisher, KafkaStream, TopicIsPartitionedOtherwise, topic_of
from libs.shared.platform.streams.kafka.broker import ensure_topic
from libs.shared.platform.streams.stream import EventStream
from tests.support.carriers import read_all
from tests.support.crier import Crier, a_service, closings, crying, hear, heard, working
from tests.support.crier_process import halted_at
from tests.support.eventually import eventually


@pytest.fixture
async def crier(a_database: str, kafka: str, topic_prefix: str) -> AsyncIterator[Crier]:
    settings = Settings(database_url=a_database, kafka=kafka, topic_prefix=topic_prefix, topic_partitions=3)
    async with crying(a_service(), settings) as started:
        yield started


def a_relay(crier: Crier, settings: Settings | None = None) -> Relay:
    publisher = KafkaPublisher("voting", settings or crier.runtime.settings)
    return Relay("voting", crier.database, crier.runtime.doorbell, publisher)


def a_listener(crier: Crier, stream: EventStream | None = None, name: str = "hearer") -> Listener:
    stream = stream or KafkaStream(name, ["voting"], crier.runtime.settings)
    return Listener(name, crier.database, stream, hear)


async def stored(crier: Crier) -> list[int]:
    """The positions on the topic as they lie there, doubles included."""
    stream = KafkaStream(f"reader-{uuid4()}", ["voting"], crier.runtime.settings)
    await stream.start()
    try:
        return [delivery.open().position for batch in await read_all(stream) for delivery in batch.deliveries]
    finally:
        await stream.aclose()


async def has_heard(crier: Crier, count: int) -> bool:
    return len(await heard(crier.database)) >= count


async def has_published(crier: Crier, position: int) -> bool:
    async with crier.database.reading() as session:
        return bool(await session.scalar(text("select published_through >= :at from relay_mark"), {"at": position}))


async def test_what_a_killed_relay_had_published_is_published_again_and_heard_once(crier: Crier) -> None:
    poll_id = uuid4()
    await crier.announce(*closings(poll_id, 4))
    async with halted_at("published", crier.runtime.settings):
        assert not await has_published(crier, 1)

    async with working(a_relay(crier), a_listener(crier)):
        await crier.announce(*closings(poll_id, 2, first=5))
        await eventually(lambda: has_heard(crier, 6), within=60)

    assert await heard(crier.database) == [1, 2, 3, 4, 5, 6]
    assert await stored(crier) == [1, 2, 3, 4, 1, 2, 3, 4, 5, 6]


async def test_a_topic_that_was_lost_while_the_relay_worked_is_refilled_at_the_next_event(crier: Crier) -> None:
    poll_id = uuid4()
    async with working(a_relay(crier)):
        await crier.announce(*closings(poll_id, 5))
        await eventually(lambda: has_published(crier, 5), within=60)

        await lose_and_create_anew(crier)
        await crier.announce(*closings(poll_id, 1, first=6))

        await eventually(lambda: has_published(crier, 6), within=60)
        await eventually(lambda: holds_all(crier, 6), within=60)


async def test_a_topic_that_was_lost_is_refilled_for_late_joiners_and_others_hear_nothing_twice(crier: Crier) -> None:
    poll_id = uuid4()
    await crier.announce(*closings(poll_id, 5))
    async with working(a_relay(crier), a_listener(crier)):
        await eventually(lambda: has_heard(crier, 5), within=60)

    await lose_and_create_anew(crier)
    async with working(a_relay(crier), a_listener(crier)):
        await crier.announce(*closings(poll_id, 1, first=6))
        await eventually(lambda: has_heard(crier, 6), within=60)

    assert await heard(crier.database) == [1, 2, 3, 4, 5, 6]
    assert sorted(set(await stored(crier))) == [1, 2, 3, 4, 5, 6]


async def test_a_town_that_changes_the_carrier_and_back_hears_everything_once(crier: Crier) -> None:
    polls = [uuid4() for _ in range(5)]
    for poll_id in polls:
        await crier.announce(*closings(poll_id, 4))
    neighbours = Neighbours(crier.runtime.settings, {"voting": crier.app})
    feed = FeedStream(neighbours, ["voting"], Bookmarks("hearer", crier.database))
    async with working(a_relay(crier), a_listener(crier, feed)):
        await eventually(lambda: has_heard(crier, 20), within=60)

    async with working(a_relay(crier), a_listener(crier)):
        await crier.announce(*(event for poll_id in polls for event in closings(poll_id, 1)))
        await eventually(lambda: has_heard(crier, 25), within=60)

    await crier.announce(*(event for poll_id in polls for event in closings(poll_id, 1)))
    async with working(a_relay(crier), a_listener(crier, feed)):
        await eventually(lambda: has_heard(crier, 30), within=60)

    assert sorted(await heard(crier.database)) == list(range(1, 31))
    await neighbours.aclose()


async def test_a_relay_refuses_a_topic_whose_keys_would_move_to_other_partitions(crier: Crier) -> None:
    await crier.announce(*closings(uuid4(), 1))
    async with working(a_relay(crier)):
        await eventually(lambda: has_published(crier, 1), within=60)

    with pytest.raises(TopicIsPartitionedOtherwise, match="has 3 partitions and COMMONPURSE_TOPIC_PARTITIONS is 5"):
        await a_relay(crier, crier.runtime.settings.model_copy(update={"topic_partitions": 5})).run()


async def lose_and_create_anew(crier: Crier) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=crier.runtime.settings.kafka)
    await admin.start()
    topic = topic_of("voting", crier.runtime.settings)
    await admin.delete_topics([topic])

    async def is_gone() -> bool:
        return topic not in await admin.list_topics()

    await eventually(is_gone, within=30)
    await admin.close()
    await ensure_topic(topic, crier.runtime.settings)


async def holds_all(crier: Crier, count: int) -> bool:
    return set(await stored(crier)) == set(range(1, count + 1))
