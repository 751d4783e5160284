"""Repetitions of Add1 that all bought the same, checked at once: prices and purses between straight lines.

The claim: from one number of units added to another the same projects were bought in the same order. The check is
that of a single run, with two numbers in the place of one: what something is at the first and at the last of these
repetitions. A line between two such numbers says something of all the repetitions between them.

A voter holds what she began with, less the prices of all that she supports, or nothing. Suppose each earlier price
is known to lie under one line and over another. Then her purse lies over the line that takes away the highest
prices, and under the one that takes away the lowest. From this follows as much for the next price:

* A line is over the price if it brings in the cost at both ends, counting only voters whose lower line begins above
  zero. Each of them pays the lower of two amounts that follow lines, and such a payment bulges upwards between its
  ends.
* A line is under the price if it brings in just the cost when some supporters, no matter which, are taken to pay all
  that they may hold, and the others the price. In truth nobody pays more than either.

Everything is a whole number, in parts of a minor unit; what is rounded is rounded to the safe side.
"""

from fractions import Fraction
from math import ceil, floor

import numpy as np

from services.voting.domain.tally.second_count.columns import Column, Whole

Ends = tuple[int, int]


class Corridor:
    """Every row's purse at both ends of some repetitions: at least and at most."""

    def __init__(self, rows: int, endowments: tuple[Fraction, Fraction], parts: int) -> None:
        self.parts = parts
        self._least = np.array([np.full(rows, floor(endowment * parts)) for endowment in endowments])
        self._most = np.array([np.full(rows, ceil(endowment * parts)) for endowment in endowments])

    def price_at_most(self, column: Column) -> Ends | None:
        """A line over the price of one mark; None if it is not sure that the supporters can pay."""
        purses = self._least.take(column.rows, axis=1)
        purses *= purses[0] > 0
        first, last = (self._whole_price(column, purse) for purse in purses)
        return None if first is None or last is None else (first, last)

    def price_at_least(self, column: Column, near: int) -> Ends | None:
        """A line under the price of one mark, good where that is ``near``; None if nobody may have so much."""
        purses = self._purses_at_most(column)
        all_in = purses[0] < near * column.marks
        others = column.stake - int((column.stakes * all_in).sum())
        if not others:
            return None
        first, last = ((column.cost * self.parts - int(column.heads @ (purse * all_in))) // others for purse in purses)
        return first, last

    def pay(self, column: Column, least: Ends, most: Ends) -> None:
        """Takes the price from the supporters' purses: the highest from the least, the lowest from the most."""
        for end in (0, 1):
            self._least[end, column.rows] -= most[end] * column.marks
            self._most[end, column.rows] -= least[end] * column.marks

    def can_never_pay(self, column: Column) -> bool:
        """Whether the supporters together surely hold less than the cost."""
        return all(int(column.heads @ purse) < column.cost * self.parts for purse in self._purses_at_most(column))

    def enough_by_heads(self, column: Column, most: Ends) -> Fraction | None:
        """A price of one unit of gain that surely pays: those who could pay even ``most`` share the cost."""
        purses = self._least.take(column.rows, axis=1)
        able = (purses[0] >= most[0] * column.marks) & (purses[1] >= most[1] * column.marks)
        stake = int((column.stakes * able).sum())
        if not stake or column.cost * self.parts > min(most) * stake:
            return None
        return Fraction(column.cost, stake * column.unit)

    def too_little_by_heads(self, column: Column) -> Fraction | None:
        """A price of one unit of gain below which surely nobody can buy: all who may hold anything share the cost."""
        stake = int((column.stakes * (self._purses_at_most(column).max(axis=0) > 0)).sum())
        return Fraction(column.cost, stake * column.unit) if stake else None

    def _purses_at_most(self, column: Column) -> Whole:
        purses: Whole = np.maximum(self._most.take(column.rows, axis=1), 0)
        return purses

    def _whole_price(self, column: Column, purse: Whole) -> int | None:
        """The least whole price that pays: upwards from too low a one, by what each of the able is short of."""
        price, due = -(-column.cost * self.parts // column.stake), column.cost * self.parts
        while (short := due - int(column.heads @ np.minimum(purse, price * column.marks))) > 0:
            able = int((column.stakes * (purse > price * column.marks)).sum())
            if not able:
                return None
            price += -(-short // able)
        return price
