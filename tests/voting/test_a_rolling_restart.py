"""One process of voting takes the other's place while people vote, as in a rolling restart: every cast is answered."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import httpx
from sqlalchemy import text

from commonpurse.embedded.server import a_free_port
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from tests.faults.making.line import Line, a_line
from tests.support.eventually import eventually
from tests.support.ports import is_answering
from tests.support.serving import served
from tests.support.staff import a_permit, beside_residents
from tests.voting.support.town import BASE, VotingTown

_CASTERS = 4
_PAUSE_S = 0.02


@asynccontextmanager
async def an_api(port: int, database: str, residents: str) -> AsyncIterator[asyncio.subprocess.Process]:
    told = {"COMMONPURSE_DATABASE_URL": database, "COMMONPURSE_RESIDENTS_URL": residents}
    command = ("-m", "commonpurse", "service", "voting", "api", "--port", str(port))
    process = await asyncio.create_subprocess_exec(sys.executable, *command, env=os.environ | told)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def cast_until(
    stop: asyncio.Event, gateway: httpx.AsyncClient, poll_id: UUID, caster: int
) -> list[httpx.Response]:
    """What each of many voters was answered, one after the other; whatever is no answer is raised."""
    answers: list[httpx.Response] = []
    while not stop.is_set():
        permit = a_permit(poll_id, f"voter {caster}-{len(answers)}")
        answers.append(await gateway.post(f"{BASE}/ballots", json={"permit": permit, "choices": [1]}))
        await asyncio.sleep(_PAUSE_S)
    return answers


async def take_the_place(line: Line, old: asyncio.subprocess.Process, old_port: int, new_port: int) -> int:
    """As whatever spreads connections does it: it hears that the old one goes when that has been told already."""
    await eventually(lambda: is_answering(new_port), within=60)
    line.lead_to(old_port, new_port)
    await asyncio.sleep(0.5)
    old.terminate()
    await asyncio.sleep(0.5)
    line.lead_to(new_port)
    return await asyncio.wait_for(old.wait(), 10)


async def test_a_rolling_restart_loses_no_cast(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    stop, old_port, new_port = asyncio.Event(), a_free_port(), a_free_port()
    async with (
        served(beside_residents()["residents"]) as residents,
        an_api(old_port, town.database.url, residents) as old,
        an_api(new_port, town.database.url, residents),
        a_line(f"http://127.0.0.1:{old_port}") as (line, address),
    ):
        neighbours = Neighbours(Settings(voting_url=address))
        await eventually(lambda: is_answering(old_port), within=60)
        gateway = neighbours.client("voting")
        casting = [asyncio.create_task(cast_until(stop, gateway, poll_id, caster)) for caster in range(_CASTERS)]
        status = await take_the_place(line, old, old_port, new_port)
        stop.set()
        answers = [answer for each in await asyncio.gather(*casting) for answer in each]
        await neighbours.aclose()

    assert status == 0
    assert {answer.status_code for answer in answers} == {201}
    async with town.database.reading() as session:
        assert await session.scalar(text("select count(*) from ballots")) == len(answers)
