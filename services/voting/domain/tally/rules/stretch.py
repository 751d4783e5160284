"""What voters hold, and projects cost, over a whole stretch of endowments at once.

Say the same projects are bought in the same order from endowment *a* to endowment *b*. At each endowment between, a
voter holds what she began with less the prices of what she supports, or nothing if that is negative: ``max(0, x)``.
So if each price lies between two straight lines over the stretch, so does each *x*. From these lines come those of
the next price, which is the least *p* at which ``sum(min(max(0, x), p)) = cost``:

* **at most**: of voters who surely hold something at *a*, ``min(x, p)`` is a minimum of two straight lines, and so
  is never below the straight line between its two ends. Prices that pay the cost at both ends pay it, on the line
  between them, at each endowment between. (Others are taken to pay nothing.)
* **at least**: a supporter pays neither more than she holds nor more than the price. Take the former for some of
  them and the latter for the rest, whoever they are: the price at which that comes to the cost is no higher than the
  true one. Of her who holds ``max(0, x)`` the line between its two ends is above it.

Money is counted in whole parts of a minor unit, lower lines rounded down and upper ones up, so nothing is ever
estimated. At *a* the lines meet but for that rounding; towards *b* they part with the square of the distance, as
voters cross from those who pay all they have to those who pay the price.
"""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.groups import Groups
from services.voting.domain.tally.rules.very_lines import Course, Undecided, VeryLines


class Line(NamedTuple):
    """A straight line over a stretch: its values at the first and at the last endowment."""

    first: int
    last: int


class Offer(NamedTuple):
    """A project that its supporters can surely pay for, and lines below and above the price of one mark."""

    crowd: Crowd
    least: Line
    most: Line


class TooLong(Exception):
    """The lines part too far to say anything: try up to this endowment."""

    def __init__(self, last: int) -> None:
        super().__init__(last)
        self.last = last


