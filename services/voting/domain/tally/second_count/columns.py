"""Each project's supporters as a column of whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Who gains from a project: the rows of their ballots, how many heads each row is, how many units each gains.

    ``unit`` is what all gain, if they gain the same; else one.
    """

    id: str
    cost: int
    unit: int
    rows: Whole
    heads: Whole
    marks: Whole
    stakes: Whole
    stake: int

    @classmethod
    def of(cls, id_: str, cost: int, gains: Sequence[tuple[int, int]], people: Sequence[int]) -> Self:
        """The column of a project with at least one supporter."""
        rows, gained = (np.array(numbers, np.int64) for numbers in zip(*gains, strict=True))
        heads = np.array(people, np.int64)[rows]
        unit = int(gained[0]) if (gained == gained[0]).all() else 1
        marks = gained // unit
        return cls(id_, cost, unit, rows, heads, marks, heads * marks, int((heads * marks).sum()))
