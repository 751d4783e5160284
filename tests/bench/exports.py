"""How long a file of open data takes, and what its maker needs, when the views hold what a million ballots left.

Five hundred polls of two thousand ballots each: two weeks of hours, twenty areas, two channels, forty projects.
Reporting answers from a process of its own.
Run alone: python -m tests.bench.exports
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import Table, insert

from commonpurse.embedded.server import a_free_port
from commonpurse.serving import claim_port, serve
from libs.shared.platform.running import logs
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.reporting.main import SERVICE
from services.reporting.projections import results, turnout
from services.reporting.storage.generations import active, write_active
from tests.bench.ground import a_postgres_on_disk
from tests.support.databases import a_fresh_database
from tests.support.eventually import eventually
from tests.support.staff import beside_residents

POLLS, BALLOTS, AREAS, HOURS, PROJECTS = 500, 2_000, 20, 14 * 24, 40
FILES = [f"{dataset}.{ending}" for dataset in ("turnout", "outcomes") for ending in ("csv", "json", "parquet")]
_BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
_PIECE = 5_000
_AS_IT_IS = {"Accept-Encoding": "identity"}


async def run() -> dict[str, object]:
    """``export``: by file the seconds until its last byte, its megabytes, and by how many its maker grew."""
    with a_postgres_on_disk() as server:
        async with a_fresh_database(server) as address:
            async with _reporting(address) as runtime:
                await _fill(runtime)
            async with _answering(address) as (client, pid):
                return {"export": {file: await _taken(client, pid, file) for file in FILES}}


async def _taken(client: httpx.AsyncClient, pid: int, file: str) -> dict[str, float]:
    before = _peak_mb(pid)
    began, size = time.perf_counter(), 0
    async with client.stream("GET", f"/api/reporting/v1/data/{file}", headers=_AS_IT_IS) as answer:
        answer.raise_for_status()
        async for piece in answer.aiter_raw():
            size += len(piece)
    took = time.perf_counter() - began
    return {"s": round(took, 2), "mb": round(size / 1e6, 1), "grown_by_mb": round(_peak_mb(pid, was=True) - before, 1)}


def _peak_mb(pid: int, *, was: bool = False) -> float:
    """The process's memory; ``was``: at its highest since the last look, which counts anew from here."""
    [kb] = re.findall(rf"{'VmHWM' if was else 'VmRSS'}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return int(kb) / 1024


async def _fill(runtime: Runtime) -> None:
    polls = [uuid4() for _ in range(POLLS)]
    areas = [{"area_id": uuid4(), "round_id": polls[0], "place": n, "name": f"Area {n}"} for n in range(AREAS)]
    ids = [area["area_id"] for area in areas]
    await _put(runtime, "turnout", turnout.AREAS, areas)
    await _put(runtime, "turnout", turnout.POLLS, [_poll(poll, polls[0]) for poll in polls])
    await _put(runtime, "turnout", turnout.TOLD, [_told(poll, ids) for poll in polls])
    await _put(runtime, "turnout", turnout.HOURS, [hour for poll in polls for hour in _hours(poll)])
    await _put(runtime, "results", results.POLLS, [_result(poll) for poll in polls])


async def _put(runtime: Runtime, view: str, table: Table, rows: list[dict[str, Any]]) -> None:
    async with runtime.database.transaction() as tx:
        await write_active(tx.session, view, await active(tx.session, view))
        for first in range(0, len(rows), _PIECE):
            await tx.session.execute(insert(table), rows[first : first + _PIECE])


def _poll(poll_id: UUID, round_id: UUID) -> dict[str, Any]:
    return {"poll_id": poll_id, "round_id": round_id, "channels": ["web", "sms"], "opens_at": _BEGAN}


def _told(poll_id: UUID, areas: list[Any]) -> dict[str, Any]:
    return {
        "poll_id": poll_id,
        "as_of": _BEGAN + timedelta(hours=HOURS),
        "is_final": True,
        "ballots": BALLOTS,
        "by_channel": {"web": BALLOTS * 3 // 4, "sms": BALLOTS // 4},
        "by_area": {str(area): BALLOTS // AREAS for area in areas},
    }


def _hours(poll_id: UUID) -> Iterator[dict[str, Any]]:
    for hour in range(HOURS):
        ballots = BALLOTS // HOURS + (hour < BALLOTS % HOURS)
        yield {"poll_id": poll_id, "hour": _BEGAN + timedelta(hours=hour), "ballots": ballots}


def _result(poll_id: UUID) -> dict[str, Any]:
    projects = [
        {
            "proposal_id": str(uuid4()),
            "number": number,
            "title": f"Trees and benches for square number {number}",
            "cost_cents": 1_000_000 + number,
            "score": BALLOTS // number,
            "ballots": BALLOTS // number,
            "is_funded": number <= PROJECTS // 4,
        }
        for number in range(1, PROJECTS + 1)
    ]
    outcome = {"currency": "EUR", "ballots": BALLOTS, "projects": projects}
    return {"poll_id": poll_id, "name": "A poll", "outcome": outcome}


@asynccontextmanager
async def _reporting(address: str) -> AsyncIterator[Runtime]:
    runtime = assemble("reporting", Settings(database_url=address), in_process=beside_residents())
    async with started(SERVICE, runtime):
        yield runtime


@asynccontextmanager
async def _answering(address: str) -> AsyncIterator[tuple[httpx.AsyncClient, int]]:
    port = a_free_port()
    command = [sys.executable, "-m", "tests.bench.exports", address, str(port)]
    process = await asyncio.create_subprocess_exec(*command)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=600) as client:
            await eventually(lambda: _is_ready(client), within=60)
            yield client, process.pid
    finally:
        process.kill()
        await process.wait()


async def _is_ready(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/api/reporting/v1/data")).is_success
    except httpx.TransportError:
        return False


async def answer(address: str, port: int) -> None:
    """Answer for reporting until killed, through the product's own server."""
    logs.configure("warning")
    async with _reporting(address) as runtime:
        await serve(api(SERVICE, runtime), claim_port("127.0.0.1", port))


if __name__ == "__main__":
    if sys.argv[1:]:
        asyncio.run(answer(sys.argv[1], int(sys.argv[2])))
    else:
        print(json.dumps(asyncio.run(run()), indent=2))  # noqa: T201 - it is run by hand
