"""Each request has a number: in its answer, in its lines, in its problem, and in what is asked of neighbours."""

from uuid import UUID, uuid4

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from structlog.contextvars import get_contextvars

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.api import problems
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.watching.request_ids import HEADER, RequestIds
from tests.support.crier import Crier

NUMBER = "0f8fad5b-d9cb-469f-a165-70867728950e"


async def what_is_known(request: Request) -> Response:
    return JSONResponse({"asked_as": request.headers.get(HEADER), "logged_as": get_contextvars().get("request")})


async def refuse(_: Request) -> Response:
    return problems.render(409, "poll-is-not-open", "Poll is not open", "It has closed.")


def a_part(*routes: Route) -> Starlette:
    own = [Route("/known", what_is_known), Route("/refuse", refuse)]
    return Starlette(routes=[*routes, *own], middleware=[Middleware(RequestIds)])


def asking(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town")


async def test_every_request_has_a_number_of_its_own_that_its_lines_carry() -> None:
    async with asking(a_part()) as town:
        answers = [await town.get("/known") for _ in range(2)]

    numbers = [answer.headers[HEADER] for answer in answers]
    assert [answer.json()["logged_as"] for answer in answers] == numbers
    assert UUID(numbers[0]) != UUID(numbers[1])
    assert get_contextvars().get("request") is None


async def test_a_problem_names_it_so_that_whoever_tells_of_it_can() -> None:
    async with asking(a_part()) as town:
        answer = await town.get("/refuse")

    assert answer.json()["instance"] == f"urn:uuid:{answer.headers[HEADER]}"


async def test_a_proxys_own_number_is_kept() -> None:
    async with asking(a_part()) as town:
        answer = await town.get("/known", headers={HEADER: NUMBER})

    assert (answer.headers[HEADER], answer.json()["logged_as"]) == (NUMBER, NUMBER)


@pytest.mark.parametrize("told", ["", "K7QP-2M4X-9TRC-HJ5W", "1", "x" * 5000, '"><script>', "0f8fad5b-d9cb-469f-a165"])
async def test_what_is_no_uuid_is_no_number_and_is_written_nowhere(told: str) -> None:
    async with asking(a_part()) as town:
        answer = await town.get("/known", headers={HEADER: told})

    assert answer.headers[HEADER] == answer.json()["logged_as"] != told
    assert UUID(answer.headers[HEADER]).version == 4


async def test_a_neighbour_is_asked_under_the_same_number() -> None:
    neighbours = Neighbours(Settings(), {"voting": a_part()})

    async def ask_on(_: Request) -> Response:
        return JSONResponse((await neighbours.client("voting").get("/known")).json())

    async with asking(a_part(Route("/ask-on", ask_on))) as town:
        answer = await town.get("/ask-on")

    assert answer.json() == {"asked_as": answer.headers[HEADER], "logged_as": answer.headers[HEADER]}


async def test_a_service_says_it_whatever_became_of_the_request(crier: Crier) -> None:
    async with asking(crier.app) as town:
        answers = [await town.get(path) for path in ("/api/voting/health/live", "/api/voting/v1/events?limit=x", "/no")]

    assert [answer.status_code for answer in answers] == [200, 422, 404]
    assert len({answer.headers[HEADER] for answer in answers}) == 3
    assert answers[1].json()["instance"] == f"urn:uuid:{answers[1].headers[HEADER]}"


async def test_a_page_that_went_wrong_says_it_in_words_keeps_its_guards_and_quotes_nothing() -> None:
    app = build(WebSettings(), Neighbours(Settings()))

    async def stumble(_: Request) -> Response:
        raise ValueError("K7QP-2M4X-9TRC-HJ5W")

    app.router.routes.insert(0, Route("/stumble", stumble))
    number = str(uuid4())
    async with asking(app) as town:
        answer = await town.get("/stumble", headers={HEADER: number})

    assert answer.status_code == 500
    assert f"please name this number: {number}" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "K7QP" not in answer.text
