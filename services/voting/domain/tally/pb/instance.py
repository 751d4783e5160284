"""Budget, projects and shares of a file as an instance: amounts become integers of one minor unit."""

from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.paper.instance import Instance, Project
from services.voting.domain.tally.pb.amounts import scaled
from services.voting.domain.tally.pb.meta import Meta
from services.voting.domain.tally.pb.projects import PAPER_TOTALS, Paper
from services.voting.domain.tally.pb.shares import read_guaranteed, read_shares
from services.voting.domain.tally.pb.vote_types import vote_type

_ANY = (1, 0)  # stands for a budget that could not be read, so that the rest of the file can be


def instance_of(meta: Meta, paper: Paper) -> Instance:
    """The instance, every amount in the finest unit that the file uses.

    Raises:
        FileIsNotPabulib: with this and what was wrong before, if it would not hold together.
    """
    budget = meta.money("budget") or _ANY
    is_for_advice = budget[0] == 0 and not any(cost[0] for _, cost in paper.rows)
    if budget[0] <= 0 and not is_for_advice:
        meta.notes.mistake(meta.lines["budget"], "the budget must be positive")
        budget = _ANY
    digits = max([budget[1], *(cost[1] for _, cost in paper.rows)])
    projects = tuple(
        Project(project.id, scaled(cost, digits), project.name, project.categories, project.area, project.saving)
        for project, cost in paper.rows
    )
    conflicts = tuple(frozenset(group) for group in paper.conflicts.values())
    shares, guaranteed = read_shares(meta, projects, digits), read_guaranteed(meta, projects, digits)
    try:
        return Instance(
            projects,
            scaled(budget, digits),
            digits,
            conflicts,
            paper.ineligible,
            shares,
            _on_paper(meta, paper),
            guaranteed,
        )
    except InstanceIsInconsistent as broken:
        raise meta.notes.stop(meta.lines.get("budget", 1), broken.reason) from None


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
