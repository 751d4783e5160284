"""What is claimed of many repetitions at once: shown by lines where they can tell, in any unit and size of money."""

from collections.abc import Callable
from fractions import Fraction
from unittest.mock import Mock

import pytest

from services.voting.domain.tally import Instance, Project, TieOrder, Utility
from services.voting.domain.tally.second_count.paper import Paper, precedence
from services.voting.domain.tally.second_count.repetitions import Claim
from services.voting.domain.tally.second_count.run import Support, price_of
from tests.support.elections import an_instance, approvals

Objecting = Callable[[int, int, list[str]], list[str]]


def claims(
    instance: Instance, papers: list[str], *, share: Fraction | int, unit: int, utility: Utility = Utility.COST
) -> Objecting:
    """Objects to what these ballots are claimed to buy, from a share that grows by units."""
    ballots = list(approvals(instance, papers).ballots(instance.ids))
    scores = {id_: sum(people for ballot, people in ballots if id_ in ballot) for id_ in instance.ids}
    order = precedence(instance, TieOrder(), scores)
    support = Support(instance, ballots, utility)
    return Claim(Paper(instance, scores, 0, []), support, order, Fraction(share), unit).objections


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """What is asked where lines cannot tell: each repetition for itself."""
    asked = Mock(return_value=[])
    monkeypatch.setattr(Claim, "_against_one", asked)
    return asked


IN_CENTS = Instance((Project("a", 900), Project("b", 2_000)), budget=1_500, digits=2)
"""Two people want both. They can pay for a with 4.50 each, and with 14.50 for b as well."""


def test_repetitions_that_add_whole_units_of_a_hundred_cents_are_shown_at_once(one_by_one: Mock) -> None:
    objections = claims(IN_CENTS, ["ab", "ab"], share=150, unit=100)

    assert objections(3, 12, ["a"]) == []
    assert one_by_one.call_count == 0


def test_what_the_last_of_some_repetitions_does_not_buy_meets_an_objection() -> None:
    objections = claims(IN_CENTS, ["ab", "ab"], share=150, unit=100)

    assert objections(3, 12, ["a"]) == []
    assert objections(3, 13, ["a"]) == ["b could still be afforded"]
    assert objections(2, 12, ["a"]) == ["the supporters of a do not pay its cost"]


def test_where_nobody_wants_anything_nothing_is_bought_however_much_is_added(one_by_one: Mock) -> None:
    objections = claims(IN_CENTS, ["", ""], share=150, unit=100)

    assert objections(0, 10**6, []) == []
    assert one_by_one.call_count == 0


def test_amounts_beyond_what_lines_can_hold_are_counted_one_by_one(one_by_one: Mock) -> None:
    most = 2 * 10**17
    instance = Instance((Project("a", 9 * most), Project("b", 20 * most)), budget=15 * most, digits=0)

    assert claims(instance, ["ab", "ab"], share=5 * most, unit=1)(0, 3, ["a"]) == []
    assert one_by_one.call_count == 4


def test_what_a_rival_of_its_group_rules_out_may_not_be_bought_in_any_repetition() -> None:
    instance = an_instance({"a": 10, "b": 20}, budget=100, conflicts=(frozenset("ab"),))
    objections = claims(instance, ["ab", "ab"], share=40, unit=1)

    assert objections(0, 3, ["a"]) == []
    assert objections(0, 3, ["a", "b"]) == ["b may not be bought"]


def test_that_just_the_budget_is_spent_is_no_end_while_something_can_be_paid_for() -> None:
    instance = an_instance({"a": 4, "b": 2}, budget=4)
    objections = claims(instance, ["a", "a", "b"], share=2, unit=1)

    assert objections(0, 3, ["a"]) == ["b could still be afforded"]


def test_a_purchase_with_a_poor_supporter_is_not_taken_to_come_before_a_cheaper_one() -> None:
    # given Ann has 20 left after x and y, so that Bob pays 80 for a; b costs its one supporter 70
    instance = an_instance({"x": 40, "y": 40, "a": 100, "b": 70}, budget=1_000)
    objections = claims(instance, ["xya", "a", "b"], share=100, unit=1, utility=Utility.CARDINALITY)

    assert objections(0, 3, ["x", "y", "b", "a"]) == []
    assert objections(0, 3, ["x", "y", "a", "b"]) == ["b comes before a"]


def test_shares_that_are_no_whole_cents_are_not_taken_for_less() -> None:
    instance = an_instance({"a": 10}, budget=10)

    assert claims(instance, ["a", "a", "a"], share=Fraction(10, 3), unit=1)(0, 0, []) == ["a could still be afforded"]


def test_a_price_of_marks_is_paid_by_whoever_has_least_for_each_first() -> None:
    # given Ann has 10 for one mark and Bob 12 for three: at 5 for each mark Bob would owe 15
    instance = an_instance({"a": 20}, budget=100)
    support = Support(instance, [({"a": 1}, 1), ({"a": 3}, 1)], Utility.POINTS)

    assert price_of(support, [Fraction(10), Fraction(12)], "a", 20) == 8
    assert price_of(support, [Fraction(10), Fraction(12)], "a", 22) == 10
    assert price_of(support, [Fraction(10), Fraction(12)], "a", 23) is None
