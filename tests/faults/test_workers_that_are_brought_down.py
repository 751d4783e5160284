"""Every worker of a whole platform is brought down; all of them are up again within 30 s, without a hand."""

import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import httpx
import pytest

from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.parts import SERVICE_NAMES
from tests.support.brought_down import SOON_S, Machine
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder
from tests.web.town import Town, Towns

# They look once an hour or once a minute, and so need nothing and notice nothing in between.
UNHURRIED = (".eraser", ".renewer", ".escalations")
OTHERS = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
TERMINATE = f"select pg_terminate_backend(pid) {OTHERS}"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL that no other test uses: killing one backend ends all of a server."""
    with a_reachable_folder() as folder, EmbeddedPostgres(folder / "postgres") as started:
        yield started.url()


@pytest.fixture(scope="module")
async def town(server: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    towns = Towns(server, tmp_path_factory.mktemp("model"))
    async with towns.with_sample(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture
async def machine(server: str, town: Town) -> AsyncIterator[Machine]:
    async with httpx.AsyncClient(base_url=town.address, timeout=30) as client:
        machine = Machine(town, server, client)
        await eventually(machine.is_at_work, within=SOON_S)
        yield machine


async def test_backends_that_are_terminated_are_got_over(machine: Machine) -> None:
    for service in SERVICE_NAMES:
        async with machine.database(service) as connection:
            assert await connection.fetch(TERMINATE)

    await eventually(machine.is_at_work, within=SOON_S)
    await machine.demand_that_all_works(*machine.town.codes[0:2])


async def test_a_backend_of_each_service_that_is_killed_is_got_over(machine: Machine) -> None:
    backends = []
    for service in SERVICE_NAMES:
        async with machine.database(service) as connection:
            backends.append(await connection.fetchval(f"select max(pid) {OTHERS}"))

    for backend in backends:
        with suppress(ProcessLookupError):  # the server ends all when the first has died
            os.kill(backend, signal.SIGKILL)
    await eventually(machine.takes_connections, within=120)

    await eventually(machine.is_at_work, within=SOON_S)
    await machine.demand_that_all_works(*machine.town.codes[2:4])


async def test_an_error_in_every_worker_is_told_and_each_is_started_again(machine: Machine) -> None:
    databases = {f"{name}: database" for name in SERVICE_NAMES}
    everyone = {name for name in await machine.standings() if not name.endswith(UNHURRIED)} - databases
    listeners = {f"{name}: {name}" for name in SERVICE_NAMES} & everyone
    assert len(listeners) == 5

    async with machine.without_tables():
        await eventually(lambda: are_down(machine, everyone - listeners), within=SOON_S)
    await eventually(machine.is_at_work, within=SOON_S)
    async with machine.without_positions():
        await eventually(lambda: are_down(machine, listeners), within=SOON_S)
    await eventually(machine.is_at_work, within=SOON_S)

    await machine.demand_that_all_works(*machine.town.codes[4:6])


async def test_a_full_disk_stops_nobody_for_good_and_casters_are_told_in_words(machine: Machine) -> None:
    poll_id = await machine.open_another_poll()
    permit = await eventually(lambda: machine.permit_in_hand(poll_id, machine.town.codes[6]), within=SOON_S)

    async with machine.with_a_full_disk():
        answer = await machine.cast(permit)
        assert (answer.status_code, answer.json()["code"]) == (503, "ballot-box-is-out-of-reach")
        assert "Cast it again" in answer.json()["detail"]
        await machine.make_due(poll_id)
        await eventually(lambda: timekeeper_fails_by(machine, "DiskFullError"), within=SOON_S)

    await eventually(machine.is_at_work, within=SOON_S)
    await eventually(lambda: machine.is_closed_for_good(poll_id, machine.town.codes[7]), within=SOON_S)
    await machine.demand_that_all_works(*machine.town.codes[8:10])


async def are_down(machine: Machine, workers: set[str]) -> bool:
    down = await machine.down()
    assert workers <= down, sorted(workers - down)
    return True


async def timekeeper_fails_by(machine: Machine, failure: str) -> bool:
    standing = (await machine.standings())["voting: voting.timekeeper"]
    return bool(standing["failure"] == failure)
