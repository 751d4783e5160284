"""How far an outcome reaches: who got something, who got a fair share, where the money goes.

Source of the fair share: Maly, Rey, Endriss, Lackner, Fairness in Participatory Budgeting via Equality of Resources,
AAMAS 2023.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.explain.stories import PartStory, Reach
from services.voting.domain.tally.paper.instance import Instance, Project
from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rules.supporters import Box, Floats

_NEAR = 1e-9


def reach_of(instance: Instance, box: Box, winners: Sequence[str]) -> Reach:
    """How many voters the winners reach, and how well."""
    chosen = frozenset(winners)
    won = np.array([id_ in chosen for id_ in instance.ids], np.bool_)
    each = _sums(box, won[box.choices].astype(np.float64)).astype(np.int64)
    voters = box.voters
    return Reach(
        voters=voters,
        with_a_winner=int(box.weights[each > 0].sum()),
        winners_each=Fraction(int((each * box.weights).sum()), max(voters, 1)),
        median=_median(each, box.weights),
        with_fair_share=_with_fair_share(instance, box, won),
    )


def parts_of(
    instance: Instance, box: Box, winners: Sequence[str], names_of: Callable[[Project], Sequence[str]]
) -> tuple[PartStory, ...]:
    """Spending and demand by part of the paper: by area, or by category."""
    names = sorted({name for project in instance.projects for name in names_of(project) if name})
    return tuple(_part(instance, box, set(winners), name, names_of) for name in names)


def _part(
    instance: Instance, box: Box, winners: set[str], name: str, names_of: Callable[[Project], Sequence[str]]
) -> PartStory:
    inside = np.array([name in names_of(project) for project in instance.projects])
    asking = _sums(box, inside[box.choices].astype(np.float64)) > 0
    spent = sum(project.cost for project in instance.projects if project.id in winners and name in names_of(project))
    return PartStory(name, spent, int(box.weights[asking].sum()))


def _with_fair_share(instance: Instance, box: Box, won: NDArray[np.bool_]) -> int:
    people = np.bincount(box.choices, weights=np.repeat(box.weights, np.diff(box.starts)), minlength=box.projects)
    costs = np.array([float(project.cost) for project in instance.projects])
    parts = costs / np.maximum(people, 1)
    got = _sums(box, (parts * won)[box.choices])
    named_losers = _sums(box, (~won)[box.choices].astype(np.float64)) > 0
    equal = Fraction(instance.budget, max(box.voters, 1))
    enough = got >= float(equal)
    for row in np.flatnonzero(np.abs(got - float(equal)) <= _NEAR * float(equal)).tolist():
        chosen = [choice for choice, _ in box.marks_of(row) if won[choice]]
        enough[row] = sum(Fraction(instance.projects[c].cost, int(people[c])) for c in chosen) >= equal
    return int(box.weights[enough | ~named_losers].sum())


def _sums(box: Box, per_choice: Floats) -> Floats:
    running = np.concatenate(([0.0], np.cumsum(per_choice)))
    sums: Floats = running[box.starts[1:]] - running[box.starts[:-1]]
    return sums


def _median(values: Ints, weights: Ints) -> Fraction:
    order = np.argsort(values, kind="stable")
    ends = np.cumsum(weights[order])
    if not len(ends):
        return Fraction(0)
    total = int(ends[-1])
    low, high = (
        int(values[order][np.searchsorted(ends, place, side="right")]) for place in ((total - 1) // 2, total // 2)
    )
    return Fraction(low + high, 2)
