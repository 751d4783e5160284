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


async def test_a_database_of_a_newer_version_is_refused_in_one_line_and_left_as_it_is(
    a_database: str, tmp_path: Path, database: asyncpg.Connection
) -> None:
    (tmp_path / f"{SENTENCE}.py").write_text(MIGRATION)
    await migrate(a_database, tmp_path)
    await database.execute("update alembic_version set version_num = '20990101_of_tomorrow'")

    with pytest.raises(CannotStart) as refused:
        await migrate(a_database, tmp_path)

    words = in_words(refused.value)
    assert words
    assert words.startswith("the database is at 20990101_of_tomorrow, which this version of Commonpurse does not know")
    assert len(words.splitlines()) == 1
    assert await database.fetchval("select version_num from alembic_version") == "20990101_of_tomorrow"
