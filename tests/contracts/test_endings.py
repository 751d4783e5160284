"""What is to end says so: in its answers, in the description, and early enough."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest
from fastapi import APIRouter, HTTPException
from fastapi.routing import APIRoute

from commonpurse.parts import all_services
from libs.shared.platform.api.ending import ends, marks_of
from libs.shared.platform.running.settings import Settings
from tests.support.crier import a_service, crying

HALF_A_YEAR = timedelta(days=182)
# Gone at once, because they told of a person or of a secret ballot: see docs/integrating.md.
AT_ONCE = {"/api/voting/v1/polls/{poll_id}/receipts/{in_address}"}
OLD = ends(since=date(2027, 1, 1), gone_from=date(2027, 9, 1), instead="/api/voting/v2/bells")

routes = APIRouter()


@routes.get("/api/voting/v1/bells", **OLD)
async def bells(number: int = 0) -> list[int]:
    """How often each bell rang."""
    if number > 1:
        raise HTTPException(404)
    return [number]


@routes.get("/api/voting/v2/bells")
async def bells_of_now() -> list[int]:
    """How often each bell rang, as it is told now."""
    return [1]


@pytest.fixture
async def client(a_database: str) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(database_url=a_database, reference_is_public=True)
    async with crying(a_service(routers=[routes]), settings) as crier:
        transport = httpx.ASGITransport(crier.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://town") as client:
            yield client


@pytest.mark.parametrize(("query", "status"), [("", 200), ("?number=2", 404), ("?number=x", 422)])
async def test_every_answer_of_what_ends_says_since_when_until_when_and_what_to_use(
    client: httpx.AsyncClient, query: str, status: int
) -> None:
    answer = await client.get(f"/api/voting/v1/bells{query}")

    assert answer.status_code == status
    assert answer.headers["deprecation"] == f"@{int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())}"
    assert answer.headers["sunset"] == "Wed, 01 Sep 2027 00:00:00 GMT"
    assert answer.headers["link"] == '</api/voting/v2/bells>; rel="successor-version"'


async def test_what_stays_says_nothing_of_an_end_and_the_description_tells_them_apart(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/api/voting/v2/bells")
    described = (await client.get("/api/voting/openapi.json")).json()["paths"]

    assert not {"deprecation", "sunset"} & answer.headers.keys()
    assert described["/api/voting/v1/bells"]["get"]["deprecated"] is True
    assert "deprecated" not in described["/api/voting/v2/bells"]["get"]


def declared() -> Iterator[APIRoute]:
    for service in all_services().values():
        for router in service.routers:
            yield from (route for route in router.routes if isinstance(route, APIRoute))


def test_whatever_is_marked_as_ending_says_so_and_early_enough() -> None:
    ending = [route for route in declared() if route.deprecated or marks_of(route)]

    assert ending
    for route in ending:
        said = marks_of(route)
        assert route.deprecated
        assert said.keys() == {"Deprecation", "Sunset", "Link"}, f"{route.path}: use ends(…)"
        since = datetime.fromtimestamp(int(said["Deprecation"].removeprefix("@")), UTC)
        warning = parsedate_to_datetime(said["Sunset"]) - since
        assert warning >= HALF_A_YEAR or route.path in AT_ONCE, route.path
