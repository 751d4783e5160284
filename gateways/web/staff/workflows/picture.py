"""The picture of a workflow: its states below each other, and beside them a line for each way from one to another."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]

_HEIGHT, _GAP, _BOX, _LANE, _EDGE = 36, 14, 200, 11, 6
_MANY = 6
_ONE_LINE = 22
"""So many characters stand beside each other in a box at the picture's size of letters."""


@dataclass(frozen=True, slots=True)
class Box:
    """A state in the picture."""

    name: str
    y: int
    is_ending: bool
    comes_from_many: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A way from one state to another, as the path of an SVG; back to an earlier state if it is one."""

    path: str
    is_back: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw, in the units of its own size: boxes of one width at ``left``."""

    width: int
    height: int
    left: int
    boxes: Sequence[Box]
    lines: Sequence[Line]
    box_width: int = _BOX
    box_height: int = _HEIGHT


def picture_of(definition: Body) -> Picture:
    """The picture of the workflow. What nearly everything leads to is marked, and has no lines of its own."""
    names = [state["name"] for state in definition["states"]]
    ways = {(names.index(of), names.index(to)) for of, to in _ways(definition) if of in names and to in names}
    many = {to for to, ways_to in Counter(to for _, to in ways).items() if ways_to >= _MANY}
    drawn = {(of, to) for of, to in ways if to not in many}
    forth = _in_lanes((of, to) for of, to in drawn if of < to)
    back = _in_lanes((of, to) for of, to in drawn if of > to)
    left = _EDGE + _LANE * (1 + max(back.values(), default=-1)) + _LANE
    right = left + _BOX
    lines = [Line(_around(right, _LANE, of, to, lane), is_back=False) for (of, to), lane in forth.items()]
    lines += [Line(_around(left, -_LANE, of, to, lane), is_back=True) for (of, to), lane in back.items()]
    boxes = [
        Box(state["name"], _top(index), state["is_ending"], index in many)
        for index, state in enumerate(definition["states"])
    ]
    width = right + _LANE * (2 + max(forth.values(), default=-1)) + _EDGE
    return Picture(width, _top(len(names)), left, boxes, lines)


def lines_of(words: str) -> Sequence[str]:
    """What stands in a box: in one line if it fits, else parted at the blank nearest to its middle."""
    blanks = [at for at, sign in enumerate(words) if sign == " "]
    if len(words) <= _ONE_LINE or not blanks:
        return [words]
    middle = min(blanks, key=lambda at: abs(2 * at - len(words)))
    return [words[:middle], words[middle + 1 :]]


def _ways(definition: Body) -> set[tuple[str, str]]:
    """From where to where actions lead; of a draft, also from and to states that there are not."""
    return {
        (of, action["to"])
        for action in definition["actions"]
        for of in action["of"]
        if action["to"] and action["to"] != of
    }


def _in_lanes(ways: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Each way with its lane, the short ones nearest to the boxes: no two in a lane run beside each other."""
    lanes: list[list[tuple[int, int]]] = []
    found: dict[tuple[int, int], int] = {}
    for way in sorted(ways, key=lambda each: (abs(each[0] - each[1]), each)):
        low, high = sorted(way)
        free = (at for at, taken in enumerate(lanes) if all(high <= begin or end <= low for begin, end in taken))
        lane = next(free, len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((low, high))
        found[way] = lane
    return found


def _around(x: int, step: int, of: int, to: int, lane: int) -> str:
    """A line that leaves one box at its side, runs along its lane, and ends in an arrow at the other."""
    below = 6 if of < to else -6
    out, into = _top(of) + _HEIGHT // 2 + below, _top(to) + _HEIGHT // 2 - below
    along, tip = x + step * (lane + 2), 4 if step > 0 else -4
    return f"M{x} {out}H{along}V{into}H{x}m{tip} -4L{x} {into}l{tip} 4"


def _top(index: int) -> int:
    return index * (_HEIGHT + _GAP) + _EDGE
