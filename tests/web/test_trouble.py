from collections.abc import AsyncIterator

import httpx
import pytest

from commonpurse.parts import SERVICE_NAMES
from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours

# Nothing listens there: the port is reserved.
_NOWHERE = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
async def lonely() -> AsyncIterator[httpx.AsyncClient]:
    """The pages of a town whose services do not answer: one for all, since it waits a while for each of them once."""
    urls = {f"{name}_url": _NOWHERE for name in SERVICE_NAMES}
    settings = WebSettings.model_validate(urls)
    transport = httpx.ASGITransport(build(settings, Neighbours(settings)))
    async with httpx.AsyncClient(transport=transport, base_url="http://town.example") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/ideas", "/ideas/new", "/proposals", "/vote", "/results", "/receipt"])
async def test_a_page_whose_service_is_away_says_that_nothing_was_lost(lonely: httpx.AsyncClient, path: str) -> None:
    answer = await lonely.get(path)

    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "Nothing you did before is lost" in answer.text


async def test_a_form_whose_service_is_away_may_be_sent_again(lonely: httpx.AsyncClient) -> None:
    answer = await lonely.post("/vote", data={"code": "K7QP-2M4X-9TRC-H"})

    there = await lonely.get(answer.headers["location"])

    assert answer.status_code == 303
    assert there.status_code == 503
    assert "it will not count twice" in there.text
    assert "K7QP" not in answer.headers["location"] + there.text


async def test_a_form_longer_than_any_of_ours_is_not_read(lonely: httpx.AsyncClient) -> None:
    answer = await lonely.post("/vote", data={"code": "x" * 200_000})

    assert answer.status_code == 413
    assert "too long" in answer.text


@pytest.mark.parametrize("path", ["/vote", "/ideas/new", "/staff/sign-in", "/staff/rounds/1/roll", "/no/such/page"])
async def test_a_body_that_no_page_takes_is_refused_whoever_sends_it(lonely: httpx.AsyncClient, path: str) -> None:
    forged = {"cookie": "staff=e30.eyJuYW1lIjoieCJ9.AA", "content-length": "600000000"}

    answer = await lonely.post(path, content=b"", headers=forged)

    assert answer.status_code == 413
    assert "too long" in answer.text


async def test_the_file_of_whoever_has_a_forged_session_is_not_read(lonely: httpx.AsyncClient) -> None:
    async def the_file() -> AsyncIterator[bytes]:
        pytest.fail("it was read")
        yield b""

    forged = {"cookie": "staff=e30.eyJuYW1lIjoieCJ9.AA", "content-type": "multipart/form-data; boundary=x"}

    answer = await lonely.post("/staff/rounds/1/roll", content=the_file(), headers=forged)

    assert answer.status_code == 303  # residents, which would know the session, does not answer
    assert answer.headers["location"].startswith("/staff/rounds/1/roll?again=")


@pytest.mark.parametrize("cookie", ["", "nonsense", "gAAAAABn"])
async def test_a_forged_way_begins_at_the_code(lonely: httpx.AsyncClient, cookie: str) -> None:
    answer = await lonely.get("/vote/check", headers={"cookie": f"ballot={cookie}"})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/vote?lost=way"
