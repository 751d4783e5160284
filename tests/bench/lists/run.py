"""How fast public lists answer in a town of 200,000 ideas and 200,000 proposals: proposals', both boards, the ledger.

Each service answers in this process, as everybody asks it: each kind of question so many times, by turns; and each file
of open data is taken once. What the service ideas itself answers, the desk's bench measures.
Run alone: python -m tests.bench.lists.run
"""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

import httpx

from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import Service, api, started
from libs.shared.platform.running.settings import Settings
from services.proposals.main import SERVICE as PROPOSALS
from services.reporting.main import SERVICE as REPORTING
from tests.bench.ground import a_postgres_on_disk
from tests.bench.lists.timed import Times, summed_up, timed
from tests.bench.lists.town import Town, a_town, fill_proposals, fill_views
from tests.support.answers import Json, good
from tests.support.databases import a_fresh_database
from tests.support.proposing import MODERATOR
from tests.support.staff import beside_residents

TIMES = 40
_PROPOSALS, _OFFERS = "/api/proposals/v1/proposals", "/api/proposals/v1/offers"
_REPORTING = "/api/reporting/v1"
_FILES = [f"{what}.{ending}" for what in ("ideas", "proposals") for ending in ("csv", "json", "geojson", "parquet")]
_LONG_AGO, _NEVER = "2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"


async def run() -> dict[str, object]:
    """``lists_ms``: by question; ``open_data_s``: by file, from the question to its last byte.

    Where others work on the same machine the quickest says most; how many did, ``load`` says, before and after.
    """
    with a_postgres_on_disk() as server:
        async with a_fresh_database(server) as of_proposals, a_fresh_database(server) as of_views:
            town = a_town()
            async with serving(PROPOSALS, of_proposals) as proposals, serving(REPORTING, of_views) as reporting:
                await fill_proposals(of_proposals, town)
                await fill_views(of_views, town)
                before = os.getloadavg()[0]
                figures = await measured(proposals, reporting, town, TIMES)
                files = {file: await _taken(reporting, file) for file in _FILES}
                load = {"before": before, "after": os.getloadavg()[0]}
                return {"lists_ms": figures | {"load": load}, "open_data_s": files}


@asynccontextmanager
async def serving(service: Service, address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service on the database, until the block ends."""
    async with AsyncExitStack() as stack:
        runtime = assemble(service.name, Settings(database_url=address), in_process=beside_residents())
        await stack.enter_async_context(started(service, runtime))
        transport = httpx.ASGITransport(api(service, runtime))
        yield await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://x", timeout=60))


def _of_proposals(town: Town) -> Mapping[str, Json]:
    of_round = {"round_id": str(town.round_id)}
    in_area = of_round | {"area_id": str(town.areas[3])}
    return {
        "newest": {},
        "oldest": {"order": "oldest"},
        "a round": of_round,
        "an area": in_area,
        "a fund": of_round | {"fund_id": str(town.funds[1])},
        "some states": of_round | {"state": ["funded", "on_ballot"]},
        "a state that is not public": {"state": "submitted"},
        "some states in an area": in_area | {"state": ["funded", "not_funded"]},
        "an area that has none": of_round | {"area_id": str(town.round_id)},
        "far behind": {"page": 400},
        "a seldom word": {"q": "school 77"},
        "a word of all": {"q": "trees benches"},
        "a word of all in an area": in_area | {"q": "trees"},
        "a word of none": {"q": "zeppelin"},
        "all as changed": {"updated_since": _LONG_AGO, "limit": 100},
        "changed by nobody": {"updated_since": _NEVER},
    }


def _of_boards() -> Mapping[str, Json]:
    return {
        "first": {},
        "a state": {"state": "funded"},
        "a state that is not told": {"state": "submitted"},
        "a state of none": {"state": "deferred"},
        "far behind": {"page": 400},
        "all as changed": {"updated_since": _LONG_AGO, "limit": 100},
        "changed by nobody": {"updated_since": _NEVER},
    }


async def measured(
    proposals: httpx.AsyncClient, reporting: httpx.AsyncClient, town: Town, times: int
) -> dict[str, dict[str, float]]:
    """By question, in milliseconds."""
    took: Times = {}
    for _ in range(times):
        await _ask_proposals(took, proposals, town)
        for what in ("ideas", "proposals"):
            await _ask_board(took, reporting, town, what)
        await timed(took, "ledger", reporting.get(f"{_REPORTING}/rounds/{town.round_id}/ledger"))
    return summed_up(took)


async def _ask_proposals(took: Times, client: httpx.AsyncClient, town: Town) -> None:
    for name, wanted in _of_proposals(town).items():
        await timed(took, f"proposals, {name}", client.get(_PROPOSALS, params={"limit": 20} | wanted))
    first = good(await client.get(_PROPOSALS, params={"limit": 20}))
    goes_on = {"limit": 20, "cursor": first["next"]}
    await timed(took, "proposals, what comes behind", client.get(_PROPOSALS, params=goes_on))
    helped = first["items"][0]["proposal_id"]
    await timed(took, "proposals, offers of one", client.get(f"{_PROPOSALS}/{helped}/offers"))
    await timed(took, "proposals, one", client.get(f"{_PROPOSALS}/{helped}"))
    waiting = {"state": "submitted", "order": "oldest"}
    await timed(took, "desk, proposals that wait", client.get(_PROPOSALS, params=waiting, headers=MODERATOR))
    await timed(took, "desk, all proposals", client.get(_PROPOSALS, headers=MODERATOR))
    made = client.get(_OFFERS, params={"state": "made"}, headers=MODERATOR)
    await timed(took, "desk, offers that wait", made)


async def _ask_board(took: Times, client: httpx.AsyncClient, town: Town, what: str) -> None:
    board = f"{_REPORTING}/rounds/{town.round_id}/{what}"
    for name, wanted in _of_boards().items():
        await timed(took, f"board of {what}, {name}", client.get(board, params={"limit": 20} | wanted))
    behind: Mapping[str, Json] = {
        "what comes behind": {"limit": 100},
        "changed, what comes behind": {"limit": 100, "updated_since": _LONG_AGO},
    }
    for name, wanted in behind.items():
        first = good(await client.get(board, params=wanted))
        await timed(took, f"board of {what}, {name}", client.get(board, params=wanted | {"cursor": first["next"]}))


async def _taken(client: httpx.AsyncClient, file: str) -> float:
    began = time.perf_counter()
    async with client.stream("GET", f"{_REPORTING}/data/{file}") as answer:
        answer.raise_for_status()
        async for _ in answer.aiter_raw():
            pass
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run()), indent=2))  # noqa: T201 - it is run by hand
