"""Decisions that floating-point numbers would get wrong, and the two traps of the search for a price."""

from fractions import Fraction

import pytest

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    Method,
    Phragmen,
    Profile,
    Rule,
    TieOrder,
    Utility,
    Verdict,
    count,
)
from tests.support.elections import an_instance, approvals

HUGE = 10**17
A_BEFORE_B = TieOrder(("lot",), lots=("a", "b"))


@pytest.mark.parametrize(
    "rule", [EqualShares(Utility.CARDINALITY, Completion.NONE), Phragmen()], ids=["shares", "phragmen"]
)
def test_a_price_that_is_lower_by_less_than_a_float_can_tell_goes_first(rule: Rule) -> None:
    # given as floats both costs are the same number, and the lot would prefer the dearer project
    assert float(HUGE + 1) == float(HUGE)
    instance = an_instance({"a": HUGE + 1, "b": HUGE}, budget=4 * HUGE)

    outcome = count(instance, approvals(instance, ["a", "b"]), rule, ties=A_BEFORE_B)

    assert outcome.winners == ("b", "a")
    assert outcome.ties == ()


def test_a_single_unit_missing_in_a_huge_amount_is_missing() -> None:
    instance = an_instance({"a": HUGE + 1}, budget=2 * HUGE)

    short = count(instance, approvals(instance, ["a", ""]), EqualShares(completion=Completion.NONE))
    enough = count(an_instance({"a": HUGE}, 2 * HUGE), approvals(instance, ["a", ""]), EqualShares())

    assert (short.winners, short.why("a").missing) == ((), Fraction(1))
    assert enough.winners == ("a",)


def test_thirds_and_sevenths_add_up_to_an_exact_tie() -> None:
    # given after c is bought by all for a seventh each, a and b have the same price again, in numbers no float holds
    instance = an_instance({"a": 20, "b": 20, "c": 10}, budget=70)
    profile = approvals(instance, ["ac", "ac", "ac", "bc", "bc", "bc", "c"])

    outcome = count(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE), ties=A_BEFORE_B)

    assert outcome.winners == ("c", "a", "b")
    assert [(tie.round, tie.tied) for tie in outcome.ties] == [(2, ("a", "b"))]
    assert outcome.why("a").price == Fraction(20, 3)


def test_a_voter_whose_money_is_exactly_the_price_pays_it_and_has_nothing_left() -> None:
    # given the first voter holds 10 after b, which is exactly the price of a
    instance = an_instance({"a": 20, "b": 20, "c": 1}, budget=60)
    profile = approvals(instance, ["abc", "b", "a"])

    outcome = count(
        instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE), ties=TieOrder(("file-order",))
    )

    assert outcome.why("c").price == 1
    assert outcome.winners == ("c", "a", "b")
    assert outcome.why("b").price == 11


def test_everyone_paying_all_they_hold_settles_the_price_at_the_richest() -> None:
    # given a's two supporters hold 20 and 10 when its turn comes, exactly its cost
    instance = an_instance({"a": 30, "b": 10}, budget=60)
    profile = approvals(instance, ["ab", "a", ""])

    outcome = count(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE))

    assert outcome.winners == ("b", "a")
    assert outcome.why("a").price == 20


def test_points_that_empty_several_purses_at_once_do_not_send_the_search_in_circles() -> None:
    instance = an_instance({"a": 30, "b": 30, "c": 60}, budget=120)
    ballots = [{"a": 1, "c": 1}, {"a": 2, "c": 2}, {"b": 1, "c": 1}, {"b": 2, "c": 2}]
    profile = Profile.of_ballots(instance.ids, Method.POINTS, ballots)

    outcome = count(instance, profile, EqualShares(Utility.POINTS, Completion.NONE), ties=TieOrder(("file-order",)))

    assert outcome.winners == ("a", "b", "c")
    assert [outcome.why(id_).price for id_ in "abc"] == [10, 10, 20]


def test_money_that_is_left_over_in_the_smallest_part_is_not_enough() -> None:
    instance = an_instance({"a": 7, "b": 14}, budget=21)
    profile = approvals(instance, ["ab", "b", "b"])

    outcome = count(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE))

    assert outcome.winners == ("b",)
    assert outcome.why("a").verdict is Verdict.NOT_AFFORDABLE
    assert outcome.why("a").missing == Fraction(14, 3)


