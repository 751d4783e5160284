"""Equal Shares with bounded overspending as the second count follows it: at each purchase, every rival's best offer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lcm

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.second_count.paper import Paper
from services.voting.domain.tally.second_count.run import Purchases, Support

_EPS = float(np.finfo(np.float64).eps)


def against_bounded_overspending(
    paper: Paper, support: Support, first: Mapping[str, tuple[int, ...]], outcome: Outcome
) -> list[str]:
    """What is wrong with the purchases and their prices; ``paper`` gets what they fund."""
    if outcome.endowment != Fraction(paper.instance.budget, max(support.voters, 1)):
        return ["the endowment is not an equal share"]
    buying = _Buying(paper, support, outcome.purchases)
    for id_, price in outcome.purchases:
        if wrong := buying.buy(id_, price, first):
            return [wrong]
    left = [id_ for id_ in support.wanted if buying.may_be_bought(id_)]
    return [f"{', '.join(left)} could still be bought"] if left else []


@dataclass(frozen=True, slots=True)
class _Offer:
    """What supporters offer for a unit, and what part of the cost that makes."""

    each: Fraction
    part: Fraction

    @property
    def rate(self) -> Fraction:
        return self.each / self.part**2

    @property
    def price(self) -> Fraction:
        return self.each / self.part


class _Buying:
    """Money is counted in whole parts of a minor unit so small that every price is a whole number."""

    def __init__(self, paper: Paper, support: Support, purchases: Purchases) -> None:
        share = Fraction(paper.instance.budget, max(support.voters, 1))
        self._paper, self._support = paper, support
        self._parts = lcm(share.denominator, *(price.denominator for _, price in purchases))
        self._money = [int(share * self._parts)] * len(support.people)
        self._roughly = np.full(len(support.people), float(share))
        self._columns = {id_: _Column(gains, support.people) for id_, gains in support.gains.items() if gains}

    def buy(self, id_: str, price: Fraction, first: Mapping[str, tuple[int, ...]]) -> str | None:
        """Takes what supporters pay; says what is wrong with the purchase."""
        if not self.may_be_bought(id_):
            return f"{id_} may not be bought"
        own = self._best(id_)
        if own.price != price:
            return f"the supporters of {id_} pay another price"
        for rival in self._support.wanted:
            if rival != id_ and self._comes_before(rival, own.rate, first[rival] < first[id_]):
                return f"{rival} comes before {id_}"
        due = int(price * self._parts)
        for row, gain in self._support.gains[id_]:
            self._money[row] -= min(self._money[row], due * gain)
            self._roughly[row] = self._money[row] / self._parts
        self._paper.funded.append(id_)
        return None

    def may_be_bought(self, id_: str) -> bool:
        """Whether the project is open, fits, and a supporter has something left, unless it costs nothing."""
        paper, gains = self._paper, self._support.gains[id_]
        cost = paper.costs[id_]
        if not gains or not paper.is_open(id_) or paper.spent + cost > paper.instance.budget:
            return False
        return not cost or any(self._money[row] for row, _ in gains)

    def _comes_before(self, rival: str, rate: Fraction, goes_first: bool) -> bool:
        if not self.may_be_bought(rival):
            return False
        cost = self._paper.costs[rival]
        if cost and self._columns[rival].surely_asks_more(self._roughly, cost, float(rate)):
            return False
        theirs = self._best(rival).rate
        return theirs < rate or (theirs == rate and goes_first)

    def _best(self, id_: str) -> _Offer:
        cost = self._paper.costs[id_]
        if not cost:
            return _Offer(Fraction(0), Fraction(1))
        return min(self._offers(id_, cost), key=lambda offer: (offer.rate, -offer.part))

    def _offers(self, id_: str, cost: int) -> Iterator[_Offer]:
        """Of everybody who has something left, poorest first, what all make together who offer what she can at most.

        Ends with the offer that pays for all, if there is one. Of offers of one height the first says it all; those
        that floats find dearer than another by more than they can err are left out.
        """
        gains = self._support.gains[id_]
        whole = lcm(*{gain for _, gain in gains})
        steps = sorted((self._money[row] * (whole // gain), row, gain) for row, gain in gains if self._money[row])
        spent, stake, least, last = 0, sum(gain * self._support.people[row] for _, row, gain in steps), inf, 0
        due = cost * self._parts * whole
        for level, row, gain in steps:
            if (paid := spent * whole + stake * level) >= due:
                yield _Offer(Fraction(cost * self._parts - spent, stake * self._parts), Fraction(1))
                return
            rate = level * due / paid**2
            if level > last and rate <= least * (1 + 16 * _EPS):
                least = min(least, rate)
                yield _Offer(Fraction(level, whole * self._parts), Fraction(paid, due))
            spent, last = spent + self._money[row] * self._support.people[row], level
            stake -= gain * self._support.people[row]


class _Column:
    """The supporters of a project in floats."""

    def __init__(self, gains: list[tuple[int, int]], people: list[int]) -> None:
        self._rows = np.array([row for row, _ in gains])
        self._gains = np.array([gain for _, gain in gains], np.float64)
        self._stakes = self._gains * np.array([people[row] for row, _ in gains], np.float64)

    def surely_asks_more(self, money: NDArray[np.float64], cost: int, rate: float) -> bool:
        """Whether every offer comes at more than the rate, so clearly that floats can tell.

        An offer ``x`` that makes ``p`` comes at no more if ``x * cost**2 <= rate * p**2``. That is looked for among the
        poorest's offers with ``p`` a little too great, and for the one that pays it all with a little less to pay.
        """
        levels = money[self._rows] / self._gains
        order = np.argsort(levels)
        levels, stakes = levels[order], self._stakes[order]
        spent, gone = np.cumsum(levels * stakes), np.cumsum(stakes)
        rest = gone[-1] - gone + stakes
        more = 1 + (8 * len(levels) + 64) * _EPS
        paid = (spent - levels * stakes + rest * levels) * more
        is_all = paid >= cost
        if ((levels > 0) & ~is_all & (levels * float(cost) ** 2 <= rate * paid**2 * more)).any():
            return False
        if not is_all.any():
            return True
        end = int(np.argmax(is_all))
        before = float(spent[end] - levels[end] * stakes[end])
        return (cost / more**2 - before) / float(rest[end]) > rate * more
