"""The second count: checks an outcome against the ballots, written apart from the engine and sharing no code with it.

It does not search: it follows the published trace and verifies each step in whole numbers. A count without objections
proves: every voter paid at most her share, every project was paid in full by its supporters alone, and nothing cheaper
was passed over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from services.voting.domain.tally.instance import Instance
from services.voting.domain.tally.lots import TieOrder
from services.voting.domain.tally.outcome import Outcome, Verdict
from services.voting.domain.tally.rules import Completion, EqualShares, ScoreOrder, Utility

Ballots = Sequence[tuple[Mapping[str, int], int]]
Purchases = Sequence[tuple[str, Fraction]]


@dataclass(slots=True)
class Paper:
    """The instance as the second count sees it: what was funded so far, and what that forbids."""

    instance: Instance
    scores: dict[str, int]
    min_score: int
    funded: list[str]

    @property
    def costs(self) -> dict[str, int]:
        return {project.id: project.cost for project in self.instance.projects}

    @property
    def spent(self) -> int:
        costs = self.costs
        return sum(costs[id_] for id_ in self.funded)

    def is_open(self, id_: str) -> bool:
        """Whether the project may still be funded if there is money."""
        if id_ in self.funded or id_ in self.instance.ineligible or self.scores[id_] < self.min_score:
            return False
        if any(id_ in group and group & set(self.funded) for group in self.instance.conflicts):
            return False
        costs = self.costs
        return all(
            sum(costs[other] for other in share.projects & set(self.funded)) + costs[id_] <= share.limit
            for share in self.instance.shares
            if id_ in share.projects
        )


def precedence(instance: Instance, order: TieOrder, scores: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Per project what is compared among equals; the smaller goes first."""
    keys: dict[str, tuple[int, ...]] = {}
    for place, project in enumerate(instance.projects):
        values = {
            "cost-asc": project.cost,
            "cost-desc": -project.cost,
            "score": -scores[project.id],
            "lot": order.lots.index(project.id) if project.id in order.lots else len(order.lots),
            "file-order": place,
        }
        keys[project.id] = (*(values[key] for key in order.keys), place)
    return keys


def objections(
    instance: Instance, ballots: Ballots, rule: ScoreOrder | EqualShares, order: TieOrder, outcome: Outcome
) -> list[str]:
    """What is wrong with the outcome; nothing if the second count agrees.

    Args:
        instance: Projects and budget.
        ballots: Each distinct ballot as marks by project id, and how many people cast it.
        rule: The published rule.
        order: What decides among equals.
        outcome: The engine's.
    """
    scores = dict.fromkeys(instance.ids, 0)
    for ballot, people in ballots:
        for id_, mark in ballot.items():
            scores[id_] += mark * people
    paper = Paper(instance, scores, rule.min_score, [])
    first = precedence(instance, order, scores)
    found = []
    if isinstance(rule, EqualShares):
        found += _against_equal_shares(paper, ballots, rule, first, outcome)
        if rule.completion in (Completion.UTILITARIAN, Completion.ADD1_UTILITARIAN):
            found += _against_score_order(paper, ScoreOrder(), first, outcome)
    else:
        found += _against_score_order(paper, rule, first, outcome)
    if list(outcome.winners) != paper.funded:
        found.append(f"the winners are {', '.join(paper.funded)}")
    if outcome.cost != paper.spent or paper.spent > instance.budget:
        found.append(f"the winners cost {paper.spent}")
    return found


def _against_score_order(
    paper: Paper, rule: ScoreOrder, first: Mapping[str, tuple[int, ...]], outcome: Outcome
) -> list[str]:
    costs = paper.costs

    def key(id_: str) -> tuple[bool, Fraction, tuple[int, ...]]:
        worth = Fraction(paper.scores[id_], costs[id_] if rule.per_cost and costs[id_] else 1)
        return costs[id_] > 0, -worth, first[id_]

    for id_ in sorted(set(costs) - set(paper.funded), key=key):
        if not paper.is_open(id_):
            continue
        if paper.spent + costs[id_] <= paper.instance.budget:
            paper.funded.append(id_)
        elif rule.stop:
            break
    return [] if set(paper.funded) == set(outcome.winners) else ["score order funds other projects"]


