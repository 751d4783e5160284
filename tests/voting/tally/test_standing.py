"""How a project stands under bounded overspending: exact beside the definition, and between two floats."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.voting.domain.tally import BoundedOverspending, Step, Utility, Verdict, count
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.holdings import Holdings
from services.voting.domain.tally.rules.standing import Standing, roughly, standing_of
from tests.support.elections import an_instance, approvals

PHASE = "bos-equal-shares"

purses = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=6)


def a_crowd(
    purses: Sequence[tuple[int, int, int]], cost: int, unit: int = 1, parts: int = 1, *, has_marks: bool = True
) -> tuple[Crowd, Holdings]:
    """Supporters, each with what she holds, how many such people there are, and her marks."""
    holdings = Holdings(len(purses), Fraction(1))
    holdings.parts, holdings.held = parts, [held for held, _, _ in purses]
    holdings.roughly = np.array([held / parts for held in holdings.held])
    people, marks = (np.array([purse[at] for purse in purses]) for at in (1, 2))
    stake = int((people * marks).sum()) if has_marks else int(people.sum())
    return Crowd(0, cost, unit, stake, np.arange(len(purses)), people, marks if has_marks else None), holdings


def by_definition(purses: Sequence[tuple[int, int, int]], cost: int, unit: int, parts: int) -> Standing:
    """The least of all offers at which somebody runs out of money, or the cost is paid."""
    money = [(Fraction(held, parts), people, marks) for held, people, marks in purses]

    def paid(offer: Fraction) -> Fraction:
        return sum((people * min(held, marks * offer) for held, people, marks in money), Fraction(0))

    offers = [held / marks for held, _, marks in money if held]
    for low, high in zip([Fraction(0), *sorted(offers)], sorted(offers), strict=False):
        if paid(low) < cost <= paid(high):
            offers.append(low + (high - low) * (cost - paid(low)) / (paid(high) - paid(low)))
    found = []
    for offer in offers:
        part = min(paid(offer) / cost, Fraction(1))
        found.append(Standing(offer / part / part / unit, part, offer / part))
    return min(found, key=lambda one: (one.rate, -one.part))


@given(purses, st.integers(1, 60), st.integers(1, 5), st.integers(1, 3), st.booleans())
def test_it_is_the_least_of_all_offers_and_between_its_floats(
    purses: list[tuple[int, int, int]], cost: int, unit: int, parts: int, has_marks: bool
) -> None:
    if not has_marks:
        purses = [(held, people, 1) for held, people, _ in purses]
    crowd, holdings = a_crowd(purses, cost, unit, parts, has_marks=has_marks)

    bounds = roughly(crowd, holdings)

    if not any(held for held, _, _ in purses):
        assert bounds is None
        return
    exact = standing_of(crowd, holdings)
    assert exact == by_definition(purses, cost, unit, parts)
    assert bounds is not None
    assert bounds[0] <= float(exact.rate) <= bounds[1]
    assert bounds[1] <= bounds[0] * (1 + 1e-9)


def test_of_two_offers_that_are_equally_good_the_one_that_brings_more_together_counts() -> None:
    # given two who hold 1 and one who holds 4: an offer of 1 brings 3 together, one of 4 brings 6; 1/9 is 4/36
    standing = standing_of(*a_crowd([(1, 2, 1), (4, 1, 1)], cost=12))

    assert standing == Standing(Fraction(16), Fraction(1, 2), Fraction(8))


def test_what_costs_nothing_comes_first_and_nobody_pays_for_it() -> None:
    instance = an_instance({"a": 2, "f": 0}, budget=8)
    profile = approvals(instance, ["af"] * 8)

    outcome = count(instance, profile, BoundedOverspending(Utility.CARDINALITY))

    assert outcome.purchases == (("f", Fraction(0)), ("a", Fraction(1, 4)))
    assert standing_of(*a_crowd([(5, 1, 1)], cost=0)) == Standing(Fraction(0), Fraction(1), Fraction(0))


def test_one_voter_alone_has_the_whole_budget() -> None:
    instance = an_instance({"a": 6, "b": 4}, budget=10)

    outcome = count(instance, approvals(instance, ["ab"]), BoundedOverspending())

    assert outcome.purchases == (("b", Fraction(1)), ("a", Fraction(1)))


def test_each_step_says_its_turn_its_score_and_what_was_missing() -> None:
    # given two who hold 6 each pay for a; x, dearer by one, finds nothing left with its supporters
    instance = an_instance(
        {"a": 12, "x": 1, "d": 13, "i": 1, "n": 1}, budget=13, ineligible={"i": "sold"}, conflicts=(frozenset("an"),)
    )
    profile = approvals(instance, ["axi", "axn", "d"])

    outcome = count(instance, profile, BoundedOverspending())

    assert outcome.trace == (
        Step(1, "x", Verdict.FUNDED, PHASE, 2, Fraction(1, 2), None, ""),
        Step(2, "a", Verdict.FUNDED, PHASE, 2, outcome.purchases[1][1], None, ""),
        Step(2, "d", Verdict.DOES_NOT_FIT, PHASE, 1, None, Fraction(13), ""),
        Step(2, "i", Verdict.INELIGIBLE, PHASE, 1, None, None, "sold"),
        Step(2, "n", Verdict.CONFLICT, PHASE, 1, None, None, "a"),
    )


def test_what_nobody_can_pay_for_any_more_lacks_its_whole_cost() -> None:
    # given the one supporter of both spends all she has on a
    instance = an_instance({"a": 3, "b": 4}, budget=9)

    outcome = count(instance, approvals(instance, ["ab", "", ""]), BoundedOverspending(Utility.CARDINALITY))

    assert outcome.trace == (
        Step(1, "a", Verdict.FUNDED, PHASE, 1, Fraction(3), None, ""),
        Step(1, "b", Verdict.NOT_AFFORDABLE, PHASE, 1, None, Fraction(4), ""),
    )


def test_losers_of_a_count_that_funds_nothing_lost_in_its_first_round() -> None:
    instance = an_instance({"a": 3, "b": 4}, budget=9)

    outcome = count(instance, approvals(instance, ["ab"]), BoundedOverspending(min_score=2))

    assert [(step.round, step.verdict) for step in outcome.trace] == [(1, Verdict.BELOW_MINIMUM)] * 2
