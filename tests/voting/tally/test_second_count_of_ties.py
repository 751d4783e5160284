"""Where prices, times or scores are equal, or nearly, the second count is as exact as the first."""

from dataclasses import replace
from fractions import Fraction

import pytest

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    Instance,
    Method,
    Outcome,
    Phragmen,
    Profile,
    ScoreOrder,
    Step,
    TieOrder,
    Utility,
    Verdict,
    count,
)
from services.voting.domain.tally.lots import TieKey
from services.voting.domain.tally.second_count.check import CheckableRule, objections
from tests.support.elections import an_instance, approvals

HUGE = 10**17
ONE_RUN = EqualShares(Utility.CARDINALITY, Completion.NONE)
A_FIRST, B_FIRST = (TieOrder(("lot",), lots) for lots in (("x", "a", "b"), ("x", "b", "a")))


def _against(
    instance: Instance, profile: Profile, rule: CheckableRule, outcome: Outcome, order: TieOrder = A_FIRST
) -> list[str]:
    return objections(instance, list(profile.ballots(instance.ids)), rule, order, outcome)


@pytest.mark.parametrize("key", ["score", "cost-asc", "cost-desc", "lot", "file-order"])
def test_each_key_of_the_chain_means_the_same_to_both_counts(key: TieKey) -> None:
    # given each project costs each of its supporters ten; the first is b, a, b, c and a
    instance = an_instance({"a": 10, "b": 30, "c": 20}, budget=60)
    profile = approvals(instance, ["abc", "bc", "b"])
    order = TieOrder((key,), lots=("c", "b"))
    opposite = TieOrder(("cost-asc" if key in ("score", "cost-desc", "lot") else "cost-desc",))

    outcome = count(instance, profile, ONE_RUN, ties=order)

    assert _against(instance, profile, ONE_RUN, outcome, order) == []
    assert _against(instance, profile, ONE_RUN, outcome, opposite) != []


@pytest.mark.parametrize("rule", [ONE_RUN, Phragmen()], ids=["shares", "phragmen"])
def test_a_tie_decided_for_the_other_meets_an_objection(rule: CheckableRule) -> None:
    instance = an_instance({"a": 50, "b": 50}, budget=100)
    profile = approvals(instance, ["a", "b"])

    by_b, by_a = (count(instance, profile, rule, ties=order) for order in (B_FIRST, A_FIRST))

    assert _against(instance, profile, rule, by_a) == []
    assert _against(instance, profile, rule, by_b)[0] == "a comes before b"


def test_a_tie_with_a_project_one_of_whose_supporters_has_too_little_is_seen() -> None:
    # given x leaves its supporter 5 of 20; then a costs its two others 10 each, and b 5 and 10
    instance = an_instance({"x": 15, "a": 20, "b": 15}, budget=140)
    profile = Profile.of_ballots(
        instance.ids, Method.POINTS, [{"x": 9, "b": 1}, {"a": 1}, {"a": 1}, {"b": 1}, {}, {}, {}]
    )
    rule = EqualShares(Utility.POINTS, Completion.NONE)

    by_b, by_a = (count(instance, profile, rule, ties=order) for order in (B_FIRST, A_FIRST))

    assert (by_a.winners, by_b.winners) == (("x", "a", "b"), ("x", "b", "a"))
    assert [step.price for step in by_a.trace] == [Fraction(15, 9), 10, 10]
    assert _against(instance, profile, rule, by_a) == []
    assert _against(instance, profile, rule, by_b)[0] == "a comes before b"
    assert _against(instance, profile, rule, by_b, B_FIRST) == []
    assert _against(instance, profile, rule, by_a, B_FIRST)[0] == "b comes before a"


def test_a_project_whose_supporters_could_pay_for_it_at_a_lower_price_is_passed_over() -> None:
    # given b takes all that its supporters hold, for five a point, which is less than a's eight
    instance = an_instance({"a": 8, "b": 20}, budget=30)
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"b": 2}, {"b": 2, "a": 0}, {"a": 1}])
    rule = EqualShares(Utility.POINTS, Completion.NONE)
    outcome = count(instance, profile, rule, ties=A_FIRST)
    late = replace(outcome, winners=("a", "b"), trace=outcome.trace[::-1])

    assert outcome.winners == ("b", "a")
    assert _against(instance, profile, rule, outcome) == []
    assert _against(instance, profile, rule, late)[0] == "b comes before a"


def test_a_unit_missing_in_a_huge_amount_is_missing_in_the_second_count_too() -> None:
    short = an_instance({"a": HUGE + 1}, budget=2 * HUGE)
    dearer = an_instance({"a": HUGE + 1, "b": HUGE}, budget=4 * HUGE)

    for instance, votes in ((short, ["a", ""]), (dearer, ["ab", "ab"])):
        profile = approvals(instance, votes)
        outcome = count(instance, profile, ONE_RUN, ties=A_FIRST)
        assert _against(instance, profile, ONE_RUN, outcome) == []


