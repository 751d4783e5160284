"""Scores: one exact integer per project."""

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Profile

_EXACT_IN_FLOAT = 2**53


def scores(profile: Profile) -> NDArray[np.int64]:
    """Each project's score in marks: approvals, points, Borda points, votes for minus votes against, grades.

    Raises:
        InstanceIsInconsistent: if the marks are so large that numpy's sums by floats would not be exact.
    """
    per_choice = profile.weights.repeat(profile.starts[1:] - profile.starts[:-1])
    if profile.marks is not None:
        per_choice = per_choice * profile.marks
    sums = np.bincount(profile.choices, per_choice, profile.projects)
    most = sums if profile.marks is None else np.abs(per_choice)  # sums of approvals only grow
    if most.sum(dtype=np.float64) >= _EXACT_IN_FLOAT:
        raise InstanceIsInconsistent("the marks are beyond exact counting")
    return sums.astype(np.int64)


def totals(instance: Instance, profile: Profile) -> NDArray[np.int64]:
    """Each project's score, votes on paper of which only the sum is known included.

    Raises:
        InstanceIsInconsistent: if the marks are beyond exact sums.
    """
    if not instance.paper_totals:
        return scores(profile)
    on_paper = [instance.paper_totals.get(id_, 0) for id_ in instance.ids]
    if sum(on_paper) >= _EXACT_IN_FLOAT:
        raise InstanceIsInconsistent("the marks are beyond exact counting")
    return scores(profile) + np.array(on_paper, dtype=np.int64)


def people_for(profile: Profile) -> list[int]:
    """How many people voted for each project, whatever they gave it; whoever voted against it is not among them."""
    people = np.repeat(profile.weights, np.diff(profile.starts))
    if profile.marks is not None:
        people = people * (profile.marks > 0)
    return [int(sum_) for sum_ in np.bincount(profile.choices, weights=people, minlength=profile.projects)]
