"""How those who voted through one channel, or from one area, differ in what they set store by.

The published ballots name no channel and no area. Many figures of a small group, held against them, could tell which of
them are its own: that takes as many yes-or-no questions as there are binary digits in the number of ways to pick the
group, 96 for 50 of 100. So of a group is told only where 50 at least voted there and 50 elsewhere, of twelve options at
most, each in steps of ten percent, which is less than four digits each; and within that by the rule of small cells, as
of whom an outcome reached.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from services.voting.domain.casting.ballot import naming_any_of
from services.voting.domain.casting.turnout import Turnout
from services.voting.domain.counting.reached import CellKept, Reached, shares_told
from services.voting.domain.polls.poll import A_WHOLE, Poll

MOST_TOLD = 12
FEWEST_IN_A_GROUP = 50
FIRST_PLACES = 3
"""Of a ranking so many of the first count as what somebody sets store by."""
_STEP = 10

Told = dict[str, Any]


def setting_store_by(poll: Poll, number: int) -> str:
    """A pattern that finds, in canonical writing, the ballots that set store by the option.

    Of what is shared out they give it more than an even part; of a ranking one of the first places; else they are for
    it. For Python and PostgreSQL alike, as ``naming_any_of``.
    """
    match poll.terms.method:
        case "allocation":
            least = A_WHOLE // len(poll.paper) + 1
            return rf"(^|,){number}=({'|'.join(map(str, range(least, A_WHOLE + 1)))})($|,)"
        case "ranking":
            return rf"^([0-9]+>){{0,{FIRST_PLACES - 1}}}{number}($|>)"
        case _:
            return naming_any_of([number])


def options_told(agreement: Mapping[str, Any]) -> list[int]:
    """Of which options it is told: of the first on the list."""
    return [int(one["project"]) for one in agreement["projects"][:MOST_TOLD]]


def differences(numbers: Sequence[int], boxes: Sequence[Mapping[CellKept, Reached]], turnout: Turnout) -> Told:
    """Of each option how many percent of all set store by it, and of each group between which tens that lies.

    Args:
        numbers: The options.
        boxes: Of each of them the cells that ballots kept, and how many ballots there set store by it.
        turnout: What was told of the turnout when the poll was closed.
    """
    groups = _large(boxes[0], turnout) if boxes else set()
    return {"projects": [_option(number, box, turnout, groups) for number, box in zip(numbers, boxes, strict=True)]}


def _large(box: Mapping[CellKept, Reached], turnout: Turnout) -> set[str]:
    """The channels and the areas of which may be told."""
    ballots: dict[str, int] = {}
    for (channel, area_id), cell in box.items():
        for group in {str(channel), str(area_id)}:
            ballots[group] = ballots.get(group, 0) + cell.ballots
    told = {**turnout.by_channel, **{str(area_id): cast for area_id, cast in turnout.by_area.items()}}
    everybody = sum(cell.ballots for cell in box.values())
    return {
        group
        for group, kept in ballots.items()
        if min(kept, everybody - kept, told.get(group, 0), turnout.ballots - told.get(group, 0)) >= FEWEST_IN_A_GROUP
    }


def _option(number: int, box: Mapping[CellKept, Reached], turnout: Turnout, groups: set[str]) -> Told:
    shares = shares_told(box, turnout)
    whole = sum(box.values(), Reached(0, 0))
    return {
        "number": number,
        "percent": round(100 * whole.with_a_winner / whole.ballots) if whole.ballots else 0,
        "by_channel": [_in_tens(part) for part in shares["by_channel"] if part["channel"] in groups],
        "by_area": [_in_tens(part) for part in shares["by_area"] if part["area_id"] in groups],
    }


def _in_tens(part: Told) -> Told:
    least, most = part["least_percent"], part["most_percent"]
    if least is None or most is None:
        return part
    if least == most:
        return part | dict.fromkeys(("least_percent", "most_percent"), (least + _STEP // 2) // _STEP * _STEP)
    return part | {"least_percent": least // _STEP * _STEP, "most_percent": -(-most // _STEP) * _STEP}
