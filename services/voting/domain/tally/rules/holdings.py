"""What voters hold, exact: in whole parts of a minor unit, one number for all who hold the same by the same way."""

from fractions import Fraction
from math import lcm

import numpy as np

from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.groups import Groups
from services.voting.domain.tally.rules.supporters import Floats


class Holdings:
    """The voters' money in one count by bounded overspending.

    Args:
        rows: Of the box.
        endowment: What each voter starts with, in minor units.
    """

    def __init__(self, rows: int, endowment: Fraction) -> None:
        self._groups = Groups.of_all(rows)
        self.parts = endowment.denominator
        self.held = [endowment.numerator]
        self.roughly: Floats = np.array([float(endowment)])

    def grouped(self, crowd: Crowd) -> Crowd:
        """A crowd, given by rows, with its places in ``held``."""
        return self._groups.crowd(crowd)

    def purses(self, crowd: Crowd) -> list[tuple[Fraction, int, int]]:
        """What each of a crowd, given by rows, holds, how many people do, and how many marks each of them gives."""
        grouped = self.grouped(crowd)
        places, people = grouped.places.tolist(), grouped.people.tolist()
        marks = [1] * len(places) if grouped.marks is None else grouped.marks.tolist()
        held = [Fraction(self.held[place], self.parts) for place in places]
        return list(zip(held, people, marks, strict=True))

    def pay(self, crowd: Crowd, price: Fraction) -> None:
        """Takes from each of a crowd, given by rows, the price for each of her marks, or all she has."""
        self._groups = self._groups.split_by(crowd)
        factor = lcm(self.parts, price.denominator) // self.parts
        self.parts *= factor
        self.held = [self.held[before] * factor for before in self._groups.before.tolist()]
        due, payers = int(price * self.parts), self._groups.payers.tolist()
        marks = [1] * len(payers) if self._groups.marks is None else self._groups.marks.tolist()
        for payer, mark in zip(payers, marks, strict=True):
            self.held[payer] -= min(self.held[payer], due * mark)
        self.roughly = np.array([held / self.parts for held in self.held])
