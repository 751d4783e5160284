"""Two stages as the second count sees them: each part that is guaranteed is an election of its own, then the rest.

Written apart from the engine's ``stages.py``: from paper and ballots it works out what each stage was to count, and
asks of each whether its outcome holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from services.voting.domain.tally.outcome import Outcome
from services.voting.domain.tally.paper.instance import BudgetShare, Instance, Remainder
from services.voting.domain.tally.second_count.run import Ballots

AgainstStage = Callable[[Instance, Ballots, Outcome], list[str]]


@dataclass(slots=True)
class _Money:
    """What is left in all, and who was funded from it."""

    instance: Instance
    left: int
    winners: list[str] = field(default_factory=list)

    def pay(self, ids: Sequence[str]) -> None:
        self.winners += ids
        self.left -= sum(project.cost for project in self.instance.projects if project.id in ids)

    def left_of(self, share: BudgetShare) -> int:
        costs = {project.id: project.cost for project in self.instance.projects}
        return share.limit - sum(costs[id_] for id_ in self.winners if id_ in share.projects)

    def may_win(self, id_: str) -> bool:
        groups = [group for group in self.instance.conflicts if id_ in group]
        return id_ not in self.winners and not any(group & {*self.winners} for group in groups)


def against_stages(instance: Instance, ballots: Ballots, outcome: Outcome, against: AgainstStage) -> list[str]:
    """What is wrong with an outcome in stages.

    Args:
        instance: With parts of the budget that are guaranteed.
        ballots: All of them.
        outcome: The engine's, with its stages.
        against: What is wrong with the outcome of one stage.
    """
    names = [pot.name for pot in instance.guaranteed]
    if [name for name, _ in outcome.stages] != [*names, ""]:
        return [f"the stages are {', '.join(names)}, and then the rest"]
    money, found = _Money(instance, instance.budget), list[str]()
    for pot, (name, counted) in zip((*instance.guaranteed, None), outcome.stages, strict=True):
        stage = _stage(money, pot)
        wrong = against(stage, _heard(ballots, {*stage.ids}, everyone=pot is None), counted)
        if counted.budget != stage.budget:
            wrong.append(f"there is {stage.budget} to spend")
        found += [f"{name or 'the rest'}: {objection}" for objection in wrong]
        money.pay(counted.winners)
    if list(outcome.winners) != money.winners or outcome.cost != instance.budget - money.left:
        found.append("the stages together fund something else")
    return found


def _stage(money: _Money, pot: BudgetShare | None) -> Remainder:
    """What may win here, and the money for it."""
    instance = money.instance
    there = [one for one in instance.projects if money.may_win(one.id) and (pot is None or one.id in pot.projects)]
    ids = {one.id for one in there}
    shares = [replace(share, projects=share.projects & ids, limit=money.left_of(share)) for share in instance.shares]
    return Remainder(
        tuple(there),
        pot.limit if pot else money.left,
        instance.digits,
        tuple(group & ids for group in instance.conflicts),
        {id_: why for id_, why in instance.ineligible.items() if id_ in ids},
        tuple(share for share in shares if share.projects),
        {id_: votes for id_, votes in instance.paper_totals.items() if id_ in ids},
    )


def _heard(ballots: Ballots, ids: set[str], *, everyone: bool) -> Ballots:
    cut = [({id_: mark for id_, mark in ballot.items() if id_ in ids}, people) for ballot, people in ballots]
    return cut if everyone else [(ballot, people) for ballot, people in cut if ballot]
