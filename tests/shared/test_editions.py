"""A service's edition moves with whatever it tells the public, in the very transaction; and with nothing else."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from libs.shared.events.voting import PollClosed, PollOpened
from libs.shared.platform.facts import editions
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.subscriptions import shown_as
from libs.shared.platform.running.settings import Settings
from tests.shared.test_listener import POLL, an_event
from tests.support.crier import Crier, a_service, closings, crying, hear
from tests.support.script import Script

WRITE = text("insert into heard (source, position, type, key) values ('x', 1, 'x', gen_random_uuid())")
COUNT = text("select count(*) from heard")


async def edition(crier: Crier, name: str = editions.WHOLE) -> str:
    """The edition, as anybody may ask for it."""
    transport = httpx.ASGITransport(crier.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://voting") as client:
        told: dict[str, str] = (await client.get("/api/voting/v1/editions")).raise_for_status().json()
    return told.get(name, "")


async def written(crier: Crier) -> int:
    async with crier.database.reading() as session:
        return int(await session.scalar(COUNT) or 0)


async def test_whatever_a_transaction_changes_moves_the_edition(crier: Crier) -> None:
    before = await edition(crier)

    async with crier.database.transaction() as tx:
        await tx.session.execute(WRITE)
    after_a_change = await edition(crier)
    await crier.announce(*closings(POLL, 1))

    assert len({before, after_a_change, await edition(crier)}) == 3


async def test_a_transaction_that_changes_nothing_leaves_the_edition(crier: Crier) -> None:
    await crier.announce(*closings(POLL, 1))
    before = await edition(crier)

    async with crier.database.transaction() as tx:
        await tx.session.execute(COUNT)
    async with crier.database.transaction(is_shown=False) as tx:
        await tx.session.execute(WRITE)

    assert await edition(crier) == before


async def test_what_is_rolled_back_leaves_the_edition(crier: Crier) -> None:
    await crier.announce(*closings(POLL, 1))
    before = await edition(crier)

    async def change_and_fail() -> None:
        async with crier.database.transaction() as tx:
            await tx.session.execute(WRITE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await change_and_fail()
    assert await edition(crier) == before


async def test_the_edition_moves_at_the_commit_and_not_before(crier: Crier) -> None:
    await crier.announce(*closings(POLL, 1))
    before = await edition(crier)

    async with crier.database.transaction() as tx:
        await tx.session.execute(WRITE)
        meanwhile = await edition(crier)

    assert meanwhile == before
    assert await edition(crier) != before


async def test_what_is_found_under_one_edition_is_always_the_same(crier: Crier) -> None:
    seen: dict[str, int] = {}
    found_once = asyncio.Event()

    async def look() -> None:
        found = 0
        while found < 20:
            before, found = await edition(crier), await written(crier)
            if await edition(crier) == before:
                assert seen.setdefault(before, found) == found
                found_once.set()

    async def write() -> None:
        # Each change waits for one look, or a quick writer ends before anybody has looked twice.
        for _ in range(20):
            async with crier.database.transaction() as tx:
                await tx.session.execute(WRITE)
            found_once.clear()
            await found_once.wait()

    await asyncio.gather(look(), look(), write())

    assert len(seen) > 1


async def test_transactions_that_end_at_once_all_move_it_and_none_waits_for_ever(crier: Crier) -> None:
    async def change(number: int) -> None:
        async with crier.database.transaction() as tx:
            for name in ("one", "other") if number % 2 else ("other", "one"):
                tx.show(name)
            await tx.session.execute(WRITE)

    await asyncio.wait_for(asyncio.gather(*(change(number) for number in range(24))), 30)

    assert await written(crier) == 24
    assert await edition(crier, "one")
    assert await edition(crier, "other")


async def listen(crier: Crier, *bodies: bytes) -> None:
    subscriber = shown_as("ears", [PollClosed], hear)
    listener = Listener("hearer", crier.database, Script(bodies), subscriber)
    assert await listener.listen_once(timedelta())


async def test_news_that_are_heard_move_the_edition_of_what_they_show(crier: Crier) -> None:
    whole = await edition(crier)

    await listen(crier, an_event(1))

    assert await edition(crier, "ears")
    assert await edition(crier) == whole


async def test_news_for_others_leave_every_edition(crier: Crier) -> None:
    await listen(crier, an_event(1))
    before = await edition(crier, "ears"), await edition(crier)

    await listen(crier, an_event(2, PollOpened(poll_id=POLL)))

    assert (await edition(crier, "ears"), await edition(crier)) == before


async def test_news_that_come_again_leave_the_edition_when_nothing_is_left_of_them(crier: Crier) -> None:
    await listen(crier, an_event(1))
    before = await edition(crier, "ears")

    await listen(crier, an_event(1))

    assert await edition(crier, "ears") == before


async def test_a_service_that_starts_moves_its_edition_for_it_may_be_another_one_now(
    crier: Crier, a_database: str
) -> None:
    await crier.announce(*closings(POLL, 1))
    before = await edition(crier)

    async with crying(a_service(), Settings(database_url=a_database)):
        pass

    assert await edition(crier) != before


async def test_residents_tell_no_edition_for_they_tell_the_public_nothing(a_database: str) -> None:
    async with crying(a_service("residents"), Settings(database_url=a_database)) as crier:
        transport = httpx.ASGITransport(crier.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://residents") as client:
            answer = await client.get("/api/residents/v1/editions")

    assert answer.status_code == 404
