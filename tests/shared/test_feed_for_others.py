"""A feed as other software and browsers use it: in http-feeds' words, kept, packed, from any site, after a restore."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic_core import from_json
from starlette.types import Receive, Scope, Send

from libs.shared.events import asyncapi
from libs.shared.events.envelope import Envelope
from libs.shared.events.ideas import IdeaAccepted, IdeaSubmitted
from libs.shared.platform.api.http_fields import takes_gzip
from libs.shared.platform.facts import epochs, journal, retelling
from libs.shared.platform.facts.relay import Relay
from tests.support.crier import Crier, closings, working
from tests.support.eventually import eventually
from tests.support.serving import served

OF_ANOTHER_LIFE = UUID("019b0000-0000-7000-8000-00000000dead")


@pytest.fixture
async def client(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(crier.app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://town/api/voting/v1") as client,
        working(Relay("voting", crier.database, crier.runtime.doorbell)),
    ):
        yield client


async def all_told(crier: Crier, count: int) -> list[Envelope]:
    """What the journal tells, once it tells so many."""

    async def are_there() -> list[Envelope]:
        async with crier.database.reading() as session:
            found = await journal.read_after(session, None, 0, 1000)
        return found if len(found) == count else []

    return await eventually(are_there)


async def read(client: httpx.AsyncClient, **query: Any) -> list[int]:
    answer = await client.get("/events", params=query)
    assert answer.status_code == 200, answer.text
    return [event["position"] for event in from_json(answer.content)]


async def test_a_client_of_http_feeds_goes_on_behind_the_last_event_that_it_has(
    crier: Crier, client: httpx.AsyncClient
) -> None:
    await crier.announce(*closings(uuid4(), 5))
    told = await all_told(crier, 5)

    assert await read(client, lastEventId=str(told[2].id)) == [4, 5]
    assert await read(client, lastEventId=str(told[4].id)) == []
    assert await read(client, lastEventId="null") == await read(client, lastEventId="") == [1, 2, 3, 4, 5]


async def test_http_feeds_timeout_is_a_long_poll_in_milliseconds(crier: Crier, client: httpx.AsyncClient) -> None:
    asked = asyncio.create_task(read(client, timeout=30_000))
    await asyncio.sleep(0)

    await crier.announce(*closings(uuid4(), 1))

    assert await asyncio.wait_for(asked, 20) == [1]


async def test_a_place_of_another_life_of_the_journal_is_gone_and_the_answer_says_from_where_to_go_on(
    crier: Crier, client: httpx.AsyncClient
) -> None:
    await crier.announce(*closings(uuid4(), 6))
    before = (await all_told(crier, 6))[0].epoch
    async with crier.database.transaction() as tx:
        await epochs.begin(tx.session, 4, None)

    places: list[dict[str, Any]] = [
        {"lastEventId": str(OF_ANOTHER_LIFE)},
        {"after": 6, "known": str(OF_ANOTHER_LIFE)},
        {"after": 5, "epoch": str(before)},
        {"after": 2, "epoch": str(OF_ANOTHER_LIFE)},
        {"after": 7},
    ]
    for place in places:
        answer = await client.get("/events", params=place)

        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (410, "place-is-another"), place
        assert "put back to an older state" in problem["detail"]
        assert (problem["position"], problem["epochs"][0]["epoch"]) == (6, str(before))
        assert problem["epochs"][-1] == {"epoch": problem["epoch"], "after": 4}
    assert await read(client, after=4, epoch=str(before)) == [5, 6]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"after": 2**63}, "after"),
        ({"after": "9" * 400}, "after"),
        ({"after": -1}, "after"),
        ({"limit": 2**70}, "limit"),
        ({"wait": "nan"}, "wait"),
        ({"wait": "inf"}, "wait"),
        ({"timeout": 30_001}, "timeout"),
        ({"timeout": 2**70}, "timeout"),
        ({"timeout": "1.5"}, "timeout"),
        ({"known": "17"}, "known"),
        ({"epoch": "now"}, "epoch"),
        ({"lastEventId": "17"}, "lastEventId"),
        ({"audience": "everybody"}, "audience"),
        ({"after": 1, "lastEventId": str(OF_ANOTHER_LIFE)}, "lastEventId"),
        ({"wait": 1, "timeout": 1000}, "timeout"),
        ({"after": [1, 2]}, "after"),
    ],
)
async def test_what_makes_no_sense_is_named(client: httpx.AsyncClient, query: dict[str, Any], field: str) -> None:
    answer = await client.get("/events", params=query)

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")
    assert field in {one["field"].partition(".")[0] for one in answer.json()["errors"]}


@pytest.mark.parametrize("name", ["afer", "lasteventid", "last_event_id", "type", "page"])
async def test_a_parameter_that_nobody_knows_is_refused_and_the_known_ones_are_named(
    client: httpx.AsyncClient, name: str
) -> None:
    answer = await client.get("/events", params={name: "1"})

    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["field"] == name
    assert "no such parameter" in error["message"]
    assert "lastEventId" in error["message"]
    assert (await client.get("/events/head", params={name: "1"})).status_code == 422


async def test_positions_may_be_asked_about_together_at_the_head(client: httpx.AsyncClient) -> None:
    assert (await client.get("/events/head", params={"at": [1, 2]})).status_code == 200
    assert (await client.get("/events/head", params={"at": 2**63})).status_code == 422


async def test_who_has_the_answer_is_not_sent_it_anew_until_it_is_another(
    crier: Crier, client: httpx.AsyncClient
) -> None:
    await crier.announce(*closings(uuid4(), 2))
    await all_told(crier, 2)
    first = await client.get("/events")
    marked = {"If-None-Match": f'"another", {first.headers["etag"]}'}

    again = await client.get("/events", headers=marked)
    async with crier.database.transaction() as tx:
        poll_id = UUID(first.json()[0]["subject"])
        changed = [type(event) for event in closings(poll_id, 1)]
        await retelling.reword(tx.session, poll_id, changed, {"ballots": "1"})
    later = await client.get("/events", headers=marked)

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert later.status_code == 200
    assert first.headers["cache-control"] == "no-cache"


async def test_a_large_answer_is_packed_for_whoever_takes_it(crier: Crier, client: httpx.AsyncClient) -> None:
    await crier.announce(*closings(uuid4(), 90))
    await all_told(crier, 90)

    async with served(crier.app) as address, httpx.AsyncClient(base_url=f"{address}/api/voting/v1") as browser:
        plain = await browser.get("/events", headers={"Accept-Encoding": "identity"})
        async with browser.stream("GET", "/events", headers={"Accept-Encoding": "br, gzip;q=0.5"}) as packed:
            raw = b"".join([part async for part in packed.aiter_raw()])
        small = await browser.get("/events", params={"limit": 1}, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding, Authorization"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 4
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in small.headers


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("GZIP;q=0.1", True),
        ("*", True),
        ("", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("br", False),
        ("gzip;q=much", False),
    ],
)
def test_an_answer_is_packed_only_for_those_who_say_so(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


async def test_pages_of_any_site_read_public_events_and_those_alone(crier: Crier, client: httpx.AsyncClient) -> None:
    submitted = IdeaSubmitted(idea_id=uuid4(), number="7", round_id=uuid4(), area_id=None, channel="web")
    accepted = IdeaAccepted(
        idea_id=submitted.idea_id, number="7", round_id=submitted.round_id, area_id=None, title="A bench", text="Here."
    )
    await crier.announce(submitted, accepted, *closings(uuid4(), 1))
    await all_told(crier, 3)
    elsewhere = {"Origin": "https://paper.example"}

    public = await client.get("/events", params={"audience": "public"}, headers=elsewhere)
    everything = await client.get("/events", headers=elsewhere)
    lost = await client.get("/events", params={"audience": "public", "after": 9}, headers=elsewhere)

    assert [event["type"] for event in public.json()] == ["ideas.idea-accepted.v1", "voting.poll-closed.v1"]
    assert public.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in public.headers
    assert "access-control-allow-origin" not in everything.headers
    assert (lost.status_code, lost.headers["access-control-allow-origin"]) == (410, "*")


async def test_a_browser_that_asks_first_is_told_what_it_may_send(client: httpx.AsyncClient) -> None:
    asking = {
        "Origin": "https://paper.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }

    public = await client.options("/events", params={"audience": "public"}, headers=asking)
    everything = await client.options("/events", headers=asking)

    assert public.status_code == 204
    assert "If-None-Match" in public.headers["access-control-allow-headers"]
    assert everything.status_code == 405
    assert "access-control-allow-origin" not in everything.headers


async def test_a_server_that_stops_answers_whoever_waits_with_an_empty_batch(crier: Crier) -> None:
    arrived = []

    async def counting(scope: Scope, receive: Receive, send: Send) -> None:
        arrived.append(scope["path"])
        await crier.app(scope, receive, send)

    async with httpx.AsyncClient(timeout=40) as client, served(counting) as address:
        waiting = [
            asyncio.create_task(client.get(f"{address}/api/voting/v1/events?{query}"))
            for query in ("wait=30", "timeout=30000", "wait=30&audience=public")
        ]
        await eventually(lambda: len(arrived) == 3)
        answers = asyncio.gather(*waiting)

    for answer in await answers:
        assert (answer.status_code, answer.content) == (200, b"[]")


async def test_the_asyncapi_document_names_what_a_feed_may_be_asked_for(crier: Crier) -> None:
    described = asyncapi.document()["operations"]["voting-feed-answers"]["bindings"]["http"]["query"]["properties"]

    parameters = crier.app.openapi()["paths"]["/api/voting/v1/events"]["get"]["parameters"]

    assert {one["name"] for one in parameters} == described.keys()
