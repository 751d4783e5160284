"""``commonpurse verify-acts``: what it says of a whole log, of one that was changed, and of files."""

import asyncio
import os
import re
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import asyncpg
import pytest

from commonpurse.parts import SERVICE_NAMES
from libs.shared.kernel.spreadsheets import as_csv
from libs.shared.platform.acts import act_rows
from libs.shared.platform.acts.act_desk import COLUMNS
from libs.shared.platform.acts.noting import Act
from libs.shared.platform.storage import migrating
from libs.shared.platform.storage.database import Database
from tests.support.crier import MIGRATIONS

pytestmark = pytest.mark.long


async def verify(*arguments: str, **environment: str) -> tuple[int, str]:
    """The command's exit status, and all that it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commonpurse", "verify-acts", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")} | environment,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, said.decode()


@pytest.fixture
async def address(another_database: Callable[[], Awaitable[str]]) -> str:
    """A database with three acts, which here is every service's."""
    url = await another_database()
    await migrating.migrate(url, MIGRATIONS)
    database = Database(url)
    for action in ("publish", "open", "close"):
        async with database.transaction() as tx:
            await act_rows.append(tx.session, Act("voting", {"method": "POST"}, action=action), "done")
    await database.aclose()
    return url


async def spoil(address: str, statement: str) -> None:
    connection = await asyncpg.connect(address)
    await connection.execute(f"alter table acts disable trigger acts_stay; {statement}")
    await connection.close()


async def fetched(address: str) -> str:
    """The log as the page gives it as a file."""
    database = Database(address)
    async with database.reading() as session:
        entries = [(act_rows.entry_of(row, "voting"), row.digest) async for row in act_rows.whole(session)]
    await database.aclose()
    rows: list[Sequence[object]] = [COLUMNS]
    rows += [[*(getattr(entry, name) for name in COLUMNS[:-1]), digest] for entry, digest in entries]
    return as_csv(rows)


async def test_the_databases_logs_are_checked_and_one_that_is_another_parts_is_not_whole(
    address: str, tmp_path: Path
) -> None:
    environment = {"COMMONPURSE_DATABASE_URL": address, "COMMONPURSE_DATA_DIR": str(tmp_path)}

    status, said = await verify(**environment)

    # One database for all here: it is voting's log, so it is no other's.
    assert status == 1
    assert re.search(r"whole +voting +3 entries", said)
    assert said.count("entry 1 was changed") == len(SERVICE_NAMES) - 1


async def test_logs_that_are_whole_are_remembered_and_what_is_cut_off_later_is_found(
    address: str, tmp_path: Path
) -> None:
    await spoil(address, "truncate acts")
    environment = {"COMMONPURSE_DATABASE_URL": address, "COMMONPURSE_DATA_DIR": str(tmp_path)}
    heads = tmp_path / "act-heads.json"

    well, said = await verify(**environment)
    kept = heads.read_text()
    heads.write_text(kept.replace('"number": 0', '"number": 7', 1))
    shortened, why = await verify(**environment)

    assert (well, said.count("whole")) == (0, len(SERVICE_NAMES))
    assert shortened == 1
    assert "entries are missing at the end: there were 7, there are 0" in " ".join(why.split())


async def test_a_file_that_was_fetched_is_checked_without_any_database(address: str, tmp_path: Path) -> None:
    file, heads = tmp_path / "acts-voting.csv", tmp_path / "heads.json"
    file.write_text(text := await fetched(address))

    first = await verify(str(file), "--heads", str(heads))
    file.write_text("".join(text.splitlines(keepends=True)[:-1]))
    shortened = await verify(str(file), "--heads", str(heads))
    file.write_text(text.replace("done", "refused 403", 1))
    changed = await verify(str(file))

    assert first[0] == 0, first
    assert "3 entries" in first[1]
    assert shortened[0] == changed[0] == 1
    assert "missing at the end: there were 3, there are 2" in shortened[1]
    assert "entry 1 was changed" in changed[1]


@pytest.mark.parametrize("content", ["", "number,code\n1,2\n", "\x00\xff"])
async def test_a_file_that_is_no_act_log_is_one_clear_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.csv"
    file.write_text(content, encoding="latin-1")

    status, said = await verify(str(file))

    assert status == 1
    assert "is no act log: fetch it again" in said
    assert "Traceback" not in said
