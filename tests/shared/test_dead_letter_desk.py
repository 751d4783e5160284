from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from libs.shared.events.envelope import Event
from libs.shared.events.examples import envelope_of
from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.platform.facts import dead_letters
from libs.shared.platform.facts.listener import Fact, Subscriber
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.streams.stream import Delivery
from tests.support.crier import Crier, a_service, crying, hear, heard
from tests.support.staff import beside_residents, staff_headers

EVENT = IdeaStateChanged(idea_id=uuid4(), state="accepted", text="It is public now.")


async def when_an_idea_changes(fact: Fact[IdeaStateChanged], tx: Transaction) -> None:
    await tx.session.execute(text("insert into heard (position) values (:at)"), {"at": fact.position})


def subscriber_of(listener: str) -> Subscriber | None:
    return hear if listener == "turnout.2" else None


@pytest.fixture
async def crier(a_database: str) -> AsyncIterator[Crier]:
    service = a_service(subscriptions={IdeaStateChanged: when_an_idea_changes}, subscriber_of=subscriber_of)
    async with crying(service, Settings(database_url=a_database), beside_residents()) as started:
        yield started


@pytest.fixture
async def desk(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(crier.app)
    headers = staff_headers("administrator")
    async with httpx.AsyncClient(transport=transport, base_url="http://town/api/voting", headers=headers) as client:
        yield client


async def a_letter(crier: Crier, listener: str, content: bytes | None = None, event: Event = EVENT) -> None:
    delivery = Delivery(f"ideas/0@{uuid4()}", content or envelope_of(event, "ideas", 7).encode())
    async with crier.database.transaction() as tx:
        await dead_letters.set_aside(tx.session, listener, "ideas", delivery, "bad-news: nobody wants to hear it")


async def replay(desk: httpx.AsyncClient) -> httpx.Response:
    [letter] = (await desk.get("/v1/dead-letters")).json()["items"]
    return await desk.post(f"/v1/dead-letters/{letter['id']}/replay")


@pytest.mark.parametrize("listener", ["voting", "turnout.2"])
async def test_a_letter_is_replayed_to_the_listener_that_set_it_aside(
    crier: Crier, desk: httpx.AsyncClient, listener: str
) -> None:
    await a_letter(crier, listener)

    answer = await replay(desk)

    assert answer.status_code == 204
    assert await heard(crier.database) == [7]
    assert (await desk.get("/v1/dead-letters")).json()["items"] == []


async def test_the_desk_tells_where_a_letter_lay_and_why(crier: Crier, desk: httpx.AsyncClient) -> None:
    await a_letter(crier, "voting")

    [letter] = (await desk.get("/v1/dead-letters")).json()["items"]

    assert (letter["listener"], letter["source"]) == ("voting", "ideas")
    assert letter["reason"] == "bad-news: nobody wants to hear it"
    assert letter["place"].startswith("ideas/0@")


async def test_a_letter_is_replayed_once(crier: Crier, desk: httpx.AsyncClient) -> None:
    await a_letter(crier, "voting")
    [letter] = (await desk.get("/v1/dead-letters")).json()["items"]
    await desk.post(f"/v1/dead-letters/{letter['id']}/replay")

    answer = await desk.post(f"/v1/dead-letters/{letter['id']}/replay")

    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-dead-letter")
    assert await heard(crier.database) == [7]


async def test_a_letter_whose_cause_is_not_mended_stays(crier: Crier, desk: httpx.AsyncClient) -> None:
    await a_letter(crier, "voting", content=b"no event")

    answer = await replay(desk)

    assert (answer.status_code, answer.json()["code"]) == (409, "event-is-unreadable")
    assert len((await desk.get("/v1/dead-letters")).json()["items"]) == 1


async def test_a_letter_of_a_listener_that_is_no_more_stays(crier: Crier, desk: httpx.AsyncClient) -> None:
    await a_letter(crier, "turnout.1")

    answer = await replay(desk)

    assert (answer.status_code, answer.json()["code"]) == (409, "listener-is-no-more")
    assert len((await desk.get("/v1/dead-letters")).json()["items"]) == 1


async def test_the_metrics_count_what_waits(crier: Crier, desk: httpx.AsyncClient) -> None:
    await a_letter(crier, "voting")
    await a_letter(crier, "turnout.2", event=IdeaStateChanged(idea_id=uuid4(), state="s", text="t"))
    assert 'commonpurse_dead_letters{listener="turnout.2"} 1.0' in (await desk.get("/metrics")).text

    for letter in (await desk.get("/v1/dead-letters")).json()["items"]:
        await desk.post(f"/v1/dead-letters/{letter['id']}/replay")

    assert 'commonpurse_dead_letters{listener="turnout.2"} 0.0' in (await desk.get("/metrics")).text