def _against_equal_shares(
    paper: Paper,
    ballots: Ballots,
    rule: EqualShares,
    first: Mapping[str, tuple[int, ...]],
    outcome: Outcome,
) -> list[str]:
    voters = sum(people for _, people in ballots)
    share = Fraction(paper.instance.budget, max(voters, 1))
    unit = 10**paper.instance.digits
    if outcome.endowment != share + outcome.added * unit:
        return ["the endowment is not an equal share and the units added"]
    if outcome.added and rule.completion in (Completion.NONE, Completion.UTILITARIAN):
        return ["the rule adds nothing to the shares"]
    found = []
    if outcome.refused:
        beyond = Paper(paper.instance, paper.scores, paper.min_score, [])
        found += _against_run(beyond, ballots, rule.utility, first, outcome.refused, outcome.endowment + unit)
        if beyond.spent <= paper.instance.budget:
            found.append("one unit more would not overspend")
    bought = [(s.project, s.price) for s in outcome.trace if s.verdict is Verdict.FUNDED and s.price is not None]
    found += _against_run(paper, ballots, rule.utility, first, bought, outcome.endowment)
    if not outcome.refused and not found and _could_add(paper, ballots, rule.completion):
        found.append("nothing says why no more units were added")
    return found


def _could_add(paper: Paper, ballots: Ballots, completion: Completion) -> bool:
    if completion in (Completion.NONE, Completion.UTILITARIAN):
        return False
    wanted = {id_ for ballot, _ in ballots for id_, mark in ballot.items() if mark > 0 and paper.is_open(id_)}
    if completion is Completion.ADD1_EXHAUSTIVE:
        costs = paper.costs
        wanted = {id_ for id_ in wanted if paper.spent + costs[id_] <= paper.instance.budget}
    return bool(wanted)


def _against_run(
    paper: Paper,
    ballots: Ballots,
    utility: Utility,
    first: Mapping[str, tuple[int, ...]],
    purchases: Purchases,
    endowment: Fraction,
) -> list[str]:
    run = _Run(paper, ballots, utility, purchases, endowment)
    for id_, price in purchases:
        if wrong := run.buy(id_, price, first):
            return [wrong]
    left = [] if paper.spent > paper.instance.budget else run.affordable()
    return [f"{', '.join(left)} could still be afforded"] if left else []


class _Run:
    """Follows one run. Money is counted in whole parts of a minor unit so small that every price is a whole number."""

    def __init__(
        self, paper: Paper, ballots: Ballots, utility: Utility, purchases: Purchases, endowment: Fraction
    ) -> None:
        costs = paper.costs
        self._paper, self._costs = paper, costs
        self._parts = lcm(endowment.denominator, *(price.denominator for _, price in purchases))
        self._money = [int(endowment * self._parts)] * len(ballots)
        self._people = [people for _, people in ballots]
        self._gains: dict[str, list[tuple[int, int]]] = {id_: [] for id_ in costs}
        for row, (ballot, _) in enumerate(ballots):
            for id_, mark in ballot.items():
                if mark > 0:
                    gain = {Utility.COST: max(costs[id_], 1), Utility.CARDINALITY: 1, Utility.POINTS: mark}[utility]
                    self._gains[id_].append((row, gain))
        self._stakes = {id_: sum(self._people[row] * gain for row, gain in gains) for id_, gains in self._gains.items()}

    def buy(self, id_: str, price: Fraction, first: Mapping[str, tuple[int, ...]]) -> str | None:
        """Takes what supporters pay; says what is wrong with the purchase."""
        if not self._gains[id_] or not self._paper.is_open(id_):
            return f"{id_} may not be bought"
        whole = int(price * self._parts)
        if self._would_pay(id_, whole) != self._costs[id_] * self._parts:
            return f"the supporters of {id_} do not pay its cost"
        if not self._is_least(id_, whole):
            return f"a lower price would pay for {id_}"
        for rival in self._costs:
            if rival != id_ and self._is_passed_over(rival, whole, first[rival] < first[id_]):
                return f"{rival} comes before {id_}"
        for row, gain in self._gains[id_]:
            self._money[row] -= min(self._money[row], whole * gain)
        self._paper.funded.append(id_)
        return None

    def affordable(self) -> list[str]:
        """The projects that their supporters could still pay for."""
        return [
            id_
            for id_, gains in self._gains.items()
            if gains
            and self._paper.is_open(id_)
            and sum(self._money[row] * self._people[row] for row, _ in gains) >= self._costs[id_] * self._parts
        ]

    def _is_passed_over(self, rival: str, price: int, goes_first: bool) -> bool:
        due = self._costs[rival] * self._parts
        at_most = price * self._stakes[rival]
        if at_most < due or (at_most == due and not goes_first) or not self._paper.is_open(rival):
            return False
        paid = self._would_pay(rival, price)
        return paid > due or (paid == due and (goes_first or not self._is_least(rival, price)))

    def _is_least(self, rival: str, price: int) -> bool:
        """Whether no lower price would do: at least one supporter pays the full price."""
        return any(self._money[row] >= price * gain for row, gain in self._gains[rival])

    def _would_pay(self, id_: str, price: int) -> int:
        return sum(self._people[row] * min(self._money[row], price * gain) for row, gain in self._gains[id_])
