"""The poll as everybody knows it: what the second count starts from.

The first count reads the poll as voting keeps it (``counting.py``). This one reads the announcement that was made when
the poll was published, with a mapping of its own, so that a term that was lost on the way cannot convince both.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from libs.shared.kernel.money import minor_digits
from services.voting.domain.casting.ballot import Ballot
from services.voting.domain.counting.weights_as_published import objections_to_weights
from services.voting.domain.polls.poll import Poll
from services.voting.domain.tally.lots import TieKey, TieOrder, draw_lots
from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.paper.instance import BudgetShare, Instance, Project
from services.voting.domain.tally.pb.shares import sayable
from services.voting.domain.tally.progress import Watch
from services.voting.domain.tally.rule import (
    BoundedOverspending,
    Completion,
    EqualShares,
    RankedList,
    ScoreOrder,
    Utility,
)
from services.voting.domain.tally.second_count.check import CheckableRule, objections
from services.voting.domain.tally.second_count.run import Ballots

Announced = Mapping[str, Any]

_WITHDRAWN = "confirm-withdrawal"
_FIRST_AMONG_EQUALS: Mapping[str, tuple[TieKey, ...]] = {
    "more-votes": ("score", "cost-asc", "lot"),
    "cheaper": ("cost-asc", "score", "lot"),
    "dearer": ("cost-desc", "score", "lot"),
    "lot": ("lot",),
}
_GAINS = {
    "approval": Utility.COST,
    "knapsack": Utility.COST,
    "for-and-against": Utility.COST,
    "points": Utility.POINTS,
    "allocation": Utility.POINTS,
    "score": Utility.POINTS,
    "ranking": Utility.POINTS,
}


def objections_of(
    poll: Poll, ballots: Collection[tuple[Ballot, int]], outcome: Outcome, watch: Watch, *, is_weighed: bool = True
) -> list[str]:
    """What speaks against the outcome of a poll that was announced as it was; nothing if the second count agrees.

    Args:
        poll: The closed poll, with what was announced of it.
        ballots: Each distinct ballot, and how many people cast it.
        outcome: The engine's.
        watch: Is told how many of the repetitions are checked.
        is_weighed: Whether ballots count as the poll weighs them, and not each once.
    """
    assert poll.published is not None
    assert poll.lot_seed is not None
    announced = poll.published
    if hashlib.sha256(poll.lot_seed.encode()).hexdigest() != announced["lot_commitment"]:
        return ["the lot is not the one whose seal was published"]
    if is_weighed and (
        found := objections_to_weights(announced, poll.weighing, ballots, is_rehearsal=poll.is_rehearsal)
    ):
        return found
    out = {act.fields["project"] for act in poll.acts if act.action == _WITHDRAWN}
    if sum(people for _, people in ballots) < announced.get("quorum", 0):
        out = {project["number"] for project in announced["projects"]}
    instance = paper_as_announced(announced, out)
    rule = rule_as_announced(announced)
    if outcome.rule != rule.name:
        return [f"the count went by {outcome.rule}, but {rule.name} was published"]
    order = TieOrder(_FIRST_AMONG_EQUALS[announced.get("equals", "cheaper")], draw_lots(poll.lot_seed, instance.ids))
    return objections(instance, _marks(announced, ballots), rule, order, outcome, watch)


def paper_as_announced(announced: Announced, out: Collection[str | int]) -> Instance:
    """The projects and the money of the announcement; those that are out are named by their numbers."""
    projects = tuple(Project(str(each["number"]), each["cost_cents"], each["title"]) for each in announced["projects"])
    if announced["rule"] == "ranked-list":  # which has no money, whatever there is
        options = tuple(Project(str(each["number"]), 0, each["title"]) for each in announced["projects"])
        digits = minor_digits(announced["currency"])
        return Instance(options, 0, digits=digits, ineligible=dict.fromkeys(map(str, out), ""))
    numbers = {each["proposal_id"]: str(each["number"]) for each in announced["projects"]}
    groups = [frozenset(map(numbers.__getitem__, group)) for group in announced.get("conflicts", [])]
    return Instance(
        projects,
        announced["budget_cents"],
        digits=minor_digits(announced["currency"]),
        conflicts=tuple(groups),
        ineligible=dict.fromkeys(map(str, out), ""),
        shares=_money_of_areas(announced, "at_most_cents"),
        guaranteed=tuple(pot for pot in _money_of_areas(announced, "guaranteed_cents") if pot.limit),
    )


def _money_of_areas(announced: Announced, what: str) -> tuple[BudgetShare, ...]:
    found = []
    for area in announced.get("area_money", []):
        there = frozenset(str(one["number"]) for one in announced["projects"] if one["area_id"] == area["area_id"])
        if area[what] is not None:
            found.append(BudgetShare(sayable(area["name"]), there, area[what]))
    return tuple(found)


def rule_as_announced(announced: Announced) -> CheckableRule:
    """The rule of the announcement."""
    if announced["rule"] == "ranked-list":
        return RankedList()
    least = announced.get("min_score", 0)
    if announced["rule"] == "score-order":
        ending = announced.get("ending", "skip")
        clause = {"stretch": ending == "stop-80", "part": ending == "stop-part"}
        return ScoreOrder(stop=ending == "stop" or any(clause.values()), min_score=least, **clause)
    if announced["rule"] == "bos-equal-shares":
        return BoundedOverspending(_GAINS[announced["method"]], least)
    completion, is_compared = Completion(announced["completion"]), announced.get("comparison", False)
    adding = {"integral": announced.get("whole_shares", False), "step": announced.get("step", 1)}
    return EqualShares(_GAINS[announced["method"]], completion, least, comparison=is_compared, **adding)


def _marks(announced: Announced, ballots: Iterable[tuple[Ballot, int]]) -> Ballots:
    places = announced["limits"]["max_choices"]
    is_ranking = announced["method"] == "ranking"
    marks = []
    for ballot, people in ballots:
        ones = range(places, 0, -1) if is_ranking else ballot.marks or (1,) * len(ballot.numbers)
        marks.append((dict(zip(map(str, ballot.numbers), ones, strict=not is_ranking)), people * ballot.weight))
    return marks
