"""The lines of a stretch by hand: two voters, Ada and Ben, ten parts to a minor unit, all to the last part."""

from fractions import Fraction

import numpy as np
import pytest

from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.groups import Groups
from services.voting.domain.tally.rules.stretch import Line, Offer, Stretch, TooLong

PARTS = 10
ADA, BEN = 0, 1


def a_stretch(first: int, last: int) -> Stretch:
    """Over ten units: what each voter has at its first endowment, and at its last."""
    return Stretch((0, 10), (Fraction(first), Fraction(last)), PARTS)


def a_crowd(cost: int, *voters: int, position: int = 0) -> Crowd:
    people = np.ones(len(voters), np.int64)
    return Crowd(position, cost, 1, len(voters), np.array(voters), people, None)


def after_ada_paid(stretch: Stretch, least: Line, most: Line) -> Groups:
    """The groups after Ada alone has bought something, at a price between the lines."""
    bought, groups = a_crowd(1, ADA, position=9), Groups.of_all(2)
    split = groups.split_by(bought)
    stretch.buy(Offer(groups.crowd(bought), least, most), split)
    return split


def test_what_a_group_holds_at_most_is_rounded_upwards_and_never_negative() -> None:
    assert a_stretch(1, 1).most_by_group().tolist() == [11]
    assert a_stretch(200, 100).most_by_group().tolist() == [2_001]

    poor = a_stretch(1, 1)
    groups = after_ada_paid(poor, Line(50, 50), Line(50, 50))

    assert groups.by_row(poor.most_by_group()).tolist() == [0, 11]


def test_what_is_missing_is_short_of_the_cost_by_a_part_at_least() -> None:
    stretch, everyone = a_stretch(2, 2), Groups.of_all(2)

    assert stretch.missing(everyone.crowd(a_crowd(9, ADA, BEN))) == Line(90 - 1 - 2 * 21, 90 - 1 - 2 * 20)

    groups = after_ada_paid(stretch, Line(50, 50), Line(50, 50))

    assert stretch.missing(groups.crowd(a_crowd(9, ADA))) == Line(89, 89)


def test_a_price_is_the_least_whole_number_of_parts_that_pays_wherever_the_search_began() -> None:
    stretch, groups = a_stretch(100, 100), Groups.of_all(3)
    three = groups.crowd(a_crowd(10, 0, 1, 2))

    for guess in (0.0, 3.3, 3.4, 80.0, 5_000.0):
        offer = stretch.offer(three, guess)
        assert offer is not None
        assert offer.most == Line(34, 34)  # three times 33 is a part too little

    free = stretch.offer(groups.crowd(a_crowd(0, 0, position=1)), 5_000.0)
    assert free is not None
    assert (free.least, free.most) == (Line(0, 0), Line(0, 0))


def test_groups_are_the_same_however_far_apart_their_marks_lie() -> None:
    # given marks so far apart that the groups are sorted, not counted
    marked = Crowd(0, 1, 1, 6_003, np.array([0, 1, 3]), np.ones(3, np.int64), np.array([6_000, 1, 2]))

    groups = Groups.of_all(4).split_by(marked)

    assert groups.by_row(np.array([10, 11, 12, 13])).tolist() == [13, 11, 10, 12]
    assert (groups.before.tolist(), groups.payers.tolist()) == ([0, 0, 0, 0], [1, 2, 3])
    assert groups.marks is not None
    assert groups.marks.tolist() == [1, 2, 6_000]


def test_who_has_less_than_nothing_pays_nothing() -> None:
    stretch = a_stretch(100, 100)
    groups = after_ada_paid(stretch, Line(1_200, 1_200), Line(1_200, 1_200))
    both, ada = groups.crowd(a_crowd(50, ADA, BEN)), groups.crowd(a_crowd(1, ADA, position=1))

    offer = stretch.offer(both, 0.0)

    assert offer is not None
    assert offer.most == Line(500, 500)
    assert stretch.not_enough_below(both) == Fraction(50)
    assert stretch.offer(ada, 0.0) is None
    assert stretch.not_enough_below(ada) is None


def test_a_stretch_is_too_long_from_where_they_cannot_surely_pay() -> None:
    # given both have 4 at its beginning and 1 at its end, and share a cost of 6
    stretch, groups = a_stretch(4, 1), Groups.of_all(2)

    with pytest.raises(TooLong) as too_long:
        stretch.offer(groups.crowd(a_crowd(6, ADA, BEN)), 0.0)

    assert (too_long.value.last, too_long.value.args) == (3, (3,))  # 3.1 each; at the next 2.8


def test_its_beginning_keeps_what_was_bought_between_the_same_lines() -> None:
    # given Ada has 200 at the beginning and 100 at the end, and paid from 10 to 20, or from 11 to 25
    whole = a_stretch(200, 100)
    groups = after_ada_paid(whole, Line(100, 200), Line(110, 250))

    half = whole.shortened(5)

    # then in the middle she has from 150 - 18 to 150 - 15
    assert (half.first, half.last) == (0, 5)
    assert half.missing(groups.crowd(a_crowd(140, ADA))) == Line(1_399 - (1_890 + 11), 1_399 - 1_350)
    with pytest.raises(TooLong) as too_long:
        half.offer(groups.crowd(a_crowd(140, ADA)), 0.0)
    assert too_long.value.last == 490 * 5 // (490 + 80)


def test_heads_say_enough_only_if_those_who_can_pay_in_full_cover_the_cost() -> None:
    rich = a_stretch(10, 10)
    alone = Groups.of_all(2).crowd(a_crowd(10, BEN))
    offer = rich.offer(alone, 0.0)
    assert offer is not None
    assert rich.enough(offer) == Fraction(10)  # Ben has exactly that

    uneven = a_stretch(100, 100)
    groups = after_ada_paid(uneven, Line(950, 950), Line(950, 950))
    shared = uneven.offer(groups.crowd(a_crowd(50, ADA, BEN)), 0.0)
    assert shared is not None
    assert shared.most == Line(450, 450)
    assert uneven.enough(shared) is None  # Ben alone would pay 45 of 50


def test_a_price_that_is_a_part_short_is_no_price() -> None:
    # given Ada has four parts and Ben ten, and a price of five brings nine of ten
    stretch = a_stretch(1, 1)
    groups = after_ada_paid(stretch, Line(6, 6), Line(6, 6))

    offer = stretch.offer(groups.crowd(a_crowd(1, ADA, BEN)), 0.0)

    assert offer is not None
    assert offer.most == Line(6, 6)


def test_a_line_below_a_price_is_never_below_nothing() -> None:
    # given three voters like Ada have between 100 and 901 parts each, which may be more than the cost
    stretch = a_stretch(100, 100)
    groups = after_ada_paid(stretch, Line(100, 100), Line(900, 900))
    crowd = Crowd(0, 125, 1, 4, np.array([ADA, BEN]), np.array([3, 1]), None)

    offer = stretch.offer(groups.crowd(crowd), 0.0)

    assert offer is not None
    assert (offer.least, offer.most) == (Line(0, 0), Line(950, 950))


@pytest.mark.parametrize("price", [Line(20, 50), Line(50, 19)])
def test_whoever_may_have_a_part_at_either_end_may_share_a_cost(price: Line) -> None:
    # given Ada has at most one part at the first endowment and nothing at the last, or the other way round
    stretch = a_stretch(2, 2)
    groups = after_ada_paid(stretch, price, price)

    assert stretch.not_enough_below(groups.crowd(a_crowd(9, ADA))) == Fraction(9)
