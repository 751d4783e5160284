"""What the second count may say of supporters whose money it knows between two bounds, worked out by hand."""

from fractions import Fraction

from services.voting.domain.tally.second_count.columns import Column
from services.voting.domain.tally.second_count.corridor import Corridor


def column(cost: int, marks: list[int]) -> Column:
    """A project of this cost; the first gives it so many marks, and so on."""
    return Column.of("a", cost, list(enumerate(marks)), [1] * len(marks))


def between(first: int, last: int, parts: int = 1) -> Corridor:
    """Two people with so much at both ends, in so many parts of a unit."""
    return Corridor(2, (Fraction(first), Fraction(last)), parts)


def test_whoever_holds_just_the_cost_can_pay_it() -> None:
    assert not between(5, 5).can_never_pay(column(10, [1, 1]))
    assert between(5, 5).can_never_pay(column(11, [1, 1]))


def test_whoever_has_nothing_left_is_not_among_those_who_share_a_cost() -> None:
    corridor = between(10, 20)
    corridor.pay(column(10, [1]), (10, 20), (10, 20))

    assert corridor.too_little_by_heads(column(10, [1, 1])) == Fraction(10, 1)


def test_a_cost_that_the_able_would_have_to_pay_beyond_what_they_surely_can_is_not_shared() -> None:
    assert between(10, 20).enough_by_heads(column(12, [1, 1]), (6, 6)) == Fraction(6)
    assert between(10, 20).enough_by_heads(column(14, [1, 1]), (6, 6)) is None
    assert between(10, 20, 4).enough_by_heads(column(14, [1, 1]), (24, 24)) is None


def test_able_is_who_can_pay_for_all_her_marks_at_both_ends() -> None:
    assert between(20, 20).enough_by_heads(column(6, [2, 1]), (6, 6)) == Fraction(2)
    assert between(20, 10).enough_by_heads(column(6, [2, 1]), (6, 6)) == Fraction(6)
