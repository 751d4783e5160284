import os
import pwd
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from commonpurse.embedded.account import Account, nobody
from commonpurse.embedded.errors import DataIsInUse, PostgresIsNotInstalled, PostgresIsNotRunning
from commonpurse.embedded.postgres import EmbeddedPostgres
from tests.embedded.operators import an_operator, connected


async def test_what_was_stored_is_there_at_the_next_start(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        async with connected(postgres.url()) as db:
            await db.execute("CREATE TABLE ballots AS SELECT generate_series(1, 1500) AS number")

    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        async with connected(postgres.url()) as db:
            assert await db.fetchval("SELECT count(*) FROM ballots") == 1500


async def test_it_is_durable_and_takes_three_hundred_connections(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        async with connected(postgres.url()) as db:
            settings = {
                name: await db.fetchval(f"SHOW {name}") for name in ("fsync", "synchronous_commit", "max_connections")
            }

    assert settings == {"fsync": "on", "synchronous_commit": "on", "max_connections": "300"}


async def test_letters_beyond_ascii_have_their_cases(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        async with connected(postgres.url()) as db:
            assert await db.fetchval("SELECT upper('größer, éçž')") == "GRÖßER, ÉÇŽ"


async def test_nobody_connects_without_the_password(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        parts = urlsplit(postgres.url())
        guessed = urlunsplit(parts._replace(netloc=f"commonpurse:guess@127.0.0.1:{parts.port}"))

        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(guessed)


def test_the_password_and_the_data_are_closed_to_other_accounts(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres"):
        modes = {path.name: path.stat().st_mode & 0o077 for path in (a_folder / "postgres").iterdir()}

    assert set(modes.values()) == {0}
    assert {"cluster", "password", "postgres.log", "lock"} <= set(modes)


async def test_the_log_does_not_repeat_what_somebody_tried_to_write(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        async with connected(postgres.url()) as db:
            await db.execute("CREATE TABLE box (pseudonym text UNIQUE); INSERT INTO box VALUES ('planted')")
            with pytest.raises(asyncpg.UniqueViolationError):
                await db.execute("INSERT INTO box VALUES ('planted')")

    assert "planted" not in (a_folder / "postgres" / "postgres.log").read_text()


def test_a_second_server_on_the_same_data_is_refused(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as first:
        with pytest.raises(DataIsInUse):
            EmbeddedPostgres(a_folder / "postgres").start()

        assert first.url()


def test_a_server_that_was_stopped_has_no_address_and_can_be_started_again(a_folder: Path) -> None:
    postgres = EmbeddedPostgres(a_folder / "postgres")
    postgres.start()
    postgres.stop()

    with pytest.raises(PostgresIsNotRunning):
        postgres.url()

    with postgres:
        assert postgres.url()


def test_data_of_a_version_that_is_not_installed_are_left_alone(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres"):
        pass
    version = a_folder / "postgres" / "cluster" / "PG_VERSION"
    version.write_text("9\n")

    with pytest.raises(PostgresIsNotInstalled, match="PostgreSQL 9"):
        EmbeddedPostgres(a_folder / "postgres").start()


def test_the_programs_that_were_asked_for_come_first(a_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not system:
        pytest.skip("the system has no PostgreSQL of its own")
    monkeypatch.setenv("COMMONPURSE_PG_BIN", str(system[0].parent))
    a_folder.chmod(0o700)  # older versions look around differently when they are started in a closed home

    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        assert postgres.version.split(".")[0] == system[0].parts[-3]


@pytest.mark.usefixtures("only_as_root")
def test_started_by_root_it_runs_as_nobody(a_folder: Path) -> None:
    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        owner = owner_of(postgres.pid)

    assert owner == nobody().uid


@pytest.mark.usefixtures("only_as_root")
async def test_data_in_a_home_that_is_closed_to_other_accounts_are_kept_there_all_the_same(a_folder: Path) -> None:
    home = a_folder / "home"
    home.mkdir(mode=0o700)

    for started in range(2):
        with EmbeddedPostgres(home / "var" / "postgres") as postgres:
            async with connected(postgres.url()) as db:
                await db.execute("CREATE TABLE IF NOT EXISTS starts (); INSERT INTO starts DEFAULT VALUES; CHECKPOINT")
                assert await db.fetchval("SELECT count(*) FROM starts") == started + 1

    assert (home / "var" / "postgres" / "cluster" / "PG_VERSION").exists()


@pytest.mark.usefixtures("only_as_root")
def test_an_ordinary_user_runs_it_as_themselves(a_folder: Path) -> None:
    user = pwd.getpwnam("daemon")
    os.chown(a_folder, user.pw_uid, user.pw_gid)

    with an_operator(a_folder / "postgres", Account(user.pw_uid, user.pw_gid)) as operator:
        owner = owner_of(operator.server)

    assert owner == user.pw_uid
    assert (a_folder / "postgres" / "cluster").stat().st_uid == user.pw_uid


@pytest.mark.usefixtures("only_as_root")
async def test_root_and_the_owner_of_the_data_may_take_turns(a_folder: Path) -> None:
    user = pwd.getpwnam("daemon")
    os.chown(a_folder, user.pw_uid, user.pw_gid)
    theirs = Account(user.pw_uid, user.pw_gid)
    with an_operator(a_folder / "postgres", theirs) as operator:
        pass
    assert operator.process.returncode == 0

    with EmbeddedPostgres(a_folder / "postgres") as postgres:
        assert owner_of(postgres.pid) == user.pw_uid

    with an_operator(a_folder / "postgres", theirs) as operator:
        async with connected(operator.address) as db:
            assert await db.fetchval("SELECT 1") == 1


def owner_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid
