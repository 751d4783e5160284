"""A listener is killed, by the hardest sign, wherever it hurts most."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from uuid import uuid4

import pytest

from libs.shared.platform.facts.listener import Listener
from tests.support.carriers import Carrier, CarrierName, a_carrier
from tests.support.crier import closings, hear, heard, working
from tests.support.crier_process import Point, halted_at
from tests.support.eventually import eventually


@pytest.fixture(params=["feed over the network", "Kafka"])
async def carrier(
    request: pytest.FixtureRequest, another_database: Callable[[], Awaitable[str]], topic_prefix: str
) -> AsyncIterator[Carrier]:
    name: CarrierName = request.param
    broker = request.getfixturevalue("kafka") if name == "Kafka" else None
    async with a_carrier(name, another_database, broker, topic_prefix) as started:
        yield started


@pytest.mark.parametrize(("point", "before"), [("applying", []), ("applied", [1, 2, 3])])
async def test_a_listener_killed_around_its_commit_has_applied_each_event_once(
    carrier: Carrier, point: Point, before: list[int]
) -> None:
    poll_id = uuid4()
    await carrier.announce("voting", *closings(poll_id, 3))
    async with a_doomed_listener(carrier, point):
        assert await heard(carrier.listener.database) == before

    await carrier.announce("voting", *closings(poll_id, 2, first=4))
    async with working(Listener("hearer", carrier.listener.database, carrier.stream(sources=["voting"]), hear)):
        await eventually(lambda: has_heard(carrier, 5), within=60)

    assert await heard(carrier.listener.database) == [1, 2, 3, 4, 5]


async def test_a_listener_killed_again_and_again_gets_through_in_the_end(carrier: Carrier) -> None:
    poll_id = uuid4()
    for first in (1, 3, 5):
        await carrier.announce("voting", *closings(poll_id, 2, first=first))
        async with a_doomed_listener(carrier, "applied"):
            assert await heard(carrier.listener.database) == list(range(1, first + 2))

    async with working(Listener("hearer", carrier.listener.database, carrier.stream(sources=["voting"]), hear)):
        await carrier.announce("voting", *closings(poll_id, 1, first=7))
        await eventually(lambda: has_heard(carrier, 7), within=60)

    assert await heard(carrier.listener.database) == list(range(1, 8))


def a_doomed_listener(carrier: Carrier, point: Point) -> AbstractAsyncContextManager[None]:
    return halted_at(point, carrier.listener.runtime.settings, carrier.addresses)


async def has_heard(carrier: Carrier, count: int) -> bool:
    return len(await heard(carrier.listener.database)) >= count
