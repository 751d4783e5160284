"""Refusals are lines of the log: by route and status, and bounded."""

import json
import subprocess
import sys

import httpx
import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from structlog.testing import capture_logs

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.watching import watched
from libs.shared.platform.watching.watched import Watched

CODE = "AB3D-5F7H-K9MN-P"


@pytest.fixture(autouse=True)
def _a_fresh_logger(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever configured logs in this process before has left a logger that remembers where it wrote to.
    monkeypatch.setattr(watched, "log", structlog.get_logger())


async def answer(request: Request) -> Response:
    return Response(status_code=int(request.query_params["status"]))


def asking() -> httpx.AsyncClient:
    app = Watched(Starlette(routes=[Route("/things/{code}", answer)]), part="voting")
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town")


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "not signed in"), (403, "access refused"), (413, "body refused"), (429, "limit reached")],
)
async def test_a_refusal_is_one_line_without_what_was_asked(status: int, words: str) -> None:
    async with asking() as town:
        with capture_logs() as lines:
            await town.get(f"/things/{CODE}?status={status}")

    [line] = lines
    assert (line["event"], line["log_level"]) == (words, "warning")
    assert (line["part"], line["route"], line["status"]) == ("voting", "/things/{code}", status)
    assert CODE not in json.dumps(line)


@pytest.mark.parametrize("status", [200, 303, 404, 409])
async def test_other_answers_are_no_line(status: int) -> None:
    async with asking() as town:
        with capture_logs() as lines:
            await town.get(f"/things/{CODE}?status={status}")

    assert lines == []


def test_a_thousand_refusals_are_twenty_lines() -> None:
    program = """
import asyncio, httpx
from libs.shared.platform.running.logs import configure
from tests.shared.watching.test_watched import asking
configure("warning")
async def ask():
    async with asking() as town:
        for _ in range(1000):
            await town.get("/things/1?status=429")
asyncio.run(ask())
"""

    written = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stderr

    lines = [json.loads(line) for line in written.splitlines()]
    assert {line["event"] for line in lines} == {"limit reached"}
    assert 20 <= len(lines) <= 60  # 20 in each 10 seconds


async def test_a_form_from_another_site_is_a_line_of_the_pages() -> None:
    app = build(WebSettings(), Neighbours(WebSettings(), in_process={}))

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town") as town:
        with capture_logs() as lines:
            refused = await town.post("/staff/sign-in", headers={"Sec-Fetch-Site": "cross-site"})

    assert refused.status_code == 403
    assert [line["event"] for line in lines if line.get("part") == "web"] == ["access refused"]
