from collections.abc import AsyncIterator
from typing import Annotated
from uuid import uuid4

import httpx
import pytest
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from sqlalchemy import text

from libs.shared.kernel.errors import DomainError
from libs.shared.platform.api.problems import Problem
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.running.service import Service
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.storage.database import Database
from tests.support.crier import MIGRATIONS, crying
from tests.support.staff import beside_residents

SECRET = "K7QP-2M4X-9TRC-H"


class PondIsFrozen(DomainError):
    code = "pond-is-frozen"

    def __init__(self, title: str, status: str, thickness_cm: int) -> None:
        super().__init__(f"the ice is {thickness_cm} cm thick")
        self.title, self.status, self.thickness_cm = title, status, thickness_cm


class NobodyListedMe(DomainError):
    code = "nobody-listed-me"


class Swim(BaseModel):
    lengths: int
    code: str = ""


routes = APIRouter(prefix="/api/voting/v1/pond")


@routes.post("/swims")
async def swim(body: Swim) -> None:
    raise PondIsFrozen("mine", "my own", body.lengths)


@routes.get("/surprise")
async def surprise(code: str) -> None:
    raise KeyError(code)


@routes.get("/unlisted")
@routes.post("/unlisted")
async def unlisted() -> None:
    raise NobodyListedMe(SECRET)


@routes.get("/unreachable")
@routes.post("/unreachable")
async def unreachable() -> None:
    raise ConnectionResetError(SECRET)


@routes.get("/depths/{metres}")
async def depth(metres: int, database: Annotated[Database, Depends(database_of)]) -> int:
    async with database.reading() as session:
        found = await session.scalar(text("select cast(:metres as bigint)"), {"metres": metres})
    return int(found or 0)


@routes.put("/depths/{metres}")
@routes.delete("/depths/{metres}")
async def dig(metres: int) -> None:
    raise NotImplementedError


@routes.get("/closed")
async def closed() -> None:
    raise HTTPException(403, "Only ducks.", {"X-Who": "ducks"})


@routes.get("/stored")
async def stored(words: str, database: Annotated[Database, Depends(database_of)]) -> None:
    async with database.transaction() as tx:
        await tx.session.execute(text("insert into heard (type) values (:words)"), {"words": words})
        await tx.session.execute(text("insert into heard (sequence) values (cast(:words as int))"), {"words": words})


@pytest.fixture
async def client(a_database: str) -> AsyncIterator[httpx.AsyncClient]:
    service = Service(
        name="voting",
        title="a pond",
        migrations=MIGRATIONS,
        routers=[routes],
        problems={PondIsFrozen: Problem(409, "The pond is frozen")},
    )
    async with crying(service, Settings(database_url=a_database), beside_residents()) as crier:
        # As the server sees the app: an exception that left it would be printed there with all it quotes.
        transport = httpx.ASGITransport(crier.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://pond/api/voting/v1/pond") as client:
            yield client


def problem_of(answer: httpx.Response, status: int, code: str) -> dict[str, object]:
    body: dict[str, object] = answer.json()
    assert answer.status_code == body["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["code"] == code
    assert body["type"] == f"/problems/{code}"
    assert {"title", "detail"} <= body.keys()
    return body


async def test_a_broken_rule_is_told_with_its_particulars_and_nothing_of_them_replaces_ours(
    client: httpx.AsyncClient,
) -> None:
    body = problem_of(await client.post("/swims", json={"lengths": 4}), 409, "pond-is-frozen")

    assert (body["title"], body["detail"]) == ("The pond is frozen", "the ice is 4 cm thick")
    assert body["thickness_cm"] == 4


@pytest.mark.parametrize(
    "content", [b'{"lengths": "K7QP-2M4X-9TRC-H"}', b'{"code": "K7QP-2M4X-9TRC-H"}', b'"K7QP-2M4X-9TRC-H', b""]
)
async def test_a_malformed_body_is_told_by_field_and_never_echoed(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await client.post("/swims", content=content, headers={"content-type": "application/json"})

    body = problem_of(answer, 422, "malformed-request")
    assert body["errors"]
    assert SECRET not in answer.text


async def test_a_body_that_is_no_text_at_all_is_malformed(client: httpx.AsyncClient) -> None:
    answer = await client.post("/swims", content=b"\xff", headers={"content-type": "application/json"})

    problem_of(answer, 422, "malformed-request")


async def test_a_place_that_does_not_exist_is_a_problem_too(client: httpx.AsyncClient) -> None:
    problem_of(await client.get("/ducks"), 404, "not-found")


async def test_a_method_that_is_not_offered_says_which_are(client: httpx.AsyncClient) -> None:
    answer = await client.get("/swims")

    problem_of(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"


async def test_a_place_on_several_routes_says_all_of_its_methods(client: httpx.AsyncClient) -> None:
    answer = await client.post("/depths/3")

    problem_of(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, HEAD, PUT, DELETE"


async def test_head_is_answered_as_get_without_the_body(client: httpx.AsyncClient) -> None:
    as_one = {"X-Request-Id": str(uuid4())}
    told, read = [await client.request(method, "/depths/3", headers=as_one) for method in ("HEAD", "GET")]
    missing = await client.head("/ducks")

    assert (told.status_code, told.content) == (200, b"")
    assert told.headers == read.headers
    assert missing.status_code == 404
    assert (await client.head("/swims")).headers["allow"] == "POST"


@pytest.mark.parametrize("metres", [2**63, -(2**63) - 1, 10**30])
async def test_a_number_that_no_table_can_hold_is_malformed(client: httpx.AsyncClient, metres: int) -> None:
    body = problem_of(await client.get(f"/depths/{metres}"), 422, "malformed-request")

    assert body["detail"] == "A number is too large."
    assert (await client.get(f"/depths/{2**63 - 1}")).json() == 2**63 - 1


async def test_a_refusal_keeps_its_words_and_headers(client: httpx.AsyncClient) -> None:
    answer = await client.get("/closed")

    assert problem_of(answer, 403, "forbidden")["detail"] == "Only ducks."
    assert answer.headers["x-who"] == "ducks"


@pytest.mark.parametrize("where", ["/surprise?code=K7QP-2M4X-9TRC-H", "/unlisted", "/stored?words=K7QP-2M4X-9TRC-H"])
async def test_a_surprise_is_answered_and_logged_without_quoting_anything(
    client: httpx.AsyncClient, where: str, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = await client.get(where)

    problem_of(answer, 500, "internal-error")
    assert SECRET not in answer.text
    logged = "".join(capfd.readouterr())
    assert "test_problems.py" in logged
    assert SECRET not in logged


async def test_what_passes_by_itself_is_worth_another_try(client: httpx.AsyncClient) -> None:
    answer = await client.get("/unreachable")

    problem_of(answer, 503, "service-unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert SECRET not in answer.text


@pytest.mark.parametrize("where", ["/unreachable", "/unlisted"])
async def test_what_nobody_knows_is_not_denied(client: httpx.AsyncClient, where: str) -> None:
    read, sent = await client.get(where), await client.post(where)

    assert "whether" not in read.json()["detail"]
    assert "We do not know whether what you asked for was done." in sent.json()["detail"]


async def test_a_text_that_no_table_can_hold_is_malformed(client: httpx.AsyncClient) -> None:
    problem_of(await client.get("/stored", params={"words": "a\0b"}), 422, "malformed-request")
