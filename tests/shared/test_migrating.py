from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from commonpurse.trouble import in_words
from libs.shared.platform.running.settings import CannotStart
from libs.shared.platform.storage.migrating import migrate

SENTENCE = "2026_11_28_a_migration_is_named_by_its_date_and_by_a_whole_sentence"
MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision = "{SENTENCE}"
down_revision = None


def upgrade() -> None:
    op.create_table("streets", sa.Column("name", sa.Text, primary_key=True))
"""
LATER, LAST = "2026_12_24_streets_have_lamps", "2027_02_01_streets_have_no_names"
ADDS = f"""
import sqlalchemy as sa
from alembic import op

revision = "{LATER}"
down_revision = "{SENTENCE}"


def upgrade() -> None:
    op.add_column("streets", sa.Column("lit", sa.Boolean))
"""
TAKES_AWAY = f"""
from alembic import op

revision = "{LAST}"
down_revision = "{LATER}"
works_from = "{LATER}"


def upgrade() -> None:
    op.drop_column("streets", "name")
"""


@pytest.fixture
async def database(a_database: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(a_database)
    yield connection
    await connection.close()


async def test_a_migration_may_be_named_by_a_sentence(
    a_database: str, database: asyncpg.Connection, tmp_path: Path
) -> None:
    (tmp_path / f"{SENTENCE}.py").write_text(MIGRATION)

    await migrate(a_database, tmp_path)

    assert await database.fetchval("select version_num from alembic_version") == SENTENCE
    assert await database.fetchval("select count(*) from streets") == 0


async def test_a_database_of_before_takes_sentences_too(
    a_database: str, database: asyncpg.Connection, tmp_path: Path
) -> None:
    (tmp_path / f"{SENTENCE}.py").write_text(MIGRATION)
    await database.execute("create table alembic_version (version_num varchar(32) not null primary key)")

    await migrate(a_database, tmp_path)

    assert await database.fetchval("select version_num from alembic_version") == SENTENCE


async def test_a_migration_waits_for_no_lock_longer_than_others_can_wait_behind_it(
    a_database: str, database: asyncpg.Connection, tmp_path: Path
) -> None:
    asks = MIGRATION + "    op.execute(\"insert into streets select current_setting('lock_timeout')\")\n"
    (tmp_path / f"{SENTENCE}.py").write_text(asks)

    await migrate(a_database, tmp_path)

    assert await database.fetchval("select name from streets") == "500ms"


async def test_a_newer_version_that_only_added_lets_the_older_one_come_back(
    a_database: str, database: asyncpg.Connection, tmp_path: Path
) -> None:
    (tmp_path / f"{SENTENCE}.py").write_text(MIGRATION)
    later = tmp_path / f"{LATER}.py"
    later.write_text(ADDS)
    await migrate(a_database, tmp_path)

    later.unlink()
    await migrate(a_database, tmp_path)

    assert await database.fetchval("select version_num from alembic_version") == LATER
    assert await database.fetchval("select count(lit) from streets") == 0


async def test_a_newer_version_that_took_something_away_lets_only_those_come_back_that_did_without(
    a_database: str, tmp_path: Path
) -> None:
    (tmp_path / f"{SENTENCE}.py").write_text(MIGRATION)
    later, last = tmp_path / f"{LATER}.py", tmp_path / f"{LAST}.py"
    later.write_text(ADDS)
    last.write_text(TAKES_AWAY)
    await migrate(a_database, tmp_path)

    last.unlink()
    await migrate(a_database, tmp_path)  # it does without already
    later.unlink()
    with pytest.raises(CannotStart, match=f"the database is at {LAST}, which this version"):
        await migrate(a_database, tmp_path)


async def test_a_database_of_another_service_is_refused_in_one_line(a_database: str, tmp_path: Path) -> None:
    for service in ("ideas", "voting"):
        (tmp_path / service / "migrations").mkdir(parents=True)
        (tmp_path / service / "migrations" / f"{SENTENCE}.py").write_text(MIGRATION)
    await migrate(a_database, tmp_path / "ideas" / "migrations")

    with pytest.raises(CannotStart, match="the database belongs to ideas, and this is voting: check"):
        await migrate(a_database, tmp_path / "voting" / "migrations")


async def test_a_database_of_a_newer_version_is_refused_in_one_line_and_left_as_it_is(
    a_database: str, tmp_path: Path, database: asyncpg.Connection
) -> None:
    (tmp_path / f"{SENTENCE}.py").write_text(MIGRATION)
    await migrate(a_database, tmp_path)
    await database.execute("update alembic_version set version_num = '20990101_of_tomorrow'")
    await database.execute("update alembic_version set works_from = version_num")

    with pytest.raises(CannotStart) as refused:
        await migrate(a_database, tmp_path)

    words = in_words(refused.value)
    assert words
    assert words.startswith("the database is at 20990101_of_tomorrow, which this version of Commonpurse does not know")
    assert len(words.splitlines()) == 1
    assert await database.fetchval("select version_num from alembic_version") == "20990101_of_tomorrow"
