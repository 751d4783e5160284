"""A neighbour in the same process is asked as one behind a network is, and answers alike."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings


@pytest.fixture
async def voting() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()

    @app.api_route("/told", methods=["GET", "POST", "HEAD"])
    async def told(request: Request) -> dict[str, object]:
        body = (await request.body()).decode()
        return {"query": str(request.query_params), "body": body, "language": request.headers["accept-language"]}

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("the ballots of Ida")

    @app.get("/elsewhere")
    async def elsewhere() -> Response:
        return Response(status_code=303, headers={"Location": "/told", "Set-Cookie": "who=somebody"})

    neighbours = Neighbours(Settings(), in_process={"voting": app})
    yield neighbours.client("voting")
    await neighbours.aclose()


async def test_what_is_asked_arrives_whole(voting: httpx.AsyncClient) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        yield "Müh".encode()
        yield b"le"

    how = {"params": {"area": "Süd & West"}, "headers": {"Accept-Language": "de"}}
    by_json = await voting.post("/told", json={"choices": [1]}, **how)  # type: ignore[arg-type]
    streamed = await voting.post("/told", content=in_pieces(), **how)  # type: ignore[arg-type]

    assert by_json.json()["query"] == "area=S%C3%BCd+%26+West"
    assert json.loads(by_json.json()["body"]) == {"choices": [1]}
    assert streamed.json()["body"] == "Mühle"
    assert streamed.json()["language"] == "de"


async def test_an_error_inside_is_an_answer_and_no_exception(voting: httpx.AsyncClient) -> None:
    answer = await voting.get("/broken")

    assert answer.status_code == 500
    assert "Ida" not in answer.text


async def test_head_brings_no_body(voting: httpx.AsyncClient) -> None:
    answer = await voting.head("/told", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer.content) == (200, b"")


async def test_where_it_is_sent_on_and_what_it_is_to_keep_are_left_to_whoever_asked(voting: httpx.AsyncClient) -> None:
    answer = await voting.get("/elsewhere")

    assert (answer.status_code, answer.headers["location"]) == (303, "/told")
    assert not voting.cookies
