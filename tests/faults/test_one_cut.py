"""A backup is made at one moment of all databases, while everything goes on."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from commonpurse.backups.cut import Cut, one_cut
from libs.shared.platform.running.settings import Settings
from tests.support.crier import Crier, closings, working
from tests.support.eventually import eventually
from tests.support.put_back import Town

HEARD = "select coalesce(max(position), 0) from listener_positions"
HEAD = "select coalesce(max(position), 0) from journal"
MOVED_ON = 5


async def test_no_listener_in_the_cut_is_ahead_of_its_source(
    postgres: str, another_database: Callable[[], Awaitable[str]]
) -> None:
    town = Town(postgres, Settings(), {"voting": await another_database(), "ideas": await another_database()})
    async with town.voting() as voting, town.ideas() as ideas, working(town.listener(ideas)):
        announcing = asyncio.create_task(announce_without_end(voting))
        cuts: list[tuple[int, int]] = []
        while len({heard for heard, _ in cuts}) < MOVED_ON:
            async with one_cut(town.databases) as cut:
                cuts.append(await heard_and_head(cut))
        announcing.cancel()
        await asyncio.gather(announcing, return_exceptions=True)

    assert all(heard <= head for heard, head in cuts), cuts


async def test_relays_go_on_while_the_cut_is_read(
    postgres: str, another_database: Callable[[], Awaitable[str]]
) -> None:
    town = Town(postgres, Settings(), {"voting": await another_database(), "ideas": await another_database()})
    async with (
        town.voting() as voting,
        town.ideas() as ideas,
        working(town.listener(ideas)),
        one_cut(town.databases) as cut,
    ):
        await voting.announce(*closings(UUID(int=1), 1))
        await eventually(lambda: has_heard_one(ideas), within=30)

        assert await heard_and_head(cut) == (0, 0)


async def announce_without_end(voting: Crier) -> None:
    number = 0
    while True:
        number += 1
        await voting.announce(*closings(UUID(int=number), 3))


async def heard_and_head(cut: Cut) -> tuple[int, int]:
    return await cut.readers["ideas"].fetchval(HEARD), await cut.readers["voting"].fetchval(HEAD)


async def has_heard_one(ideas: Crier) -> bool:
    async with ideas.database.reading() as session:
        connection = await session.connection()
        return bool((await connection.exec_driver_sql(HEARD)).scalar())
