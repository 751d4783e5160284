"""Which counts have a counterpart in pabutools, and random elections in which ties abound."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from services.voting.domain.tally import (
    BoundedOverspending,
    Completion,
    EqualShares,
    Instance,
    Method,
    Phragmen,
    Profile,
    Rule,
    ScoreOrder,
    TieOrder,
    Utility,
    count,
)
from tests.support.elections import an_instance

APPROVAL_RULES: dict[str, Rule] = {
    "mes/cost": EqualShares(Utility.COST, Completion.NONE),
    "mes/cardinality": EqualShares(Utility.CARDINALITY, Completion.NONE),
    "greedy/cost": ScoreOrder(),  # with cost satisfaction, pabutools' score per cost is the number of votes
    "greedy/cardinality": ScoreOrder(per_cost=True),
    "phragmen": Phragmen(),
}
APPROVAL_ADD1: dict[str, Rule] = {
    "mes/cost/add1": EqualShares(Utility.COST, Completion.ADD1_EXHAUSTIVE),
    "mes/cardinality/add1": EqualShares(Utility.CARDINALITY, Completion.ADD1_EXHAUSTIVE),
    "tool/cost/1": EqualShares(Utility.COST, Completion.ADD1_EXHAUSTIVE_UTILITARIAN, integral=True),
    "tool/cost/3": EqualShares(Utility.COST, Completion.ADD1_EXHAUSTIVE_UTILITARIAN, integral=True, step=3),
}
POINTS_RULES: dict[str, Rule] = {
    "mes/points": EqualShares(Utility.POINTS, Completion.NONE),
    "greedy/points": ScoreOrder(per_cost=True),
}
POINTS_ADD1: dict[str, Rule] = {"mes/points/add1": EqualShares(Utility.POINTS, Completion.ADD1_EXHAUSTIVE)}
APPROVAL_UNTIED: dict[str, Rule] = {"bos/cost": BoundedOverspending(Utility.COST)}
"""Counted in floats and without an order among equals over there, so compared where none stood equal."""


@dataclass(frozen=True, slots=True)
class Election:
    """One random election, in both sides' words."""

    instance: Instance
    ballots: list[dict[str, int]]
    points: bool

    @property
    def rules(self) -> dict[str, Rule]:
        every = {**APPROVAL_RULES, **APPROVAL_ADD1, **APPROVAL_UNTIED}
        return {**POINTS_RULES, **POINTS_ADD1} if self.points else every

    def as_line(self, rules: Iterable[str]) -> dict[str, object]:
        """The election as pabutools' side reads it, to be counted by these rules."""
        costs = {project.id: project.cost for project in self.instance.projects}
        return {
            "costs": costs,
            "budget": self.instance.budget,
            "ballots": self.ballots,
            "points": self.points,
            "rules": list(rules),
        }

    def winners(self) -> dict[str, list[str]]:
        """The engine's winners by rule; among equals, the order of the ids decides, as on the other side."""
        method = Method.POINTS if self.points else Method.APPROVAL
        profile = Profile.of_ballots(self.instance.ids, method, self.ballots)
        ties = TieOrder(("lot",), lots=tuple(sorted(self.instance.ids)))
        found = {name: count(self.instance, profile, rule, ties=ties) for name, rule in self.rules.items()}
        told = (name for name, outcome in found.items() if not (name in APPROVAL_UNTIED and outcome.ties))
        return {name: list(found[name].winners) for name in told}


def a_random_election(seed: int) -> Election:
    """Few different costs, few different ballots: every election has ties."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    ids = [f"p{number}" for number in range(chance.randint(1, 8))]
    costs = {id_: chance.choice([1, 2, 3, 5, 10]) * chance.choice([1, 10]) for id_ in ids}
    points = chance.random() < 1 / 4
    voters = chance.randint(1, 12)
    ballots = [
        {id_: chance.randint(1, 3) if points else 1 for id_ in chance.sample(ids, chance.randint(0, len(ids)))}
        for _ in range(voters)
    ]
    budget = chance.randint(1, max(1, sum(costs.values())))
    return Election(an_instance(costs, budget), ballots, points)
