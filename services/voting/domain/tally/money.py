"""What voters still hold: as floats for guessing, as exact fractions for deciding.

A voter holds her endowment minus what she paid; and whoever could not pay a full price holds exactly nothing. So with
prices over one common denominator, any sum over voters is a handful of integer products.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from services.voting.domain.tally.profile import Ints
from services.voting.domain.tally.supporters import Box, Floats, Supporters

_EPS = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True)
class Payment:
    """Who pays for a project, and how much: ``numerator / (stake * denominator of the money)`` for each mark.

    ``poor`` rows pay all they hold, ``rich`` rows the full price.
    """

    position: int
    numerator: int
    stake: int
    poor: Ints
    rich: Ints
    rich_marks: Floats | None


class Money:
    """The voters' money in one run of Equal Shares."""

    def __init__(self, box: Box, endowment: Fraction) -> None:
        self._box = box
        self.start = float(endowment)
        self._endowment = endowment.numerator
        self.denominator = endowment.denominator
        self._prices: dict[int, int] = {}
        self.held = np.full(len(box.weights), float(endowment))
        self._spent_out = np.zeros(len(box.weights), dtype=np.bool_)

    @property
    def error(self) -> float:
        """How far a voter's float can be from the truth: each price is rounded once, each subtraction once."""
        return 4 * _EPS * (len(self._prices) + 2) * self.start

    def total(self, rows: Ints) -> int:
        """What the voters in these rows hold together, times the denominator. Exact."""
        alive = rows[~self._spent_out[rows]]
        total = self._endowment * int(self._box.weights[alive].sum())
        if not self._prices or not len(alive):
            return total
        sums = self._box.sums_over(alive)
        return total - sum(price * int(sums[position]) for position, price in self._prices.items())

    def of_row(self, row: int) -> int:
        """What one voter of this row holds, times the denominator. Exact."""
        if self._spent_out[row]:
            return 0
        marks = self._box.marks_of(row)
        return self._endowment - sum(self._prices.get(position, 0) * mark for position, mark in marks)

    def pay(self, payment: Payment) -> tuple[int, int]:
        """Takes the payment from the supporters; returns the price of one mark as numerator and denominator."""
        common = gcd(payment.numerator, payment.stake)
        numerator, factor = payment.numerator // common, payment.stake // common
        if factor != 1:
            self.denominator *= factor
            self._endowment *= factor
            self._prices = {position: price * factor for position, price in self._prices.items()}
        self._prices[payment.position] = numerator
        price = numerator / self.denominator
        self.held[payment.rich] -= price if payment.rich_marks is None else price * payment.rich_marks
        self.held[payment.poor] = 0.0
        self._spent_out[payment.poor] = True
        return numerator, self.denominator

    def settle(self, supporters: Supporters, price: float, slack: float) -> Payment | None:
        """The exact payment, given a float price that is at most ``slack`` wrong. None: they cannot afford it.

        Only voters whose money is within the error of the price need an exact look; they are taken poorest first.
        """
        held = self.held[supporters.rows]
        due = np.full(len(held), price) if supporters.marks is None else price * supporters.marks
        margin = slack * (supporters.marks if supporters.marks is not None else 1.0) + self.error
        near = np.abs(held - due) <= margin
        poor = (held < due) & ~near
        stake = supporters.stake - int(supporters.stakes[poor].sum())
        numerator = supporters.cost * self.denominator - self.total(supporters.rows[poor])
        if near.any():
            stake, numerator, broke = self._take_nearly_poor(supporters, near, stake, numerator)
            poor[broke] = True
        if stake <= 0 or numerator < 0:
            return None
        marks = None if supporters.marks is None else supporters.marks[~poor]
        return Payment(supporters.position, numerator, stake, supporters.rows[poor], supporters.rows[~poor], marks)

    def _take_nearly_poor(
        self, supporters: Supporters, near: Floats, stake: int, numerator: int
    ) -> tuple[int, int, list[int]]:
        places = np.flatnonzero(near).tolist()
        marks = [1] * len(near) if supporters.marks is None else [int(mark) for mark in supporters.marks.tolist()]
        purses = sorted((Fraction(self.of_row(int(supporters.rows[place])), marks[place]), place) for place in places)
        broke = []
        for per_mark, place in purses:
            if per_mark * stake > numerator:
                break
            broke.append(place)
            if per_mark * stake == numerator:
                continue  # she pays the full price and all she has: the price stays
            people = int(supporters.weights[place])
            stake -= people * marks[place]
            numerator -= people * int(per_mark * marks[place])
            if stake == 0:
                # Everyone pays all she holds: enough only if that is the cost exactly. The richest sets the price.
                return (per_mark.denominator, per_mark.numerator, broke) if numerator == 0 else (0, 0, broke)
        return stake, numerator, broke
