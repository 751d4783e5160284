"""Events of two councils can lie in one place: each says whose it is, and which schema it satisfies."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import ValidationError
from pydantic_core import from_json

from libs.shared.events import schemas
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Envelope, read
from libs.shared.events.examples import envelope_of, example_of
from libs.shared.events.voting import PollClosed
from libs.shared.platform.facts import epochs, heard, journal
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.service import workers
from libs.shared.platform.running.settings import Settings
from tests.support.crier import Crier, a_service, closings, crying, hear, working
from tests.support.eventually import eventually
from tests.support.script import Script

NewDatabase = Callable[[], Awaitable[str]]
POLL = UUID("019b0000-0000-7000-8000-000000000001")


@asynccontextmanager
async def a_council(database: str, **named: Any) -> AsyncIterator[Crier]:
    """A council's voting, whose relay works."""
    service = a_service()
    async with (
        crying(service, Settings(database_url=database, **named)) as crier,
        working(*workers(service, crier.runtime)),
    ):
        yield crier


async def told(crier: Crier) -> list[dict[str, str]]:
    """The feed, once there is something in it."""
    transport = httpx.ASGITransport(crier.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town") as client:
        return await eventually(lambda: _feed(client))


async def _feed(client: httpx.AsyncClient) -> list[dict[str, str]]:
    answer = await client.get("/api/voting/v1/events", params={"wait": 5})
    found: list[dict[str, str]] = from_json(answer.content)
    return found


async def test_two_councils_events_in_one_place_are_told_apart(another_database: NewDatabase) -> None:
    async with (
        a_council(await another_database(), public_url="https://vote.lindenhof.example/") as one,
        a_council(await another_database(), installation="tag:elsewhere.example,2026:vote") as other,
    ):
        await one.announce(*closings(POLL, 2))
        await other.announce(*closings(POLL, 2))

        lake = [*await told(one), *await told(other)]

    sources = [event["source"] for event in lake]
    assert sources == ["https://vote.lindenhof.example/api/voting"] * 2 + ["tag:elsewhere.example,2026:vote:voting"] * 2


async def test_an_installation_that_nobody_has_named_has_a_name_of_its_own_that_stays(
    another_database: NewDatabase,
) -> None:
    mine, others = await another_database(), await another_database()
    async with a_council(mine) as one, a_council(others) as other:
        await one.announce(*closings(POLL, 1))
        await other.announce(*closings(POLL, 1))
        first, elsewhere = (await told(one))[0]["source"], (await told(other))[0]["source"]

    async with a_council(mine) as again, again.database.transaction() as tx:
        await epochs.begin(tx.session, 1, None)  # as after a restore
    async with a_council(mine) as again:
        await again.announce(*closings(POLL, 1))
        await eventually(lambda: _has(again, 2))
        later = [event["source"] for event in await told(again)]

    assert urlsplit(first).scheme == "urn"
    assert first != elsewhere
    assert later == [first, first]


async def _has(crier: Crier, position: int) -> bool:
    async with crier.database.reading() as session:
        return await journal.head(session) == position


async def test_the_feed_and_the_relay_say_the_same_of_an_event(another_database: NewDatabase) -> None:
    for named in ({}, {"installation": "https://vote.lindenhof.example"}):
        async with a_council(await another_database(), **named) as crier:
            await crier.announce(*closings(POLL, 1))
            [in_the_feed] = await told(crier)
            source = crier.runtime.settings.source_of("voting")
            async with crier.database.reading() as session:
                [published] = await journal.read_after(session, source, 0, 10)

        assert json.loads(published.encode()) == in_the_feed


@pytest.mark.parametrize("name", CATALOGUE)
def test_an_event_leads_to_the_schema_that_it_satisfies(name: str) -> None:
    event = json.loads(envelope_of(example_of(CATALOGUE[name])).encode())

    schema = json.loads((schemas.FOLDER / f"{name}.json").read_text())
    assert event["dataschema"] == schema["$id"]
    assert urlsplit(schema["$id"]).scheme == "https"
    assert urlsplit(event["source"]).netloc


async def test_what_versions_of_before_published_is_still_heard(crier: Crier) -> None:
    told = json.loads(envelope_of(PollClosed(poll_id=POLL, ballots=7), position=1).encode())
    before = {name: value for name, value in told.items() if name not in ("dataschema", "epoch")} | {"source": "voting"}

    envelope = Envelope.decode(json.dumps(before))

    assert read(envelope, PollClosed).ballots == 7
    listener = Listener("hearer", crier.database, Script([json.dumps(before).encode()]), hear)
    assert await listener.listen_once(timedelta())


async def test_what_was_acted_on_is_kept_by_service_whatever_its_events_call_themselves(crier: Crier) -> None:
    event = envelope_of(PollClosed(poll_id=uuid4(), ballots=7), source="https://town.example/api/voting", position=3)
    stream = Script([event.encode()])

    await Listener("hearer", crier.database, stream, hear, acts_on=[PollClosed.type]).listen_once(timedelta())

    async with crier.database.reading() as session:
        [kept] = await heard.behind(session, "hearer", "voting", 0)
    assert (kept.event_id, kept.position) == (event.id, 3)


def test_a_public_address_names_the_installation_unless_it_has_another_name() -> None:
    public = Settings(public_url="https://vote.example/")
    named = Settings(public_url="https://vote.example/", installation="urn:town:vote")

    assert public.source_of("ideas") == "https://vote.example/api/ideas"
    assert named.source_of("ideas") == "urn:town:vote:ideas"
    assert Settings().source_of("ideas") is None


@pytest.mark.parametrize("name", ["Lindenhof", "town.example", "urn:a b", "ftp://town.example", "https://", "tag:x#y"])
def test_a_name_that_is_no_uri_is_refused_in_words(name: str) -> None:
    with pytest.raises(ValidationError, match="it must be written like https://HOST, or urn:NAME or tag:NAME"):
        Settings(installation=name)


def test_a_relay_is_called_by_its_service(crier: Crier) -> None:
    assert Relay("voting", crier.database, crier.runtime.doorbell, source="https://town.example").name == "voting.relay"
