"""A server that lives and takes no connection any more is given up, and another one goes on with its data."""

import contextlib
import os
import signal
import time
from pathlib import Path

import asyncpg

from commonpurse.embedded.leftovers import processes_on
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.standstill import Standstill
from tests.embedded.operators import connected
from tests.support.eventually import eventually


async def stored(postgres: EmbeddedPostgres) -> list[int]:
    try:
        async with connected(postgres.url()) as db:
            return [row["number"] for row in await db.fetch("SELECT number FROM ballots")]
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return []


async def the_one_titled(title: str, cluster: Path, every: float = 0.05) -> int:
    """The server's process with the title, once it has come up behind the server."""

    def found() -> list[int]:
        return [pid for pid in processes_on(cluster) if title in title_of(pid)]

    [one] = await eventually(found, within=30, every=every)
    return one


def title_of(pid: int) -> str:
    with contextlib.suppress(OSError):  # ended meanwhile
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""


async def test_a_server_that_stands_still_for_good_is_started_anew_with_nothing_lost(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        async with connected(postgres.url()) as db:
            await db.execute("CREATE TABLE ballots (number int); INSERT INTO ballots VALUES (7)")
        stuck = postgres.pid
        writer = await the_one_titled("postgres: walwriter", a_folder / "postgres" / "cluster")

        os.kill(stuck, signal.SIGSTOP)
        os.kill(writer, signal.SIGKILL)

        async def is_another_one() -> bool:
            return postgres.pid != stuck and await stored(postgres) == [7]

        await eventually(is_another_one, within=60)


async def test_a_server_that_stands_still_before_it_is_ready_again_is_given_up_as_soon(a_folder: Path) -> None:
    cluster = a_folder / "postgres" / "cluster"
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        async with connected(postgres.url()) as db:
            await db.execute("CREATE TABLE ballots (number int); INSERT INTO ballots VALUES (7)")
            # Something to repair, so that it is caught while it does.
            await db.execute("CREATE TABLE filler AS SELECT repeat('x', 200) FROM generate_series(1, 300000)")
        killed = postgres.pid
        os.kill(killed, signal.SIGKILL)
        repairing = await the_one_titled("postgres: startup", cluster, every=0.001)
        stuck = postgres.pid
        assert stuck != killed

        os.kill(stuck, signal.SIGSTOP)
        os.kill(repairing, signal.SIGKILL)

        async def is_another_one() -> bool:
            return postgres.pid != stuck and await stored(postgres) == [7]

        await eventually(is_another_one, within=60)


async def test_a_server_that_is_only_frozen_is_left_alone(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        cluster = a_folder / "postgres" / "cluster"
        frozen, writer = postgres.pid, await the_one_titled("postgres: walwriter", cluster)
        for pid in (frozen, writer):
            os.kill(pid, signal.SIGSTOP)
        try:
            standstill = Standstill(cluster, look_every_s=0.0, for_good_s=0.1)
            until = time.monotonic() + 0.5
            while time.monotonic() < until:
                assert not standstill.is_for_good()

            os.kill(writer, signal.SIGKILL)
            await eventually(standstill.is_for_good, within=5)
        finally:
            with contextlib.suppress(ProcessLookupError):  # a slow machine's own watch was first
                os.kill(frozen, signal.SIGCONT)
