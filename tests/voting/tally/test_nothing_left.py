"""Voters who have spent all they had, and projects that cost nothing."""

from fractions import Fraction

from services.voting.domain.tally import Completion, EqualShares, TieOrder, count
from tests.support.elections import an_instance, approvals

HUGE = 10**17
ONE_RUN = EqualShares(completion=Completion.NONE)


def test_who_has_nothing_left_pays_nothing_however_cheap_the_project_is() -> None:
    # given c takes all that its four supporters hold, one of whom wants b, too
    instance = an_instance({"b": 1, "c": 4}, budget=5)
    profile = approvals(instance, ["c", "c", "b", "bc", "c"])

    outcome = count(instance, profile, ONE_RUN)

    assert outcome.winners == ("c", "b")
    assert outcome.why("b").price == 1


def test_who_has_nothing_left_pays_nothing_where_floats_cannot_tell_it_from_a_unit() -> None:
    instance = an_instance({"a": HUGE - 1, "c": 1, "e": 1}, budget=HUGE)

    outcome = count(instance, approvals(instance, ["ace"]), ONE_RUN, ties=TieOrder(("file-order",)))

    assert outcome.winners == ("a", "c")
    assert outcome.why("e").missing == Fraction(1)


def test_who_paid_less_than_the_price_owes_nothing() -> None:
    # given x takes one unit of each of five voters, and a then all that its three supporters hold
    instance = an_instance({"x": 5, "a": 3 * HUGE - 1, "z": 2}, budget=7 * HUGE)
    profile = approvals(instance, ["xaz", "a", "a", "xz", "x", "x", "x"])

    outcome = count(instance, profile, ONE_RUN)

    # then of z's two supporters the one has nothing, and the other pays both units
    assert outcome.winners == ("x", "a", "z")
    assert outcome.why("a").price == Fraction(HUGE, 3 * HUGE - 1)
    assert outcome.why("z").price == 1


def test_a_project_that_costs_nothing_is_bought_for_nothing() -> None:
    instance = an_instance({"a": 0, "b": 5}, budget=5)

    outcome = count(instance, approvals(instance, ["a", "b"]), ONE_RUN)

    assert outcome.winners == ("a",)
    assert outcome.why("a").price == 0
