"""From one machine to many, by the steps of docs/upgrading.md: votes before and after, with Kafka in between."""

import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import httpx
import pytest
import yaml

from commonpurse.embedded.account import account_for
from commonpurse.embedded.binaries import find_binaries
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.server import a_free_port
from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall
from libs.shared.platform.running.settings import PartName
from tests.command.test_up import PATIENCE_S, cast, platform, polls_of
from tests.deploy.test_databases import set_up
from tests.deploy.test_env import made
from tests.support.backed_up import an_open_poll
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder
from tests.support.printed_commands import run_printed
from tests.support.proxy import the_proxy

ROOT = Path(__file__).parents[2]
PARTS: tuple[PartName, ...] = get_args(PartName)


@dataclass(frozen=True)
class OneMachine:
    """A platform that is stopped, and one that voted there."""

    data: Path
    poll_id: str
    codes: list[str]
    receipt: str
    announced: str
    results: Any


@pytest.fixture
async def before() -> AsyncIterator[OneMachine]:
    with a_reachable_folder() as folder:
        data = folder / "data"
        async with platform(data) as (client, _):
            poll_id, codes = await an_open_poll(client, data)
            receipt = str((await cast(client, poll_id, codes[0], [1]))["receipt"])
            announced = next(poll["poll_id"] for poll in await polls_of(client) if poll["state"] == "announced")
            results = (await client.get(f"/api/reporting/v1/polls/{announced}/results")).raise_for_status().json()
        yield OneMachine(data, poll_id, codes, receipt, announced, results)


@pytest.fixture
def elsewhere() -> Iterator[EmbeddedPostgres]:
    with a_reachable_folder() as folder, EmbeddedPostgres(folder / "postgres") as server:
        yield server


async def test_votes_on_one_machine_are_votes_on_many(
    before: OneMachine, elsewhere: EmbeddedPostgres, kafka: str, topic_prefix: str
) -> None:
    environment = own_environment(before.data)
    saved = await run_printed(f"commonpurse upgrade --save {before.data}/saved --data {before.data}", before.data)
    set_up(elsewhere.url(), **{name: value for name, value in environment.items() if "DATABASE" in name})
    for service in SERVICE_NAMES:
        await put_in(service, before.data, elsewhere.url())
    provider = {"X-Commonpurse-Secret": environment["COMMONPURSE_SMS_SECRET"]}

    async with many_machines(environment, elsewhere.url(), kafka, topic_prefix) as (hall, addresses):
        for service in SERVICE_NAMES:
            await eventually(partial(is_well, addresses[service], service), within=PATIENCE_S)
        known = await hall.must("voting", "POST", f"/polls/{before.poll_id}/receipts", {"receipt": before.receipt})
        again = await vote(hall, before.poll_id, before.codes[0], [2])
        first = await vote(hall, before.poll_id, before.codes[1], [3])
        await make_due(elsewhere.url("commonpurse_voting"), before.poll_id)
        turnout = await eventually(lambda: the_last_turnout(hall, before.poll_id), within=PATIENCE_S)
        results = await hall.must("reporting", "GET", f"/polls/{before.announced}/results")
        page = await hall.ask("web", "GET", f"/polls/{before.announced}/results")
        async with the_proxy(addresses, before.data) as door, httpx.AsyncClient(base_url=door) as outsider:
            shown = await outsider.get(f"/polls/{before.announced}/results")
            told = await outsider.get(f"/api/reporting/v1/polls/{before.announced}/results")
            feed = await outsider.get("/api/voting/v1/events", params={"limit": 1})
            text = await outsider.post("/sms/generic", json={"from": "+4915112345", "text": "HELP"}, headers=provider)

    assert saved.status == 0, saved.errors
    assert known["status"] == "in-the-box"
    assert (again["is_replacement"], first["is_replacement"]) == (True, False)
    assert turnout["ballots"] == 2  # by Kafka: nothing else tells reporting
    assert results == before.results
    assert page.status_code == shown.status_code == 200
    assert (told.json(), feed.json()[0]["position"], text.json()["outcome"]) == (before.results, 1, "help")


