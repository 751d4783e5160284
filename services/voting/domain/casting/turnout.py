"""What is told of a box while people vote, and kept of it afterwards (statistical disclosure control).

Whoever votes where few do must not be found by comparing two numbers: neither two of one table, nor those of one hour
with those of the hour before. So what has come in since a figure was told is a table of its own, and a figure moves on
only by an increment that may be shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


def turnout_of(cells: Mapping[Cell, int], channels: Iterable[str]) -> Turnout:
    """The sums of a box. A channel that is offered and not used yet is among them with 0."""
    by_channel = dict.fromkeys(channels, 0)
    by_area: dict[UUID | None, int] = {}
    for (channel, area_id), ballots in cells.items():
        by_channel[channel] = by_channel.get(channel, 0) + ballots
        by_area[area_id] = by_area.get(area_id, 0) + ballots
    return Turnout(sum(cells.values()), by_channel, by_area)


def told_next(told: Turnout, box: Turnout) -> Turnout:
    """What is told now, after what was told before. It is the same as long as fewer than ten ballots have come since.

    A figure that is not among the cells has not been told yet.
    """
    if box.ballots - told.ballots < SHOWN_FROM:
        return told
    return Turnout(box.ballots, _moved_on(told.by_channel, box.by_channel), _moved_on(told.by_area, box.by_area))


def told_at_the_end(box: Turnout) -> Turnout:
    """What is told of a box that nobody votes into any more: all of it but small cells."""
    return Turnout(box.ballots, _moved_on({}, box.by_channel), _moved_on({}, box.by_area))


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


def _moved_on(told: Mapping[Where, int], box: Mapping[Where, int]) -> Mapping[Where, int]:
    cells = list(dict.fromkeys([*told, *box]))
    increments = without_small([box.get(cell, 0) - told.get(cell, 0) for cell in cells])
    moved = {cell: box[cell] for cell, increment in zip(cells, increments, strict=True) if increment is not None}
    return {**told, **moved}
