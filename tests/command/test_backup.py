"""A running platform is backed up, put back and tried out: with votes before, in between and after."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from typer.testing import Result

from commonpurse.embedded.postgres import EmbeddedPostgres
from libs.shared.platform.storage.database import Database
from tests.command.test_up import PATIENCE_S, cast, platform
from tests.support.another_major import another_major
from tests.support.backed_up import (
    a_backup,
    all_are_ready,
    all_bytes,
    an_open_poll,
    announce_something,
    command,
    demand_an_explanation,
    everything_in,
    folders_in,
    gives_no_permit,
    make_due,
    nobody_lags,
    says_to_reconcile,
    spoiled,
    status_of,
)
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder, copy_with_owners
from tests.support.sampled import sampled

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class BackedUp:
    """A stopped platform: one person voted, a backup was made, and then another voted."""

    data: Path
    backup: Path
    poll_id: str
    codes: list[str]
    before: str
    between: str
    doctor: str
    full_disk: Result


@pytest.fixture(scope="module")
async def the_town(tmp_path_factory: pytest.TempPathFactory, models: Path) -> BackedUp:
    data, kept = tmp_path_factory.mktemp("town") / "data", tmp_path_factory.mktemp("kept")
    await sampled(models, data)
    async with platform(data) as (client, _):
        poll_id, codes = await an_open_poll(client, data)
        before = await cast(client, poll_id, codes[0], [1])
        backup = await a_backup(data, kept)
        between = await cast(client, poll_id, codes[1], [2])
        await announce_something(data)
        await eventually(lambda: nobody_lags(client, data), within=PATIENCE_S)
        doctor = await command("doctor", "--url", str(client.base_url))
        full_disk = await command("backup", kept, "--data", data, most_bytes=10_000)
        assert "is in use" in (await command("restore", backup, "--data", data, "--replace")).output
    told = str(before["receipt"]), str(between["receipt"]), " ".join(doctor.output.split())
    return BackedUp(data, backup, poll_id, codes, *told, full_disk)


@pytest.fixture
def data(the_town: BackedUp, tmp_path: Path) -> Path:
    """A copy of the platform's folder, for a test of its own."""
    copy_with_owners(the_town.data, tmp_path / "data")
    return tmp_path / "data"


async def test_a_platform_is_put_back_to_its_backup_with_all_that_was_voted_before(
    the_town: BackedUp, data: Path
) -> None:
    poll_id, codes = the_town.poll_id, the_town.codes
    refused = await command("restore", the_town.backup, "--data", data)

    restored = await command("restore", the_town.backup, "--data", data, "--replace")

    assert "and nothing was changed" in " ".join(refused.output.split())
    assert restored.exit_code == 0, restored.output
    assert "postgres-before-1" in restored.output
    async with platform(data) as (client, _):
        await eventually(lambda: all_are_ready(client), within=PATIENCE_S)
        assert await status_of(client, poll_id, the_town.before) == (200, "in-the-box")
        assert await status_of(client, poll_id, the_town.between) == (404, "receipt-may-be-lost")
        await demand_an_explanation(client, poll_id, the_town.between)
        assert not (await cast(client, poll_id, codes[1], [3]))["is_replacement"]
        assert (await cast(client, poll_id, codes[0], [2]))["is_replacement"]
        assert not (await cast(client, poll_id, codes[2], [1]))["is_replacement"]


async def test_a_service_that_was_put_back_alone_is_reconciled_with_the_others(the_town: BackedUp, data: Path) -> None:
    alone = await command("restore", the_town.backup, "--data", data, "--replace", "--only", "voting")

    assert alone.exit_code == 0, alone.output
    async with platform(data) as (client, _):
        await eventually(lambda: says_to_reconcile(client, "residents"), within=PATIENCE_S)
        address = str(client.base_url)
        told = " ".join((await command("doctor", "--url", address)).output.split())
        assert "voting was put back to position" in told
        assert "commonpurse reconcile" in told

        reconciled = await command("reconcile", "--yes", "--data", data, "--url", address)

        assert reconciled.exit_code == 0, reconciled.output
        assert "the view turnout was built anew" in reconciled.output
        await eventually(lambda: all_are_ready(client), within=PATIENCE_S)
        await make_due(data, the_town.poll_id)
        await eventually(lambda: gives_no_permit(client, the_town.poll_id, the_town.codes[3]), within=PATIENCE_S)


