"""The very lines that purses and prices follow, in fractions, where bounds around them cannot tell two prices apart.

Over endowments at which the same supporters pay all they have, and the others the price, a price follows a straight
line: what the former lack of the cost, divided among the latter. So does, then, what everyone has left. Two prices that
are equal and fall together are found to be that, as far as these lines go. In small towns with round costs they often
are, and to count each endowment by itself would take minutes.
"""

from fractions import Fraction
from typing import NamedTuple

from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.groups import Groups

_MOST_GROUPS = 512  # beyond, one endowment is quicker counted


class Undecided(Exception):
    """At the first endowment already, two prices are too close for lines: only a count in fractions can tell."""


class Course(NamedTuple):
    """An amount at the first endowment, what each unit added changes of it, and for how many units that is so."""

    at: Fraction
    slope: Fraction
    length: int

    def less(self, other: "Course", times: int = 1) -> "Course":
        """What is left of it after it has paid the other so many times."""
        length = min(self.length, other.length)
        return Course(self.at - times * other.at, self.slope - times * other.slope, length)

    def shared_by(self, number: int) -> "Course":
        """An equal part of it."""
        return Course(self.at / number, self.slope / number, self.length)

    def not_negative(self) -> int:
        """For how many units added this is known not to be negative; it is not at the first endowment."""
        return self.length if self.slope >= 0 else min(self.length, int(self.at // -self.slope))

    def positive(self) -> int:
        """The same of being more than nothing."""
        return self.length if self.slope >= 0 else min(self.length, -int(self.at // self.slope) - 1)

    def is_below(self, other: "Course") -> bool:
        """Whether it is lower at the first endowment, or there equal and lower at once."""
        return (self.at, self.slope) < (other.at, other.slope)


class VeryLines:
    """What each group of voters holds, after purchases that are the same throughout.

    Args:
        endowment: What each begins with at the first endowment.
        unit: How much more with each unit added.
        most: For how many units.
        offers: Whether every price is to be taken from here, not only one too close to another.
    """

    def __init__(self, endowment: Fraction, unit: Fraction, most: int, *, offers: bool = False) -> None:
        self.offers = offers
        self.bought = 0
        self._most = most
        self._held = [Course(endowment, unit, most)]

    def buy(self, crowd: Crowd, groups: Groups) -> None:
        """Takes the price from the crowd, among the groups as they are before; ``groups`` are those after it.

        Raises:
            Undecided: if the crowd cannot pay from the first endowment on, or there are too many groups.
        """
        price = self.price(crowd)
        if len(groups.before) > _MOST_GROUPS:
            raise Undecided
        self.bought += 1
        self._held = [self._held[before] for before in groups.before.tolist()]
        marks = [1] * len(groups.payers) if groups.marks is None else groups.marks.tolist()
        for payer, mark in zip(groups.payers.tolist(), marks, strict=True):
            left = self._held[payer].less(price, mark)
            nothing = Course(Fraction(0), Fraction(0), price.length)
            self._held[payer] = nothing if left.is_below(nothing) else left

    def missing(self, crowd: Crowd) -> Course:
        """By how much they hold less than the cost all together."""
        left = Course(Fraction(crowd.cost), Fraction(0), self._most)
        for place, people in zip(crowd.places.tolist(), crowd.people.tolist(), strict=True):
            left = left.less(self._held[place], people)
        return left

    def price(self, crowd: Crowd) -> Course:
        """What one mark costs. Poorest first: whoever has less than her part of the rest of the cost pays all.

        Raises:
            Undecided: if they cannot pay from the first endowment on.
        """
        marks = [1] * len(crowd.places) if crowd.marks is None else crowd.marks.tolist()
        payers = sorted(
            (self._held[place].shared_by(mark), people * mark)
            for place, people, mark in zip(crowd.places.tolist(), crowd.people.tolist(), marks, strict=True)
        )
        left, stake = Course(Fraction(crowd.cost), Fraction(0), self._most), crowd.stake
        for poorer, (own, part) in enumerate(payers):
            price = left.shared_by(stake)
            if not own.is_below(price):
                poor = (price.less(held).not_negative() for held, _ in payers[:poorer])
                rich = (held.less(price).not_negative() for held, _ in payers[poorer:])
                return price._replace(length=min([*poor, *rich]))
            left, stake = left.less(own, part), stake - part
        raise Undecided
