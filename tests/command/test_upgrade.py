"""The data of a single machine are carried to another PostgreSQL, and nothing of before is deleted."""

import asyncio
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.embedded.roles import make_roles, with_roles
from commonpurse.main import app
from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.support.folders import a_reachable_folder


@pytest.fixture
def data() -> Iterator[Path]:
    with a_reachable_folder() as folder:
        yield folder


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


async def connected(server: EmbeddedPostgres, service: ServiceName) -> asyncpg.Connection:
    await make_roles(server.url(""))
    return await asyncpg.connect(with_roles(Settings(), server.url("")).database_of(service))


async def write(server: EmbeddedPostgres) -> None:
    """Something of each service; reporting's lies in a schema of its own."""
    for service in SERVICE_NAMES:
        connection = await connected(server, service)
        await connection.execute("create table journal as select generate_series(1, 3) as position")
        await connection.execute("create schema turnout_1; create table turnout_1.ballots as select 'kept' as cell")
        await connection.close()


async def read(server: EmbeddedPostgres, service: ServiceName) -> tuple[int, str]:
    connection = await connected(server, service)
    found = await connection.fetchrow("select (select count(*) from journal), cell from turnout_1.ballots")
    await connection.close()
    assert found
    return tuple(found)


async def test_what_was_saved_is_what_is_loaded_and_what_was_before_lies_beside_it(data: Path) -> None:
    with EmbeddedPostgres(data / "postgres") as server:
        await write(server)

    saved = await asyncio.to_thread(command, "upgrade", "--save", data / "saved", "--data", data)
    loaded = await asyncio.to_thread(command, "upgrade", "--load", data / "saved", "--data", data)

    assert (saved.exit_code, loaded.exit_code) == (0, 0), saved.output + loaded.output
    assert "postgres-before-1" in loaded.output
    with EmbeddedPostgres(data / "postgres") as server:
        assert {service: await read(server, service) for service in SERVICE_NAMES} == dict.fromkeys(
            SERVICE_NAMES, (3, "kept")
        )
    with EmbeddedPostgres(data / "postgres-before-1") as before:
        assert await read(before, "voting") == (3, "kept")
    assert {file.stat().st_mode & 0o077 for file in (data / "saved").iterdir()} == {0}

    (data / "saved" / "commonpurse_deliberation.dump").unlink()  # as a version saved it that did not know of it
    from_before = await asyncio.to_thread(command, "upgrade", "--load", data / "saved", "--data", data)
    assert from_before.exit_code == 0, from_before.output


def test_data_of_another_major_version_are_named_with_the_way_on(data: Path) -> None:
    with EmbeddedPostgres(data / "postgres") as server:
        newest = server.version
    assert "so is what is installed" in command("upgrade", "--data", data).output
    (data / "postgres" / "cluster" / "PG_VERSION").write_text("17\n")

    said = command("upgrade", "--data", data).output

    assert f"are PostgreSQL 17's, and {newest.split('.')[0]} is installed" in said
    assert "--save FOLDER" in said


def test_nothing_is_saved_over_what_is_there_and_nothing_loaded_from_what_is_not(data: Path) -> None:
    with EmbeddedPostgres(data / "postgres"):
        in_use = command("upgrade", "--load", data, "--data", data)
    over = command("upgrade", "--save", data, "--data", data)
    (data / "nothing").mkdir()

    assert [in_use.exit_code, over.exit_code] == [1, 1]
    assert "is there already" in over.output
    assert "holds no data of ideas" in command("upgrade", "--load", data / "nothing", "--data", data).output
    assert (data / "postgres" / "cluster").exists()


def test_data_in_use_are_not_put_aside(data: Path) -> None:
    with EmbeddedPostgres(data / "postgres"):
        for service in SERVICE_NAMES:
            (data / f"commonpurse_{service}.dump").touch()

        said = command("upgrade", "--load", data, "--data", data)

        assert said.exit_code == 1
        assert "is in use" in said.output
        assert (data / "postgres" / "cluster").exists()


def test_the_version_is_said() -> None:
    assert command("--version").output == f"commonpurse {version('commonpurse')}\n"
