"""PostgreSQL is killed, by the hardest sign, under a service at work."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, suppress
from uuid import uuid4

import httpx
import pytest

from commonpurse.embedded.postgres import EmbeddedPostgres
from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running import retrying
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.streams.feed import FeedStream
from tests.support.crier import Crier, a_service, closings, crying, hear, heard, positions_given, working
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder


@pytest.fixture
def postgres_of_our_own() -> Iterator[EmbeddedPostgres]:
    with a_reachable_folder() as folder, EmbeddedPostgres(folder / "postgres") as started:
        yield started


@pytest.fixture
async def crier(postgres_of_our_own: EmbeddedPostgres) -> AsyncIterator[Crier]:
    """A service that listens to its own feed, with all its workers at work."""
    settings = Settings(database_url=postgres_of_our_own.url("crier"))
    async with AsyncExitStack() as stack:
        crier = await stack.enter_async_context(crying(a_service(), settings))
        neighbours = Neighbours(settings, {"voting": crier.app})
        stack.push_async_callback(neighbours.aclose)
        stream = FeedStream(neighbours, ["voting"], Bookmarks("hearer", crier.database))
        relay = Relay("voting", crier.database, crier.runtime.doorbell)
        await stack.enter_async_context(working(relay, Listener("hearer", crier.database, stream, hear)))
        yield crier


async def has_heard(crier: Crier, count: int) -> bool:
    try:
        return len(await heard(crier.database)) >= count
    except Exception as error:
        if retrying.passes(error):
            return False
        raise


async def announce_whatever_it_takes(crier: Crier, first: int) -> None:
    async def is_announced() -> bool:
        try:
            await crier.announce(*closings(uuid4(), 5, first=first))
        except Exception as error:
            if retrying.passes(error):
                return False
            raise
        return True

    await eventually(is_announced, within=60)


async def test_a_service_goes_on_by_itself_when_its_database_is_back(
    crier: Crier, postgres_of_our_own: EmbeddedPostgres
) -> None:
    await crier.announce(*closings(uuid4(), 5))
    await eventually(lambda: has_heard(crier, 5), within=60)

    os.kill(postgres_of_our_own.pid, signal.SIGKILL)
    await announce_whatever_it_takes(crier, first=6)

    await eventually(lambda: has_heard(crier, 10), within=60)
    assert await heard(crier.database) == list(range(1, 11)) == await positions_given(crier.database)


async def test_while_the_database_is_away_the_api_says_try_again_and_readiness_says_why(
    crier: Crier, postgres_of_our_own: EmbeddedPostgres
) -> None:
    transport = httpx.ASGITransport(crier.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town/api/voting") as client:
        assert (await client.get("/v1/events")).status_code == 200

        async def both_say_so() -> None:
            # A session may outlive its server by a moment, and the next server may be quicker than the second question.
            with suppress(ProcessLookupError):
                os.kill(postgres_of_our_own.pid, signal.SIGKILL)
            answer, ready = await client.get("/v1/events"), await client.get("/health/ready")
            assert (answer.status_code, ready.status_code) == (503, 503)
            assert answer.json()["code"] == "service-unavailable"
            assert list(ready.json()["troubles"]) == ["database"]

        await eventually(both_say_so, within=60)
        await eventually(lambda: is_ready(client), within=60)


async def is_ready(client: httpx.AsyncClient) -> bool:
    return (await client.get("/health/ready")).status_code == 200
