"""Who supports a project, ready for sums: the profile's matrix by columns."""

from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.paper.profile import Ints, Profile

Floats = NDArray[np.float64]
_SMALL = 2**15
_MOST_CELLS, _FEW_CELLS = 2**17, 8_192  # numpy's products of more than 9,000 start threads
_ONES = np.ones(_FEW_CELLS)


@dataclass(eq=False)
class Box:
    """The support in a profile: the choices with a positive mark, by ballots and by projects.

    ``marks`` is None where every choice counts one.
    """

    weights: Ints
    starts: Ints
    choices: Ints
    marks: Ints | None
    projects: int

    @property
    def voters(self) -> int:
        return int(self.weights.sum())

    @cached_property
    def _table(self) -> Floats | None:
        """Of each row the marks of all its people by project, and at the end the people; None if it would be long."""
        if len(self.weights) * (self.projects + 1) > _MOST_CELLS:
            return None
        rows, wide = len(self.weights), self.projects + 1
        sizes = self.starts[1:] - self.starts[:-1]
        amounts = self.weights.repeat(sizes) if self.marks is None else self.weights.repeat(sizes) * self.marks
        cells = np.arange(0, rows * wide, wide).repeat(sizes) + self.choices
        table: Floats = np.bincount(cells, amounts, rows * wide).reshape(rows, wide).astype(np.float64, copy=False)
        table[:, -1] = self.weights
        return table

    def sums_over(self, rows: Ints) -> list[int]:
        """Of the voters in these rows, at least one: by project the sum of their marks, and of them."""
        if self._table is not None and len(rows) * (self.projects + 1) < _FEW_CELLS:
            sums = _ONES[: len(rows)].dot(self._table.take(rows, 0))
        else:
            sums = np.append(self._sums_by_choice(rows), self.weights[rows].sum())
        exact: list[int] = sums.astype(np.int64).tolist()
        return exact

    def _sums_by_choice(self, rows: Ints) -> Floats:
        sizes = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1]) + np.repeat(self.starts[rows] - (ends - sizes), sizes)
        amounts = np.repeat(self.weights[rows], sizes)
        if self.marks is not None:
            amounts = amounts * self.marks[places]
        return np.bincount(self.choices[places], amounts, self.projects).astype(np.float64, copy=False)

    def marks_of(self, row: int) -> list[tuple[int, int]]:
        """One ballot's (project, mark) pairs."""
        span = slice(self.starts[row], self.starts[row + 1])
        marks = (
            self.marks[span].tolist() if self.marks is not None else [1] * int(self.starts[row + 1] - self.starts[row])
        )
        return list(zip(self.choices[span].tolist(), marks, strict=True))


def box_of(profile: Profile, *, by_points: bool) -> Box:
    """The support in a profile; with ``by_points`` each choice weighs its mark, else one."""
    if profile.marks is None:
        return Box(profile.weights, profile.starts, profile.choices, None, profile.projects)
    positive = profile.marks > 0
    kept = np.concatenate(([0], np.cumsum(positive)))
    marks = profile.marks[positive] if by_points else None
    return Box(profile.weights, kept[profile.starts], profile.choices[positive], marks, profile.projects)


class Supporters(NamedTuple):
    """The supporters of one project: ``rows`` of the box, how many people each row is, and what each gains.

    ``unit`` is what one mark is worth in the rule's utility: the project's cost, or one. ``stakes`` are people times
    marks, by row; ``people`` and ``stake`` the sums.
    """

    position: int
    cost: int
    unit: int
    rows: Ints
    weights: Floats
    marks: Floats | None
    stakes: Floats
    people: int
    stake: int


def supporters_of(box: Box, costs: list[int], units: list[int]) -> list[Supporters]:
    """The supporters of every project, in the projects' order."""
    narrow = box.choices.astype(np.int16) if box.projects < _SMALL else box.choices  # numpy sorts 16 bits by radix
    order = narrow.argsort(kind="stable")
    sizes = box.starts[1:] - box.starts[:-1]
    rows = np.arange(len(box.weights)).repeat(sizes).take(order)
    by_choice = box.weights.astype(np.float64).repeat(sizes)
    weights = stakes = by_choice.take(order)
    marks = None
    people = stake = np.bincount(box.choices, by_choice, box.projects).astype(np.int64).tolist()
    if box.marks is not None:
        marks = box.marks.take(order).astype(np.float64)
        stakes = weights * marks
        stake = np.bincount(box.choices, by_choice * box.marks, box.projects).astype(np.int64).tolist()
    ends = np.bincount(box.choices, minlength=box.projects).cumsum().tolist()
    spans = list(map(slice, [0, *ends], ends))
    rows_of, weights_of = [rows[span] for span in spans], [weights[span] for span in spans]
    marks_of = repeat(None) if marks is None else [marks[span] for span in spans]
    stakes_of = weights_of if marks is None else [stakes[span] for span in spans]
    places = range(box.projects)
    return list(map(Supporters, places, costs, units, rows_of, weights_of, marks_of, stakes_of, people, stake))
