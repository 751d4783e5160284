"""What voters still hold: as floats for guessing, as exact fractions for deciding.

A voter holds her endowment minus what she paid; and whoever could not pay a full price holds exactly nothing. So with
prices over one common denominator, any sum over voters is a handful of integer products.
"""

from fractions import Fraction
from math import gcd
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rules.sums import dot
from services.voting.domain.tally.rules.supporters import Box, Floats, Supporters

Flags = NDArray[np.bool_]
_EPS = float(np.finfo(np.float64).eps)


class Payment(NamedTuple):
    """Who pays for a project, and how much for each mark: ``numerator / (stake * denominator of the money)``.

    Supporters marked in ``poor`` pay all they hold instead.
    """

    supporters: Supporters
    numerator: int
    stake: int
    poor: Flags


class Bid(NamedTuple):
    """A price of one mark, at most ``slack`` wrong; ``low`` and ``high`` bound the price of one unit of utility.

    ``held`` is what each row of the supporters holds, ``poor`` how many of the rows hold less than they owe, and
    ``stake`` the stake of the rest; nobody knows them where the money makes the cost within the error.
    """

    supporters: Supporters
    held: Floats
    price: float
    slack: float
    poor: int | None = None
    stake: int = 0

    @property
    def low(self) -> float:
        return (self.price - self.slack) / self.supporters.unit

    @property
    def high(self) -> float:
        return (self.price + self.slack) / self.supporters.unit


class Money:
    """The voters' money in one run of Equal Shares."""

    def __init__(self, box: Box, endowment: Fraction) -> None:
        self._box = box
        self.start = float(endowment)
        self._endowment = endowment.numerator
        self.denominator = endowment.denominator
        self._bought: list[int] = []
        self._prices: list[int] = []
        self.held = np.full(len(box.weights), self.start)
        self.most_each = self.start * (1 + 4 * _EPS)  # surely no less than anybody holds
        self._is_left = np.ones(len(box.weights), dtype=np.bool_)
        self.error = self._error()

    def total(self, rows: Ints) -> int:
        """What the voters in these rows hold together, times the denominator. Exact."""
        alive = rows[self._is_left[rows]]
        if not len(alive):
            return 0
        sums = self._box.sums_over(alive)
        paid: int = sum(map(mul, self._prices, map(sums.__getitem__, self._bought)))
        return self._endowment * sums[-1] - paid

    def still_has_some(self, rows: Ints) -> Flags:
        """Of each row, whether its voters have not spent everything yet."""
        return self._is_left[rows]

    def of_row(self, row: int) -> int:
        """What one voter of this row holds, times the denominator. Exact."""
        if not self._is_left[row]:
            return 0
        prices = dict(zip(self._bought, self._prices, strict=True))
        return self._endowment - sum(prices.get(position, 0) * mark for position, mark in self._box.marks_of(row))

    def pays_in_full(self, payment: Payment) -> Flags:
        """Of each supporter, whether she pays the full price: so does a poor one whose last money is just the price."""
        supporters, full = payment.supporters, ~payment.poor
        for place in np.flatnonzero(payment.poor & self.still_has_some(supporters.rows)).tolist():
            mark = 1 if supporters.marks is None else int(supporters.marks[place])
            full[place] = self.of_row(int(supporters.rows[place])) * payment.stake == payment.numerator * mark
        return full

    def pay(self, payment: Payment) -> tuple[int, int]:
        """Takes the payment from the supporters; returns the price of one mark as numerator and denominator."""
        supporters, rows = payment.supporters, payment.supporters.rows
        common = gcd(payment.numerator, payment.stake)
        numerator, factor = payment.numerator // common, payment.stake // common
        if factor != 1:
            self.denominator *= factor
            self._endowment *= factor
            self._prices = [price * factor for price in self._prices]
        self._bought.append(supporters.position)
        self._prices.append(numerator)
        price = numerator / self.denominator
        self.held[rows] -= price if supporters.marks is None else price * supporters.marks
        broke = rows[payment.poor]
        if len(broke):
            self.held[broke] = 0.0
            self._is_left[broke] = False
        self.error = self._error()
        return numerator, self.denominator

    def _error(self) -> float:
        """How far a voter's float can be from the truth: each price is rounded once, each subtraction once."""
        return 4 * _EPS * (len(self._prices) + 2) * self.start

    def settle(self, bid: Bid) -> Payment | None:
        """The exact payment, given a float price that is at most ``slack`` wrong. None: they cannot afford it.

        Only voters whose money is within the error of the price need an exact look; they are taken poorest first.
        """
        supporters, held, price, slack, known, rest = bid
        marks = supporters.marks
        due = price if marks is None else price * marks
        margin = self.error + (slack if marks is None else slack * marks)
        poor = maybe_poor = held <= due + margin
        stake, numerator = supporters.stake, supporters.cost * self.denominator
        if perhaps := np.count_nonzero(maybe_poor):
            poor = held < due - margin
            if surely := np.count_nonzero(poor):
                stake = rest if surely == known else stake - int(dot(supporters.stakes, poor))
                numerator -= self.total(supporters.rows[poor])
            if perhaps > surely:
                stake, numerator, broke = self._take_nearly_poor(supporters, maybe_poor & ~poor, stake, numerator)
                poor[broke] = True
        return Payment(supporters, numerator, stake, poor) if stake > 0 and numerator >= 0 else None

    def _take_nearly_poor(
        self, supporters: Supporters, near: Flags, stake: int, numerator: int
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
        return stake, numerator, broke
