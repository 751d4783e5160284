from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from tests.support.databases import a_fresh_database
from tests.support.newsroom import Newsroom, a_newsroom


@pytest.fixture(scope="session")
async def newsroom(postgres: str) -> AsyncIterator[Newsroom]:
    """Reporting on the feeds of four services. It is shared: a test's polls and rounds are its own."""
    async with AsyncExitStack() as stack:
        databases = lambda: stack.enter_async_context(a_fresh_database(postgres))  # noqa: E731
        yield await stack.enter_async_context(a_newsroom(databases))


@pytest.fixture(params=["feed", "Kafka"])
async def newsroom_on_each_carrier(
    request: pytest.FixtureRequest, another_database: Callable[[], Awaitable[str]], topic_prefix: str
) -> AsyncIterator[Newsroom]:
    """A newsroom for one test alone."""
    broker = request.getfixturevalue("kafka") if request.param == "Kafka" else None
    async with a_newsroom(another_database, broker, topic_prefix) as started:
        yield started
