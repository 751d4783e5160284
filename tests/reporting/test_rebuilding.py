import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from libs.shared.events.envelope import Envelope
from libs.shared.events.voting import TurnoutAnnounced
from libs.shared.platform.running.service import started
from libs.shared.platform.storage.database import Transaction
from services.reporting.main import SERVICE
from services.reporting.rebuilding import RebuildIsUnderWay, Rebuilt, rebuild
from services.reporting.storage import generations
from services.reporting.views import VIEWS, View
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, turnouts
from tests.support.newsroom import Newsroom

_MOST_TIMES = 15
_LOOKS_EVERY_S = 0.02  # a process of its own would not take the processor from the rebuild, either


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


async def rebuilt_elsewhere(newsroom: Newsroom, view: View = VIEWS["turnout"]) -> Rebuilt:
    """What another process makes of a rebuild."""
    runtime = newsroom.another_process()
    async with started(SERVICE, runtime):
        return await rebuild(runtime, view)


async def demand_ballots(newsroom: Newsroom, poll_id: UUID, ballots: int) -> None:
    """The view shows so many before long, and no more after it has taken in all that there is."""

    async def counted() -> None:
        turnout = await newsroom.ask(f"/polls/{poll_id}/turnout")
        assert turnout["ballots"] == ballots == sum(hour["ballots"] or 0 for hour in turnout["by_hour"])

    await eventually(counted)


async def standing(newsroom: Newsroom, view: str = "turnout") -> dict[str, object]:
    return next(one for one in (await newsroom.ask("/views"))["items"] if one["name"] == view)


async def schemas(newsroom: Newsroom, view: str = "turnout") -> set[str]:
    async with newsroom.reporting.database.reading() as session:
        found = await session.scalars(
            text("select nspname from pg_namespace where nspname like :a"), {"a": f"{view}\\_%"}
        )
        return set(found)


@asynccontextmanager
async def ballots_that_keep_coming(newsroom: Newsroom, poll_id: UUID) -> AsyncIterator[list[int]]:
    """More ballots are told, a few at a time, from those on that there are, as long as the block lasts.

    But not without end: where all of it shares one busy core, events might come faster than a rebuild reads.
    """
    cast, before = list[int](), await in_the_journal(newsroom)

    async def cast_on() -> None:
        for _ in range(_MOST_TIMES):
            told = before + sum(cast)
            await newsroom.announce(*turnouts(poll_id, told + 7, behind=told))
            cast.append(7)
            await asyncio.sleep(0.05)

    casting = asyncio.create_task(cast_on())
    try:
        yield cast
    finally:
        casting.cancel()
        await asyncio.gather(casting, return_exceptions=True)


@asynccontextmanager
async def somebody_who_keeps_looking(newsroom: Newsroom, poll_id: UUID) -> AsyncIterator[list[int]]:
    """The turnout is asked for until the block ends; the list holds what was answered."""
    answers: list[int] = []

    async def look_for_ever() -> None:
        while True:
            answers.append((await newsroom.ask(f"/polls/{poll_id}/turnout"))["ballots"])
            await asyncio.sleep(_LOOKS_EVERY_S)

    looking = asyncio.create_task(look_for_ever())
    try:
        yield answers
        asked = len(answers)
        await eventually(lambda: looking.done() or len(answers) > asked + 5)
        assert not looking.done(), looking.exception()
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def in_the_journal(newsroom: Newsroom) -> int:
    async with newsroom.announcers["voting"].database.reading() as session:
        counting = text("select count(*) from journal where type = :type")
        return int(await session.scalar(counting, {"type": TurnoutAnnounced.type}) or 0)


async def test_nothing_is_lost_or_counted_twice_while_events_keep_coming(newsroom_on_each_carrier: Newsroom) -> None:
    newsroom, poll_id = newsroom_on_each_carrier, uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4()), *turnouts(poll_id, 100))
    await demand_ballots(newsroom, poll_id, 100)

    async with somebody_who_keeps_looking(newsroom, poll_id) as seen:
        async with ballots_that_keep_coming(newsroom, poll_id):
            rebuilt = await rebuilt_elsewhere(newsroom)
        async with ballots_that_keep_coming(newsroom, poll_id) as cast:
            await eventually(lambda: len(cast) > 2)
            rebuilt_again = await rebuilt_elsewhere(newsroom)

    assert seen == sorted(seen), "the view ran backwards"
    assert 101 < rebuilt.events <= rebuilt_again.events
    assert (rebuilt.generation, rebuilt_again.generation) == (2, 3)
    await demand_ballots(newsroom, poll_id, await in_the_journal(newsroom))
    told = await in_the_journal(newsroom)
    await newsroom.announce(*turnouts(poll_id, told + 1, behind=told))
    await demand_ballots(newsroom, poll_id, told + 1)
    assert await schemas(newsroom) == {"turnout_3"}


