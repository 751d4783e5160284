"""A ballot: what one voter chose, checked against the paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.voting.domain.ballot_errors import (
    BallotIsOfAnotherMethod,
    ProjectChosenTwice,
    ProjectIsWithdrawn,
    TooFewChoices,
    TooFewPointsForProject,
    TooManyChoices,
    TooManyPoints,
    TooManyPointsForProject,
    UnknownProject,
)
from services.voting.domain.poll import Limits, Poll

Choices = Sequence[int]
Points = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Ballot:
    """Chosen numbers in ascending order; under the method ``points`` each with its points."""

    numbers: tuple[int, ...] = field(repr=False)
    points: tuple[int, ...] | None = field(default=None, repr=False)

    @property
    def canonical(self) -> str:
        """The one way to write this ballot: ``3,7,12``, or with points ``3=5,7=2``."""
        if self.points is None:
            return ",".join(map(str, self.numbers))
        return ",".join(f"{number}={points}" for number, points in zip(self.numbers, self.points, strict=True))

    @classmethod
    def read(cls, canonical: str, *, has_points: bool) -> "Ballot":
        """The ballot in its canonical writing."""
        parts = canonical.split(",") if canonical else []
        if not has_points:
            return cls(tuple(map(int, parts)))
        pairs = [part.split("=") for part in parts]
        return cls(tuple(int(number) for number, _ in pairs), tuple(int(points) for _, points in pairs))


def fill_in(poll: Poll, choices: Choices | None, points: Points | None) -> Ballot:
    """The ballot, if it keeps to the paper.

    Args:
        poll: The poll in which it is cast.
        choices: Numbers, for an approval poll.
        points: Points by number, for a points poll; a project with none counts as not chosen.

    Raises:
        DomainError: Each broken rule has an error of its own in ``ballot_errors.py``.
    """
    if poll.terms.method == "approval" and choices is not None and points is None:
        return _approvals(poll, choices)
    if poll.terms.method == "points" and points is not None and choices is None:
        return _points(poll, points)
    raise BallotIsOfAnotherMethod(poll.terms.method)


def _approvals(poll: Poll, choices: Choices) -> Ballot:
    _demand_known(poll, choices)
    if len(set(choices)) != len(choices):
        raise ProjectChosenTwice(Counter(choices).most_common(1)[0][0])
    _demand_count(poll.terms.limits, len(choices))
    return Ballot(tuple(sorted(choices)))


def _points(poll: Poll, points: Points) -> Ballot:
    limits = poll.terms.limits
    _demand_known(poll, points)
    given = {number: points[number] for number in sorted(points) if points[number] != 0}
    for number, mark in given.items():
        _demand_points_fit(limits, number, mark)
    _demand_count(limits, len(given))
    if limits.max_points is not None and sum(given.values()) > limits.max_points:
        raise TooManyPoints(limits.max_points, sum(given.values()))
    return Ballot(tuple(given), tuple(given.values()))


def _demand_known(poll: Poll, numbers: Choices | Points) -> None:
    for number in numbers:
        if number not in poll.by_number:
            raise UnknownProject(number)


def demand_standing(poll: Poll, ballot: Ballot) -> None:
    """Nothing, if the ballot chooses no project that was withdrawn from the vote.

    Raises:
        ProjectIsWithdrawn: if it does.
    """
    for number in ballot.numbers:
        if number in poll.withdrawn:
            raise ProjectIsWithdrawn(number)


def _demand_count(limits: Limits, chosen: int) -> None:
    if chosen > limits.max_choices:
        raise TooManyChoices(limits.max_choices, chosen)
    if chosen < limits.min_choices:
        raise TooFewChoices(limits.min_choices, chosen)


def _demand_points_fit(limits: Limits, number: int, points: int) -> None:
    least = max(limits.min_points_each, 1)
    if points < least:
        raise TooFewPointsForProject(number, least, points)
    if limits.max_points_each is not None and points > limits.max_points_each:
        raise TooManyPointsForProject(number, limits.max_points_each, points)
