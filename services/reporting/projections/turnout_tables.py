"""Turnout as it is read: totals, and the three tables with what may be shown of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage.database import Database
from services.reporting.projections.errors import NoSuchPoll
from services.reporting.projections.turnout import AREAS, HOURS, NO_AREA, PEOPLE, POLLS, TOLD
from services.reporting.storage.generations import reading

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ChannelTurnout:
    """Ballots through one channel of the poll; none if too few to tell."""

    channel: str
    ballots: int | None


@dataclass(frozen=True, slots=True)
class AreaTurnout:
    """Ballots from one area, none if too few to tell, and the people there on the roll.

    Without an id: those whose area is not known.
    """

    area_id: UUID | None
    name: str | None
    ballots: int | None
    people: int


@dataclass(frozen=True, slots=True)
class HourTurnout:
    """Ballots that came in the hour that begins then, in UTC; none if too few to tell: later hours have them."""

    hour: datetime
    ballots: int | None


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of the people on the roll have voted in a poll.

    As of a full hour while it is open; with no number of ballots, and no time, before ten have come.
    """

    poll_id: UUID
    as_of: datetime | None
    is_final: bool
    ballots: int | None
    people: int
    by_channel: list[ChannelTurnout]
    by_area: list[AreaTurnout]
    by_hour: list[HourTurnout]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the view holds of one poll. Hours with their ballots; people by area."""

    poll: RowMapping
    areas: Sequence[RowMapping]
    turnout: RowMapping | None
    hours: Mapping[datetime, int]
    people: Mapping[str, int]

    def ballots(self, table: str) -> Mapping[str, int]:
        """What was told of the table's cells."""
        return self.turnout[table] if self.turnout else {}


async def turnout_of(database: Database, poll_id: UUID) -> Turnout:
    """The poll's turnout.

    Raises:
        NoSuchPoll: if none of that id has been published.
    """
    async with reading(database, "turnout") as session:
        told = await _told_of(session, poll_id)
    by_area = _by_area(told)
    return Turnout(
        poll_id=poll_id,
        as_of=told.turnout["as_of"] if told.turnout else None,
        is_final=bool(told.turnout and told.turnout["is_final"]),
        ballots=told.turnout["ballots"] if told.turnout else None,
        people=sum(area.people for area in by_area),
        by_channel=_by_channel(told),
        by_area=by_area,
        by_hour=_by_hour(told.hours),
    )


async def _told_of(session: AsyncSession, poll_id: UUID) -> _Told:
    poll = (await session.execute(select(POLLS).where(POLLS.c.poll_id == poll_id))).mappings().one_or_none()
    if poll is None:
        raise NoSuchPoll(poll_id)
    in_round = select(AREAS).where(AREAS.c.round_id == poll["round_id"]).order_by(AREAS.c.place)
    people = select(PEOPLE.c.area, PEOPLE.c.people).where(PEOPLE.c.round_id == poll["round_id"])
    turnout = select(TOLD).where(TOLD.c.poll_id == poll_id)
    hours = select(HOURS.c.hour, HOURS.c.ballots).where(HOURS.c.poll_id == poll_id)
    return _Told(
        poll,
        (await session.execute(in_round)).mappings().all(),
        (await session.execute(turnout)).mappings().one_or_none(),
        dict((await session.execute(hours)).all()),
        dict((await session.execute(people)).all()),
    )


def _by_channel(told: _Told) -> list[ChannelTurnout]:
    ballots = told.ballots("by_channel")
    channels = dict.fromkeys([*told.poll["channels"], *sorted(ballots)])
    return [ChannelTurnout(channel, ballots.get(channel)) for channel in channels]


def _by_area(told: _Told) -> list[AreaTurnout]:
    ballots = told.ballots("by_area")
    names: dict[str, str | None] = {str(area["area_id"]): area["name"] for area in told.areas}
    return [
        AreaTurnout(UUID(area) if area else None, names.get(area), ballots.get(area), told.people.get(area, 0))
        for area in _voting_areas(told)
        if area in names or area in ballots or told.people.get(area, 0)
    ]


def _voting_areas(told: _Told) -> list[str]:
    """Those of the poll, in the round's order, and any other that ballots came from."""
    only = told.poll["area_id"]
    everywhere = [str(area["area_id"]) for area in told.areas] + [NO_AREA]
    own = everywhere if only is None else list(_within(only, told.areas))
    return list(dict.fromkeys([*own, *sorted(told.ballots("by_area"))]))


def _within(area_id: UUID, areas: Sequence[RowMapping]) -> Iterator[str]:
    yield str(area_id)
    for area in areas:
        if area["within"] == area_id:
            yield from _within(area["area_id"], areas)


def _by_hour(hours: Mapping[datetime, int]) -> list[HourTurnout]:
    if not hours:
        return []
    return [HourTurnout(hour, hours.get(hour)) for hour in _from_to(min(hours), max(hours))]


def _from_to(first: datetime, last: datetime) -> Iterator[datetime]:
    hour = first
    while hour <= last:
        yield hour
        hour += _HOUR
