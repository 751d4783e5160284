from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from tests.support.databases import a_fresh_database
from tests.support.newsroom import Newsroom, a_newsroom
from tests.support.receiver import TO_THIS_MACHINE, Receiver, a_receiver
from tests.support.starting import starting_with


def databases_on(server: str, stack: AsyncExitStack) -> Callable[[], Awaitable[str]]:
    """Makes one more database, which is there until the stack ends."""
    return lambda: stack.enter_async_context(a_fresh_database(server))


@pytest.fixture(scope="package")
async def newsroom(postgres: str) -> AsyncIterator[Newsroom]:
    """Reporting on the feeds of four services. It is shared: a test's polls and rounds are its own."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(a_newsroom(databases_on(postgres, stack)))


@pytest.fixture(params=["feed", "Kafka"])
async def newsroom_on_each_carrier(
    request: pytest.FixtureRequest, another_database: Callable[[], Awaitable[str]], topic_prefix: str
) -> AsyncIterator[Newsroom]:
    """A newsroom for one test alone."""
    broker = request.getfixturevalue("kafka") if request.param == "Kafka" else None
    async with a_newsroom(another_database, broker, topic_prefix) as started:
        yield started


@pytest.fixture(scope="package")
async def posting_newsroom(postgres: str) -> AsyncIterator[Newsroom]:
    """A newsroom that sends webhooks, to this machine, too. It is shared: a test's receivers are its own."""
    async with AsyncExitStack() as stack:
        with starting_with(TO_THIS_MACHINE):
            newsroom = await stack.enter_async_context(a_newsroom(databases_on(postgres, stack)))
        yield newsroom


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A subscriber that takes what it is sent."""
    async with a_receiver() as started:
        yield started
