from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.support.carriers import Carrier, CarrierName, a_carrier


@pytest.fixture(params=["feed in one process", "feed over the network", "Kafka"])
async def carrier(
    request: pytest.FixtureRequest, another_database: Callable[[], Awaitable[str]], topic_prefix: str
) -> AsyncIterator[Carrier]:
    name: CarrierName = request.param
    broker = request.getfixturevalue("kafka") if name == "Kafka" else None
    async with a_carrier(name, another_database, broker, topic_prefix) as started:
        yield started
