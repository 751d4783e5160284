"""How many of those who voted through a channel, or from an area, have a project of theirs funded.

The published ballots name no channel and no area, so what is told here is all that anybody learns of them: it keeps to
the rule of small cells, for those who have a winner and for those who have none. Nor is it told of how many people a
share is one: beside the turnout that would tell how many voted where few do. So a bound, too, is reckoned from the
turnout that was told, never from how many ballots kept their channel and area; and of a channel or an area of which no
turnout was told there is no line, or it would tell that ten at least voted there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any
from uuid import UUID

from libs.shared.kernel.small_cells import SHOWN_FROM, without_small
from services.voting.domain.casting.turnout import Turnout

CellKept = tuple[str | None, UUID | None]
"""A channel and an area; none of what a ballot of a small cell lost."""
_MOST_HIDDEN = SHOWN_FROM - 1
_A_WHOLE, _HALF = 100, 50
_LEAST_WITH_A_BOUND = SHOWN_FROM + _MOST_HIDDEN
"""From so many on, those beside the ten that have none are zero to nine; of fewer the bound would tell how many."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Ballots of one cell of the box, and how many of them name a funded project."""

    ballots: int
    with_a_winner: int

    @property
    def without(self) -> int:
        """How many name none."""
        return self.ballots - self.with_a_winner

    def __add__(self, other: "Reached") -> "Reached":
        return Reached(self.ballots + other.ballots, self.with_a_winner + other.with_a_winner)


def shares_told(cells: Mapping[CellKept, Reached], turnout: Turnout) -> dict[str, list[dict[str, Any]]]:
    """By channel and by area, between which shares in percent the truth lies; none where nothing may be told.

    Ballots that kept neither channel nor area are a part of each table without a line in it.

    Args:
        cells: Of each cell that ballots kept, what is so.
        turnout: What was told of the turnout when the poll was closed.
    """
    by_channel: dict[str | None, Reached] = {}
    by_area: dict[str | None, Reached] = {}
    for (channel, area_id), reached in cells.items():
        by_channel[channel] = by_channel.get(channel, _NOBODY) + reached
        area = str(area_id) if area_id else None
        by_area[area] = by_area.get(area, _NOBODY) + reached
    of_areas = {str(area_id): ballots for area_id, ballots in turnout.by_area.items()}
    return {
        "by_channel": [{"channel": name} | told for name, told in _table(by_channel, turnout.by_channel).items()],
        "by_area": [{"area_id": name} | told for name, told in _table(by_area, of_areas).items()],
    }


_NOBODY = Reached(0, 0)


def _table(parts: Mapping[str | None, Reached], turnout: Mapping[str, int]) -> dict[str, dict[str, int | None]]:
    if len(parts) == 1:  # the whole, which is told beside
        return {}
    having = without_small([part.with_a_winner for part in parts.values()])
    lacking = without_small([part.without for part in parts.values()])
    is_plain = [None not in both for both in zip(having, lacking, strict=True)]
    lines = zip(parts.items(), is_plain, strict=True)
    return {
        where: _told(part, turnout[where], is_plain=plain)
        for (where, part), plain in lines
        if where is not None and where in turnout
    }


def _told(part: Reached, turnout: int, *, is_plain: bool) -> dict[str, int | None]:
    if is_plain:
        return dict.fromkeys(("least_percent", "most_percent"), round(Fraction(100 * part.with_a_winner, part.ballots)))
    is_few_with, is_few_without = part.with_a_winner <= _MOST_HIDDEN, part.without <= _MOST_HIDDEN
    if is_few_with == is_few_without or turnout < _LEAST_WITH_A_BOUND or 2 * part.ballots < turnout:
        return {"least_percent": None, "most_percent": None}
    # Half of the turnout at least kept channel and area; and where few have one, more have none.
    most = min(ceil(Fraction(200 * _MOST_HIDDEN, turnout)), _HALF)
    least, most = (0, most) if is_few_with else (_A_WHOLE - most, _A_WHOLE)
    return {"least_percent": least, "most_percent": most}
