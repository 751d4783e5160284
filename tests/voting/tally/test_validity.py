import pytest

from services.voting.domain.tally import BallotBreaksMethod, Method
from services.voting.domain.tally.paper.validity import Limits, check_ballot

COSTS = {"a": 40, "b": 60, "c": 10}


@pytest.mark.parametrize(
    ("method", "limits", "ballot"),
    [
        (Method.APPROVAL, Limits(min_length=2, max_length=2), {"a": 1, "b": 1}),
        (Method.APPROVAL, Limits(min_length=2), {}),
        (Method.KNAPSACK, Limits(max_sum_cost=100), {"a": 1, "b": 1}),
        (Method.POINTS, Limits(max_mark=3, min_sum=4, max_sum=4), {"a": 3, "b": 1}),
        (Method.ALLOCATION, Limits(), {"a": 99, "b": 1}),
        (Method.ALLOCATION, Limits(), {"a": 100, "b": 0}),
        (Method.RANKING, Limits(max_length=3), {"a": 3, "b": 2, "c": 1}),
        (Method.FOR_AND_AGAINST, Limits(max_length=2), {"a": 1, "b": -1}),
        (Method.SCORE, Limits(min_mark=-2, max_mark=2), {"a": 2, "b": -2}),
    ],
)
def test_a_ballot_at_the_limits_is_valid(method: Method, limits: Limits, ballot: dict[str, int]) -> None:
    check_ballot(method, limits, COSTS, ballot)


@pytest.mark.parametrize(
    ("method", "limits", "ballot", "reason"),
    [
        (Method.APPROVAL, Limits(), {"z": 1, "y": 1}, "there is no project 'y'"),
        (Method.APPROVAL, Limits(min_length=2), {"a": 1}, "a ballot names at least 2 projects, this one 1"),
        (Method.APPROVAL, Limits(max_length=1), {"a": 1, "b": 1}, "the number of projects is at most 1, here 2"),
        (
            Method.KNAPSACK,
            Limits(max_sum_cost=99),
            {"a": 1, "b": 1},
            "the chosen projects' cost is at most 99, here 100",
        ),
        (Method.POINTS, Limits(), {"a": -1}, "a mark is at least 0"),
        (Method.POINTS, Limits(max_mark=3), {"a": 4}, "a mark is at most 3, here 4"),
        (Method.POINTS, Limits(min_sum=5), {"a": 4}, "the marks add up to at least 5, here to 4"),
        (Method.POINTS, Limits(max_sum=3), {"a": 4}, "the sum of all marks is at most 3, here 4"),
        (Method.SCORE, Limits(max_mark=3), {"a": 4}, "a mark is at most 3, here 4"),
        (Method.ALLOCATION, Limits(), {"a": 99}, "the shares add up to exactly 100, here to 99"),
        (Method.ALLOCATION, Limits(), {"a": 101, "b": -1}, "the shares add up to exactly 100, here to 100"),
        (Method.FOR_AND_AGAINST, Limits(), {"a": 2}, "a vote is for or against a project, nothing else"),
        (Method.RANKING, Limits(max_length=1), {"a": 2, "b": 1}, "the number of projects is at most 1, here 2"),
    ],
)
def test_a_ballot_beyond_a_limit_is_told_which(
    method: Method, limits: Limits, ballot: dict[str, int], reason: str
) -> None:
    with pytest.raises(BallotBreaksMethod) as refusal:
        check_ballot(method, limits, COSTS, ballot)

    assert refusal.value.reason == reason
