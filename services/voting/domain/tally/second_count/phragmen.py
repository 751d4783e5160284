"""The second count of sequential Phragmén: the times of the trace are followed, in whole numbers."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.second_count.paper import Paper
from services.voting.domain.tally.second_count.run import Ballots


def against_phragmen(
    paper: Paper, ballots: Ballots, first: Mapping[str, tuple[int, ...]], outcome: Outcome
) -> list[str]:
    """What is wrong with the purchases and their times; ``paper`` gets what they fund."""
    flow = _Flow(paper, ballots, lcm(*(time.denominator for _, time in outcome.purchases)))
    for id_, time in outcome.purchases:
        if wrong := flow.buy(id_, time, first):
            return [wrong]
    left = flow.buyable()
    return [f"{', '.join(left)} could still be bought"] if left else []


class _Flow:
    """Money that reaches every voter at one rate. A moment is how much each has got, in parts of a minor unit."""

    def __init__(self, paper: Paper, ballots: Ballots, parts: int) -> None:
        self._paper, self._parts, self._now = paper, parts, 0
        self._people = [people for _, people in ballots]
        self._paid_at = [0] * len(ballots)
        self._rows: dict[str, list[int]] = {}
        for row, (ballot, _) in enumerate(ballots):
            for id_, mark in ballot.items():
                if mark > 0 and paper.costs[id_] <= paper.instance.budget:
                    self._rows.setdefault(id_, []).append(row)

    def buy(self, id_: str, time: Fraction, first: Mapping[str, tuple[int, ...]]) -> str | None:
        """Lets supporters pay at that moment; says what is wrong with the purchase."""
        moment = int(time * self._parts)
        if id_ not in self._rows or not self._paper.is_open(id_):
            return f"{id_} may not be bought"
        if moment < self._now:
            return f"{id_} is bought before what came before it"
        if self._lacks(id_, moment) != 0:
            return f"the supporters of {id_} do not hold its cost"
        if self._overspends(id_):
            return f"{id_} costs more than is left"
        for rival in self._rows:
            if rival != id_ and (wrong := self._passes_over(rival, id_, moment, first)):
                return wrong
        for row in self._rows[id_]:
            self._paid_at[row] = moment
        self._now = moment
        self._paper.funded.append(id_)
        return None

    def buyable(self) -> list[str]:
        """The projects that come next, if none of them costs more than is left."""
        arrivals = {id_: self._arrival(id_) for id_ in self._rows if self._paper.is_open(id_)}
        soonest = min(arrivals.values(), default=None)
        coming = [id_ for id_, moment in arrivals.items() if moment == soonest]
        return [] if any(self._overspends(id_) for id_ in coming) else coming

    def _passes_over(self, rival: str, id_: str, moment: int, first: Mapping[str, tuple[int, ...]]) -> str | None:
        if not self._paper.is_open(rival) or (lack := self._lacks(rival, moment)) > 0:
            return None
        if lack < 0 or first[rival] < first[id_]:
            return f"{rival} comes before {id_}"
        return f"the count ends before {id_}, as {rival} ties with it" if self._overspends(rival) else None

    def _lacks(self, id_: str, moment: int) -> int:
        """How much the supporters lack of the cost; below zero: how much more they hold."""
        held = sum(self._people[row] * (moment - self._paid_at[row]) for row in self._rows[id_])
        return self._paper.costs[id_] * self._parts - held

    def _arrival(self, id_: str) -> Fraction:
        rows = self._rows[id_]
        paid = sum(self._people[row] * self._paid_at[row] for row in rows)
        people = sum(self._people[row] for row in rows)
        return Fraction(self._paper.costs[id_] * self._parts + paid, people)

    def _overspends(self, id_: str) -> bool:
        return self._paper.spent + self._paper.costs[id_] > self._paper.instance.budget
