"""Equal Shares with bounded overspending: a project may be bought though its supporters hold a part of its cost only.

Each round takes the project of the least rate among those that the rest of the budget suffices for (see ``standing``).
Whoever pays then pays as if the whole cost came together at that rate, or all she has; what is missing comes out of the
money of those who would spend it later, hence the bound. Source: Papasotiropoulos, Pishbin, Skibski, Skowron, Wąs,
Method of Equal Shares with Bounded Overspending, EC 2025, arXiv:2409.15005.
"""

from fractions import Fraction
from heapq import heapify, heappop, heappush

from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.outcome import Step, Tie, Verdict
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints, Profile
from services.voting.domain.tally.rule import BoundedOverspending, Utility
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.holdings import Holdings
from services.voting.domain.tally.rules.purse import Obstacle, Purse
from services.voting.domain.tally.rules.standing import Standing, roughly, standing_of
from services.voting.domain.tally.rules.supporters import box_of, supporters_of

PHASE = "bos-equal-shares"


class BoundedOverspendingCount:
    """One count. It ends when nothing fits into the rest of the budget of which a supporter could pay a part."""

    def __init__(
        self,
        instance: Instance,
        profile: Profile,
        rule: BoundedOverspending,
        scores: Ints,
        precedence: Precedence,
        purse: Purse,
    ) -> None:
        self._instance, self._scores, self._precedence, self.purse = instance, scores, precedence, purse
        box = box_of(profile, by_points=rule.utility is Utility.POINTS)
        costs = [project.cost for project in instance.projects]
        units = [max(cost, 1) if rule.utility is Utility.COST else 1 for cost in costs]
        supporters = supporters_of(box, costs, units)
        self.crowds = {one.position: Crowd.of(one) for one in supporters if one.stake}
        self.endowment = Fraction(instance.budget, max(box.voters, 1))
        self.holdings = Holdings(len(box.weights), self.endowment)
        self._queue = [(0.0, position) for position in self.crowds]  # rates only rise, so an old one is a lower bound
        heapify(self._queue)
        self.steps: list[Step] = []
        self.ties: list[Tie] = []

    def run(self) -> None:
        """Buys until nothing is left to buy; steps and ties say how."""
        while standings := self._least():
            self._buy(standings)
        funded = set(self.purse.funded)
        self.steps += [self._lost(place) for place in range(len(self._instance.projects)) if place not in funded]

    def _least(self) -> dict[int, Standing]:
        """The projects of the least rate, out of the queue."""
        guesses: list[tuple[float, int]] = []
        bound = float("inf")
        while self._queue and self._queue[0][0] <= bound:
            _, position = heappop(self._queue)
            if self._obstacle(position) or not (between := self._between(position)):
                continue  # for good: neither the budget nor the voters' money grows again
            guesses.append((between[0], position))
            bound = min(bound, between[1])
        near = {place: self._standing(place) for low, place in guesses if low <= bound}
        rate = min((standing.rate for standing in near.values()), default=None)
        least = {place: standing for place, standing in near.items() if standing.rate == rate}
        for low, place in guesses:
            if place not in least:
                heappush(self._queue, (low, place))
        return least

    def _between(self, position: int) -> tuple[float, float] | None:
        crowd = self.holdings.grouped(self.crowds[position])
        return roughly(crowd, self.holdings) if crowd.cost else (0.0, 0.0)

    def _standing(self, position: int) -> Standing:
        return standing_of(self.holdings.grouped(self.crowds[position]), self.holdings)

    def _buy(self, standings: dict[int, Standing]) -> None:
        number, tied = len(self.purse.funded) + 1, sorted(standings)
        chosen = self._precedence.first(tied)
        if len(tied) > 1:
            self.ties.append(self._precedence.tie(number, tied))
        for position in tied:
            if position != chosen:
                heappush(self._queue, (0.0, position))
        standing = standings[chosen]
        self.holdings.pay(self.crowds[chosen], standing.price)
        self.purse.fund(chosen)
        self.steps.append(
            self._step(number, chosen, Obstacle(Verdict.FUNDED), standing.price / self.crowds[chosen].unit)
        )

    def _obstacle(self, position: int) -> Obstacle | None:
        return self.purse.bar(position) or self.purse.lack(position)

    def _lost(self, position: int) -> Step:
        number = max(len(self.purse.funded), 1)
        obstacle = self.purse.bar(position)
        if obstacle is None and position not in self.crowds:
            obstacle = Obstacle(Verdict.NO_SUPPORT)
        obstacle = obstacle or self.purse.lack(position)
        return self._step(number, position, obstacle or self._unpaid(position))

    def _unpaid(self, position: int) -> Obstacle:
        return Obstacle(Verdict.NOT_AFFORDABLE, Fraction(self.crowds[position].cost))

    def _step(self, number: int, position: int, obstacle: Obstacle, price: Fraction | None = None) -> Step:
        project, score = self._instance.projects[position].id, int(self._scores[position])
        return Step(number, project, obstacle.verdict, PHASE, score, price, obstacle.missing, obstacle.reason)
