"""A server that restarts says its last words before the connection ends; in between a pool may hand it out."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from libs.shared.platform.running import retrying
from libs.shared.platform.storage.database import Database
from tests.support.last_words import Line, a_line


@dataclass(frozen=True, slots=True)
class Desk:
    database: Database
    line: Line

    async def ask_the_driver(self) -> object:
        return (await self.database.one_statement("select $1::int as answer", 42))[0]["answer"]

    async def ask_to_read(self) -> object:
        async with self.database.reading() as session:
            return await session.scalar(text("select 42"))

    async def ask_to_write(self) -> object:
        async with self.database.transaction() as tx:
            return await tx.session.scalar(text("select 42"))


WAYS = [Desk.ask_the_driver, Desk.ask_to_read, Desk.ask_to_write]


@pytest.fixture
async def desk(a_database: str) -> AsyncIterator[Desk]:
    async with a_line(a_database) as (line, address):
        database = Database(address, is_read_in_public=False)  # it has no tables of ours
        yield Desk(database, line)
        await database.aclose()


@pytest.mark.parametrize("ask", WAYS)
async def test_an_ended_session_is_a_failure_that_passes_and_its_connection_is_not_handed_out_again(
    desk: Desk, ask: Callable[[Desk], Awaitable[object]]
) -> None:
    assert await ask(desk) == 42
    await desk.line.speak_last_words()

    with pytest.raises(Exception) as failure:  # noqa: PT011 - which one it is, is what is asserted
        await ask(desk)

    assert retrying.passes(failure.value)
    assert await ask(desk) == 42