def own_environment(data: Path) -> dict[str, str]:
    """Step 2: a fresh .env with the single machine's own secrets and keys."""
    shutil.copytree(data / "poll-keys", data / "keys")
    own = {
        name.upper(): (data / "secrets" / name).read_text().strip()
        for name in ("commonpurse_secret", "commonpurse_cookie_secret")
    }
    own |= {"PROXY_ADDRESS": "127.0.0.1"}  # as of the proxy that the test starts
    return made() | own | {"KEYS": str(data / "keys")}


async def put_in(service: str, data: Path, address: str) -> None:
    """Step 4: the command as the page prints it."""
    page = (ROOT / "docs" / "upgrading.md").read_text()
    [printed] = re.findall(r"`(pg_restore [^`]*commonpurse_ideas\.dump)`", page)
    server = urlsplit(address)
    programs = find_binaries(account_for(Path("/nowhere"))).folder
    told = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": str(server.username)}
    told |= {"PGPASSWORD": str(server.password), "PATH": f"{programs}:{os.environ['PATH']}"}
    process = await asyncio.create_subprocess_exec(
        *printed.replace("ideas", service).split(),
        cwd=data,
        env=os.environ | told,
    )
    assert await process.wait() == 0


@asynccontextmanager
async def many_machines(
    environment: Mapping[str, str], database: str, kafka: str, topic_prefix: str
) -> AsyncIterator[tuple[TownHall, dict[PartName, str]]]:
    """Step 5: each part in a process of its own, told what docker-compose.yml tells it."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    ports = {part: a_free_port() for part in PARTS}
    addresses = {part: f"http://127.0.0.1:{port}" for part, port in ports.items()}
    server = f"127.0.0.1:{urlsplit(database).port}"
    beside = {f"COMMONPURSE_{name.upper()}_URL": addresses[name] for name in SERVICE_NAMES}
    async with AsyncExitStack() as stack:
        for part in PARTS:
            told = as_compose_does(compose[part]["environment"], environment)
            told = {name: value.replace("postgres:5432", server) for name, value in told.items()} | beside
            told |= {"COMMONPURSE_KAFKA": kafka, "COMMONPURSE_TOPIC_PREFIX": topic_prefix}
            told |= {"COMMONPURSE_POLL_KEY_FOLDER": environment["KEYS"]} if part == "residents" else {}
            await stack.enter_async_context(a_process(part, ports[part], told))
        hall = TownHall(addresses)
        stack.push_async_callback(hall.aclose)
        yield hall, addresses


def as_compose_does(said: Mapping[str, str | None], environment: Mapping[str, str]) -> dict[str, str]:
    """A variable without a value is passed on if .env has it; ${…} is filled in, ${…:-…} with its default."""
    found = {name: environment.get(name) if value is None else value for name, value in said.items()}
    fill = re.compile(r"\$\{([A-Z_]+)(?::-([^}]*)|[^}]*)\}")

    def filled(found: re.Match[str]) -> str:
        name, default = found.groups()
        return environment[name] if default is None else environment.get(name, default)

    return {name: fill.sub(filled, value) for name, value in found.items() if value is not None}


@asynccontextmanager
async def a_process(part: str, port: int, told: Mapping[str, str]) -> AsyncIterator[None]:
    role = "both" if part in SERVICE_NAMES else "api"
    command = (sys.executable, "-m", "commonpurse", "service", part, role, "--port", str(port))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")}
    process = await asyncio.create_subprocess_exec(*command, env={**inherited, **told})
    try:
        yield
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 60)


async def is_well(address: str, service: PartName) -> bool:
    try:
        async with httpx.AsyncClient(base_url=address) as client:
            answer = await client.get(f"/api/{service}/health/ready")
    except httpx.TransportError:
        return False
    return answer.is_success and all(one["is_at_work"] for one in answer.json()["standings"])


async def vote(hall: TownHall, poll_id: str, code: str, choices: list[int]) -> Any:
    wish = {"code": code, "channel": "web", "poll_id": poll_id}
    permit = (await hall.must("residents", "POST", "/permits", wish))["permit"]
    return await hall.must("voting", "POST", "/ballots", {"permit": permit, "choices": choices})


async def make_due(database: str, poll_id: str) -> None:
    connection = await asyncpg.connect(database)
    await connection.execute("update polls set closes_at = now() where poll_id = $1", UUID(poll_id))
    await connection.close()


async def the_last_turnout(hall: TownHall, poll_id: str) -> Any:
    told = await hall.must("reporting", "GET", f"/polls/{poll_id}/turnout")
    return told if told["is_final"] else False
