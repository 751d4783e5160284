"""What makes a single ballot valid under each voting method."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.voting.domain.tally.errors import BallotBreaksMethod
from services.voting.domain.tally.paper.ballots import Method

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """What the paper allows. None means no limit; costs are in minor units.

    Args:
        min_length: How many projects a ballot names at least; an empty ballot is always allowed.
        max_length: How many at most. For and against: how many votes in all.
        max_sum_cost: Knapsack: what the chosen projects may cost together.
        min_mark: The least mark for a project: points, or the bottom of a scale.
        max_mark: The highest mark for a project.
        min_sum: What all marks add up to at least.
        max_sum: What all marks add up to at most.
    """

    min_length: int = 0
    max_length: int | None = None
    max_sum_cost: int | None = None
    min_mark: int = 0
    max_mark: int | None = None
    min_sum: int = 0
    max_sum: int | None = None


def check_ballot(method: Method, limits: Limits, costs: Mapping[str, int], ballot: Mapping[str, int]) -> None:
    """Passes a valid ballot and an empty one.

    Args:
        method: The poll's voting method.
        limits: The paper's limits.
        costs: Of every project on the paper, by id.
        ballot: Marks by project id; for methods without marks, and for rankings, any number stands for a choice.

    Raises:
        BallotBreaksMethod: saying which limit is broken.
    """
    unknown = sorted(set(ballot) - set(costs))
    if unknown:
        raise BallotBreaksMethod(f"there is no project {unknown[0]!r}")
    if not ballot:
        return
    _check_length(limits, len(ballot))
    match method:
        case Method.KNAPSACK:
            _check_at_most("the chosen projects' cost", sum(costs[id_] for id_ in ballot), limits.max_sum_cost)
        case Method.FOR_AND_AGAINST:
            _check_signs(ballot)
        case Method.POINTS | Method.SCORE:
            _check_marks(limits, ballot)
        case Method.ALLOCATION:
            _check_shares(ballot)


def _check_length(limits: Limits, length: int) -> None:
    if length < limits.min_length:
        raise BallotBreaksMethod(f"a ballot names at least {limits.min_length} projects, this one {length}")
    _check_at_most("the number of projects", length, limits.max_length)


def _check_signs(ballot: Mapping[str, int]) -> None:
    if not set(ballot.values()) <= {1, -1}:
        raise BallotBreaksMethod("a vote is for or against a project, nothing else")


def _check_marks(limits: Limits, ballot: Mapping[str, int]) -> None:
    if min(ballot.values()) < limits.min_mark:
        raise BallotBreaksMethod(f"a mark is at least {limits.min_mark}")
    _check_at_most("a mark", max(ballot.values()), limits.max_mark)
    total = sum(ballot.values())
    if total < limits.min_sum:
        raise BallotBreaksMethod(f"the marks add up to at least {limits.min_sum}, here to {total}")
    _check_at_most("the sum of all marks", total, limits.max_sum)


def _check_shares(ballot: Mapping[str, int]) -> None:
    if min(ballot.values()) < 0 or sum(ballot.values()) != _HUNDRED:
        raise BallotBreaksMethod(f"the shares add up to exactly {_HUNDRED}, here to {sum(ballot.values())}")


def _check_at_most(what: str, value: int, limit: int | None) -> None:
    if limit is not None and value > limit:
        raise BallotBreaksMethod(f"{what} is at most {limit}, here {value}")
