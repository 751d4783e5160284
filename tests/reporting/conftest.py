from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from tests.support.databases import a_fresh_database
from tests.support.newsroom import Newsroom, a_newsroom
from tests.support.receiver import Receiver, a_receiver
from tests.support.starting import starting_with

WEBHOOKS = {
    "COMMONPURSE_WEBHOOKS_SECRET": "ab" * 32,
    "COMMONPURSE_WEBHOOKS_INTO": "127.0.0.0/8",
    "COMMONPURSE_WEBHOOKS_BY_HTTP": "true",
}


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


@pytest.fixture(scope="session")
async def posting_newsroom(postgres: str) -> AsyncIterator[Newsroom]:
    """A newsroom that sends webhooks, to this machine, too. It is shared: a test's receivers are its own."""
    async with AsyncExitStack() as stack:
        databases = lambda: stack.enter_async_context(a_fresh_database(postgres))  # noqa: E731
        with starting_with(WEBHOOKS):
            newsroom = await stack.enter_async_context(a_newsroom(databases))
        yield newsroom


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A subscriber that takes what it is sent."""
    async with a_receiver() as started:
        yield started
