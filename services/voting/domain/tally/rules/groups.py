"""Voters told apart only as far as what they hold can differ: by what they support of the purchases so far."""

from dataclasses import replace
from typing import Self

import numpy as np

from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rules.crowd import Crowd


class Groups:
    """The rows of the box in groups that hold the same. After a few purchases there are few: two, four, eight …

    ``before`` says of which group before the last purchase each one was a part, ``payers`` which of them paid for it,
    and ``marks`` what these gave it (None: one).
    """

    def __init__(self, of_row: Ints, before: Ints, payers: Ints, marks: Ints | None) -> None:
        self._of_row = of_row
        self.before, self.payers, self.marks = before, payers, marks
        self._crowds: dict[int, Crowd] = {}

    @classmethod
    def of_all(cls, rows: int) -> Self:
        """Everyone in one group."""
        return cls(np.zeros(rows, np.int64), np.zeros(1, np.int64), np.zeros(0, np.int64), None)

    def by_row(self, held: Ints) -> Ints:
        """What each row holds, given what each group does."""
        return held.take(self._of_row)

    def crowd(self, crowd: Crowd) -> Crowd:
        """A crowd, given by rows, with one place for each group and mark, or for each row where these are few."""
        if crowd.position not in self._crowds:
            self._crowds[crowd.position] = self._grouped(crowd)
        return self._crowds[crowd.position]

    def split_by(self, crowd: Crowd) -> "Groups":
        """The groups after a crowd, given by rows, has paid for its project."""
        width = crowd.most_marks + 1
        marks = np.zeros(len(self._of_row), np.int64)
        marks[crowd.places] = 1 if crowd.marks is None else crowd.marks
        keys, of_row = _numbered(self._of_row * width + marks)
        payers = np.flatnonzero(keys % width)
        return Groups(of_row, keys // width, payers, None if crowd.marks is None else keys[payers] % width)

    def _grouped(self, crowd: Crowd) -> Crowd:
        groups, width = self._of_row[crowd.places], crowd.most_marks + 1
        if 2 * len(groups) < len(self.before):  # so few fall into groups of their own anyway
            return replace(crowd, places=groups)
        marks = 1 if crowd.marks is None else crowd.marks
        keys, number = _numbered(groups * width + marks)
        people = np.bincount(number, crowd.people).astype(np.int64)  # floats are exact for so few people
        return replace(crowd, places=keys // width, people=people, marks=None if crowd.marks is None else keys % width)


def _numbered(keys: Ints) -> tuple[Ints, Ints]:
    """The distinct keys in order, and of each key its number among them."""
    most = int(keys.max(initial=0)) + 1
    if most > 8 * len(keys) + 1024:  # sorting is quicker than so long a list
        return np.unique(keys, return_inverse=True)
    there = np.zeros(most, np.bool_)
    there[keys] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[keys]
