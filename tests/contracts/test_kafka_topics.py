"""Topics that somebody else made, and those that nobody needs."""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from structlog.testing import capture_logs

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts import journal
from libs.shared.platform.facts.ownership import HoldsAnothers, refuse_anothers
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.attendance import words_of
from libs.shared.platform.running.logs import redact
from libs.shared.platform.running.settings import CannotStart, Settings
from libs.shared.platform.streams.kafka import BrokerIsUnwell, KafkaPublisher
from libs.shared.platform.streams.kafka.broker import ends_of, find_topic
from tests.support.crier import Crier, a_service, closings, crying, working
from tests.support.eventually import eventually

WEEK = {"retention.ms": "604800000"}


@pytest.fixture
async def crier(a_database: str, kafka: str, topic_prefix: str) -> AsyncIterator[Crier]:
    settings = Settings(database_url=a_database, kafka=kafka, topic_prefix=topic_prefix, topic_partitions=4)
    async with crying(a_service(), settings) as started:
        yield started


async def make_topic(crier: Crier, partitions: int) -> str:
    """As a broker makes one by itself when a consumer asks for it."""
    name = f"{crier.runtime.settings.topic_prefix}.voting"
    admin = AIOKafkaAdminClient(bootstrap_servers=crier.runtime.settings.kafka)
    await admin.start()
    await admin.create_topics([NewTopic(name, partitions, 1, topic_configs=WEEK)])
    await admin.close()
    return name


def a_publisher(crier: Crier) -> KafkaPublisher:
    return KafkaPublisher("voting", crier.runtime.settings)


async def tell_all(crier: Crier, count: int) -> None:
    """Announce so many events, and return when they are in the topic."""
    relay = Relay("voting", crier.database, crier.runtime.doorbell, a_publisher(crier))
    async with working(relay):
        await crier.announce(*closings(uuid4(), count))
        await eventually(lambda: has_stored(crier, count))


async def has_stored(crier: Crier, count: int) -> bool:
    name, settings = f"{crier.runtime.settings.topic_prefix}.voting", crier.runtime.settings
    return await find_topic(name, settings) is not None and sum((await ends_of([name], settings)).values()) == count


async def test_a_topic_that_a_consumer_had_made_before_gets_the_shape_of_ours(crier: Crier) -> None:
    name = await make_topic(crier, partitions=1)

    await tell_all(crier, 3)

    topic = await find_topic(name, crier.runtime.settings)
    assert topic is not None
    assert (topic.partitions, topic.forgets) == (4, "")


async def test_a_topic_with_events_that_forgets_is_complained_of_and_left_as_it_is(crier: Crier) -> None:
    name = await make_topic(crier, partitions=4)
    publisher = a_publisher(crier)
    publisher._is_there = True  # as if the retention had been set after the first event
    await crier.announce(*closings(uuid4(), 1))
    async with working(Relay("voting", crier.database, crier.runtime.doorbell)):
        stored = await eventually(lambda: positioned(crier))
    await publisher.publish(stored)
    await publisher.aclose()

    with capture_logs() as lines:
        started_anew = a_publisher(crier)
        await started_anew.count_stored()
        await started_anew.count_stored()  # as it does once a minute

    [complaint] = [line for line in lines if line["log_level"] == "warning"]
    assert (complaint["topic"], complaint["set_to"]) == (name, "retention.ms=604800000")
    topic = await find_topic(name, crier.runtime.settings)
    assert topic is not None
    assert topic.forgets == "retention.ms=604800000"


async def positioned(crier: Crier) -> list[Envelope]:
    async with crier.database.reading() as session:
        return list(await journal.read_after(session, None, 0, 10))


async def test_events_of_another_installation_in_the_topic_are_refused_in_one_line_and_our_own_are_not(
    crier: Crier, another_database: Callable[[], Awaitable[str]]
) -> None:
    topic = f"{crier.runtime.settings.topic_prefix}.voting"
    await refuse_anothers(a_publisher(crier), crier.database, topic)  # nothing is there yet
    await tell_all(crier, 3)
    elsewhere = crier.runtime.settings.model_copy(update={"database_url": await another_database()})

    await refuse_anothers(a_publisher(crier), crier.database, topic)
    async with crying(a_service(), elsewhere) as other:
        with pytest.raises(CannotStart, match=f"^{topic} holds what another installation told") as no:
            await refuse_anothers(a_publisher(other), other.database, topic)

    assert len(str(no.value).splitlines()) == 1
    assert "check COMMONPURSE_TOPIC_PREFIX and COMMONPURSE_DATABASE_URL" in str(no.value)
    assert redact(None, "", {"words": str(no.value)}) == {"words": str(no.value)}  # it goes into a log


async def test_a_relay_that_nobody_stopped_at_the_start_publishes_nothing_into_anothers_topic(
    crier: Crier, another_database: Callable[[], Awaitable[str]]
) -> None:
    await tell_all(crier, 3)
    elsewhere = crier.runtime.settings.model_copy(update={"database_url": await another_database()})

    async with crying(a_service(), elsewhere) as other:
        publisher = KafkaPublisher("voting", elsewhere, other.database)
        await other.announce(*closings(uuid4(), 1))
        with pytest.raises(HoldsAnothers) as no:
            await Relay("voting", other.database, other.runtime.doorbell, publisher).run()

    assert words_of(no.value) == str(no.value)  # the page of health says them
    assert await has_stored(crier, 3)


async def test_a_broker_that_does_not_say_in_time_whose_events_it_keeps_is_asked_again(
    crier: Crier, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell_all(crier, 3)
    publisher = KafkaPublisher("voting", crier.runtime.settings, crier.database)

    with monkeypatch.context() as slow:
        slow.setattr("libs.shared.platform.streams.kafka.broker._LOOKS_FOR_S", 0.0)
        for _ in range(2):
            with pytest.raises(BrokerIsUnwell, match="has events, and none came"):
                await publisher.count_stored()

    assert await publisher.count_stored() == 3


async def test_a_service_that_announces_nothing_has_no_topic_until_it_does(crier: Crier) -> None:
    name = f"{crier.runtime.settings.topic_prefix}.voting"
    assert await a_publisher(crier).count_stored() == 0
    assert await find_topic(name, crier.runtime.settings) is None

    await tell_all(crier, 1)

    assert await find_topic(name, crier.runtime.settings) is not None
