from fractions import Fraction

import pytest

from services.voting.domain.tally import Instance
from services.voting.domain.tally.explain.reach import reach_of
from services.voting.domain.tally.explain.stories import Reach
from services.voting.domain.tally.explain.underserved import underserved
from services.voting.domain.tally.rules.supporters import box_of
from tests.support.elections import an_instance, approvals


def _reach(instance: Instance, votes: list[str], winners: str) -> Reach:
    return reach_of(instance, box_of(approvals(instance, votes), by_points=False), tuple(winners))


@pytest.mark.parametrize(
    ("votes", "mean", "median"),
    [
        (["a", ""], Fraction(1, 2), Fraction(1, 2)),
        (["ab", "ab", "a", ""], Fraction(5, 4), Fraction(3, 2)),
        (["ab", "", "", ""], Fraction(1, 2), Fraction(0)),
        (["ab", "a", "", "", "ab"], Fraction(1), Fraction(1)),
        (["c"], Fraction(0), Fraction(0)),
        (["ab"], Fraction(2), Fraction(2)),
        ([], Fraction(0), Fraction(0)),
    ],
)
def test_the_mean_and_the_median_count_every_voter(votes: list[str], mean: Fraction, median: Fraction) -> None:
    reach = _reach(an_instance({"a": 1, "b": 1, "c": 1}, budget=3), votes, "ab")

    assert (reach.winners_each, reach.median, reach.voters) == (mean, median, len(votes))


def test_where_nothing_is_funded_nobody_is_reached() -> None:
    reach = _reach(an_instance({"a": 5, "b": 5}, budget=3), ["ab", "b", ""], "")

    # then whoever asked for nothing has all she asked for
    assert reach == Reach(3, 0, Fraction(0), Fraction(0), 1)


@pytest.mark.parametrize(("cost", "voters"), [(9, 0), (10, 1)])
def test_a_single_supporter_has_the_whole_cost_and_a_single_voter_the_whole_budget(cost: int, voters: int) -> None:
    reach = _reach(an_instance({"a": cost, "b": 5, "n": 1}, budget=10), ["ab"], "a")

    assert reach.with_fair_share == voters


def test_a_paper_without_projects_reaches_nobody() -> None:
    reach = _reach(Instance((), 10, 0), ["", ""], "")

    assert reach == Reach(2, 0, Fraction(0), Fraction(0), 2)


@pytest.mark.parametrize(("more", "voters"), [(0, 7), (1, 0)])
def test_a_fair_share_is_told_exactly_where_floats_would_err(more: int, voters: int) -> None:
    # given each voter has seven sevenths of a project's cost, and the equal share is that or a seventh of a unit more
    cost = 10**12
    instance = an_instance(dict.fromkeys("abcdefg", cost) | {"z": cost}, budget=7 * cost + more)

    reach = _reach(instance, ["abcdefgz"] * 7, "abcdefg")

    assert reach.with_fair_share == voters


def test_a_claim_needs_a_group_whose_part_is_more_than_what_its_richest_would_have() -> None:
    # given two of four voters have a part of 50, and c would give each of them 50 or 49
    votes = ["c", "c", "a", "a"]
    even, less = an_instance({"a": 50, "c": 50}, budget=100), an_instance({"a": 50, "c": 49}, budget=100)

    box = box_of(approvals(even, votes), by_points=False)

    assert underserved(even, box, ("a",)) == ()
    assert underserved(less, box, ("a",)) == ("c",)
    assert underserved(less, box, ("c",)) == ()


def test_nobody_has_a_claim_to_what_was_ruled_out_from_the_start() -> None:
    votes = ["c", "c", "a", "a"]
    allowed = an_instance({"a": 50, "c": 40}, budget=100)
    withdrawn = an_instance({"a": 50, "c": 40}, budget=100, ineligible={"c": "withdrawn"})

    box = box_of(approvals(allowed, votes), by_points=False)

    assert underserved(allowed, box, ("a",)) == ("c",)
    assert underserved(withdrawn, box, ("a",)) == ()


def test_claims_are_exact_beyond_what_numpy_can_add() -> None:
    much = 9 * 10**18
    instance = an_instance({"a": much, "b": much, "c": much // 3}, budget=2 * much + much // 9)

    box = box_of(approvals(instance, ["abc"]), by_points=False)

    assert underserved(instance, box, ("a", "b")) == ()