class Stretch:
    """Endowments from ``first`` to ``last`` units added, after purchases that are the same at all of them.

    Of each group of voters it holds three numbers: the least that they have at the first endowment (the most is at most
    ``_apart`` more), the least and the most at the last. Crowds have places among the groups as they are.
    """

    def __init__(
        self, ends: tuple[int, int], endowments: tuple[Fraction, Fraction], parts: int, very: VeryLines | None = None
    ) -> None:
        self.first, self.last = ends
        self.parts = parts
        self._endowments = endowments
        first, last = (endowment * parts for endowment in endowments)
        self._held, self._apart = [np.full(1, amount) for amount in (floor(first), floor(last), ceil(last))], 1
        self._bought: list[tuple[Offer, Groups]] = []
        self._very = very

    def buy(self, offer: Offer, groups: Groups) -> None:
        """Takes from its supporters, of the least that they have the highest price, of the most the lowest.

        Args:
            offer: The project and its price.
            groups: As they are after the purchase.
        """
        self._held = [held.take(groups.before) for held in self._held]
        for held, price in zip(self._held, (*offer.most, offer.least.last), strict=True):
            held[groups.payers] -= price if groups.marks is None else price * groups.marks
        self._apart += (offer.most.first - offer.least.first) * offer.crowd.most_marks
        self._bought.append((offer, groups))

    def offer(self, crowd: Crowd, guess: float) -> Offer | None:
        """The lines around a project's price; None if its supporters may not be able to pay at the first endowment.

        Args:
            crowd: Its supporters.
            guess: What one mark may cost at the first endowment, in minor units.

        Raises:
            TooLong: if it is not sure that they can pay at the last.
        """
        if self._very is not None and self._very.offers:
            return self._offer_in_fractions(crowd)
        first, last = (held.take(crowd.places) for held in self._held[:2])
        last *= first > 0
        np.maximum(first, 0, out=first)
        cost = crowd.cost * self.parts
        at_first = _price(crowd, first, cost, max(int(guess * self.parts), 0))
        if at_first is None:
            return None
        least = self._not_negative(self.least_price(crowd, at_first))
        at_last = _price(crowd, last, cost, least.last)
        if at_last is None:
            raise TooLong(self.up_to(int(crowd.people @ first) - cost, int(crowd.people @ last) - cost))
        return Offer(crowd, least, Line(at_first, at_last))

    def _offer_in_fractions(self, crowd: Crowd) -> Offer | None:
        if self.missing_in_fractions(crowd).at > 0:
            return None
        price, length = self.price_in_fractions(crowd), self.last - self.first
        if price.length < length:
            raise TooLong(self.first + price.length)
        first, last = price.at * self.parts, (price.at + length * price.slope) * self.parts
        return Offer(crowd, Line(floor(first), floor(last)), Line(ceil(first), ceil(last)))

    def least_price(self, crowd: Crowd, near: int) -> Line | None:
        """A line below a project's price, closest where that is ``near``; None if all would pay less than that."""
        first, last = self._most_of(crowd)
        poor = first < crowd.due(near)
        stake = crowd.stake - crowd.stake_of(poor)
        if not stake:
            return None
        people, cost = crowd.people * poor, crowd.cost * self.parts
        return Line((cost - int(people @ first)) // stake, (cost - int(people @ last)) // stake)

    @property
    def is_in_fractions(self) -> bool:
        """Whether the very lines are followed, too."""
        return self._very is not None

    def price_in_fractions(self, crowd: Crowd) -> Course:
        """The very line that the price of one mark follows from the first endowment on.

        Raises:
            Undecided: if there is none, or these are not followed.
        """
        return self._very_lines().price(crowd)

    def missing_in_fractions(self, crowd: Crowd) -> Course:
        """The very line of what the supporters' money falls short of the cost by.

        Raises:
            Undecided: if these are not followed.
        """
        return self._very_lines().missing(crowd)

    def _very_lines(self) -> VeryLines:
        if self._very is None:
            raise Undecided
        for offer, groups in self._bought[self._very.bought :]:
            self._very.buy(offer.crowd, groups)
        return self._very

    def missing(self, crowd: Crowd) -> Line:
        """A line that is nowhere negative if the supporters surely cannot pay."""
        first, last = (crowd.cost * self.parts - 1 - int(crowd.people @ held) for held in self._most_of(crowd))
        return Line(first, last)

    def most_by_group(self) -> Ints:
        """What each group holds at most."""
        first, last = self._held[0] + self._apart, self._held[2]
        most: Ints = np.maximum(np.maximum(first, last), 0)
        return most

    def up_to(self, first: int, last: int) -> int:
        """How far a line that begins at ``first``, not negative, and ends at ``last`` is not negative."""
        if last >= 0:
            return self.last
        return self.first + first * (self.last - self.first) // (first - last)

    def shortened(self, last: int) -> "Stretch":
        """The beginning of the stretch."""
        part, whole = last - self.first, self.last - self.first
        start, end = self._endowments
        short = Stretch(
            (self.first, last), (start, start + (end - start) * part / max(whole, 1)), self.parts, self._very
        )
        for (crowd, least, most), groups in self._bought:
            lower, higher = (least.last - least.first) * part // whole, -((most.first - most.last) * part // whole)
            cut = Offer(crowd, Line(least.first, least.first + lower), Line(most.first, most.first + higher))
            short.buy(cut, groups)
        return short

    def enough(self, offer: Offer) -> Fraction | None:
        """A price of one unit of utility that is surely enough throughout: those who can pay it share the cost."""
        crowd = offer.crowd
        held = (held.take(crowd.places) for held in self._held[:2])
        rich = [own >= crowd.due(price) for own, price in zip(held, offer.most, strict=True)]
        stake = crowd.stake_of(rich[0] & rich[1])
        if not stake or crowd.cost * self.parts > min(offer.most) * stake:
            return None
        return Fraction(crowd.cost, stake * crowd.unit)

    def not_enough_below(self, crowd: Crowd) -> Fraction | None:
        """A price of one unit of utility below which they nowhere pay the cost: not if all with anything pay it."""
        first, last = self._most_of(crowd)
        stake = crowd.stake_of((first > 0) | (last > 0))
        return Fraction(crowd.cost, stake * crowd.unit) if stake else None

    def _most_of(self, crowd: Crowd) -> tuple[Ints, Ints]:
        first, last = self._held[0].take(crowd.places), self._held[2].take(crowd.places)
        first += self._apart
        return np.maximum(first, 0, out=first), np.maximum(last, 0, out=last)

    def _not_negative(self, price: Line | None) -> Line:
        if price is None or price.first < 0:
            return Line(0, 0)
        if price.last < 0:
            raise TooLong(self.up_to(price.first, price.last))
        return price


def _price(crowd: Crowd, held: Ints, cost: int, guess: int) -> int | None:
    """The least whole price at which these amounts pay the cost; None if they cannot.

    Newton's method: what they pay is concave in the price, so a step leads from anywhere to a price that is not too
    high, and every further one upwards, until it is enough.
    """
    price, is_guess = guess, True
    while True:
        missing = cost - int(crowd.people @ np.minimum(held, crowd.due(price)))
        if missing <= 0 and not is_guess:
            return price
        stake = crowd.stake_of(held > crowd.due(price))
        if not stake and missing > 0:
            return None
        price = price - (-missing // stake) if stake else 0
        is_guess = False
