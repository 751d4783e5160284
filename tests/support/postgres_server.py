"""The tests' PostgreSQL: a server given by address, else a container, else the embedded one."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from commonpurse.embedded import server
from commonpurse.embedded.account import account_for
from commonpurse.embedded.binaries import find_binaries
from commonpurse.embedded.errors import PostgresIsNotInstalled
from commonpurse.embedded.postgres import EmbeddedPostgres
from tests.support.docker import docker_has

GIVEN = "COMMONPURSE_TEST_DATABASE_URL"
IMAGE = "postgres:17"
MOST = 800
"""Connections at a time."""


def which_postgres() -> str:
    """Which PostgreSQL a run uses, in words."""
    if os.environ.get(GIVEN):
        return f"the server of {GIVEN}"
    if docker_has(IMAGE):
        return f"Docker, {IMAGE}"
    try:
        binaries = find_binaries(account_for(Path("/nowhere")))
    except PostgresIsNotInstalled as missing:
        return f"none: {missing}"
    return f"embedded {binaries.version} ({binaries.folder})"


@contextmanager
def a_postgres(folder: Path) -> Iterator[str]:
    """The address of a server that runs for the length of the block."""
    if given := os.environ.get(GIVEN):
        yield given
    elif docker_has(IMAGE):
        from testcontainers.community.postgres import PostgresContainer

        with PostgresContainer(IMAGE, driver=None).with_command(f"postgres -c max_connections={MOST}") as container:
            yield container.get_connection_url()
    else:
        with EmbeddedPostgres(folder) as postgres:
            yield postgres.url()


@contextmanager
def a_careless_postgres(folder: Path) -> Iterator[str]:
    """The same for tests: what is measured must be as durable as it is for a council, what is tested need not. And each
    worker of a run has towns of its own here, each with the connections of a whole council.
    """
    server.SETTINGS["max_connections"] = str(MOST)  # in the process that keeps this server alone
    with a_postgres(folder) as address:
        if not os.environ.get(GIVEN):
            asyncio.run(_outlive_no_power_cut(address))
        yield address


async def _outlive_no_power_cut(server: str) -> None:
    """Nobody needs these data when the machine is gone. A process that is killed loses nothing by it."""
    connection = await asyncpg.connect(server)
    try:
        for setting in ("fsync", "full_page_writes"):
            await connection.execute(f"ALTER SYSTEM SET {setting} = off")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()
