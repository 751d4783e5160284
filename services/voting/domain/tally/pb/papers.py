"""Our own lines of META for polls in which each area has a paper, and what they say of a file's ballots.

``commonpurse_papers`` has the numbers on each area's paper, ``1,2|3,4``; a ballot names projects of one of them alone,
and any that stand on none. The count does not need it: it is for whoever asks whether the ballots keep to it.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Profile

PAPERS = "commonpurse_papers"
MAX_IN_AREA = "commonpurse_max_in_area"
MAX_CITYWIDE = "commonpurse_max_citywide"


def named_of_papers(said: str, instance: Instance, profile: Profile) -> NDArray[np.int64]:
    """Of each ballot, how many projects it names of each paper, a column for each; the last is for those on none."""
    papers = [{id_.strip() for id_ in paper.split(",")} for paper in said.split("|")]
    of_project = [next((at for at, ids in enumerate(papers) if id_ in ids), len(papers)) for id_ in instance.ids]
    named = np.zeros((len(profile.weights), len(papers) + 1), dtype=np.int64)
    ballots = np.repeat(np.arange(len(profile.weights)), np.diff(profile.starts))
    np.add.at(named, (ballots, np.array(of_project or [0])[profile.choices]), 1)
    return named


def ballots_of_two_papers(named: NDArray[np.int64]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Which ballots name projects of more than one paper."""
    yield f"a ballot names projects of two papers of {PAPERS}", (named[:, :-1] > 0).sum(axis=1) > 1