def test_a_voter_who_lacks_less_than_a_float_can_tell_pays_all_she_has_and_no_more() -> None:
    # given the first voter paid 2 of an enormous endowment, and a costs the others all they have
    instance = an_instance({"x": 1, "a": 3 * HUGE - 2, "z": 1}, budget=3 * HUGE)
    profile = approvals(instance, ["xaz", "a", "a"])

    outcome = count(
        instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE), ties=TieOrder(("file-order",))
    )

    assert outcome.winners == ("x", "z", "a")
    assert outcome.why("a").price == HUGE


def test_after_paying_all_she_has_a_voter_has_exactly_nothing_left() -> None:
    instance = an_instance({"x": 1, "a": 3 * HUGE - 2, "z": 2}, budget=3 * HUGE)
    profile = approvals(instance, ["xa", "az", "a"])

    outcome = count(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE))

    # then x leaves the first voter one short, z leaves the second two short, and the third pays for both
    assert outcome.winners == ("x", "z")
    assert outcome.why("a").missing == 1
    cheaper = an_instance({"x": 1, "a": 3 * HUGE - 3, "z": 2}, budget=3 * HUGE)
    bought = count(cheaper, profile, EqualShares(Utility.CARDINALITY, Completion.NONE))
    assert bought.winners == ("x", "z", "a")
    assert bought.why("a").price == HUGE


def test_a_voter_who_has_hardly_more_than_the_price_keeps_the_difference() -> None:
    # given two voters paid 1 each, a's price is exactly what they have left, and the third keeps one unit
    instance = an_instance({"x": 2, "a": 3 * HUGE - 3, "z": 2, "y": 1}, budget=3 * HUGE)
    profile = approvals(instance, ["ayz", "xa", "xa"])
    by_cost = TieOrder(("cost-asc",))

    outcome = count(instance, profile, EqualShares(Utility.COST, Completion.NONE), ties=by_cost)

    # then with cost utility a (three votes) goes first, for the same price each, and leaves everyone one unit
    assert outcome.winners == ("a", "x", "y")
    assert outcome.why("z").missing == 2


def test_points_near_the_price_are_compared_by_money_per_point() -> None:
    # given x takes one unit of the first voter, who gave a twice the points of the second
    instance = an_instance({"x": 1, "a": 2 * HUGE - 2}, budget=2 * HUGE)
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"x": 9, "a": 2}, {"a": 2}])

    outcome = count(instance, profile, EqualShares(Utility.POINTS, Completion.NONE))

    assert outcome.winners == ("x", "a")
    assert outcome.why("a").price == Fraction(HUGE - 1, 2)
    dearer = an_instance({"x": 1, "a": 2 * HUGE - 1}, budget=2 * HUGE)
    all_in = count(dearer, profile, EqualShares(Utility.POINTS, Completion.NONE))
    assert all_in.why("a").price == Fraction(HUGE, 2)


def test_points_near_the_price_are_compared_by_money_per_point_where_all_pay_all_but_a_unit() -> None:
    instance = an_instance({"a": 2 * HUGE - 1}, budget=2 * HUGE)
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"a": 4}, {"a": 3}])

    outcome = count(instance, profile, EqualShares(Utility.POINTS, Completion.NONE))

    # then whoever gave four points pays all she has, and the other a unit less than that
    assert outcome.winners == ("a",)
    assert outcome.why("a").price == Fraction(HUGE - 1, 3)


def test_many_voters_near_the_price_are_taken_poorest_first() -> None:
    # given a's four supporters hold the endowment less 3, 2, 1 and 0
    costs = {"x": 3, "y": 2, "z": 1, "a": 4 * HUGE - 7}
    instance = an_instance(costs, budget=4 * HUGE)
    profile = approvals(instance, ["xa", "ya", "za", "a"])

    outcome = count(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE))

    # then the first three pay all they have, and the fourth the rest: one unit less than she holds
    assert set(outcome.winners) == {"x", "y", "z", "a"}
    assert outcome.why("a").price == HUGE - 1


def test_thousands_of_voters_who_have_just_enough_can_pay() -> None:
    # given as floats what they hold together is less than the cost, by more than each alone is wrong
    endowment, people = HUGE + 7, 2900
    instance = an_instance({"a": people * endowment}, budget=people * endowment)
    assert people * float(endowment) < float(people * endowment)

    outcome = count(instance, approvals(instance, ["a"] * people), EqualShares(Utility.CARDINALITY, Completion.NONE))

    assert outcome.winners == ("a",)
    assert outcome.why("a").price == endowment
