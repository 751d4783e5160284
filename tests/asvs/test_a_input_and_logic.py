"""ASVS 5.0, chapters 1 and 2: what comes in, what goes out, and in which order."""

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import APIRouter, Depends

from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.access.submissions import one_more_submission
from libs.shared.platform.running.settings import Settings
from tests.support.crier import a_service, crying
from tests.support.eventually import eventually
from tests.support.staff import beside_residents
from tests.web.town import Town

ROOT = Path(__file__).parents[2]
PLANTED = "\"><svg/onload=1>'{{7*7}}"
routes = APIRouter(prefix="/api/voting/v1")


@routes.post("/things", dependencies=[Depends(one_more_submission)])
async def thing() -> None:
    """Something that anybody may send in."""


@asynccontextmanager
async def asked(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the town, signed in as its administrator."""
    async with httpx.AsyncClient(base_url=town.address, timeout=30) as client:
        body = {"name": "admin", "password": "a long enough password"}
        token = (await client.post("/api/residents/v1/staff/sessions", json=body)).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


async def described(client: httpx.AsyncClient) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation of every service: its method, path and description."""
    found = []
    for name in SERVICE_NAMES:
        told = (await client.get(f"/api/{name}/openapi.json")).json()
        found += [(m, path, one) for path, methods in told["paths"].items() for m, one in methods.items()]
    return found


async def test_1_2_1_what_is_typed_is_text_wherever_it_is_shown(town: Town) -> None:
    async with asked(town) as client:
        round_id = (await client.get("/api/ideas/v1/rounds")).json()["items"][0]["round_id"]
        wish = {"round_id": round_id, "title": f"Trees {PLANTED}", "text": PLANTED, "place": PLANTED, "channel": "web"}
        number = (await client.post("/api/ideas/v1/ideas", json=wish)).json()["number"]
        await client.post(f"/api/ideas/v1/ideas/{number}/actions", json={"action": "accept"})
        client.cookies.set("staff", client.headers["Authorization"].split()[1])

        paths = ("/ideas?q=Trees", f"/ideas/{number}", f"/staff/ideas/{number}", "/staff", "/staff/find?q=Trees")

        async def shown() -> list[str]:
            found = [(await client.get(path)).text for path in paths]
            assert all("svg/onload" in page for page in found[:3])
            return found

        pages = await eventually(shown)

    for page in pages:
        assert "<svg/onload" not in page
        assert "49" not in "".join(re.findall(r"svg/onload=1(.{0,40})", page))


@pytest.mark.parametrize(
    "wanted", ["javascript:alert(1)", "//evil.example/staff", "https://evil.example/staff", "/\\evil.example", "data:x"]
)
async def test_1_2_2_nobody_is_sent_anywhere_else(pages: httpx.AsyncClient, wanted: str) -> None:
    page = (await pages.get("/staff/sign-in", params={"next": wanted})).text

    [kept] = re.findall(r'name="next" value="([^"]*)"', page)
    assert kept.startswith("/staff")


@pytest.mark.parametrize(
    "rules", ["S608", "S602,S604,S605,S606"], ids=["1_2_4_no_sql_is_put_together", "1_2_5_no_shell"]
)
def test_1_2_4_and_1_2_5_nothing_is_put_together_that_others_run(rules: str) -> None:
    parts = ("services", "gateways", "libs", "commonpurse")
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--select", rules, *parts],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("quoted", ["'", '"; drop table ideas; --', "\\", "%00", "' or 1=1 --", "\x00"])
async def test_1_2_4_quotes_in_parameters_reach_no_statement(town: Town, quoted: str) -> None:
    async with asked(town) as client:
        for path in ("ideas/v1/ideas", "proposals/v1/proposals", "reporting/v1/views", "voting/v1/polls"):
            for name in ("q", "state", "area_id", "order"):
                answer = await client.get(f"/api/{path}", params={name: quoted})
                assert answer.status_code < 500, (path, name)


async def test_2_1_1_every_limit_of_a_field_stands_in_the_reference(town: Town) -> None:
    async with asked(town) as client:
        for name in SERVICE_NAMES:
            told = (await client.get(f"/api/{name}/openapi.json")).json()
            page = (await client.get(f"/api/{name}/docs")).text
            for limit in limits(told):
                assert limit in page, (name, limit)


def limits(node: Any) -> Iterator[str]:
    """Each limit in a description, as the reference says it."""
    if isinstance(node, dict):
        words = {"maxLength": "at most {} signs", "minLength": "at least {} signs", "maximum": "at most {}"}
        yield from (word.format(node[key]) for key, word in words.items() if isinstance(node.get(key), int))
        for each in node.values():
            yield from limits(each)
    if isinstance(node, list):
        for each in node:
            yield from limits(each)


def test_2_1_3_the_limits_of_attempts_are_documented() -> None:
    told = (ROOT / "docs" / "decisions" / "0026-who-fails-pays.md").read_text()

    assert "Wrong passwords of one client for one\nname slow each other down beyond ten in a quarter of an hour" in told


@pytest.mark.parametrize("body", [{}, [], "text", {"title": 7}, {"action": None}, {"round_id": "x", "name": {}}, None])
async def test_2_2_1_and_2_2_2_no_service_takes_what_is_malformed(town: Town, body: object) -> None:
    async with asked(town) as client:
        for method, path, told in await described(client):
            if "requestBody" not in told or "application/json" not in told["requestBody"]["content"]:
                continue
            filled = re.sub(r"\{[^}]*\}", str(uuid4()), path)
            answer = await client.request(method, filled, json=body)
            assert 400 <= answer.status_code < 500, (method, path, answer.status_code)


async def test_2_3_1_a_step_is_taken_in_its_order_alone(town: Town) -> None:
    async with asked(town) as client:
        polls = (await client.get("/api/voting/v1/polls", params={"state": "announced"})).json()["items"]
        for action in ("publish", "open", "close", "count", "certify", "announce"):
            url = f"/api/voting/v1/polls/{polls[0]['poll_id']}/actions"
            answer = await client.post(url, json={"action": action})
            assert answer.status_code in (403, 409), action


async def test_2_3_3_what_fails_in_part_fails_as_a_whole(town: Town) -> None:
    async with asked(town) as client:
        before = (await client.get("/api/ideas/v1/rounds")).json()["items"][0]
        wish = {"name": "A half-changed name", "areas": [{"name": "Same"}, {"name": "Same"}]}

        answer = await client.patch(f"/api/ideas/v1/rounds/{before['round_id']}", json=wish)
        after = (await client.get(f"/api/ideas/v1/rounds/{before['round_id']}")).json()

    assert answer.status_code in (409, 422)
    assert after["name"] == before["name"]


async def test_2_3_4_one_code_is_one_ballot_however_many_cast_at_once(town: Town) -> None:
    code = town.codes.pop()
    async with asked(town) as client:
        poll = (await client.get("/api/voting/v1/polls", params={"state": "open"})).json()["items"][0]
        wish = {"code": code, "channel": "web", "poll_id": poll["poll_id"]}
        permits = [(await client.post("/api/residents/v1/permits", json=wish)).json()["permit"] for _ in range(4)]
        numbers = [line["number"] for line in poll["projects"]][:4]

        async def cast(permit: str, number: int) -> bool:
            body = {"permit": permit, "choices": [number]}
            answer = await client.post("/api/voting/v1/ballots", json=body)
            return answer.status_code == 201 and not answer.json()["is_replacement"]

        new = await asyncio.gather(*(cast(*pair) for pair in zip(permits, numbers, strict=False)))

    assert new.count(True) == 1


async def test_2_4_1_a_program_that_sends_without_end_is_stopped(a_database: str) -> None:
    async with (
        crying(a_service(routers=[routes]), Settings(database_url=a_database), beside_residents()) as crier,
        httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town") as client,
    ):
        answers = [(await client.post("/api/voting/v1/things")).status_code for _ in range(610)]

    assert answers[-1] == 429
    assert answers.count(200) == 600
