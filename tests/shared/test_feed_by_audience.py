"""Whose events a feed tells to whom: everybody, an integrator with a key, the installation's own parts."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated, Any
from uuid import uuid4

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI
from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import JSONResponse

from libs.shared.events.ideas import IdeaSubmitted
from libs.shared.events.voting import PollClosed
from libs.shared.platform.access.integrators import Integrator, client_with
from libs.shared.platform.facts.bookmarks import Bookmarks
from libs.shared.platform.facts.feed_query import PUBLIC
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.streams.feed import FeedStream
from tests.support.crier import Crier, working
from tests.support.eventually import eventually
from tests.support.gateway import PARTS_SECRET, SMS_KEY, WEB_KEY

KEYS = {
    "cpk_" + "a" * 43: ["events:public"],
    "cpk_" + "b" * 43: ["events:integrator"],
    "cpk_" + "c" * 43: ["webhooks:manage"],
}
PUBLIC_KEY, INTEGRATOR_KEY, WEBHOOK_KEY = KEYS
REVOKED = "cpk_" + "d" * 43


def who_knows_keys() -> FastAPI:
    """Residents, as far as keys are concerned."""
    app = FastAPI()

    @app.get("/api/residents/v1/integrators/current")
    async def current(request: Request) -> JSONResponse:
        key = request.headers["authorization"].removeprefix("Bearer ")
        if key not in KEYS:
            return JSONResponse({"code": "key-was-revoked" if key == REVOKED else "key-is-not-known"}, 401)
        who = {"integrator_id": str(uuid4()), "name": "Gazette", "key_id": str(uuid4()), "per_minute": 600}
        return JSONResponse(who | {"scopes": KEYS[key]})

    return app


@pytest.fixture
async def town(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    """A service that has a secret with its own parts, whose journal holds one event of each audience."""
    crier.runtime.settings = crier.runtime.settings.model_copy(
        update={"parts_secret": PARTS_SECRET, "web_key": WEB_KEY, "sms_key": SMS_KEY}
    )
    crier.runtime.neighbours = Neighbours(crier.runtime.settings, {"residents": who_knows_keys()})
    routes = APIRouter()

    @routes.get("/api/voting/v1/hooks")
    async def hooks(asks: Annotated[Integrator, Depends(client_with("webhooks:manage"))]) -> str:
        return asks.name

    crier.app.include_router(routes)
    transport = httpx.ASGITransport(crier.app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://town/api/voting/v1") as client,
        working(Relay("voting", crier.database, crier.runtime.doorbell)),
    ):
        await crier.announce(*a_fact_of_each_audience())

        async def are_told() -> None:
            assert (await client.get("/events/head")).json()["position"] == 2

        await eventually(are_told)
        yield client


def a_fact_of_each_audience() -> list[Any]:
    for_integrators = IdeaSubmitted(idea_id=uuid4(), number="2026-1", round_id=uuid4(), area_id=None, channel="web")
    return [for_integrators, PollClosed(poll_id=uuid4(), ballots=3)]


async def read(town: httpx.AsyncClient, key: str | None = None, **query: str) -> httpx.Response:
    return await town.get("/events", params=query, headers={"Authorization": f"Bearer {key}"} if key else {})


def positions(answer: httpx.Response) -> list[int]:
    assert answer.status_code == 200, answer.text
    return [event["position"] for event in from_json(answer.content)]


def test_the_facts_of_these_tests_are_for_whom_they_are_said_to_be() -> None:
    assert [fact.type in PUBLIC for fact in a_fact_of_each_audience()] == [False, True]


async def test_everybody_reads_public_events_and_is_told_that_it_is_these(town: httpx.AsyncClient) -> None:
    answer = await read(town)

    assert positions(answer) == [2]
    assert answer.headers["commonpurse-audience"] == "public"


async def test_a_key_for_it_reads_what_is_for_integrators(town: httpx.AsyncClient) -> None:
    everything, public = await read(town, INTEGRATOR_KEY), await read(town, INTEGRATOR_KEY, audience="public")

    assert (positions(everything), everything.headers["commonpurse-audience"]) == ([1, 2], "integrator")
    assert positions(public) == [2]
    assert positions(await read(town, PUBLIC_KEY)) == [2]


@pytest.mark.parametrize(
    ("key", "query", "status", "code"),
    [
        (None, {"audience": "integrator"}, 401, "key-is-missing"),
        (PUBLIC_KEY, {"audience": "integrator"}, 403, "scope-is-missing"),
        (WEBHOOK_KEY, {}, 403, "scope-is-missing"),
        (REVOKED, {}, 401, "key-was-revoked"),
        ("cpk_" + "e" * 43, {}, 401, "key-is-not-known"),
        ("cpk_short", {}, 401, "key-is-malformed"),
        ("something-else", {}, 401, "key-is-malformed"),
    ],
)
async def test_whoever_may_not_read_is_told_why(
    town: httpx.AsyncClient, key: str | None, query: dict[str, str], status: int, code: str
) -> None:
    answer = await read(town, key, **query)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["www-authenticate"].startswith("Bearer ")


@pytest.mark.parametrize("path", ["/events", "/events/head", "/events/stream", "/hooks"])
@pytest.mark.parametrize(
    ("key", "code"), [(REVOKED, "key-was-revoked"), ("cpk_short", "key-is-malformed"), ("x", "key-is-malformed")]
)
async def test_a_key_that_is_no_good_is_refused_at_every_outlet(
    town: httpx.AsyncClient, path: str, key: str, code: str
) -> None:
    answer = await town.get(path, headers={"Authorization": f"Bearer {key}"})

    assert (answer.status_code, answer.json()["code"]) == (401, code)


async def test_a_route_for_one_scope_is_for_no_other(town: httpx.AsyncClient) -> None:
    told = [await town.get("/hooks", headers={"Authorization": f"Bearer {key}"}) for key in KEYS]

    assert [answer.status_code for answer in told] == [403, 403, 200]
    assert 'scope="webhooks:manage"' in told[0].headers["www-authenticate"]
    assert (await town.get("/hooks")).json()["code"] == "key-is-missing"


async def test_our_own_parts_read_everything_and_whoever_guesses_their_secret_does_not(town: httpx.AsyncClient) -> None:
    own = {"X-Commonpurse-Gateway": PARTS_SECRET.get_secret_value()}

    assert positions(await town.get("/events", headers=own)) == [1, 2]
    assert positions(await town.get("/events", headers={"X-Commonpurse-Gateway": "guessed"})) == [2]


async def test_a_gateway_reads_no_more_than_everybody(town: httpx.AsyncClient) -> None:
    for key in (WEB_KEY, SMS_KEY):
        told = await town.get("/events", headers={"X-Commonpurse-Gateway": key.get_secret_value()})

        assert positions(told) == [2]


async def test_a_listener_without_the_secret_stops_instead_of_missing_facts(
    town: httpx.AsyncClient, crier: Crier
) -> None:
    address = crier.runtime.settings.database_url
    for secret, is_told in ((PARTS_SECRET, True), (None, False)):
        settings = Settings(database_url=address, parts_secret=secret)
        stream = FeedStream(
            Neighbours(settings, {"voting": crier.app}), ["voting"], Bookmarks(f"of {is_told}", crier.database)
        )
        await stream.start()
        if is_told:
            batch = await stream.next_batch(10, timedelta(seconds=5))
            assert batch is not None
            assert len(batch.deliveries) == 2
        else:
            with pytest.raises(NeighbourIsUnwell, match="COMMONPURSE_PARTS_SECRET"):
                await stream._fetch("voting", 10, timedelta())
        await stream.aclose()


async def test_a_key_is_not_believed_while_residents_does_not_answer(town: httpx.AsyncClient, crier: Crier) -> None:
    crier.runtime.neighbours = Neighbours(crier.runtime.settings, {"residents": FastAPI()})

    answer = await read(town, INTEGRATOR_KEY)

    assert (answer.status_code, answer.json()["code"]) == (503, "service-unavailable")
