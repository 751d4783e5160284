"""Looking something up: statements that have nothing to do with each other, and change nothing."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.shared.platform.storage.database import Database

NOW = text("select now()")


class Tables(DeclarativeBase):
    pass


class Note(Tables):
    __tablename__ = "notes"

    number: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str]


@pytest.fixture
async def database(a_database: str) -> AsyncIterator[Database]:
    database = Database(a_database, is_read_in_public=False)  # it has no tables of ours
    async with database.engine.begin() as connection:
        await connection.run_sync(Tables.metadata.create_all)
        await connection.execute(text("insert into notes values (1, 'as it was')"))
    yield database
    await database.aclose()


async def test_each_statement_is_a_transaction_of_its_own(database: Database) -> None:
    async with database.looking() as session:
        looked = [await session.scalar(NOW) for _ in range(2)]
    async with database.reading() as session:
        read = [await session.scalar(NOW) for _ in range(2)]

    assert looked[0] < looked[1]
    assert read[0] == read[1]


async def test_what_somebody_does_to_a_row_that_was_looked_up_is_not_stored(database: Database) -> None:
    async with database.looking() as session:
        (await session.get_one(Note, 1)).words = "another"
        await session.scalar(NOW)

    async with database.reading() as session:
        assert (await session.get_one(Note, 1)).words == "as it was"


async def test_a_connection_that_looked_something_up_is_lent_for_whole_transactions_again(database: Database) -> None:
    async with database.looking() as session:
        backend = await session.scalar(text("select pg_backend_pid()"))

    async with database.reading() as session:
        assert await session.scalar(text("select pg_backend_pid()")) == backend
        await session.execute(text("update notes set words = 'another'"))

    async with database.reading() as session:
        assert (await session.get_one(Note, 1)).words == "as it was"
