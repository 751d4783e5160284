"""Sequential Phragmén: money flows to all voters at one rate; a project is bought once its supporters hold its cost.

Source: Brill, Freeman, Janson, Lackner, Phragmén's Voting Methods and Justified Representation, AAAI 2017; Los,
Christoff, Grossi, Proportional Budget Allocations, IJCAI 2022.
"""

from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.outcome import Step, Tie, Verdict
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints, Profile
from services.voting.domain.tally.rules.loads import Loads
from services.voting.domain.tally.rules.purse import Obstacle, Purse
from services.voting.domain.tally.rules.supporters import Supporters, box_of, supporters_of

PHASE = "phragmen"
_LOWER = 1 - 1e-12


class Arrival(NamedTuple):
    """The projects whose supporters are the next to hold the cost, and the same time for each, not reduced."""

    times: dict[int, tuple[int, int]]


class PhragmenCount:
    """One count. It stops when the next project, or one that ties with it, would overspend the budget."""

    def __init__(
        self, instance: Instance, profile: Profile, scores: Ints, precedence: Precedence, purse: Purse
    ) -> None:
        self._instance, self._scores, self._precedence, self.purse = instance, scores, precedence, purse
        box = box_of(profile, by_points=False)
        costs = [project.cost for project in instance.projects]
        self.supporters = supporters_of(box, costs, [1] * len(costs))
        self._loads = Loads(len(box.weights))
        electorate = [
            s for s in self.supporters if s.stake and not purse.bar(s.position) and not purse.lack(s.position)
        ]
        # Loads only grow, so an earlier guess is a lower bound, and so is what it would be without any.
        self._queue = [(s.cost / s.people * _LOWER, s.position) for s in electorate]
        heapify(self._queue)
        self._bought: set[int] = set()
        self.end = Fraction(0)
        self.steps: list[Step] = []
        self.ties: list[Tie] = []

    def run(self) -> None:
        """Buys until the next would overspend; steps and ties say how."""
        while arrival := self._next():
            if any(self.purse.lack(position) for position in arrival.times):
                numerator, people = next(iter(arrival.times.values()))
                self.end = Fraction(numerator, people * self._loads.denominator)
                break
            self._buy(arrival)
        lost = (position for position in range(len(self.supporters)) if position not in self._bought)
        self.steps += [self._lost(position) for position in lost]

    def _next(self) -> Arrival | None:
        guesses: list[tuple[float, Supporters]] = []
        bound = float("inf")
        while self._queue and self._queue[0][0] <= bound:
            _, position = heappop(self._queue)
            if position in self._bought or self.purse.bar(position):
                continue
            time, slack = self._loads.guess(self.supporters[position])
            guesses.append((time - slack, self.supporters[position]))
            bound = min(bound, time + slack)
        for low, supporters in guesses:
            heappush(self._queue, (low, supporters.position))
        return self._earliest([supporters for low, supporters in guesses if low <= bound])

    def _earliest(self, near: list[Supporters]) -> Arrival | None:
        if not near:
            return None
        times = {supporters.position: self._loads.exactly(supporters) for supporters in near}
        if len(times) == 1:
            return Arrival(times)
        least = min(times.values(), key=lambda time: Fraction(*time))
        return Arrival({at: time for at, time in times.items() if time[0] * least[1] == least[0] * time[1]})

    def _buy(self, arrival: Arrival) -> None:
        number = len(self.purse.funded) + 1
        chosen = self._precedence.first(arrival.times)
        if len(arrival.times) > 1:
            self.ties.append(self._precedence.tie(number, arrival.times))
        numerator, denominator = self._loads.carry(self.supporters[chosen], *arrival.times[chosen])
        self.end = Fraction(numerator, denominator)
        self.purse.fund(chosen)
        self._bought.add(chosen)
        self.steps.append(self._step(number, chosen, Verdict.FUNDED, price=self.end))

    def _lost(self, position: int) -> Step:
        number = max(len(self.purse.funded), 1)
        supporters = self.supporters[position]
        obstacle = self.purse.bar(position)
        if obstacle is None and not supporters.stake:
            obstacle = Obstacle(Verdict.NO_SUPPORT)
        if obstacle is None:
            due, people = self._loads.exactly(supporters)
            missing = Fraction(due, self._loads.denominator) - people * self.end
            # Nothing missing: it ties with the one that ended the count.
            too_late = self.purse.lack(position) or Obstacle(Verdict.AFTER_STOP)
            obstacle = Obstacle(Verdict.NOT_AFFORDABLE, missing) if missing > 0 else too_late
        return self._step(number, position, obstacle.verdict, missing=obstacle.missing, reason=obstacle.reason)

    def _step(
        self,
        number: int,
        position: int,
        verdict: Verdict,
        *,
        price: Fraction | None = None,
        missing: Fraction | None = None,
        reason: str = "",
    ) -> Step:
        project = self._instance.projects[position].id
        return Step(number, project, verdict, PHASE, int(self._scores[position]), price, missing, reason)
