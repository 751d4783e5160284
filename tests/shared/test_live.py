"""Public events as they happen, for a browser that comes and goes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from playwright.async_api import Page
from prometheus_client import REGISTRY
from pydantic_core import from_json
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import HTMLResponse

from libs.shared.events.ideas import IdeaAccepted, IdeaSubmitted
from libs.shared.platform.facts import journal, live
from libs.shared.platform.facts.relay import Relay
from tests.support.crier import Crier, closings, working
from tests.support.eventually import eventually
from tests.support.serving import served

STREAM = "/api/voting/v1/events/stream"


@pytest.fixture
async def client(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    relay = Relay("voting", crier.database, crier.runtime.doorbell)
    async with (
        working(relay),
        served(crier.app) as address,
        httpx.AsyncClient(base_url=address, timeout=40) as client,
    ):
        yield client


class Listening:
    """A browser's EventSource, as the standard parses what comes."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer, self._lines = answer, answer.aiter_lines()

    async def next(self) -> dict[str, str]:
        """The next message; comments and what only sets the pause are passed over."""
        fields: dict[str, str] = {}
        while True:
            line = await asyncio.wait_for(anext(self._lines), 30)
            if line and not line.startswith(":"):
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                return fields
            elif not line:
                fields = {}


@asynccontextmanager
async def listening(client: httpx.AsyncClient, **how: Any) -> AsyncIterator[Listening]:
    async with client.stream("GET", STREAM, **how) as answer:
        assert answer.status_code == 200, await answer.aread()
        yield Listening(answer)


async def test_what_many_pages_wait_for_is_read_once(
    crier: Crier, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings, read = list[int](), journal.read_encoded_after

    async def counted(session: AsyncSession, source: str | None, position: int, *more: Any) -> list[str]:
        readings.append(position)
        return await read(session, source, position, *more)

    monkeypatch.setattr(journal, "read_encoded_after", counted)
    async with AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(listening(client)) for _ in range(50)]
        readings.clear()
        await crier.announce(*closings(uuid4(), 1))

        heard = [await page.next() for page in pages]

    assert len({one["id"] for one in heard}) == 1
    assert len(readings) < 25


async def test_a_page_hears_what_happens_from_now_on_as_whole_events(crier: Crier, client: httpx.AsyncClient) -> None:
    poll_id = uuid4()
    await crier.announce(*closings(poll_id, 2))
    await eventually(lambda: has(client, 2))

    async with listening(client) as page:
        await crier.announce(*closings(poll_id, 1, first=3))
        message = await page.next()

    told = from_json(message["data"])
    assert (message["event"], message["id"]) == ("voting.poll-closed.v1", told["id"])
    assert (told["position"], told["data"]["ballots"]) == (3, 3)
    assert page.answer.headers["content-type"].startswith("text/event-stream")
    assert page.answer.headers["access-control-allow-origin"] == "*"
    assert page.answer.headers["cache-control"] == "no-cache"


async def has(client: httpx.AsyncClient, count: int) -> bool:
    answer = await client.get("/api/voting/v1/events/head")
    return bool(answer.json()["position"] == count)


async def test_a_browser_that_comes_again_goes_on_behind_what_it_had(crier: Crier, client: httpx.AsyncClient) -> None:
    await crier.announce(*closings(uuid4(), 3))
    await eventually(lambda: has(client, 3))
    async with listening(client, params={"after": 0}) as page:
        first = await page.next()

    async with listening(client, params={"after": 0}, headers={"Last-Event-ID": first["id"]}) as again:
        heard = [from_json((await again.next())["data"])["position"] for _ in range(2)]

    assert heard == [2, 3]


async def test_only_public_events_are_told_and_only_those_of_a_subject_if_one_is_named(
    crier: Crier, client: httpx.AsyncClient
) -> None:
    mine, others, idea_id, round_id = (uuid4() for _ in range(4))
    await crier.announce(
        IdeaSubmitted(idea_id=idea_id, number="7", round_id=round_id, area_id=None, channel="web"),
        IdeaAccepted(
            idea_id=idea_id, number="7", round_id=round_id, area_id=None, title="A bench", text="Here:\n\nnow"
        ),
        *closings(others, 1),
        *closings(mine, 1),
    )
    await eventually(lambda: has(client, 4))

    async with listening(client, params={"after": 0}) as page:
        types = [(await page.next())["event"] for _ in range(3)]
    async with listening(client, params={"after": 0, "subject": str(mine)}) as page:
        told = from_json((await page.next())["data"])
        await crier.announce(*closings(others, 1, first=2), *closings(mine, 1, first=9))
        later = from_json((await page.next())["data"])

    assert types == ["ideas.idea-accepted.v1", "voting.poll-closed.v1", "voting.poll-closed.v1"]
    assert (UUID(told["subject"]), later["data"]["ballots"]) == (mine, 9)


