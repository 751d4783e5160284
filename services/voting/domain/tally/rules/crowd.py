"""Who supports a project, in whole numbers, for sums over many endowments at once."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rules.money import Flags
from services.voting.domain.tally.rules.supporters import Supporters

_LOWER = 1 - 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """The supporters of a project: where in an array it stands what they hold, and how many people each place is.

    ``marks`` is None where each gives one. A price of one mark divided by ``unit`` is one of utility; ``stake`` is the
    sum of all marks.
    """

    position: int
    cost: int
    unit: int
    stake: int
    places: Ints
    people: Ints
    marks: Ints | None

    @classmethod
    def of(cls, supporters: Supporters) -> Self:
        """The crowd with every row of the box for itself."""
        people = supporters.weights.astype(np.int64)
        marks = None if supporters.marks is None else supporters.marks.astype(np.int64)
        return cls(
            supporters.position, supporters.cost, supporters.unit, supporters.stake, supporters.rows, people, marks
        )

    @property
    def most_marks(self) -> int:
        """The most that one supporter gives."""
        return 1 if self.marks is None else int(self.marks.max())

    @property
    def least_price(self) -> float:
        """A price of one unit of utility that is nowhere too high: what it would be if all paid it."""
        return self.cost / self.stake / self.unit * _LOWER

    def due(self, price: int) -> Ints | int:
        """What each owes at a price of one mark."""
        return price if self.marks is None else price * self.marks

    def stake_of(self, some: Flags) -> int:
        """The marks that some of them give."""
        people = self.people * some
        return int(np.add.reduce(people) if self.marks is None else people @ self.marks)
