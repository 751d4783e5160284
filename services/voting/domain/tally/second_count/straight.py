"""What is straight between two repetitions of Add1: prices that may be equal all the way, in fractions at both ends.

A supporter pays all she has, or the price. Say each is on the same side at the first of some repetitions and at the
last, and each had an amount that follows a straight line. Then the price that leaves them on these sides follows one,
too, and she is on her side in between: two straight lines that do not cross at the ends do not cross. So is what she
has left. Of two such prices one is above the other throughout if it is at both ends.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from services.voting.domain.tally.second_count.run import Support, price_of

_MOST_ROWS = 2_048  # beyond, it is quicker to look at shorter stretches


class Straight:
    """Purses and prices at both ends, and whose purses may not be straight in between."""

    def __init__(self, support: Support, costs: Mapping[str, int], ends: tuple[Fraction, Fraction]) -> None:
        self._support, self._costs = support, costs
        self._purses = [[end] * len(support.people) for end in ends]
        self._bent: set[int] = set()
        self._paid = 0

    def comes_after(self, rival: str, bought: str, earlier: Sequence[str], *, strictly: bool) -> bool:
        """Whether the rival surely costs more than what is bought, or as much, after these earlier purchases."""
        if len(self._support.people) > _MOST_ROWS:
            return False
        for id_ in earlier[self._paid :]:
            self._pay(id_)
            self._paid += 1
        theirs, own = self._prices(rival), self._prices(bought)
        if theirs is None or own is None or not (self._is_straight(rival, theirs) and self._is_straight(bought, own)):
            return False
        return all(one > other if strictly else one >= other for one, other in zip(theirs, own, strict=True))

    def _pay(self, id_: str) -> None:
        gains, prices = self._support.gains[id_], self._prices(id_)
        if prices is None or not self._is_straight(id_, prices):
            self._bent.update(row for row, _ in gains)
        for purse, price in zip(self._purses, prices or (), strict=False):
            for row, gain in gains:
                purse[row] -= min(purse[row], price * gain)

    def _prices(self, id_: str) -> list[Fraction] | None:
        found = [price_of(self._support, purse, id_, self._costs[id_]) for purse in self._purses]
        prices = [price for price in found if price is not None]
        return prices if len(prices) == len(found) else None

    def _is_straight(self, id_: str, prices: Sequence[Fraction]) -> bool:
        """Whether all supporters have straight purses, and nobody pays all at one end and keeps some at the other."""
        for row, gain in self._support.gains[id_]:
            left = [purse[row] - price * gain for purse, price in zip(self._purses, prices, strict=True)]
            if row in self._bent or min(left) < 0 < max(left):
                return False
        return True
