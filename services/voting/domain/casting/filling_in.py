"""What each kind of ballot may hold: what was handed in becomes a ballot, or breaks a rule that has a name."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from services.voting.domain.casting.ballot import Ballot, Writing
from services.voting.domain.casting.ballot_errors import (
    ChoicesCostTooMuch,
    PlaceIsEmpty,
    PlaceIsGivenTwice,
    PointsAreNotWhole,
    ProjectChosenTwice,
    SharesDoNotAddUp,
    TooFewChoices,
    TooFewPointsForProject,
    TooManyChoices,
    TooManyPoints,
    TooManyPointsForProject,
    UnknownProject,
)
from services.voting.domain.polls.poll import A_WHOLE, Limits, Poll

Choices = Sequence[int]
Points = Mapping[int, int | float]
Ranks = Mapping[int, int]
Votes = Mapping[int, Literal["for", "against"]]


def chosen(poll: Poll, choices: Choices) -> Ballot:
    """Projects that were ticked, each once."""
    _demand_not_too_many(poll.terms.limits, len(choices))
    if len(set(choices)) != len(choices):
        raise ProjectChosenTwice(Counter(choices).most_common(1)[0][0])
    _demand_fits(poll, choices)
    return Ballot(tuple(sorted(choices)))


def bought(poll: Poll, choices: Choices) -> Ballot:
    """Projects that were ticked, and that can be paid for together."""
    ballot = chosen(poll, choices)
    cost = sum(poll.by_number[number].cost_cents for number in ballot.numbers)
    if cost > poll.purse_cents:
        raise ChoicesCostTooMuch(poll.purse_cents, cost, poll.fund.currency)
    return ballot


def with_points(poll: Poll, points: Points) -> Ballot:
    """Points by number; a project with none counts as not chosen."""
    limits, given = poll.terms.limits, _given(poll, points)
    for number, mark in given.items():
        _demand_points_fit(limits, number, mark)
    if limits.max_points is not None and sum(given.values()) > limits.max_points:
        raise TooManyPoints(limits.max_points, sum(given.values()))
    return Ballot(tuple(given), tuple(given.values()), Writing.MARKED)


def with_shares(poll: Poll, points: Points) -> Ballot:
    """Shares of a hundred that add up to it; an empty ballot shares out nothing."""
    given = _given(poll, points)
    if given and sum(given.values()) != A_WHOLE:
        raise SharesDoNotAddUp(A_WHOLE, sum(given.values()))
    return with_points(poll, points)


def in_order(poll: Poll, ranks: Ranks) -> Ballot:
    """Projects by their places: the first, the second, and so on."""
    _demand_fits(poll, ranks)
    places = sorted(ranks.values())
    if twice := next((place for place, after in pairwise(places) if place == after), None):
        raise PlaceIsGivenTwice(twice)
    for expected, place in enumerate(places, start=1):
        if place != expected:
            raise PlaceIsEmpty(expected)
    return Ballot(tuple(sorted(ranks, key=ranks.__getitem__)), None, Writing.RANKED)


def for_and_against(poll: Poll, votes: Votes) -> Ballot:
    """Votes for projects, and votes against others."""
    _demand_fits(poll, votes)
    numbers = tuple(sorted(votes))
    return Ballot(numbers, tuple(1 if votes[number] == "for" else -1 for number in numbers), Writing.SIGNED)


def _given(poll: Poll, points: Points) -> dict[int, int]:
    """The points of those projects that got any, if they are whole and not too many projects."""
    for number, mark in points.items():
        if mark != int(mark):
            raise PointsAreNotWhole(number, mark)
    given = {number: int(points[number]) for number in sorted(points) if points[number] != 0}
    _demand_not_too_many(poll.terms.limits, len(given))
    _demand_known(poll, points)
    _demand_fits(poll, given)
    return given


def _demand_fits(poll: Poll, numbers: Collection[int]) -> None:
    _demand_not_too_many(poll.terms.limits, len(numbers))
    _demand_known(poll, numbers)
    if len(numbers) < poll.terms.limits.min_choices:
        raise TooFewChoices(poll.terms.limits.min_choices, len(numbers))


def _demand_known(poll: Poll, numbers: Iterable[int]) -> None:
    for number in numbers:
        if number not in poll.by_number:
            raise UnknownProject(number)


def _demand_not_too_many(limits: Limits, count: int) -> None:
    if count > limits.max_choices:
        raise TooManyChoices(limits.max_choices, count)


def _demand_points_fit(limits: Limits, number: int, points: int) -> None:
    least = max(limits.min_points_each, 1)
    if points < least:
        raise TooFewPointsForProject(number, least, points)
    if limits.max_points_each is not None and points > limits.max_points_each:
        raise TooManyPointsForProject(number, limits.max_points_each, points)
