"""All ballots of a poll, identical ones grouped: small in memory, quick to sum."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from services.voting.domain.tally.errors import BallotBreaksMethod
from services.voting.domain.tally.paper.ballots import Method

Ints = NDArray[np.int64]
_Ballot = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Distinct ballots as a compressed sparse matrix.

    Ballot ``g`` was cast by ``weights[g]`` people; its choices are ``choices[starts[g]:starts[g + 1]]``, project
    positions in ascending order. ``marks`` holds what stands beside each choice (points, +1 or -1, a grade; for a
    ranking the Borda points ``longest``, ``longest - 1``, …) in units of ``10 ** -mark_digits``; None means one mark
    for each choice.
    """

    method: Method
    projects: int
    weights: Ints
    starts: Ints
    choices: Ints
    marks: Ints | None = None
    mark_digits: int = 0
    longest: int = 0

    @property
    def voters(self) -> int:
        """How many people voted, empty ballots included."""
        return int(self.weights.sum())

    def ballots(self, ids: Sequence[str]) -> Iterator[tuple[dict[str, int], int]]:
        """Each distinct ballot as a mapping from project id to mark (else one), and how many people cast it."""
        for place, people in enumerate(self.weights.tolist()):
            span = slice(int(self.starts[place]), int(self.starts[place + 1]))
            choices = self.choices[span].tolist()
            marks = [1] * len(choices) if self.marks is None else self.marks[span].tolist()
            yield {ids[choice]: mark for choice, mark in zip(choices, marks, strict=True)}, people

    @classmethod
    def of_ballots(
        cls,
        ids: Sequence[str],
        method: Method,
        ballots: Iterable[Mapping[str, int]] | Iterable[Iterable[str]],
        longest: int = 0,
    ) -> Self:
        """The profile of ballots one by one.

        Args:
            ids: The project ids in the instance's order.
            method: The voting method.
            ballots: For methods with marks a mapping from project id to mark; for rankings the ids, best first; else
                just the ids.
            longest: Rankings only: how long a list may be (the first gets so many points). 0: as the longest one.

        Raises:
            BallotBreaksMethod: if a ballot names an unknown project or names one twice.
        """
        cast = [
            tuple(ballot.items()) if isinstance(ballot, Mapping) else tuple((id_, 1) for id_ in ballot)
            for ballot in ballots
        ]
        if method is Method.RANKING:
            longest = longest or max(map(len, cast), default=0)
            cast = [tuple((id_, longest - place) for place, (id_, _) in enumerate(ballot)) for ballot in cast]
        position = {id_: place for place, id_ in enumerate(ids)}
        groups: dict[_Ballot, int] = {}
        for ballot in cast:
            key = _canonical(ballot, position)
            groups[key] = groups.get(key, 0) + 1
        return cls.of_groups(method, len(ids), groups, longest=longest)

    @classmethod
    def of_groups(
        cls, method: Method, projects: int, groups: Mapping[_Ballot, int], *, mark_digits: int = 0, longest: int = 0
    ) -> Self:
        """The profile of distinct ballots (choices ascending, marks aligned), each with how many people cast it."""
        sizes = np.fromiter((len(choices) for choices, _ in groups), np.int64, len(groups))
        flat = np.fromiter((choice for choices, _ in groups for choice in choices), np.int64, int(sizes.sum()))
        marks = None
        if method.has_marks:
            marks = np.fromiter((mark for _, ballot in groups for mark in ballot), np.int64, int(sizes.sum()))
        weights = np.fromiter(groups.values(), np.int64, len(groups))
        starts = np.concatenate(([0], np.cumsum(sizes)))
        return cls(method, projects, weights, starts, flat, marks, mark_digits, longest)


def _canonical(ballot: tuple[tuple[str, int], ...], position: Mapping[str, int]) -> _Ballot:
    try:
        pairs = sorted((position[id_], mark) for id_, mark in ballot)
    except KeyError as unknown:
        raise BallotBreaksMethod(f"there is no project {unknown.args[0]!r}") from None
    choices = tuple(choice for choice, _ in pairs)
    if len(set(choices)) != len(choices):
        raise BallotBreaksMethod("a project is named twice")
    return choices, tuple(mark for _, mark in pairs)
