"""A single machine moves to another major version of PostgreSQL by docs/upgrading.md, with votes on both sides."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.command.test_up import PATIENCE_S, cast, platform, polls_of
from tests.support.another_major import another_major
from tests.support.backed_up import all_are_ready, an_open_poll, status_of
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder
from tests.support.printed_commands import Ran, run_printed

pytestmark = pytest.mark.night


@dataclass(frozen=True)
class OldTown:
    """What PostgreSQL 16 wrote, of a platform that is stopped."""

    data: Path
    poll_id: str
    codes: list[str]
    receipt: str
    results: Any


@pytest.fixture
async def old_town() -> AsyncIterator[OldTown]:
    with a_reachable_folder() as data:
        async with platform(data, COMMONPURSE_PG_BIN=str(another_major())) as (client, _):
            poll_id, codes = await an_open_poll(client, data)
            receipt = str((await cast(client, poll_id, codes[0], [1]))["receipt"])
            results = await results_of(client)
        yield OldTown(data, poll_id, codes, receipt, results)


async def results_of(client: httpx.AsyncClient) -> Any:
    announced = next(poll for poll in await polls_of(client) if poll["state"] == "announced")
    path = f"/api/reporting/v1/polls/{announced['poll_id']}/results"
    return (await client.get(path)).raise_for_status().json()


async def test_votes_of_one_major_version_are_votes_in_the_next(old_town: OldTown) -> None:
    data = old_town.data
    refused = await run_printed(f"commonpurse up --data {data} --port 0", data)
    standing = await run_printed(f"commonpurse upgrade --data {data}", data)

    saved, loaded = await carried_over(data)

    assert (refused.status, standing.status, saved.status, loaded.status) == (1, 0, 0, 0), saved.errors + loaded.errors
    assert "16" in refused.errors
    assert "commonpurse upgrade" in refused.errors
    assert "are PostgreSQL 16's, and 18 is installed" in standing.output
    assert (data / "postgres" / "cluster" / "PG_VERSION").read_text() == "18\n"
    async with platform(data) as (client, _):
        await eventually(lambda: all_are_ready(client), within=PATIENCE_S)
        assert await status_of(client, old_town.poll_id, old_town.receipt) == (200, "in-the-box")
        assert await results_of(client) == old_town.results
        assert (await cast(client, old_town.poll_id, old_town.codes[0], [2]))["is_replacement"]
        assert not (await cast(client, old_town.poll_id, old_town.codes[1], [3]))["is_replacement"]


async def carried_over(data: Path) -> tuple[Ran, Ran]:
    """Saved with the old version's programs, loaded with those of the new one."""
    old = {"COMMONPURSE_PG_BIN": str(another_major())}
    saved = await run_printed(f"commonpurse upgrade --save {data}/saved --data {data}", data, **old)
    return saved, await run_printed(f"commonpurse upgrade --load {data}/saved --data {data}", data)
