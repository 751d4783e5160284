"""Statements of their own share a few connections, each in its turn, and none that has ended."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from libs.shared.platform.storage.bare_connections import AT_MOST
from libs.shared.platform.storage.database import Database

WHO = "select pg_backend_pid() as pid"


@pytest.fixture
async def database(a_database: str) -> AsyncIterator[Database]:
    database = Database(a_database, is_read_in_public=False)  # it has no tables of ours
    yield database
    await database.aclose()


async def who(database: Database, statement: str = WHO) -> int:
    pid: int = (await database.one_statement(statement))[0]["pid"]
    return pid


async def test_one_after_the_other_uses_one_connection(database: Database) -> None:
    assert len({await who(database) for _ in range(5)}) == 1


async def test_of_many_at_once_each_is_answered_and_few_connections_are_made(database: Database) -> None:
    answers = await asyncio.gather(*(who(database, f"{WHO}, pg_sleep(0.01)") for _ in range(40)))

    assert len(answers) == 40
    assert len(set(answers)) <= AT_MOST


async def test_one_that_was_broken_off_leaves_the_connection_for_the_next(database: Database) -> None:
    waiting = asyncio.create_task(who(database, f"{WHO}, pg_sleep(60)"))
    await asyncio.sleep(0.2)

    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert [type(answer) for answer in await asyncio.gather(*(who(database) for _ in range(20)))] == [int] * 20


async def test_a_mistake_in_a_statement_is_no_end_of_its_connection(database: Database) -> None:
    first = await who(database)

    with pytest.raises(Exception, match="nowhere"):
        await database.one_statement("select 1 from nowhere")

    assert await who(database) == first
