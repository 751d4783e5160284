"""How a project stands under bounded overspending: which part of it supporters pay for, and at what rate.

A voter who gains ``u`` of it and offers ``x`` for each unit pays ``x * u``, or all she has. Say all offer ``x`` and it
makes the part ``a`` of the cost, at most all of it: the rate is ``x / a / a``, and the least over all ``x`` counts.
Along a stretch in which nobody else runs out of money the rate rises and then falls, so the least is where somebody
does, or where the cost is paid. Source: Papasotiropoulos, Pishbin, Skibski, Skowron, Wąs, arXiv:2409.15005, section 5.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm

import numpy as np

from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.holdings import Holdings
from services.voting.domain.tally.rules.supporters import Floats

_EPS = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True)
class Standing:
    """The least rate of a unit of utility, the part of the cost that is paid at it, and the price of one mark."""

    rate: Fraction
    part: Fraction
    price: Fraction


def roughly(crowd: Crowd, holdings: Holdings) -> tuple[float, float] | None:
    """Two floats between which the least rate lies; None if no supporter has anything left."""
    held, stakes = holdings.roughly[crowd.places], crowd.people.astype(np.float64)
    if crowd.marks is not None:
        held, stakes = held / crowd.marks, stakes * crowd.marks
    return _Curve(held, stakes, crowd.cost).bounds(crowd.unit)


def standing_of(crowd: Crowd, holdings: Holdings) -> Standing:
    """The exact standing of a project of which some supporter has something left, or that costs nothing."""
    return _Offers(crowd, holdings).best()


class _Offers:
    """The offers worth a look, each that of the poorest who have not run out of money, in exact numbers."""

    def __init__(self, crowd: Crowd, holdings: Holdings) -> None:
        self._crowd, self._parts = crowd, holdings.parts
        marks = [1] * len(crowd.places) if crowd.marks is None else crowd.marks.tolist()
        self._whole = lcm(*set(marks))  # an offer for one mark is a level divided by this, in parts of a minor unit
        purses = [
            (holdings.held[place] * (self._whole // mark), holdings.held[place] * people, mark * people)
            for place, people, mark in zip(crowd.places.tolist(), crowd.people.tolist(), marks, strict=True)
        ]
        purses = sorted(purse for purse in purses if purse[0])
        self._levels: list[int] = [level for level, _, _ in purses]
        self._spent: list[int] = list(accumulate((held for _, held, _ in purses), initial=0))
        self._stakes: list[int] = [total - gone for total, gone in _running_out([stake for _, _, stake in purses])]

    def best(self) -> Standing:
        """The standing at the offer of least rate; of equal ones, that which pays the greater part."""
        if not self._crowd.cost:
            return Standing(Fraction(0), Fraction(1), Fraction(0))
        end = bisect_left(range(len(self._levels)), x=True, key=self._pays_the_cost)
        offers = [self._at(place) for place in self._near_the_least(end)]
        if end < len(self._levels):
            left = self._crowd.cost * self._parts - self._spent[end]
            offers.append(self._standing(Fraction(left, self._stakes[end] * self._parts), Fraction(1)))
        return min(offers, key=lambda standing: (standing.rate, -standing.part))

    def _near_the_least(self, end: int) -> list[int]:
        """The levels below the one at which the cost is paid that floats cannot tell from the best."""
        one = self._whole * self._parts
        levels = np.array([level / one for level in self._levels[:end]])
        paid = np.array([self._paid(place) / one for place in range(end)])
        rates = levels / paid / paid
        near: list[int] = np.flatnonzero(rates <= rates.min(initial=np.inf) * (1 + 64 * _EPS)).tolist()
        return [place for place in near if not place or self._levels[place] != self._levels[place - 1]]

    def _paid(self, place: int) -> int:
        """What all pay together if each offers what this one can: in parts of a minor unit times ``whole``."""
        return self._spent[place] * self._whole + self._stakes[place] * self._levels[place]

    def _pays_the_cost(self, place: int) -> bool:
        return self._paid(place) >= self._crowd.cost * self._parts * self._whole

    def _at(self, place: int) -> Standing:
        one = self._whole * self._parts
        return self._standing(Fraction(self._levels[place], one), Fraction(self._paid(place), one * self._crowd.cost))

    def _standing(self, offer: Fraction, part: Fraction) -> Standing:
        return Standing(offer / part / part / self._crowd.unit, part, offer / part)


def _running_out(stakes: Sequence[int]) -> list[tuple[int, int]]:
    total = sum(stakes)
    return [(total, gone) for gone in accumulate(stakes[:-1], initial=0)] if stakes else []


class _Curve:
    """What all pay together at each level at which somebody runs out of money, in floats with a bound on their error.

    All terms of the sums are positive, so a sum is wrong by less than one rounding for each term and a few more.
    """

    def __init__(self, levels: Floats, stakes: Floats, cost: int) -> None:
        order = np.argsort(levels)
        self._levels, stakes = levels[order], stakes[order]
        spent, gone = np.cumsum(self._levels * stakes), np.cumsum(stakes)
        self._spent = np.concatenate(([0.0], spent[:-1]))
        self._rest = gone[-1] - np.concatenate(([0.0], gone[:-1]))
        self._paid = self._spent + self._rest * self._levels
        self._cost, self._slack = float(cost), (8 * len(levels) + 64) * _EPS

    def bounds(self, unit: int) -> tuple[float, float] | None:
        """What the least rate of a unit of utility lies between."""
        surely_less = (self._levels > 0) & (self._paid < self._cost * (1 - self._slack))
        some = self._levels > 0
        if not some.any():
            return None
        parts = self._paid / self._cost
        least = float((self._levels[surely_less] / parts[surely_less] ** 2).min(initial=np.inf))
        most = float((self._levels[some] / np.minimum(parts[some], 1) ** 2).min())
        low = min(least, self._offer_that_pays(self._cost * (1 - self._slack)))
        high = min(most, self._offer_that_pays(self._cost * (1 + self._slack)))
        return low * (1 - self._slack) / unit, high * (1 + self._slack) / unit

    def _offer_that_pays(self, amount: float) -> float:
        enough = self._paid >= amount
        if not enough.any():
            return np.inf
        first = int(np.argmax(enough))
        return max(0.0, float((amount - self._spent[first]) / self._rest[first]))
