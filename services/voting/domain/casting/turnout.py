"""What is told of a box while people vote, and kept of it afterwards (statistical disclosure control).

Whoever votes where few do must not be found by comparing two numbers: neither two of one table, nor those of one hour
with those of the hour before. So what has come in since a figure was told is a table of its own, and a figure moves on
only by an increment that may be shown.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

from libs.shared.kernel.small_cells import SHOWN_FROM, without_small
from services.voting.domain.polls.poll import Weighed

Where = TypeVar("Where")
Cell = tuple[str, UUID | None]
"""A channel, and an area; none if it is not known."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Ballots in force: all, by channel, and by area."""

    ballots: int
    by_channel: Mapping[str, int]
    by_area: Mapping[UUID | None, int]


NOTHING_TOLD = Turnout(0, {}, {})
Electorate = Mapping[UUID | None, int]
"""How many people of each area may vote; nothing of an area of which that is not known."""


def turnout_of(cells: Mapping[Cell, int], channels: Iterable[str], areas: Iterable[UUID | None] = ()) -> Turnout:
    """The sums of a box. A channel that is offered, and an area that may vote, is among them with 0 if nobody has yet:

    without it the sum would tell of the others that nobody came from there.
    """
    by_channel = dict.fromkeys(channels, 0)
    by_area = dict.fromkeys(areas, 0)
    for (channel, area_id), ballots in cells.items():
        by_channel[channel] = by_channel.get(channel, 0) + ballots
        by_area[area_id] = by_area.get(area_id, 0) + ballots
    return Turnout(sum(cells.values()), by_channel, by_area)


def told_next(told: Turnout, box: Turnout, people: Electorate = MappingProxyType({})) -> Turnout:
    """What is told now, after what was told before. It is the same as long as fewer than ten ballots have come since.

    A figure that is not among the cells has not been told yet.
    """
    if box.ballots - told.ballots < SHOWN_FROM:
        return told
    return _all_moved_on(told, box, people)


def told_at_the_end(told: Turnout, box: Turnout, people: Electorate = MappingProxyType({})) -> Turnout:
    """What is told of a box that nobody votes into any more: how many ballots there are.

    Of channels and areas it is told as before: the few who came since a figure was told are in the sum alone, or the
    last two figures would tell of them.
    """
    return _all_moved_on(told, box, people)


def large_cells(cells: Mapping[Cell, int]) -> set[Cell]:
    """The cells whose ballots keep their channel and area after the poll.

    The others, together, are none or ten at least: a ballot without a channel and an area is one of that many.
    """
    large = {cell for cell, ballots in cells.items() if ballots >= SHOWN_FROM}
    blank = sum(ballots for cell, ballots in cells.items() if cell not in large)
    for cell in sorted(large, key=lambda cell: (cells[cell], str(cell))):
        if blank == 0 or blank >= SHOWN_FROM:
            break
        large.remove(cell)
        blank += cells[cell]
    return large


def cells_kept(cells: Mapping[Cell, int], weighing: Iterable[Weighed]) -> set[Cell]:
    """The cells whose ballots keep their channel and area, also where each ballot keeps its weight.

    A ballot without a channel and an area is then one of ten at least that have its weight.
    """
    parts = [{cell: cells[cell] for cell in cells if cell[0] in one.channels} for one in weighing] or [{**cells}]
    return {cell for part in parts for cell in large_cells(part)}


def _all_moved_on(told: Turnout, box: Turnout, people: Electorate) -> Turnout:
    # Where nearly all of an area have voted, its figure would tell of each of them that they did.
    complete = {area for area, count in people.items() if count - box.by_area.get(area, 0) < SHOWN_FROM}
    return Turnout(
        box.ballots, _moved_on(told.by_channel, box.by_channel), _moved_on(told.by_area, box.by_area, complete)
    )


def _moved_on(
    told: Mapping[Where, int], box: Mapping[Where, int], complete: Collection[Where] = ()
) -> Mapping[Where, int]:
    cells = list(dict.fromkeys([*told, *box]))
    if len(cells) == 1:  # it is the sum, which is told beside
        return dict(box) if box[cells[0]] >= SHOWN_FROM else told
    came = [box.get(cell, 0) - told.get(cell, 0) for cell in cells]
    as_well = [place for place, cell in enumerate(cells) if cell in complete]
    shown = without_small(came, as_well=as_well)
    moved = {cell: box[cell] for cell, increment in zip(cells, shown, strict=True) if increment is not None}
    return {**told, **moved}
