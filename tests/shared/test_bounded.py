"""A body that is too long is refused before it is read, on every app."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from pydantic import BaseModel

from libs.shared.platform.api import problems
from libs.shared.platform.api.bounded import Bounded
from libs.shared.platform.api.surprises import Surprises

MOST = 100


class Body(BaseModel):
    text: str


class Sender:
    """Sends a body in pieces, without saying how long it is, and knows how many pieces were taken."""

    def __init__(self, pieces: int, piece: bytes = b" " * 30) -> None:
        self.pieces, self.piece, self.taken = pieces, piece, 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.pieces):
            self.taken += 1
            yield self.piece


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """An app with a JSON route, a form, and one that streams and takes more."""
    app = FastAPI()

    @app.post("/json")
    async def by_json(body: Body) -> str:
        return body.text

    @app.post("/form")
    async def by_form(request: Request) -> str:
        return str((await request.form()).get("text"))

    @app.post("/roll")
    async def streamed(request: Request) -> int:
        return sum([len(chunk) async for chunk in request.stream()])

    problems.install(app, {})
    app.add_middleware(Surprises)
    app.add_middleware(Bounded, refused=problems.body_is_too_long, most_bytes=MOST, longer={"roll": 1000})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town") as client:
        yield client


def is_refused(answer: httpx.Response) -> bool:
    hangs_up = answer.headers["connection"] == "close"
    return answer.status_code == 413 and answer.json()["code"] == "body-is-too-long" and hangs_up


@pytest.mark.parametrize("path", ["/json", "/form", "/nowhere"])
async def test_a_length_that_is_named_is_refused_without_reading(http: httpx.AsyncClient, path: str) -> None:
    sender = Sender(1)

    answer = await http.post(path, content=sender, headers={"Content-Length": "400000000"})

    assert is_refused(answer)
    assert sender.taken == 0


@pytest.mark.parametrize("path", ["/json", "/form"])
async def test_a_length_that_is_not_named_is_counted_on_the_way(http: httpx.AsyncClient, path: str) -> None:
    sender = Sender(1_000_000, b"text=" + b"x" * 30)
    headers = {"Content-Type": "application/json" if path == "/json" else "application/x-www-form-urlencoded"}

    answer = await http.post(path, content=sender, headers=headers)

    assert is_refused(answer)
    assert sender.taken < 5


@pytest.mark.parametrize("length", ["-5", "1e9", "٣", ""])
async def test_a_length_that_is_no_number_is_refused(http: httpx.AsyncClient, length: str) -> None:
    answer = await http.post("/json", content=Sender(1), headers={b"Content-Length": length.encode()})

    assert is_refused(answer)


async def test_what_is_short_enough_is_passed_on_whole(http: httpx.AsyncClient) -> None:
    json = {"Content-Type": "application/json"}
    text = "x" * (MOST - len('{"text": ""}'))

    answers: list[Any] = [
        (await http.post("/json", content=f'{{"text": "{text}"}}', headers=json)).json(),
        (await http.post("/form", data={"text": "ü"})).json(),
        (await http.post("/roll", content=Sender(20))).json(),
    ]

    assert answers == [text, "ü", 600]


async def test_where_more_is_taken_there_is_an_end_as_well(http: httpx.AsyncClient) -> None:
    assert is_refused(await http.post("/roll", content=Sender(100)))
