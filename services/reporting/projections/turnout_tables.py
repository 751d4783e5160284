"""Turnout as it is read: totals, and the three tables with what may be shown of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage.database import Database
from services.reporting.projections.errors import NoSuchPoll
from services.reporting.projections.small_cells import without_small
from services.reporting.projections.turnout import AREAS, BALLOTS, NO_AREA, PEOPLE, POLLS
from services.reporting.storage.generations import reading

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ChannelTurnout:
    """Ballots through one channel of the poll; none if too few to show."""

    channel: str
    ballots: int | None


@dataclass(frozen=True, slots=True)
class AreaTurnout:
    """Ballots from one area, none if too few to show, and the people there on the roll.

    Without an id: those whose area is not known.
    """

    area_id: UUID | None
    name: str | None
    ballots: int | None
    people: int


@dataclass(frozen=True, slots=True)
class HourTurnout:
    """Ballots recorded in the hour that begins then, in UTC; none if too few to show."""

    hour: datetime
    ballots: int | None


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of the people on the roll have voted in a poll."""

    poll_id: UUID
    ballots: int
    people: int
    by_channel: list[ChannelTurnout]
    by_area: list[AreaTurnout]
    by_hour: list[HourTurnout]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the view holds of one poll. Cells by kind, then by name; people by area."""

    poll: RowMapping
    areas: Sequence[RowMapping]
    ballots: Mapping[str, Mapping[str, int]]
    people: Mapping[str, int]


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
        ballots=sum(told.ballots["channel"].values()),
        people=sum(area.people for area in by_area),
        by_channel=_by_channel(told),
        by_area=by_area,
        by_hour=_by_hour(told.ballots["hour"]),
    )


async def _told_of(session: AsyncSession, poll_id: UUID) -> _Told:
    poll = (await session.execute(select(POLLS).where(POLLS.c.poll_id == poll_id))).mappings().one_or_none()
    if poll is None:
        raise NoSuchPoll(poll_id)
    in_round = select(AREAS).where(AREAS.c.round_id == poll["round_id"]).order_by(AREAS.c.place)
    people = select(PEOPLE.c.area, PEOPLE.c.people).where(PEOPLE.c.round_id == poll["round_id"])
    cells = select(BALLOTS.c.kind, BALLOTS.c.cell, BALLOTS.c.ballots).where(BALLOTS.c.poll_id == poll_id)
    ballots: dict[str, dict[str, int]] = {"channel": {}, "area": {}, "hour": {}}
    for kind, cell, number in await session.execute(cells):
        ballots[kind][cell] = number
    return _Told(
        poll,
        (await session.execute(in_round)).mappings().all(),
        ballots,
        dict((await session.execute(people)).all()),
    )


def _by_channel(told: _Told) -> list[ChannelTurnout]:
    # A channel that is offered and not used yet is a cell like the others: its absence would tell that it is empty.
    channels = list(dict.fromkeys([*told.poll["channels"], *sorted(told.ballots["channel"])]))
    shown = without_small([told.ballots["channel"].get(channel, 0) for channel in channels])
    return [ChannelTurnout(channel, ballots) for channel, ballots in zip(channels, shown, strict=True)]


def _by_area(told: _Told) -> list[AreaTurnout]:
    names: dict[str, str | None] = {str(area["area_id"]): area["name"] for area in told.areas}
    areas = [area for area in _voting_areas(told) if area in names or _is_inhabited(area, told)]
    shown = without_small([told.ballots["area"].get(area, 0) for area in areas])
    return [
        AreaTurnout(UUID(area) if area else None, names.get(area), ballots, told.people.get(area, 0))
        for area, ballots in zip(areas, shown, strict=True)
    ]


def _voting_areas(told: _Told) -> list[str]:
    """Those of the poll, in the round's order, and any other that ballots came from."""
    only = told.poll["area_id"]
    everywhere = [str(area["area_id"]) for area in told.areas] + [NO_AREA]
    own = everywhere if only is None else list(_within(only, told.areas))
    return list(dict.fromkeys([*own, *sorted(told.ballots["area"])]))


def _within(area_id: UUID, areas: Sequence[RowMapping]) -> Iterator[str]:
    yield str(area_id)
    for area in areas:
        if area["within"] == area_id:
            yield from _within(area["area_id"], areas)


def _is_inhabited(area: str, told: _Told) -> bool:
    return told.people.get(area, 0) > 0 or told.ballots["area"].get(area, 0) > 0


def _by_hour(ballots: Mapping[str, int]) -> list[HourTurnout]:
    if not ballots:
        return []
    known = {datetime.fromisoformat(hour): number for hour, number in ballots.items()}
    hours = list(_from_to(min(known), max(known)))
    shown = without_small([known.get(hour, 0) for hour in hours])
    return [HourTurnout(hour, number) for hour, number in zip(hours, shown, strict=True)]


def _from_to(first: datetime, last: datetime) -> Iterator[datetime]:
    hour = first
    while hour <= last:
        yield hour
        hour += _HOUR