async def test_the_old_generation_answers_until_the_swap(newsroom_on_each_carrier: Newsroom) -> None:
    newsroom, poll_id = newsroom_on_each_carrier, uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4()), *turnouts(poll_id, 200))
    await demand_ballots(newsroom, poll_id, 200)

    async with somebody_who_keeps_looking(newsroom, poll_id) as seen:
        rebuilt = await rebuilt_elsewhere(newsroom)

    assert set(seen) == {200}
    assert (await standing(newsroom))["generation"] == rebuilt.generation == 2


async def test_a_rebuilt_view_follows_new_events_from_its_own_positions(newsroom_on_each_carrier: Newsroom) -> None:
    newsroom, poll_id = newsroom_on_each_carrier, uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4()), *turnouts(poll_id, 20))
    await demand_ballots(newsroom, poll_id, 20)
    await rebuilt_elsewhere(newsroom)

    await newsroom.announce(*turnouts(poll_id, 25, behind=20))

    await demand_ballots(newsroom, poll_id, 25)
    assert (await standing(newsroom))["positions"] == {"voting": 26}


@pytest.mark.parametrize("name", list(VIEWS))
async def test_every_view_can_be_rebuilt(newsroom: Newsroom, name: str) -> None:
    before = await standing(newsroom, name)

    rebuilt = await rebuilt_elsewhere(newsroom, VIEWS[name])

    assert (await standing(newsroom, name))["generation"] == rebuilt.generation != before["generation"]
    assert await schemas(newsroom, name) == {f"{name}_{rebuilt.generation}"}


async def test_a_rebuild_that_was_killed_leaves_the_old_view_and_the_next_one_clears_up(newsroom: Newsroom) -> None:
    poll_id = uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4()), *turnouts(poll_id, 30))
    await demand_ballots(newsroom, poll_id, 30)
    before = await standing(newsroom)
    async with newsroom.reporting.database.transaction() as tx:
        # What is left of a process that was killed in the middle: a schema with part of the events, and positions.
        abandoned = await generations.begin(tx.session, "turnout", VIEWS["turnout"].tables)
        name = generations.listener_name("turnout", abandoned)
        await tx.session.execute(text("insert into listener_positions values (:name, 'voting', 0, 9)"), {"name": name})
        await tx.session.execute(text("insert into bookmarks values (:name, 'voting', 9)"), {"name": name})
    assert await standing(newsroom) == before
    await newsroom.announce(*turnouts(poll_id, 31, behind=30))
    await demand_ballots(newsroom, poll_id, 31)

    rebuilt = await rebuilt_elsewhere(newsroom)

    assert rebuilt.generation == abandoned + 1
    await demand_ballots(newsroom, poll_id, 31)
    assert await schemas(newsroom) == {f"turnout_{rebuilt.generation}"}
    async with newsroom.reporting.database.reading() as session:
        left = await session.scalars(text("select distinct listener from bookmarks where listener like 'turnout.%'"))
        assert set(left) <= {f"turnout.{rebuilt.generation}"}


async def test_a_rebuild_that_fails_leaves_the_old_view_and_nothing_else(newsroom: Newsroom) -> None:
    async def fail(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        raise Killed

    await newsroom.announce(a_poll_published(uuid4(), uuid4()))
    before = await standing(newsroom)
    turnout = VIEWS["turnout"]

    with pytest.raises(Killed):
        await rebuilt_elsewhere(newsroom, View("turnout", turnout.tables, turnout.listens_to, fail))

    assert (await standing(newsroom))["generation"] == before["generation"]
    assert await schemas(newsroom) == {f"turnout_{before['generation']}"}


async def test_two_rebuilds_of_one_view_do_not_run_at_once(newsroom: Newsroom) -> None:
    await newsroom.announce(a_poll_published(uuid4(), uuid4()))
    reached, go_on = asyncio.Event(), asyncio.Event()
    turnout = VIEWS["turnout"]

    async def linger(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        reached.set()
        await go_on.wait()
        await turnout.apply(envelopes, tx)

    slow = asyncio.create_task(rebuilt_elsewhere(newsroom, View("turnout", turnout.tables, turnout.listens_to, linger)))
    await reached.wait()

    with pytest.raises(RebuildIsUnderWay):
        await rebuilt_elsewhere(newsroom)

    go_on.set()
    await slow


async def test_whoever_still_writes_into_a_retired_generation_is_stopped(newsroom: Newsroom) -> None:
    retired = int(str((await standing(newsroom))["generation"]))
    await rebuilt_elsewhere(newsroom)

    with pytest.raises(generations.GenerationIsRetired):
        async with newsroom.reporting.database.transaction() as tx:
            await generations.write_active(tx.session, "turnout", retired)
