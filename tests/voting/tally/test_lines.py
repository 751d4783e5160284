"""Whatever is bought, in whatever order: at every endowment of a stretch the price lies between the lines around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import Instance, Profile, Utility
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.groups import Groups
from services.voting.domain.tally.rules.stretch import Offer, Stretch, TooLong
from services.voting.domain.tally.rules.supporters import box_of, supporters_of
from services.voting.domain.tally.second_count.columns import Column
from services.voting.domain.tally.second_count.corridor import Corridor
from services.voting.domain.tally.second_count.run import Support, priced
from tests.support.any_election import approval_elections, points_elections
from tests.support.elections import an_instance, approvals

PARTS = 2**20

Election = tuple[tuple[Instance, Profile], Utility]
elections = st.one_of(
    st.tuples(approval_elections(), st.just(Utility.COST)), st.tuples(points_elections(), st.just(Utility.POINTS))
)


@dataclass(frozen=True)
class Around:
    """Lines around a price, from the endowment ``start`` to ``length`` more, and what heads alone say of it."""

    id: str
    unit: int
    start: int
    length: int
    least: tuple[int, int]
    most: tuple[int, int]
    by_heads: tuple[Fraction | None, Fraction | None]

    def at(self, line: tuple[int, int], added: int) -> Fraction:
        """The line's value, as a price of one unit of utility in minor units."""
        value = line[0] + Fraction((line[1] - line[0]) * added, max(self.length, 1))
        return value / (self.unit * PARTS)


@settings(max_examples=300, deadline=None)
@given(elections, st.integers(1, 60), st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_first_counts_lines_lie_around_every_price(
    election: Election, start: int, length: int, random: Random
) -> None:
    order = random.sample(election[0][0].ids, len(election[0][0].ids))

    for around in _of_the_first_count(election, order, start, length):
        _demand_around(election, order, around)


@settings(max_examples=300, deadline=None)
@given(elections, st.integers(1, 60), st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_second_counts_lines_lie_around_every_price(
    election: Election, start: int, length: int, random: Random
) -> None:
    order = random.sample(election[0][0].ids, len(election[0][0].ids))

    for around in _of_the_second_count(election, order, start, length):
        _demand_around(election, order, around)


def _of_the_first_count(election: Election, order: Sequence[str], start: int, length: int) -> Iterator[Around]:
    (instance, profile), utility = election
    box = box_of(profile, by_points=utility is Utility.POINTS)
    costs = [project.cost for project in instance.projects]
    units = costs if utility is Utility.COST else [1] * len(costs)
    crowds = {one.position: Crowd.of(one) for one in supporters_of(box, costs, units) if one.stake}
    groups = Groups.of_all(len(box.weights))
    stretch = Stretch((0, length), (Fraction(start), Fraction(start + length)), PARTS)
    for position in map(instance.ids.index, order):
        if position not in crowds:
            return
        stretch, offer = _offered(stretch, groups.crowd(crowds[position]))
        if offer is None:
            return
        by_heads = stretch.not_enough_below(offer.crowd), stretch.enough(offer)
        unit = offer.crowd.unit
        yield Around(instance.ids[position], unit, start, stretch.last, offer.least, offer.most, by_heads)
        groups = groups.split_by(crowds[position])
        stretch.buy(offer, groups)


def _offered(stretch: Stretch, crowd: Crowd) -> tuple[Stretch, Offer | None]:
    try:
        return stretch, stretch.offer(crowd, 0.0)
    except TooLong as too_long:
        return _offered(stretch.shortened(too_long.last), crowd)


def _of_the_second_count(election: Election, order: Sequence[str], start: int, length: int) -> Iterator[Around]:
    (instance, _), support = election[0], _support(election)
    corridor = Corridor(len(support.people), (Fraction(start), Fraction(start + length)), PARTS)
    costs = {project.id: project.cost for project in instance.projects}
    for id_ in order:
        if id_ not in support.wanted:
            return
        column = Column.of(id_, costs[id_], support.gains[id_], support.people)
        most = corridor.price_at_most(column)
        if most is None:
            return
        least = corridor.price_at_least(column, most[0]) or (0, 0)
        by_heads = corridor.too_little_by_heads(column), corridor.enough_by_heads(column, most)
        yield Around(id_, column.unit, start, length, least, most, by_heads)
        corridor.pay(column, least, most)


def _demand_around(election: Election, order: Sequence[str], around: Around) -> None:
    costs = {project.id: project.cost for project in election[0][0].projects}
    for added in range(around.length + 1):
        prices = priced(_support(election), costs, order, Fraction(around.start + added))
        price = dict(prices)[around.id]
        assert around.at(around.least, added) <= price <= around.at(around.most, added)
        too_little, enough = around.by_heads
        assert too_little is None or too_little <= price
        assert enough is None or price <= enough


def _support(election: Election) -> Support:
    (instance, profile), utility = election
    return Support(instance, list(profile.ballots(instance.ids)), utility)


def test_heads_alone_say_what_a_project_costs_that_all_can_pay() -> None:
    instance = an_instance({"a": 10}, budget=100)
    election = (instance, approvals(instance, ["a", "a", "a"])), Utility.COST

    for lines in (_of_the_first_count(election, ["a"], 20, 5), _of_the_second_count(election, ["a"], 20, 5)):
        (around,) = lines
        assert around.by_heads == (Fraction(1, 3), Fraction(1, 3))


def test_heads_alone_say_nothing_where_hardly_anyone_can_pay_a_full_part() -> None:
    # given x leaves the first two nothing from 30, and 5 from 35; then p is paid by the third for the most part
    instance = an_instance({"x": 60, "p": 20}, budget=100)
    election = (instance, approvals(instance, ["xp", "xp", "p"])), Utility.COST

    for lines in (_of_the_first_count(election, ["x", "p"], 30, 5), _of_the_second_count(election, ["x", "p"], 30, 5)):
        _, around = lines
        assert around.by_heads == (Fraction(1, 3), Fraction(1, 1))
