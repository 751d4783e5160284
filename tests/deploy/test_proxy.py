"""The shipped proxy, as the real program: who answers where, and who is behind a request."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from commonpurse.one_machine import Frontage
from libs.shared.platform.running.settings import PartName
from tests.support.proxy import CADDYFILE, find_caddy, the_proxy
from tests.support.serving import served

ROOT = Path(__file__).parents[2]
PARTS: tuple[PartName, ...] = get_args(PartName)


def a_part(name: str) -> Starlette:
    """Says who it is, and who asks."""

    async def tell(request: Request) -> JSONResponse:
        who = request.client.host if request.client else None
        return JSONResponse({"part": name, "who": who, "scheme": request.url.scheme, "path": request.url.path})

    async def tell_slowly(_: Request) -> StreamingResponse:
        async def events() -> AsyncIterator[str]:
            yield "data: first\n\n"
            await asyncio.sleep(30)

        return StreamingResponse(events(), media_type="text/event-stream")

    stream = Route("/api/voting/v1/events/stream", tell_slowly)
    return Starlette(routes=[stream, Route("/{path:path}", tell, methods=["GET", "POST"])])


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[str]:
    async with AsyncExitStack() as stack:
        parts = {name: await stack.enter_async_context(served(a_part(name))) for name in PARTS}
        yield await stack.enter_async_context(the_proxy(parts, tmp_path))


async def told(door: str, path: str, *, at: str = "127.0.0.1", **headers: str) -> Any:
    transport = httpx.AsyncHTTPTransport(local_address=at)
    async with httpx.AsyncClient(base_url=door, transport=transport, headers=headers) as client:
        return (await client.get(path)).raise_for_status().json()


PLACES = {
    "/": "web",
    "/polls/1/results?lang=de": "web",
    "/developers": "web",
    "/sms/kannel": "sms",
    "/mail/inbound": "mail",
    "/api/ideas/v1/rounds": "ideas",
    "/api/proposals/v1/proposals": "proposals",
    "/api/deliberation/v1/discussions/1": "deliberation",
    "/api/voting/v1/events?after=0": "voting",
    "/api/residents/v1/permits": "residents",
    "/api/reporting/v1/polls": "reporting",
    "/api/nobody/v1": "web",
    "/api/votingx/v1": "web",
}


async def test_each_address_leads_to_the_part_that_one_machine_would_have_asked(door: str) -> None:
    parts = {name: a_part(name) for name in PARTS}
    services = {name: parts[name] for name in PARTS if name not in {"web", "sms", "mail"}}
    on_one = Frontage(services, parts["sms"], parts["mail"], parts["web"])  # type: ignore[arg-type]
    async with served(on_one) as one_machine:
        by_the_door = {path: (await told(door, path))["part"] for path in PLACES}
        on_one_machine = {path: (await told(one_machine, path))["part"] for path in PLACES}

    assert by_the_door == on_one_machine == PLACES


async def test_two_residents_are_two_clients_whatever_they_claim(door: str) -> None:
    first = await told(door, "/api/ideas/v1/ideas", at="127.0.0.2")
    second = await told(door, "/api/ideas/v1/ideas", at="127.0.0.3", **{"X-Forwarded-For": "198.51.100.7"})

    assert (first["who"], second["who"]) == ("127.0.0.2", "127.0.0.3")


async def test_what_a_part_measures_is_told_to_nobody_outside(door: str) -> None:
    async with httpx.AsyncClient(base_url=door) as client:
        hidden = [
            await client.get(f"{place}/metrics") for place in ("/api/voting", "/api/reporting", "", "/sms", "/mail")
        ]
        open_to_all = await client.get("/api/voting/v1/metrics")

    assert [answer.status_code for answer in hidden] == [404] * 5
    assert open_to_all.is_success


async def test_events_come_through_as_they_happen(door: str) -> None:
    async with httpx.AsyncClient(base_url=door) as client, client.stream("GET", "/api/voting/v1/events/stream") as live:
        first = await asyncio.wait_for(anext(live.aiter_lines()), 10)

    assert first == "data: first"


def test_the_parts_believe_the_proxy_alone_and_at_the_address_that_it_has() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    believed = {name: compose["services"][name]["environment"]["FORWARDED_ALLOW_IPS"] for name in PARTS}

    address = compose["services"]["proxy"]["networks"]["default"]["ipv4_address"]
    assert set(believed.values()) == {address} == {"${PROXY_ADDRESS:-172.30.77.250}"}


async def test_every_part_that_the_proxy_names_is_one_of_compose_and_answers_there(tmp_path: Path) -> None:
    named = dict(re.findall(r"\{\$([A-Z]+)_AT:([a-z]+:8000)\}", CADDYFILE.read_text()))

    assert named == {part.upper(): f"{part}:8000" for part in PARTS}


SITES = ["", ":80", "participation.town.example", "https://participation.town.example:8443"]


@pytest.mark.parametrize("site", SITES)
async def test_the_configuration_is_one_for_every_address_that_is_documented(tmp_path: Path, site: str) -> None:
    told = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)} | ({"SITE_ADDRESS": site} if site else {})
    command = (find_caddy(), "adapt", "--validate", "--config", str(CADDYFILE), "--adapter", "caddyfile")

    process = await asyncio.create_subprocess_exec(
        *command, env=told, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    adapted, errors = await asyncio.wait_for(process.communicate(), 60)

    assert process.returncode == 0, errors.decode()
    [server] = json.loads(adapted)["apps"]["http"]["servers"].values()
    wants_tls = "town" in site
    assert server["listen"] == [":8443" if "8443" in site else ":443" if wants_tls else ":80"]
