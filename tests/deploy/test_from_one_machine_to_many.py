"""From one machine to many, by the steps of docs/upgrading.md: votes before and after, with Kafka in between.

Many is all that ``docker-compose.yml`` starts of ours, behind the shipped proxy; ``make faults-compose`` gives it a bad
day.
"""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import pytest

from commonpurse.embedded.account import account_for
from commonpurse.embedded.binaries import find_binaries
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall
from tests.command.test_up import PATIENCE_S, cast, platform, polls_of
from tests.deploy.test_databases import set_up
from tests.faults.making.clocks import ClockShop
from tests.faults.making.composed import a_dot_env, lay_out_as_composed, our_containers
from tests.faults.making.platform import Platform
from tests.faults.schedules.composed_day import STOPS_WITHIN_S, is_a_log_line, lines_of, stop
from tests.support.backed_up import an_open_poll
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder
from tests.support.printed_commands import run_printed
from tests.support.sampled import sampled

pytestmark = pytest.mark.night

ROOT = Path(__file__).parents[2]


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
async def before(models: Path) -> AsyncIterator[OneMachine]:
    with a_reachable_folder() as folder:
        data = folder / "data"
        await sampled(models, data)
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

    async with many_machines(environment, elsewhere, before.data / "many", kafka, topic_prefix) as many:
        hall = TownHall(many.addresses)
        known = await hall.must("voting", "POST", f"/polls/{before.poll_id}/receipts", {"receipt": before.receipt})
        again = await vote(hall, before.poll_id, before.codes[0], [2])
        first = await vote(hall, before.poll_id, before.codes[1], [3])
        await make_due(elsewhere.url("commonpurse_voting"), before.poll_id)
        turnout = await eventually(lambda: the_last_turnout(hall, before.poll_id), within=PATIENCE_S)
        results = await hall.must("reporting", "GET", f"/polls/{before.announced}/results")
        page = await hall.ask("web", "GET", f"/polls/{before.announced}/results")
        feed = await hall.must("voting", "GET", "/events", params={"limit": 1})
        message = {"from": "+4915112345", "text": "HELP"}
        text = await hall.must("sms", "POST", "/sms/generic", message, headers=provider)

        await hall.aclose()
        stopped_in_s = await stop(many)
        ends = [(part.name, part.status) for part in many.parts.values()]
        lines = lines_of(many)

    assert saved.status == 0, saved.errors
    assert known["status"] == "in-the-box"
    assert (again["is_replacement"], first["is_replacement"]) == (True, False)
    assert turnout["ballots"] == 2  # by Kafka: nothing else tells reporting
    assert results == before.results
    assert page.status_code == 200
    assert (feed[0]["position"], text["outcome"]) == (1, "help")
    assert {name for name, _ in ends} == set(our_containers())
    assert [(name, status) for name, status in ends if status != 0] == []
    assert stopped_in_s < STOPS_WITHIN_S  # without what others took of the machine
    assert [(log, line) for log, line in lines if not is_a_log_line(line)] == []


def own_environment(data: Path) -> dict[str, str]:
    """Step 2: a fresh .env with the single machine's own secrets, and its keys where compose has them."""
    (data / "many").mkdir(mode=0o711)
    shutil.copytree(data / "poll-keys", data / "many" / "poll-keys")
    own = {
        name.upper(): (data / "secrets" / name).read_text().strip()
        for name in ("commonpurse_secret", "commonpurse_cookie_secret")
    }
    return a_dot_env() | own


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
    environment: Mapping[str, str], elsewhere: EmbeddedPostgres, folder: Path, kafka: str, topic_prefix: str
) -> AsyncIterator[Platform]:
    """Step 5: all that docker-compose.yml starts of ours, each a process, behind the shipped proxy."""
    many = Platform("compose", folder, elsewhere, ClockShop(folder), has_small_disk=False, secrets=environment)
    many.topic_prefix = topic_prefix
    async with AsyncExitStack() as stack:
        await lay_out_as_composed(many, elsewhere.url(""), kafka, stack)
        for part in many.parts.values():
            stack.callback(part.end)
            part.start()
        await many.wait_until_ready(PATIENCE_S)
        yield many


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
