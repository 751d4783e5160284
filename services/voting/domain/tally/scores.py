"""Scores: one exact integer per project."""

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.profile import Profile

_EXACT_IN_FLOAT = 2**53


def scores(profile: Profile) -> NDArray[np.int64]:
    """Each project's score in marks: approvals, points, Borda points, votes for minus votes against, grades."""
    sizes = np.diff(profile.starts)
    per_choice = np.repeat(profile.weights, sizes)
    if profile.marks is not None:
        per_choice = per_choice * profile.marks
    assert np.abs(per_choice).sum() < _EXACT_IN_FLOAT, "numpy sums by floats, which are exact only up to 2**53"
    sums = np.bincount(profile.choices, weights=per_choice, minlength=profile.projects)
    return sums.astype(np.int64)