def test_a_rival_that_goes_first_and_lacks_a_unit_of_a_huge_amount_is_not_passed_over() -> None:
    # given x leaves its supporter one unit short, so that a costs the other a unit more than b
    instance = an_instance({"x": 1, "a": 2 * HUGE - 1, "b": HUGE - 1}, budget=3 * HUGE)
    profile = approvals(instance, ["xa", "a", "b"])

    outcome = count(instance, profile, ONE_RUN, ties=A_FIRST)

    assert outcome.winners == ("x", "b", "a")
    assert _against(instance, profile, ONE_RUN, outcome) == []


@pytest.mark.parametrize(
    ("costs", "budget", "rule", "winners"),
    [
        ({"a": 5, "b": 9, "f": 0}, 6, ScoreOrder(stop=True), ("f", "a")),
        ({"a": 2, "b": 1}, 2, ScoreOrder(), ("a",)),
        ({"a": 5, "f": 0}, 5, Phragmen(), ("f", "a")),
        ({"a": 4, "b": 8}, 12, Phragmen(), ("a", "b")),
    ],
)
def test_what_costs_nothing_or_a_unit_or_all_there_is_meets_no_objection(
    costs: dict[str, int], budget: int, rule: CheckableRule, winners: tuple[str, ...]
) -> None:
    instance = an_instance(costs, budget)
    profile = Profile.of_ballots(instance.ids, Method.APPROVAL, [["a"], ["a"], *([id_] for id_ in costs if id_ != "a")])

    outcome = count(instance, profile, rule, ties=A_FIRST)

    assert outcome.winners == winners
    assert _against(instance, profile, rule, outcome) == []


@pytest.mark.parametrize("rule", [EqualShares(), ONE_RUN, Phragmen()], ids=["add1", "one run", "phragmen"])
def test_a_project_that_nobody_wants_is_not_passed_over_even_if_it_costs_nothing(rule: CheckableRule) -> None:
    instance = an_instance({"a": 10, "n": 0}, budget=20)
    profile = Profile.of_ballots(instance.ids, Method.APPROVAL, [["a"], ["a"]])

    outcome = count(instance, profile, rule)

    assert outcome.winners == ("a",)
    assert _against(instance, profile, rule, outcome, TieOrder()) == []


def test_projects_bought_at_the_same_time_meet_no_objection() -> None:
    instance = an_instance({"a": 10, "b": 10}, budget=20)
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"a": 1, "b": 0}, {"b": 3, "a": 0}])

    outcome = count(instance, profile, Phragmen(), ties=A_FIRST)

    assert outcome.winners == ("a", "b")
    assert _against(instance, profile, Phragmen(), outcome) == []


def test_a_project_that_goes_first_but_lacks_a_unit_comes_later() -> None:
    instance = an_instance({"a": 11, "b": 10}, budget=21)
    profile = approvals(instance, ["a", "b"])

    outcome = count(instance, profile, Phragmen(), ties=A_FIRST)

    assert outcome.winners == ("b", "a")
    assert _against(instance, profile, Phragmen(), outcome) == []


def test_a_project_whose_supporters_hold_more_than_its_cost_was_passed_over_whoever_goes_first() -> None:
    instance = an_instance({"a": 50, "b": 60}, budget=200)
    profile = approvals(instance, ["a"] * 2 + ["b"] * 6)
    outcome = count(instance, profile, Phragmen(), ties=A_FIRST)
    a_alone = replace(outcome, trace=(Step(1, "a", Verdict.FUNDED, "phragmen", 2, Fraction(25)),))

    found = _against(instance, profile, Phragmen(), a_alone)

    assert outcome.winners == ("b", "a")
    assert found[0] == "b comes before a"


def test_the_end_is_where_the_next_to_come_costs_too_much_whatever_was_paid_before() -> None:
    # given a is bought at 10, y would be due at 15, and x, one of whose supporters paid for a, at 22
    instance = an_instance({"a": 30, "y": 60, "x": 12}, budget=70)
    profile = approvals(instance, ["ax", "a", "a", "y", "y", "y", "y"])

    outcome = count(instance, profile, Phragmen(), ties=A_FIRST)

    assert outcome.winners == ("a",)
    assert _against(instance, profile, Phragmen(), outcome) == []


def test_all_that_could_still_be_bought_or_afforded_are_named() -> None:
    instance = an_instance({"a": 10, "b": 10}, budget=20)
    profile = approvals(instance, ["a", "b"])
    nothing = replace(count(instance, profile, Phragmen()), trace=(), winners=(), cost=0)
    unpriced = replace(nothing, trace=(Step(1, "a", Verdict.FUNDED, "phragmen", 1),))
    shares = replace(count(instance, profile, ONE_RUN), trace=(), winners=(), cost=0)

    assert _against(instance, profile, Phragmen(), nothing) == ["a, b could still be bought"]
    assert _against(instance, profile, Phragmen(), unpriced) == ["a, b could still be bought"]
    assert _against(instance, profile, ONE_RUN, shares) == ["a, b could still be afforded"]
