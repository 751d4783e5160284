import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from commonpurse.embedded.account import account_for
from commonpurse.embedded.binaries import find_binaries
from commonpurse.embedded.postgres import EmbeddedPostgres
from commonpurse.trouble import in_words
from libs.shared.platform.running.settings import CannotStart, ServiceName, Settings
from tests.support.folders import a_reachable_folder

SERVICES: tuple[str, ...] = get_args(ServiceName)
INIT = Path(__file__).parents[2] / "deploy" / "postgres" / "init.sh"


def set_up(address: str, **changed: str) -> None:
    server = urlsplit(address)
    programs = find_binaries(account_for(Path("/nowhere"))).folder
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PGHOST": str(server.hostname),
        "PGPORT": str(server.port),
        "PGPASSWORD": str(server.password),
        "POSTGRES_USER": str(server.username),
        **{f"{name.upper()}_DATABASE_PASSWORD": f"{name}-password" for name in SERVICES},
        **changed,
    }
    subprocess.run(["sh", INIT], env=environment, check=True, capture_output=True)


def address_of(
    service: str, address: str, database: str, *, prefix: str = "commonpurse", of: str = "commonpurse"
) -> str:
    who = f"{prefix}_{service}:{service}-password@127.0.0.1:{urlsplit(address).port}"
    return urlunsplit(urlsplit(address)._replace(netloc=who, path=f"/{of}_{database}"))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of this module's own, since roles belong to a whole server; set up as Compose does."""
    with a_reachable_folder() as folder, EmbeddedPostgres(folder / "postgres") as postgres:
        set_up(postgres.url())
        yield postgres.url()


@pytest.mark.parametrize("name", SERVICES)
async def test_a_service_may_do_all_in_its_own_database(server: str, name: str) -> None:
    connection = await asyncpg.connect(address_of(name, server, database=name))

    await connection.execute("CREATE TABLE ours (word text); INSERT INTO ours VALUES ('größer')")
    stored = await connection.fetchval("SELECT word FROM ours")
    await connection.execute("DROP TABLE ours")
    await connection.close()

    assert stored == "größer"


async def test_a_service_cannot_enter_the_database_of_another(server: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for database"):
        await asyncpg.connect(address_of("residents", server, database="voting"))


async def test_a_service_s_password_must_be_right(server: str) -> None:
    wrong = address_of("voting", server, database="voting").replace("voting-password", "guess")

    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(wrong)


async def test_two_councils_share_a_server_and_neither_enters_the_other_s_databases(server: str) -> None:
    set_up(server, DATABASE_PREFIX="lindenhof")

    own = address_of("voting", server, database="voting", prefix="lindenhof", of="lindenhof")
    assert Settings(database_url=own).database_of("voting") == own  # a name in the address is taken as it is
    await (await asyncpg.connect(own)).close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for database"):
        await asyncpg.connect(address_of("voting", server, database="voting", prefix="lindenhof"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for database"):
        await asyncpg.connect(address_of("voting", server, database="voting", of="lindenhof"))


def test_a_council_s_databases_are_called_by_its_prefix_and_another_council_s_is_refused_in_one_line() -> None:
    server = Settings(database_url="postgresql://admin@host:5432/", database_prefix="lindenhof")
    mistaken = Settings(database_url="postgresql://admin@host:5432/lowmarsh_voting", database_prefix="lindenhof")

    assert [urlsplit(server.database_of(name)).path for name in get_args(ServiceName)] == [
        f"/lindenhof_{name}" for name in SERVICES
    ]
    with pytest.raises(
        CannotStart, match="the database lowmarsh_voting is not lindenhof_voting: another council"
    ) as no:
        mistaken.database_of("voting")
    assert in_words(no.value) == str(no.value)


def test_setting_up_again_changes_nothing(server: str) -> None:
    set_up(server)


def test_a_missing_password_is_named(server: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        set_up(server, VOTING_DATABASE_PASSWORD="")

    assert b"set VOTING_DATABASE_PASSWORD" in failed.value.stderr
