import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from pydantic_core import from_json

from libs.shared.events.envelope import Envelope
from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.platform.facts import journal
from libs.shared.platform.facts.relay import Relay
from tests.support.crier import Crier, closings, working
from tests.support.eventually import eventually

AWKWARD = 'It is "public" now:\n\N{SNOWMAN} \\ \N{LATIN SMALL LETTER A WITH DIAERESIS} </script> \N{GRINNING FACE}'


@pytest.fixture
async def client(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(crier.app)
    relay = Relay("voting", crier.database, crier.runtime.doorbell)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://town/api/voting/v1") as client,
        working(relay),
    ):
        yield client


async def feed(client: httpx.AsyncClient, **query: float) -> list[Envelope]:
    answer = await client.get("/events", params=query)
    assert answer.headers["content-type"] == "application/cloudevents-batch+json"
    return [Envelope.from_json_object(event) for event in from_json(answer.content)]


async def test_a_feed_answers_what_the_journal_holds_to_the_letter(crier: Crier, client: httpx.AsyncClient) -> None:
    await crier.announce(IdeaStateChanged(idea_id=uuid4(), state="accepted", text=AWKWARD), *closings(uuid4(), 3))

    answered = await eventually(lambda: feed(client, wait=5))

    async with crier.database.reading() as session:
        assert answered == await journal.read_after(session, None, 0, 10)
    assert answered[0].data["text"] == AWKWARD  # type: ignore[index]


async def test_a_feed_goes_on_behind_a_position_and_gives_no_more_than_asked_for(
    crier: Crier, client: httpx.AsyncClient
) -> None:
    await crier.announce(*closings(uuid4(), 9))
    await eventually(lambda: feed(client, after=8))

    page = await feed(client, after=3, limit=4)

    assert [envelope.position for envelope in page] == [4, 5, 6, 7]
    assert await feed(client, after=9) == []


async def test_a_long_poll_is_answered_as_soon_as_something_happens(crier: Crier, client: httpx.AsyncClient) -> None:
    asked = asyncio.create_task(feed(client, wait=30))
    await asyncio.sleep(0)

    await crier.announce(*closings(uuid4(), 1))

    assert [envelope.position for envelope in await asyncio.wait_for(asked, 10)] == [1]


@pytest.mark.parametrize("query", [{"after": -1}, {"limit": 0}, {"limit": 1001}, {"wait": 31}, {"after": "x"}])
async def test_a_feed_refuses_what_makes_no_sense(client: httpx.AsyncClient, query: dict[str, str]) -> None:
    answer = await client.get("/events", params=query)

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")