async def test_a_backup_is_tried_out_and_holds_neither_secrets_nor_keys(the_town: BackedUp) -> None:
    backup, data = the_town.backup, the_town.data

    well = await command("verify-backup", backup)
    last = await command("verify-backup", backup.parent)

    assert last.output == well.output
    assert well.exit_code == 0, well.output
    people = "1 people's ballots, every receipt is found; 1 people used their code"
    assert f"poll {the_town.poll_id}: {people}" in well.output
    assert {file.stat().st_mode & 0o077 for file in everything_in(backup)} == {0}
    assert (data / "secrets" / "commonpurse_secret").read_bytes() not in all_bytes(backup)
    assert [key for key in everything_in(data / "poll-keys") if key.is_file()]
    assert not any(key.read_bytes() in all_bytes(backup) for key in everything_in(data / "poll-keys") if key.is_file())


async def test_a_backup_of_before_a_service_came_is_put_back_without_it(the_town: BackedUp, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(the_town.backup, backup)
    manifest = json.loads((backup / "manifest.json").read_text())
    (backup / manifest["dumps"].pop("deliberation")["file"]).unlink()
    (backup / "manifest.json").write_text(json.dumps(manifest))

    tried_out = await command("verify-backup", backup)
    put_back = await command("restore", backup, "--data", tmp_path / "data")

    assert (tried_out.exit_code, put_back.exit_code) == (0, 0), tried_out.output + put_back.output


async def test_a_backup_that_a_full_disk_broke_off_is_none_and_the_last_whole_one_is_known(the_town: BackedUp) -> None:
    assert the_town.full_disk.exit_code == 1
    assert folders_in(the_town.backup.parent) == [the_town.backup]
    assert "the last one was made within the hour" in the_town.doctor


async def test_a_backup_that_is_not_as_it_was_is_not_put_back(the_town: BackedUp, tmp_path: Path) -> None:
    flipped, cut, half = (spoiled(the_town.backup, tmp_path, how) for how in ("flipped", "cut", "half"))

    assert "is damaged" in (await command("verify-backup", flipped)).output
    assert "is cut off" in (await command("restore", cut, "--data", tmp_path / "other")).output
    assert "is no whole backup" in (await command("restore", half, "--data", tmp_path / "other")).output
    assert not folders_in(tmp_path / "other")


@pytest.mark.parametrize("programs", ["our own", "of an older major version"])
async def test_databases_on_another_server_are_put_back_if_nobody_works_on_them(
    the_town: BackedUp, monkeypatch: pytest.MonkeyPatch, programs: str
) -> None:
    if programs != "our own":
        monkeypatch.setenv("COMMONPURSE_PG_BIN", str(another_major()))
    with a_reachable_folder() as folder, EmbeddedPostgres(folder / "elsewhere") as server:
        monkeypatch.delenv("COMMONPURSE_PG_BIN", raising=False)
        monkeypatch.setenv("COMMONPURSE_DATABASE_URL", server.url(""))

        first = await command("restore", the_town.backup)
        again = await command("restore", the_town.backup)
        working = Database(server.url("commonpurse_voting"))
        async with working.reading() as session:
            await session.execute(text("select 1"))
            beside = await command("restore", the_town.backup, "--replace")
        await working.aclose()
        replaced = await command("restore", the_town.backup, "--replace")

        assert (first.exit_code, replaced.exit_code) == (0, 0), first.output + replaced.output
        assert "database is not empty, and nothing was changed" in " ".join(again.output.split())
        assert "voting is running on its database: stop all services first" in " ".join(beside.output.split())
        connection = await asyncpg.connect(server.url("commonpurse_voting"))
        assert await connection.fetchval("select count(*) from ballots") == 1
        assert await connection.fetchval("select count(*) from journal_epochs where stood_at is not null") == 1
        await connection.close()
