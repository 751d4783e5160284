"""Ballots accepted per second, durable before answered, next to an endpoint that parses the same body and does nothing.

One uvicorn process, real PostgreSQL; the two take turns in one run, so that a busy machine slows both.
Run alone: python -m tests.bench.ballots
"""

import asyncio
import random
from uuid import UUID

import httpx
from pydantic_core import to_json

from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.settings import Settings
from tests.bench.ground import a_postgres_on_disk
from tests.bench.http_load import Load, post, send_all
from tests.bench.voting_server import NOOP
from tests.support.databases import a_fresh_database
from tests.support.staff import a_permit
from tests.voting.support.serving import a_voting_process
from tests.voting.support.town import BASE, VotingTown

CONNECTIONS = 96
PROJECTS = 20
TURNS = 4
BALLOTS_A_TURN = 6_000
WARM_UP = 1_000


async def run() -> dict[str, float]:
    """``ballots_per_s``, ``noop_per_s`` and their ``ratio``."""
    with a_postgres_on_disk() as server:
        async with a_fresh_database(server) as address, a_voting_process(address) as voting:
            return await _measure(address, voting.port)


async def _measure(address: str, port: int) -> dict[str, float]:
    poll_id = await _open_poll(address, port)
    bodies = _ballots(poll_id, WARM_UP + TURNS * BALLOTS_A_TURN)
    await _send(port, f"{BASE}/ballots", bodies[:WARM_UP])
    await _send(port, NOOP, bodies[:WARM_UP])
    noop_s = ballots_s = 0.0
    for start in range(WARM_UP, len(bodies), BALLOTS_A_TURN):
        turn = bodies[start : start + BALLOTS_A_TURN]
        noop_s += (await _send(port, NOOP, turn)).seconds
        ballots_s += (await _send(port, f"{BASE}/ballots", turn)).seconds
    count = TURNS * BALLOTS_A_TURN
    return {
        "ballots_per_s": round(count / ballots_s, 1),
        "noop_per_s": round(count / noop_s, 1),
        "ratio": round(noop_s / ballots_s, 3),
    }


async def _send(port: int, path: str, bodies: list[bytes]) -> Load:
    load = await send_all(port, [post(path, body) for body in bodies], CONNECTIONS)
    if set(load.statuses) != {"201"}:
        raise RuntimeError(f"not every request was answered with 201: {dict(load.statuses)}")
    return load


async def _open_poll(address: str, port: int) -> UUID:
    runtime = assemble("voting", Settings(database_url=address))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        town = VotingTown(runtime, client)
        await town.publish_round()
        for number in range(1, PROJECTS + 1):
            await town.accept_proposal(number, cost_cents=100_000)
        poll_id = await town.open_poll(limits={"max_choices": 5}, may_replace=False)
    await runtime.aclose()
    return poll_id


def _ballots(poll_id: UUID, count: int) -> list[bytes]:
    chance = random.Random(2026)  # noqa: S311 - the same ballots in every run
    paper = range(1, PROJECTS + 1)
    return [
        to_json({"permit": a_permit(poll_id, str(person)), "choices": chance.sample(paper, chance.randint(1, 5))})
        for person in range(count)
    ]


if __name__ == "__main__":
    for name, value in asyncio.run(run()).items():
        print(f"{name:>15} {value}")  # noqa: T201 - it is run by hand
