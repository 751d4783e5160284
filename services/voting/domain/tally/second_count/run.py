"""One run of Equal Shares as the second count follows it: purchase by purchase, in whole numbers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.rule import Utility
from services.voting.domain.tally.second_count.paper import Paper

Ballots = Sequence[tuple[Mapping[str, int], int]]
Purchases = Sequence[tuple[str, Fraction]]

_EPS = float(np.finfo(np.float64).eps)


class Support:
    """Who gains how much from which project. The same for every run."""

    def __init__(self, instance: Instance, ballots: Ballots, utility: Utility) -> None:
        costs = {project.id: project.cost for project in instance.projects}
        self.people = [people for _, people in ballots]
        self.voters = sum(self.people)
        self.gains: dict[str, list[tuple[int, int]]] = {id_: [] for id_ in costs}
        for row, (ballot, _) in enumerate(ballots):
            for id_, mark in ballot.items():
                if mark > 0:
                    gain = {Utility.COST: max(costs[id_], 1), Utility.CARDINALITY: 1, Utility.POINTS: mark}[utility]
                    self.gains[id_].append((row, gain))
        self.wanted = [id_ for id_, gains in self.gains.items() if gains]
        self.stakes = {id_: sum(self.people[row] * gain for row, gain in gains) for id_, gains in self.gains.items()}
        self._rows = {id_: np.array([row for row, _ in gains], np.int64) for id_, gains in self.gains.items()}
        self._gains = {id_: np.array([gain for _, gain in gains], np.float64) for id_, gains in self.gains.items()}
        self._people = np.array(self.people, np.float64)

    def surely_pays_less(
        self, id_: str, money: np.ndarray[tuple[int], np.dtype[np.float64]], price: float, due: float
    ) -> bool:
        """Whether the supporters pay less than is due at the price, so clearly that floats can tell.

        Every number is within one rounding of the truth and none is negative, so the sum is wrong by less than one
        rounding for each term and a few more.
        """
        rows = self._rows[id_]
        paid = float((self._people[rows] * np.minimum(money[rows], price * self._gains[id_])).sum())
        return paid * (1 + (len(rows) + 8) * _EPS) < due * (1 - 8 * _EPS)


def against_run(
    paper: Paper,
    support: Support,
    first: Mapping[str, tuple[int, ...]],
    purchases: Purchases,
    endowment: Fraction,
) -> list[str]:
    """What is wrong with the purchases from this endowment; ``paper`` gets what they fund.

    Args:
        paper: With nothing funded.
        support: Who gains what.
        first: What is compared among equals.
        purchases: Project and price, in the order of selection.
        endowment: What each voter starts with, in minor units.
    """
    run = _Run(paper, support, [price for _, price in purchases], endowment)
    for id_, price in purchases:
        if wrong := run.buy(id_, price, first):
            return [wrong]
    left = [] if paper.spent > paper.instance.budget else run.affordable()
    return [f"{', '.join(left)} could still be afforded"] if left else []


def priced(
    support: Support, costs: Mapping[str, int], bought: Sequence[str], endowment: Fraction
) -> list[tuple[str, Fraction]]:
    """What these projects cost their supporters if they are bought in this order; up to one that these cannot pay."""
    money = [endowment] * len(support.people)
    purchases: list[tuple[str, Fraction]] = []
    for id_ in bought:
        price = price_of(support, money, id_, costs[id_])
        if price is None:
            return [*purchases, (id_, Fraction(0))]
        for row, gain in support.gains[id_]:
            money[row] -= min(money[row], price * gain)
        purchases.append((id_, price))
    return purchases


def price_of(support: Support, money: Sequence[Fraction], id_: str, cost: int) -> Fraction | None:
    """The price at which the supporters pay the cost; None if they cannot.

    Poorest first: whoever has less than her part of what is left of the cost pays all, and the others the rest.
    """
    gains = sorted(support.gains[id_], key=lambda one: money[one[0]] / one[1])
    left, stake, price = Fraction(cost), support.stakes[id_], Fraction(0)
    for row, gain in gains:
        price = left / stake
        if price * gain <= money[row]:
            return price
        left -= money[row] * support.people[row]
        stake -= gain * support.people[row]
    return None if left else price


class _Run:
    """Money is counted in whole parts of a minor unit so small that every price is a whole number."""

    def __init__(self, paper: Paper, support: Support, prices: Sequence[Fraction], endowment: Fraction) -> None:
        self._paper, self._support = paper, support
        self._parts = lcm(endowment.denominator, *(price.denominator for price in prices))
        self._money = [int(endowment * self._parts)] * len(support.people)
        self._roughly = np.full(len(support.people), float(endowment))

    def buy(self, id_: str, price: Fraction, first: Mapping[str, tuple[int, ...]]) -> str | None:
        """Takes what supporters pay; says what is wrong with the purchase."""
        gains, costs = self._support.gains, self._paper.costs
        if not gains[id_] or not self._paper.is_open(id_):
            return f"{id_} may not be bought"
        whole = int(price * self._parts)
        if self._would_pay(id_, whole) != costs[id_] * self._parts:
            return f"the supporters of {id_} do not pay its cost"
        if not self._is_least(id_, whole):
            return f"a lower price would pay for {id_}"
        for rival in self._support.wanted:
            if rival != id_ and self._is_passed_over(rival, whole, first[rival] < first[id_]):
                return f"{rival} comes before {id_}"
        for row, gain in gains[id_]:
            self._money[row] -= min(self._money[row], whole * gain)
            self._roughly[row] = self._money[row] / self._parts
        self._paper.funded.append(id_)
        return None

    def affordable(self) -> list[str]:
        """The projects that their supporters could still pay for."""
        return [id_ for id_ in self._support.wanted if self._paper.is_open(id_) and self._can_pay(id_)]

    def _can_pay(self, id_: str) -> bool:
        due = self._paper.costs[id_] * self._parts
        if self._support.surely_pays_less(id_, self._roughly, float("inf"), float(self._paper.costs[id_])):
            return False
        return sum(self._money[row] * self._support.people[row] for row, _ in self._support.gains[id_]) >= due

    def _is_passed_over(self, rival: str, price: int, goes_first: bool) -> bool:
        due = self._paper.costs[rival] * self._parts
        at_most = price * self._support.stakes[rival]
        if at_most < due or (at_most == due and not goes_first) or not self._paper.is_open(rival):
            return False
        roughly = price / self._parts
        if self._support.surely_pays_less(rival, self._roughly, roughly, float(self._paper.costs[rival])):
            return False
        paid = self._would_pay(rival, price)
        return paid > due or (paid == due and (goes_first or not self._is_least(rival, price)))

    def _is_least(self, rival: str, price: int) -> bool:
        """Whether no lower price would do: at least one supporter pays the full price."""
        return any(self._money[row] >= price * gain for row, gain in self._support.gains[rival])

    def _would_pay(self, id_: str, price: int) -> int:
        people, money = self._support.people, self._money
        return sum(people[row] * min(money[row], price * gain) for row, gain in self._support.gains[id_])