async def test_more_than_one_page_of_events_is_told_whole(crier: Crier, client: httpx.AsyncClient) -> None:
    await crier.announce(*closings(uuid4(), 450))
    await eventually(lambda: has(client, 450))

    async with listening(client, params={"after": 0}) as page:
        heard = [from_json((await page.next())["data"])["position"] for _ in range(450)]

    assert heard == list(range(1, 451))


_AS_A_PAGE_DOES = """
([address, count]) => new Promise((done, failed) => {
  const heard = [];
  const stream = new EventSource(address);
  stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) failed(new Error("closed")); };
  stream.addEventListener("voting.poll-closed.v1", (event) => {
    heard.push([event.lastEventId, JSON.parse(event.data).data.ballots]);
    if (heard.length === count) { stream.close(); done(heard); }
  });
})
"""


async def test_a_page_of_another_site_listens_through_a_restart_of_the_server(
    crier: Crier, client: httpx.AsyncClient, page: Page
) -> None:
    await crier.announce(*closings(uuid4(), 2))
    await eventually(lambda: has(client, 2))
    async with served(HTMLResponse("<h1>The Lindenhof Courier</h1>")) as newspaper, served(crier.app) as address:
        await page.goto(newspaper)
        hearing = asyncio.create_task(page.evaluate(_AS_A_PAGE_DOES, [f"{address}{STREAM}?after=0", 4]))
        await eventually(lambda: live._LISTENERS.count == 1)
    port = int(address.rpartition(":")[2])

    await crier.announce(*closings(uuid4(), 2, first=3))
    async with served(crier.app, port=port):
        heard = await asyncio.wait_for(hearing, 40)

    assert [ballots for _, ballots in heard] == [1, 2, 3, 4]
    assert len({event_id for event_id, _ in heard}) == 4


async def test_a_place_that_the_journal_does_not_know_is_gone(client: httpx.AsyncClient) -> None:
    answer = await client.get(STREAM, headers={"Last-Event-ID": str(uuid4())})

    assert (answer.status_code, answer.json()["code"]) == (410, "place-is-another")
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "how",
    [
        {"params": {"types": "x"}},
        {"params": {"subject": "7"}},
        {"params": {"after": 2**63}},
        {"params": {"after": 1, "lastEventId": str(uuid4())}},
        {"headers": {"Last-Event-ID": "7"}},
    ],
)
async def test_what_makes_no_sense_is_refused(client: httpx.AsyncClient, how: dict[str, Any]) -> None:
    answer = await client.get(STREAM, **how)

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")


async def test_a_server_that_stops_ends_the_stream_well(crier: Crier) -> None:
    async with httpx.AsyncClient(timeout=40) as client:
        async with served(crier.app) as address:
            answer = await client.send(client.build_request("GET", f"{address}{STREAM}"), stream=True)
            lines = answer.aiter_lines()
            begins = await asyncio.wait_for(anext(lines), 20)

        # A connection that was cut would be an error here, and a browser would not know that it has all.
        rest = [line async for line in lines]
        await answer.aclose()

    assert begins == "retry: 3000"
    assert [line for line in rest if line and not line.startswith(":")] == []


async def test_who_asks_for_the_head_alone_is_answered_and_holds_nothing(client: httpx.AsyncClient) -> None:
    answer = await asyncio.wait_for(client.head(STREAM), 20)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    await eventually(lambda: live._LISTENERS.count == 0)


async def test_how_long_somebody_listens_is_no_time_that_an_answer_took(client: httpx.AsyncClient) -> None:
    async with listening(client):
        await client.get("/api/voting/v1/events/head")
    await eventually(lambda: live._LISTENERS.count == 0)

    labels = [sample.labels for family in REGISTRY.collect() for sample in family.samples]
    timed = {(one.get("route"), one.get("status")) for one in labels}
    assert ("/api/voting/v1/events/head", "200") in timed
    assert (STREAM, "200") not in timed


async def test_a_page_that_is_left_leaves_its_place_to_another(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_LISTENERS", 1)
    async with listening(client):
        assert (await client.get(STREAM)).status_code == 503

    async def there_is_room() -> bool:
        async with client.stream("GET", STREAM) as answer:
            return answer.status_code == 200

    await eventually(there_is_room)
