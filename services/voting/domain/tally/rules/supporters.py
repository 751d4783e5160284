"""Who supports a project, ready for sums: the profile's matrix by columns."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.paper.profile import Ints, Profile

Floats = NDArray[np.float64]
_SMALL = 2**15


@dataclass(slots=True)
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

    def sums_over(self, rows: Ints) -> Ints:
        """Of the voters in these rows, at least one: for each project the sum of their marks, exact."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1]) + np.repeat(self.starts[rows] - (ends - sizes), sizes)
        amounts = np.repeat(self.weights[rows], sizes)
        if self.marks is not None:
            amounts = amounts * self.marks[places]
        return np.bincount(self.choices[places], weights=amounts, minlength=self.projects).astype(np.int64)

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


class Supporters:
    """The supporters of one project: ``rows`` of the box, how many people each row is, and what each gains.

    Args:
        unit: What one mark is worth in the rule's utility: the project's cost, or one.
    """

    def __init__(self, position: int, cost: int, unit: int, *, rows: Ints, weights: Ints, marks: Ints | None) -> None:
        self.position, self.cost, self.unit = position, cost, unit
        self.rows, self._weights, self._marks = rows, weights, marks

    @cached_property
    def people_by_row(self) -> Ints:
        return self._weights[self.rows]

    @cached_property
    def marks_by_row(self) -> Ints | None:
        return self._marks

    @cached_property
    def weights(self) -> Floats:
        return self.people_by_row.astype(np.float64)

    @cached_property
    def marks(self) -> Floats | None:
        return None if self._marks is None else self._marks.astype(np.float64)

    @cached_property
    def people(self) -> int:
        return int(self.weights.sum())

    @cached_property
    def stakes(self) -> Floats:
        """People times marks, by row."""
        return self.weights if self.marks is None else self.weights * self.marks

    @cached_property
    def stake(self) -> int:
        return int(self.stakes.sum())


def supporters_of(box: Box, costs: list[int], units: list[int]) -> list[Supporters]:
    """The supporters of every project, in the projects' order."""
    narrow = box.choices.astype(np.int16) if box.projects < _SMALL else box.choices  # numpy sorts 16 bits by radix
    order = np.argsort(narrow, kind="stable")
    rows = np.repeat(np.arange(len(box.weights)), np.diff(box.starts))[order]
    marks = None if box.marks is None else box.marks[order]
    ends = np.cumsum(np.bincount(box.choices, minlength=box.projects)).tolist()
    spans = [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
    return [
        Supporters(
            position,
            costs[position],
            units[position],
            rows=rows[span],
            weights=box.weights,
            marks=None if marks is None else marks[span],
        )
        for position, span in enumerate(spans)
    ]
