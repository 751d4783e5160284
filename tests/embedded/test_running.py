"""A command finds the server of the platform that runs beside it."""

from pathlib import Path

import asyncpg

from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.running import address_of_running


async def test_a_running_server_is_found_by_its_folder_and_a_stopped_one_is_not(a_folder: Path) -> None:
    assert address_of_running(a_folder) is None

    with EmbeddedPostgres(a_folder):
        address = address_of_running(a_folder)
        assert address is not None
        connection = await asyncpg.connect(f"{address}postgres")
        assert await connection.fetchval("select 1") == 1
        await connection.close()

    assert address_of_running(a_folder) is None
