"""Budget, projects and shares of a file as an instance: amounts become integers of one minor unit."""

from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.paper.instance import BudgetShare, Instance, Project
from services.voting.domain.tally.pb.amounts import Amount
from services.voting.domain.tally.pb.meta import Meta
from services.voting.domain.tally.pb.projects import PAPER_TOTALS, Paper
from services.voting.domain.tally.pb.vote_types import vote_type

_ANY = (1, 0)  # stands for a budget that could not be read, so that the rest of the file can be


def instance_of(meta: Meta, paper: Paper) -> Instance:
    """The instance, every amount in the finest unit that the file uses.

    Raises:
        FileIsNotPabulib: with this and what was wrong before, if it would not hold together.
    """
    budget = meta.money("budget") or _ANY
    if budget[0] <= 0:
        meta.notes.mistake(meta.lines["budget"], "the budget must be positive")
        budget = _ANY
    digits = max([budget[1], *(cost[1] for _, cost in paper.rows)])
    projects = tuple(
        Project(project.id, scaled(cost, digits), project.name, project.categories, project.area)
        for project, cost in paper.rows
    )
    conflicts = tuple(frozenset(group) for group in paper.conflicts.values())
    shares = _shares(meta, projects, digits)
    try:
        return Instance(
            projects, scaled(budget, digits), digits, conflicts, paper.ineligible, shares, _on_paper(meta, paper)
        )
    except InstanceIsInconsistent as broken:
        raise meta.notes.stop(meta.lines.get("budget", 1), broken.reason) from None


def scaled(amount: Amount, digits: int) -> int:
    """The amount in units of so many decimals, of which it has no more."""
    return amount[0] * int(10 ** (digits - amount[1]))


def _shares(meta: Meta, projects: tuple[Project, ...], digits: int) -> tuple[BudgetShare, ...]:
    by_area = _limits(meta, "neighborhoods", "budget_per_neighborhood", digits)
    by_category = _limits(meta, "categories", "budget_per_category", digits)
    areas = [BudgetShare(name, frozenset(p.id for p in projects if p.area == name), limit) for name, limit in by_area]
    themes = [
        BudgetShare(name, frozenset(p.id for p in projects if name in p.categories), limit)
        for name, limit in by_category
    ]
    return (*areas, *themes)


def _limits(meta: Meta, names_key: str, limits_key: str, digits: int) -> list[tuple[str, int]]:
    names, limits = meta.parts(names_key), meta.parts(limits_key)
    if not limits:
        return []
    line = meta.lines[limits_key]
    read = [meta.amount(limit, line, limits_key) for limit in limits]
    if len(names) != len(limits) or any(amount and (amount[1] > digits or amount[0] < 0) for amount in read):
        told = f"{limits_key} needs an amount for each of {names_key}, from zero up and no finer than the costs"
        meta.notes.mistake(line, told)
        return []
    return [(name, scaled(amount, digits)) for name, amount in zip(names, read, strict=True) if amount]


def _on_paper(meta: Meta, paper: Paper) -> dict[str, int]:
    """Votes of which only the sums are known: where voters tick, each is one; elsewhere nobody knows their points."""
    if not paper.on_paper:
        return {}
    line = min(paper.lines[id_] for id_ in paper.on_paper)
    if vote_type(meta) not in ("approval", "choose-1"):
        told = f"{PAPER_TOTALS} has no use under this vote_type: nobody knows how many points those votes gave"
        meta.notes.warn(line, told)
        return {}
    votes = sum(paper.on_paper.values())
    told = f"{PAPER_TOTALS} adds {votes} votes that are known by sums alone; they count for scores and hold no money"
    meta.notes.warn(line, told)
    return paper.on_paper
