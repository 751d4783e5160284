"""Nobody learns when somebody voted: turnout is told by the hour, and never one ballot."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from libs.shared.events.residents import PeopleInArea, RollImported
from services.voting.use_cases.casting.tell_turnout import tell_turnout
from services.voting.use_cases.polls.keep_polls_on_time import Timekeeper
from tests.support.staff import a_permit
from tests.voting.support.town import Body, VotingTown

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
NORTH, SOUTH, EAST = uuid4(), uuid4(), uuid4()


@pytest.fixture
async def poll_id(town: VotingTown) -> UUID:
    """A poll that has been open since the morning of the first day."""
    poll_id = await town.open_poll()
    async with town.database.transaction() as tx:
        await tx.session.execute(text("update poll_acts set at = :at"), {"at": NOON - timedelta(days=1)})
    return poll_id


async def vote(town: VotingTown, poll_id: UUID, people: range, area_id: UUID = NORTH, channel: Any = "web") -> None:
    for person in people:
        permit = a_permit(poll_id, f"{area_id} {person}", channel, area_id=area_id)
        assert (await town.cast_with(permit, [1])).status_code == 201


async def hear_roll(town: VotingTown, people: dict[UUID, int]) -> None:
    parts = [PeopleInArea(area_id=area, people=count) for area, count in people.items()]
    everybody = sum(people.values())
    await town.hear(RollImported(round_id=town.round_id, people=everybody, by_area=parts, invited=everybody))


async def told(town: VotingTown) -> list[Body]:
    return [data for kind, data in await town.events() if kind == "voting.turnout-announced.v1"]


def by_channel(turnout: Body) -> dict[str, int]:
    return {one["channel"]: one["ballots"] for one in turnout["by_channel"]}


def by_area(turnout: Body) -> dict[str, int]:
    return {one["area_id"]: one["ballots"] for one in turnout["by_area"]}


async def test_a_ballot_is_not_announced_when_it_is_cast(town: VotingTown, poll_id: UUID) -> None:
    before = await town.events()

    await vote(town, poll_id, range(12))
    await town.cast_with(a_permit(poll_id, f"{NORTH} 0", "sms", area_id=NORTH), [2])

    assert await town.events() == before


async def test_at_the_full_hour_it_is_told_how_many_have_voted(town: VotingTown, poll_id: UUID) -> None:
    await vote(town, poll_id, range(15))
    await vote(town, poll_id, range(11), SOUTH, "sms")
    await town.cast_with(a_permit(poll_id, f"{NORTH} 0", "sms", area_id=NORTH), [2])

    await tell_turnout(town.database, NOON + timedelta(seconds=1))

    (turnout,) = await told(town)
    assert (turnout["ballots"], turnout["is_final"]) == (26, False)
    assert datetime.fromisoformat(turnout["as_of"]) == NOON
    assert {one["channel"]: one["ballots"] for one in turnout["by_channel"]} == {"web": 14, "sms": 12}
    assert {one["area_id"]: one["ballots"] for one in turnout["by_area"]} == {str(NORTH): 15, str(SOUTH): 11}


async def test_it_is_told_once_an_hour_and_not_at_a_quarter_past(town: VotingTown, poll_id: UUID) -> None:
    await vote(town, poll_id, range(10))
    await tell_turnout(town.database, NOON + timedelta(minutes=15))
    assert await told(town) == []
    await tell_turnout(town.database, NOON + AN_HOUR)
    await vote(town, poll_id, range(10, 30))

    await tell_turnout(town.database, NOON + AN_HOUR + timedelta(seconds=30))
    await tell_turnout(town.database, NOON + 2 * AN_HOUR)

    assert [turnout["ballots"] for turnout in await told(town)] == [10, 30]


async def test_fewer_than_ten_wait_for_the_next_hour(town: VotingTown, poll_id: UUID) -> None:
    await vote(town, poll_id, range(12))
    await tell_turnout(town.database, NOON)
    await vote(town, poll_id, range(12, 21))
    await tell_turnout(town.database, NOON + AN_HOUR)
    await vote(town, poll_id, range(21, 22))

    await tell_turnout(town.database, NOON + 2 * AN_HOUR)

    assert [turnout["ballots"] for turnout in await told(town)] == [12, 22]


async def test_what_has_not_been_open_for_an_hour_is_not_told_of(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    await vote(town, poll_id, range(12))

    await tell_turnout(town.database, datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + AN_HOUR)

    assert await told(town) == []


async def test_the_timekeeper_has_it_told(town: VotingTown, poll_id: UUID) -> None:
    await vote(town, poll_id, range(12))

    async def noon(_: object) -> datetime:
        return NOON

    await Timekeeper(town.database, tell=noon).look()

    assert [turnout["ballots"] for turnout in await told(town)] == [12]


async def test_two_timekeepers_tell_it_once(town: VotingTown, poll_id: UUID) -> None:
    await vote(town, poll_id, range(12))

    for _ in range(2):
        await tell_turnout(town.database, NOON)

    assert len(await told(town)) == 1


async def test_when_the_box_is_closed_the_rest_is_told(town: VotingTown, poll_id: UUID) -> None:
    await vote(town, poll_id, range(12))
    await tell_turnout(town.database, NOON)
    await vote(town, poll_id, range(12, 15))
    await vote(town, poll_id, range(3), SOUTH, "sms")

    await town.must(poll_id, "close")

    final = (await told(town))[-1]
    assert (final["ballots"], final["is_final"]) == (18, True)
    assert (by_channel(final), by_area(final)) == ({}, {str(NORTH): 12}), "the six since are not told apart"


async def test_the_few_who_came_after_the_last_hour_are_in_the_sum_alone(town: VotingTown, poll_id: UUID) -> None:
    await vote(town, poll_id, range(15))
    await vote(town, poll_id, range(11), SOUTH, "sms")
    await tell_turnout(town.database, NOON)
    await vote(town, poll_id, range(15, 17))
    await vote(town, poll_id, range(11, 23), SOUTH, "sms")

    await town.must(poll_id, "close")

    noon, final = await told(town)
    assert (noon["ballots"], final["ballots"], final["is_final"]) == (26, 40, True)
    assert by_area(noon) == by_area(final), "two from the north, or twelve from the south, would tell of the others"
    assert by_channel(noon) == by_channel(final) == {"web": 15, "sms": 11}


async def test_an_area_from_which_nobody_has_voted_is_not_told_by_the_figures_of_the_others(
    town: VotingTown, poll_id: UUID
) -> None:
    await hear_roll(town, {NORTH: 100, SOUTH: 100, EAST: 100})
    await vote(town, poll_id, range(15))
    await vote(town, poll_id, range(11), SOUTH)

    await town.must(poll_id, "close")

    (final,) = await told(town)
    assert by_area(final) == {str(NORTH): 15}


async def test_an_area_in_which_all_but_nine_have_voted_is_not_told(town: VotingTown, poll_id: UUID) -> None:
    await hear_roll(town, {NORTH: 24, SOUTH: 100, EAST: 100})
    for area, voters in ((NORTH, 15), (SOUTH, 20), (EAST, 30)):
        await vote(town, poll_id, range(voters), area)

    await town.must(poll_id, "close")

    (final,) = await told(town)
    assert by_area(final) == {str(EAST): 30}


async def test_no_ballots_moment_can_be_read_from_the_database(town: VotingTown, poll_id: UUID) -> None:
    """The transaction that stored a ballot wrote nothing that has a time, nor anything else but ballots."""
    await vote(town, poll_id, range(20))
    await town.cast_with(a_permit(poll_id, f"{NORTH} 0", "sms", area_id=NORTH), [2])

    async with town.database.reading() as session:
        ballots = {xid for (xid,) in await session.execute(text("select distinct xmin::text from ballots"))}
        tables = await session.scalars(
            text("""
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind = 'r' and c.relname not like 'ballots%'
            """)
        )
        others = {
            table: {xid for (xid,) in await session.execute(text("select distinct xmin::text from " + table))}  # noqa: S608 - its name is from the catalogue
            for table in tables
        }
    assert len(ballots) == 21
    assert {table: xids & ballots for table, xids in others.items() if xids & ballots} == {}


async def test_a_sealed_box_keeps_no_channel_and_area_of_small_cells(town: VotingTown, poll_id: UUID) -> None:
    await vote(town, poll_id, range(30))
    await vote(town, poll_id, range(12), SOUTH)
    await vote(town, poll_id, range(12, 14), SOUTH, "sms")

    await town.must(poll_id, "close")

    async with town.database.reading() as session:
        cells = await session.execute(
            text("select channel, area_id, count(*) from sealed_ballots group by channel, area_id order by 3")
        )
        assert [tuple(cell) for cell in cells] == [(None, None, 14), ("web", NORTH, 30)]
