import asyncio
import os
import signal
import sys
from pathlib import Path

import asyncpg
import pytest

from commonpurse.embedded.leftovers import processes_on
from commonpurse.embedded.postgres import EmbeddedPostgres
from tests.embedded.operators import an_operator, connected
from tests.support.eventually import eventually


async def store(address: str, rows: int) -> None:
    async with connected(address) as db:
        await db.execute("CREATE TABLE IF NOT EXISTS ballots (number int)")
        for number in range(rows):
            await db.execute("INSERT INTO ballots VALUES ($1)", number)  # each its own commit


async def stored(address: str) -> int:
    async with connected(address) as db:
        return int(await db.fetchval("SELECT count(*) FROM ballots"))


async def test_a_killed_server_is_started_again_at_the_same_address_with_nothing_lost(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        await store(postgres.url(), rows=500)
        killed = postgres.pid

        os.kill(killed, signal.SIGKILL)

        async def is_back() -> int:
            try:
                return await stored(postgres.url())
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                return 0

        assert await eventually(is_back, within=60) == 500
        assert postgres.pid != killed


async def test_a_server_killed_again_and_again_loses_nothing(a_folder: Path) -> None:
    for round_ in range(1, 4):
        with an_operator(a_folder / "postgres") as operator:
            await store(operator.address, rows=100)
            os.kill(operator.server, signal.SIGKILL)
            operator.kill()

        with EmbeddedPostgres(a_folder / "postgres") as postgres:
            assert await stored(postgres.url()) == 100 * round_


async def test_when_we_are_killed_no_server_is_left_behind(a_folder: Path) -> None:
    with an_operator(a_folder / "postgres") as operator:
        await store(operator.address, rows=100)
        assert processes_on(a_folder / "postgres" / "cluster")

        operator.kill()

        await eventually(lambda: not processes_on(a_folder / "postgres" / "cluster"), within=60)

    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        assert await stored(postgres.url()) == 100


async def test_when_we_are_killed_the_next_start_need_not_wait(a_folder: Path) -> None:
    with an_operator(a_folder / "postgres") as operator:
        await store(operator.address, rows=100)
        operator.kill()

        with EmbeddedPostgres(a_folder / "postgres") as postgres:
            assert await stored(postgres.url()) == 100
            assert operator.server not in processes_on(a_folder / "postgres" / "cluster")


@pytest.mark.usefixtures("only_as_root")
async def test_the_same_holds_in_a_home_that_is_closed_to_other_accounts(a_folder: Path) -> None:
    await asyncio.to_thread(a_folder.chmod, 0o700)
    with an_operator(a_folder / "postgres") as operator:
        await store(operator.address, rows=100)
        operator.kill()

        with EmbeddedPostgres(a_folder / "postgres") as postgres:
            assert await stored(postgres.url()) == 100
            assert operator.server not in processes_on(a_folder / "postgres" / "cluster")


async def test_a_session_that_outlives_its_killed_server_does_not_keep_the_next_from_starting(a_folder: Path) -> None:
    with an_operator(a_folder / "postgres") as operator:
        await store(operator.address, rows=100)
        async with connected(operator.address) as busy:
            orphan = await busy.fetchval("SELECT pg_backend_pid()")
            os.kill(orphan, signal.SIGSTOP)  # a session in the middle of work does not notice
            os.kill(operator.server, signal.SIGKILL)
            operator.kill()

            with EmbeddedPostgres(a_folder / "postgres") as postgres:
                assert await stored(postgres.url()) == 100
                assert orphan not in processes_on(a_folder / "postgres" / "cluster")
            busy.terminate()


async def test_a_lock_file_that_names_somebody_elses_process_is_no_hindrance_and_no_harm(a_folder: Path) -> None:
    with an_operator(a_folder / "postgres") as operator:
        await store(operator.address, rows=100)
        os.kill(operator.server, signal.SIGKILL)
        operator.kill()
    editor = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
    lock = a_folder / "postgres" / "cluster" / "postmaster.pid"
    lock.write_text(lock.read_text().replace(str(operator.server), str(editor.pid), 1))

    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        assert await stored(postgres.url()) == 100

    assert editor.returncode is None
    editor.kill()
    await editor.wait()


def test_a_cluster_whose_making_was_killed_is_made_anew(a_folder: Path) -> None:
    (a_folder / "postgres" / "unfinished" / "base").mkdir(parents=True)

    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        assert postgres.url()
