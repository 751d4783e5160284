"""Somebody reads the ballots for hours, as a backup does, while polls are published and closed and people vote."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from services.voting.use_cases.polls.keep_polls_on_time import keep_polls_on_time
from tests.support.eventually import eventually
from tests.voting.support.town import BASE, VotingTown

# What the issue calls a moment; a queue behind the reader would be endless.
A_MOMENT_S = 5.0


@pytest.fixture
async def reader(town: VotingTown) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(town.database.url)
    yield connection
    connection.terminate()


@asynccontextmanager
async def reading(reader: "asyncpg.Connection[asyncpg.Record]") -> AsyncIterator[None]:
    """A transaction that has read every ballot and goes on reading elsewhere, as pg_dump does."""
    transaction = reader.transaction(isolation="repeatable_read", readonly=True)
    await transaction.start()
    await reader.fetch("select * from ballots")
    yield
    await transaction.rollback()


async def publish_another(town: VotingTown) -> None:
    await town.open_poll()


async def close_another(town: VotingTown, other: UUID) -> None:
    await town.must(other, "close")
    await keep_polls_on_time(town.database)


@pytest.mark.parametrize("what", ["published", "closed"])
async def test_voting_goes_on_while_another_poll_is(
    what: str, town: VotingTown, reader: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    poll_id, other = await town.open_poll(), await town.open_poll()
    assert (await town.cast(other, "somebody", [1])).status_code == 201

    async with reading(reader):
        acting = asyncio.create_task(publish_another(town) if what == "published" else close_another(town, other))
        longest = await longest_wait(lambda number: cast(town, poll_id, number), acting)

    assert longest < A_MOMENT_S


async def longest_wait(once: Callable[[int], Awaitable[None]], while_under_way: "asyncio.Task[None]") -> float:
    """How long the slowest took; it is done over and over for as long as the task runs, and twice at least."""
    longest, number = 0.0, 0
    while number < 2 or not while_under_way.done():
        began = time.monotonic()
        async with asyncio.timeout(60):
            await once(number)
        longest, number = max(longest, time.monotonic() - began), number + 1
    await while_under_way
    return longest


async def cast(town: VotingTown, poll_id: UUID, number: int) -> None:
    assert (await town.cast(poll_id, f"person {number}", [1])).status_code == 201


async def test_a_box_that_is_read_is_sealed_once_the_reader_has_gone(
    town: VotingTown, reader: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    poll_id = await town.open_poll()
    receipt = (await town.cast(poll_id, "ann", [1])).json()["receipt"]
    async with reading(reader):
        await town.must(poll_id, "close")
        assert not await is_sealed(town, poll_id)
        assert (
            await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": receipt})
        ).status_code == 200

    async def is_sealed_by_the_clock() -> bool:
        await keep_polls_on_time(town.database)
        return await is_sealed(town, poll_id)

    await eventually(is_sealed_by_the_clock)
    assert (await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": receipt})).status_code == 200
    assert (await town.must(poll_id, "count"))["ballots"] == 1


async def is_sealed(town: VotingTown, poll_id: UUID) -> bool:
    async with town.database.reading() as session:
        found = await session.scalar(
            text("select sealed_at is not null and to_regclass(:box) is null from polls where poll_id = :poll_id"),
            {"poll_id": poll_id, "box": f"ballots_{poll_id.hex}"},
        )
        return bool(found)
