"""Two stages: what is guaranteed to areas is counted first, each among its own projects; the rest is for all.

An area's money is counted by the poll's rule as if it were the budget of a poll of its own, by the ballots that name
one of the area's projects. What it leaves over joins the rest, for which everything competes that is not funded yet,
and every ballot counts. Łódź (2020) and Újbuda (2025) describe such votes; the exact words are our own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.outcome import Outcome, Step, Verdict
from services.voting.domain.tally.paper.instance import BudgetShare, Instance, Remainder
from services.voting.domain.tally.paper.profile import Profile
from services.voting.domain.tally.rule import EqualShares, Rule, ScoreOrder
from services.voting.domain.tally.rules.scores import totals as totals_of

PHASE = "stages"

CountStage = Callable[[Instance, Profile], Outcome]


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the counts: its name (none: what is left for all), its projects and money, and the ballots that count.

    ``excluded`` are the projects that would compete but for a rival that was funded before, each with its rival.
    """

    name: str
    instance: Instance
    profile: Profile
    excluded: dict[str, str]


def count_stages(instance: Instance, profile: Profile, rule: Rule, count: CountStage) -> Outcome:
    """The outcome of all stages.

    Args:
        instance: With parts of the budget that are guaranteed.
        profile: The ballots.
        rule: The rule that every stage is counted by.
        count: Counts a stage.

    Raises:
        InstanceIsInconsistent: if the rule cannot be counted in stages.
    """
    _demand_stages_suit(rule)
    scores = dict(zip(instance.ids, totals_of(instance, profile).tolist(), strict=True))
    counted: list[tuple[str, Outcome]] = []
    for pot in (*instance.guaranteed, None):
        stage = stage_of(instance, profile, pot, [outcome for _, outcome in counted])
        outcome = count(stage.instance, stage.profile)
        barred = tuple(
            Step(max(len(outcome.winners), 1), id_, Verdict.CONFLICT, PHASE, scores[id_], reason=rival)
            for id_, rival in stage.excluded.items()
        )
        counted.append((stage.name, replace(outcome, trace=outcome.trace + barred)))
    return _together(instance, profile, rule, counted)


def stages_of(instance: Instance, profile: Profile, outcome: Outcome) -> Iterator[tuple[Stage, Outcome]]:
    """The stages of an outcome, each with its own."""
    before: list[Outcome] = []
    for pot, (_, counted) in zip((*instance.guaranteed, None), outcome.stages, strict=True):
        yield stage_of(instance, profile, pot, before), counted
        before.append(counted)


def stage_of(instance: Instance, profile: Profile, pot: BudgetShare | None, before: Iterable[Outcome]) -> Stage:
    """The stage of a guaranteed part, or the last one, after those before it."""
    past = list(before)
    funded = [id_ for outcome in past for id_ in outcome.winners]
    competing = [id_ for id_ in instance.ids if id_ not in funded and (pot is None or id_ in pot.projects)]
    rivals = {id_: rival for id_ in competing if (rival := _rival(instance, id_, funded))}
    kept = frozenset(competing) - rivals.keys()
    budget = pot.limit if pot else instance.budget - sum(outcome.cost for outcome in past)
    return Stage(
        pot.name if pot else "",
        _part(instance, kept, budget, funded),
        _ballots(profile, [id_ in kept for id_ in instance.ids], with_blank=pot is None),
        rivals,
    )


def _demand_stages_suit(rule: Rule) -> None:
    if isinstance(rule, ScoreOrder) and (rule.stretch or rule.part):
        raise InstanceIsInconsistent("where parts of the budget are guaranteed, no project is funded in part")
    if isinstance(rule, EqualShares) and rule.comparison:
        raise InstanceIsInconsistent("where parts of the budget are guaranteed, there is no comparison step")


def _together(instance: Instance, profile: Profile, rule: Rule, counted: list[tuple[str, Outcome]]) -> Outcome:
    return Outcome(
        rule=rule.name,
        winners=tuple(id_ for _, outcome in counted for id_ in outcome.winners),
        cost=sum(outcome.cost for _, outcome in counted),
        budget=instance.budget,
        digits=instance.digits,
        voters=profile.voters,
        ties=tuple(replace(tie, stage=name) for name, outcome in counted for tie in outcome.ties),
        trace=tuple(step._replace(stage=name) for name, outcome in counted for step in outcome.trace),
        stages=tuple(counted),
    )


def _rival(instance: Instance, id_: str, funded: list[str]) -> str | None:
    groups = [group for group in instance.conflicts if id_ in group]
    return next((rival for rival in funded if any(rival in group for group in groups)), None)


def _part(instance: Instance, kept: frozenset[str], budget: int, funded: list[str]) -> Remainder:
    """The instance with these projects alone; of what was funded before, shares know the cost."""
    spent = {project.id: project.cost for project in instance.projects if project.id in funded}
    shares = (
        replace(
            share,
            projects=share.projects & kept,
            limit=share.limit - sum(spent[id_] for id_ in share.projects & {*spent}),
        )
        for share in instance.shares
    )
    return Remainder(
        projects=tuple(project for project in instance.projects if project.id in kept),
        budget=budget,
        digits=instance.digits,
        conflicts=tuple(group & kept for group in instance.conflicts),
        ineligible={id_: why for id_, why in instance.ineligible.items() if id_ in kept},
        shares=tuple(share for share in shares if share.projects),
        paper_totals={id_: votes for id_, votes in instance.paper_totals.items() if id_ in kept},
    )


def _ballots(profile: Profile, is_kept: list[bool], *, with_blank: bool) -> Profile:
    """The ballots with these projects alone; those that name none of them only ``with_blank``."""
    kept = np.array(is_kept, np.bool_)
    position = np.cumsum(kept) - 1
    rows = np.repeat(np.arange(len(profile.weights)), np.diff(profile.starts))
    chosen = kept[profile.choices]
    sizes = np.bincount(rows[chosen], minlength=len(profile.weights))
    counts = np.ones(len(sizes), np.bool_) if with_blank else sizes > 0
    return replace(
        profile,
        projects=int(kept.sum()),
        weights=profile.weights[counts],
        starts=np.concatenate(([0], np.cumsum(sizes[counts]))),
        choices=position[profile.choices[chosen]],
        marks=None if profile.marks is None else profile.marks[chosen],
    )
