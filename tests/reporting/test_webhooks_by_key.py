"""An integrator's key manages the integrator's own webhooks, and is told what its scopes let it read."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse

from libs.shared.events.ideas import IdeaSubmitted
from libs.shared.events.voting import PollOpened
from libs.shared.platform.running.neighbours import Neighbours
from services.reporting.clients.webhooks.standing import asking
from services.reporting.domain.webhooks.subscription import STAFF, owned_by, page_of
from tests.support.eventually import eventually
from tests.support.facts import an_idea_submitted
from tests.support.newsroom import Newsroom
from tests.support.receiver import Receiver
from tests.support.subscribing import AT, asked, come

ONE, ANOTHER = str(uuid4()), str(uuid4())
KEYS = {
    "cpk_" + "a" * 43: (ONE, ["webhooks:manage", "events:public"]),
    "cpk_" + "b" * 43: (ONE, ["webhooks:manage", "events:integrator"]),
    "cpk_" + "c" * 43: (ANOTHER, ["webhooks:manage", "events:integrator"]),
    "cpk_" + "d" * 43: (ONE, ["events:integrator"]),
}
PUBLIC, ALL, OF_ANOTHER, NOT_FOR_IT = KEYS

REVOKED: set[str] = set()

Ask = Callable[..., Awaitable[httpx.Response]]


def who_knows_keys() -> FastAPI:
    """Residents, as far as keys are concerned."""
    app = FastAPI()

    @app.get("/api/residents/v1/integrators/current")
    async def current(request: Request) -> JSONResponse:
        whose, scopes = KEYS[request.headers["authorization"].removeprefix("Bearer ")]
        who = {"integrator_id": whose, "name": "Gazette", "key_id": str(uuid4()), "per_minute": 600}
        return JSONResponse(who | {"scopes": scopes})

    @app.get("/api/residents/v1/integrators/{whose}/scopes")
    async def scopes(whose: str) -> JSONResponse:
        held = [for_what for key, (who, for_what) in KEYS.items() if who == whose and key not in REVOKED]
        return JSONResponse({"scopes": sorted({scope for one in held for scope in one})})

    return app


@pytest.fixture(autouse=True)
def _all_keys_are_good() -> Iterator[None]:
    yield
    REVOKED.clear()


@pytest.fixture
def ask(posting_newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks with a key."""
    runtime = posting_newsroom.reporting.runtime
    beside = {**posting_newsroom.beside(), "residents": who_knows_keys()}
    monkeypatch.setattr(runtime, "neighbours", Neighbours(runtime.settings, beside))

    async def ask_with(key: str, method: str, path: str = "", **options: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key}"}
        return await posting_newsroom.client.request(method, AT + path, headers=headers, **options)

    return ask_with


async def test_a_key_for_public_events_subscribes_to_these_alone(
    posting_newsroom: Newsroom, receiver: Receiver, ask: Ask
) -> None:
    wish = {"name": "Gazette", "url": receiver.url}

    refused = await ask(PUBLIC, "POST", json=wish | {"types": [IdeaSubmitted.type]})
    made = await ask(PUBLIC, "POST", json=wish)
    await posting_newsroom.announce(an_idea_submitted(uuid4(), "1"), PollOpened(poll_id=uuid4()))

    assert (refused.status_code, refused.json()["code"]) == (422, "event-is-not-for-you")
    assert made.json()["audience"] == "public"
    await come(receiver, 1)
    assert receiver.received[0].event["type"] == PollOpened.type


async def test_a_key_sees_its_integrators_webhooks_and_nobody_elses(receiver: Receiver, ask: Ask) -> None:
    made = (await ask(ALL, "POST", json={"name": "Gazette", "url": receiver.url})).json()
    path = f"/{made['subscription_id']}"

    assert made["subscription_id"] in (await ask(ALL, "GET")).text
    for key in (OF_ANOTHER, PUBLIC):  # the second may not read what this one is told
        assert made["subscription_id"] not in (await ask(key, "GET")).text
        for method, what in (("GET", ""), ("GET", "/deliveries"), ("POST", "/secret"), ("DELETE", "")):
            answer = await ask(key, method, path + what)
            assert (answer.status_code, answer.json()["code"]) == (404, "no-such-subscription")
    assert (await ask(ALL, "DELETE", path)).status_code == 204


async def test_a_key_for_something_else_manages_none(ask: Ask) -> None:
    answer = await ask(NOT_FOR_IT, "GET")

    assert answer.status_code == 403
    assert "webhooks:manage" in answer.text


async def test_a_key_that_ends_takes_along_what_no_other_key_is_for(
    posting_newsroom: Newsroom, receiver: Receiver, ask: Ask
) -> None:
    wish = {"url": receiver.url, "contact": "data@gazette.example"}
    of_all = (await ask(ALL, "POST", json=wish | {"name": "All"})).json()
    of_public = (await ask(PUBLIC, "POST", json=wish | {"name": "Public"})).json()

    REVOKED.update({ALL, NOT_FOR_IT})

    assert await eventually(lambda: _is_off(posting_newsroom, of_all))
    assert not await _is_off(posting_newsroom, of_public)
    REVOKED.add(PUBLIC)
    assert await eventually(lambda: _is_off(posting_newsroom, of_public))
    for name, made in (("All", of_all), ("Public", of_public)):
        assert await _told_of(posting_newsroom, made) == [f"Your webhook “{name}” was turned off"]


def test_a_letter_leads_to_where_its_reader_manages_the_webhook() -> None:
    whose = uuid4()

    assert page_of(owned_by(UUID(ONE)), whose) == f"/developers/account/webhooks/{whose}"
    assert page_of(STAFF, whose) == f"/staff/webhooks/{whose}"


async def _told_of(room: Newsroom, made: Any) -> list[str]:
    """How each letter about this webhook begins: other tests' webhooks are told of, too."""
    of_this = text("select text from webhook_tellings where subscription_id = :which order by made_at")
    async with room.reporting.database.reading() as session:
        told = await session.scalars(of_this, {"which": made["subscription_id"]})
        return [one.partition(",")[0] for one in told]


async def _is_off(room: Newsroom, made: Any) -> bool:
    told = (await asked(room, "GET", f"/{made['subscription_id']}")).json()
    return bool(told["off_because"] == "keys-ended")


@pytest.mark.parametrize(
    ("status", "body", "known"),
    [
        (200, {"scopes": ["events:public"]}, frozenset({"events:public"})),
        (404, {"code": "integrator-is-not-known"}, frozenset()),
        (404, {"code": "not-found"}, None),  # a version of before, which does not know the question
        (503, {"code": "service-unavailable"}, None),
        (403, {"code": "forbidden"}, None),
    ],
)
async def test_nobody_is_turned_off_because_nobody_answers(
    posting_newsroom: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: dict[str, Any],
    known: frozenset[str] | None,
) -> None:
    app = FastAPI()

    @app.get("/api/residents/v1/integrators/{whose}/scopes")
    async def scopes(whose: str) -> JSONResponse:
        return JSONResponse(body, status)

    runtime = posting_newsroom.reporting.runtime
    monkeypatch.setattr(runtime, "neighbours", Neighbours(runtime.settings, {"residents": app}))

    assert await asking(runtime)(uuid4()) == known
