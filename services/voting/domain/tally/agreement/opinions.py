"""What everybody gave to each option, those who gave it nothing among them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from services.voting.domain.tally.paper.profile import Ints, Profile


@dataclass(frozen=True, slots=True)
class Opinion:
    """The marks that one option got, in ascending order, and how many ballots gave each."""

    values: tuple[int, ...]
    ballots: tuple[int, ...]


def standing_only(profile: Profile, ids: Sequence[str], out: Collection[str]) -> tuple[Profile, tuple[str, ...]]:
    """The same ballots without the options that are out of the count, and the ids of those that stand."""
    stays = np.array([id_ not in out for id_ in ids], np.bool_)
    if stays.all():
        return profile, tuple(ids)
    assert profile.marks is not None
    kept = stays[profile.choices]
    before = np.concatenate(([0], np.cumsum(kept)))
    renumbered = np.cumsum(stays) - 1
    standing = replace(
        profile,
        projects=int(stays.sum()),
        starts=before[profile.starts],
        choices=renumbered[profile.choices[kept]],
        marks=profile.marks[kept],
    )
    return standing, tuple(id_ for id_, stands in zip(ids, stays, strict=True) if stands)


def opinions_of(profile: Profile) -> Iterator[Opinion]:
    """Of each option in the paper's order, what the ballots say of it."""
    assert profile.marks is not None
    people = np.repeat(profile.weights, np.diff(profile.starts))
    order = np.argsort(profile.choices, kind="stable")
    choices, marks, people = profile.choices[order], profile.marks[order], people[order]
    starts = np.searchsorted(choices, np.arange(profile.projects + 1))
    for place in range(profile.projects):
        span = slice(int(starts[place]), int(starts[place + 1]))
        yield _opinion(marks[span], people[span], profile.voters)


def _opinion(marks: Ints, people: Ints, voters: int) -> Opinion:
    silent = voters - int(people.sum())
    values, where = np.unique(np.append(marks, 0), return_inverse=True)
    ballots = np.zeros(len(values), np.int64)
    np.add.at(ballots, where, np.append(people, silent))
    given = [(int(value), int(number)) for value, number in zip(values, ballots, strict=True) if number]
    return Opinion(tuple(value for value, _ in given), tuple(number for _, number in given))
