"""Which endowments are known to buy the same without being counted one by one, and which are not."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import EqualShares, Instance, Profile, TieOrder, Utility
from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules import orders
from services.voting.domain.tally.rules.crowd import Crowd
from services.voting.domain.tally.rules.equal_shares import EqualSharesCount
from services.voting.domain.tally.rules.equal_shares_run import EqualSharesRun
from services.voting.domain.tally.rules.orders import Orders, Same
from services.voting.domain.tally.rules.scores import scores
from services.voting.domain.tally.rules.stretch import Offer, Stretch, TooLong
from tests.support.any_election import approval_elections, points_elections
from tests.support.elections import an_instance, approvals

VOTES = ["xp", "xq", "x", "x", "p", "q"]


class Steps:
    """The walk through the endowments of a small election, and which of them it had to count one by one."""

    def __init__(self, engine: EqualSharesCount, most: int) -> None:
        self._engine, self._most = engine, most
        self.counted: set[int] = set()

    def walk(self) -> list[Same]:
        return list(
            Orders(self._engine.box, self._engine._electorate, self._engine._precedence, self._start, self._most)
        )

    def _start(self, added: int) -> EqualSharesRun:
        run = self._engine._start(added)
        play = run.play

        def noted() -> None:
            self.counted.add(added)
            play()

        run.play = noted  # type: ignore[method-assign]
        return run


@settings(max_examples=150, deadline=None)
@given(approval_elections(), st.sampled_from([Utility.COST, Utility.CARDINALITY]))
def test_every_endowment_buys_what_its_stretch_is_said_to_buy(
    election: tuple[Instance, Profile], utility: Utility
) -> None:
    _check_every_endowment(*election, EqualShares(utility))


@settings(max_examples=100, deadline=None)
@given(points_elections())
def test_every_endowment_buys_what_its_stretch_is_said_to_buy_with_points(election: tuple[Instance, Profile]) -> None:
    _check_every_endowment(*election, EqualShares(Utility.POINTS))


def test_prices_that_fall_but_do_not_cross_need_not_be_counted() -> None:
    # given x takes 20 of everyone's 43, then p costs its one rich supporter 37/60 a unit, and q 43/66
    steps = Steps(_engine({"x": 80, "p": 60, "q": 66}, VOTES, endowment=43), most=1)

    assert [(same.first, same.last) for same in steps.walk()] == [(0, 1)]
    assert not steps.counted


def test_where_a_rivals_price_was_lower_elsewhere_but_never_at_the_same_endowment_nothing_changes() -> None:
    # given with 49 each q would cost 37/66, which is less than p cost with 43; but p costs less by then, too
    steps = Steps(_engine({"x": 80, "p": 60, "q": 66}, VOTES, endowment=43), most=6)

    assert [(same.first, same.last, same.purse.funded) for same in steps.walk()] == [(0, 6, [0, 1, 2])]
    assert not steps.counted


@pytest.mark.parametrize(("lots", "last"), [(("p", "q"), 6), (("q", "p"), 5)])
def test_where_prices_meet_exactly_the_lot_says_up_to_where_nothing_changes(lots: tuple[str, ...], last: int) -> None:
    # given p always costs its two supporters 1/2 a unit, and q falls from 3/5 to exactly 1/2
    engine = _engine({"x": 80, "p": 10, "q": 60}, ["x", "xq", "x", "x", "p", "q", "p"], endowment=44, lots=lots)

    walk = Steps(engine, most=6).walk()

    assert max(same.last for same in walk if same.purse.funded == [0, 1, 2]) == last


@pytest.mark.parametrize(("lots", "last"), [(("p", "q"), 6), (("q", "p"), 0)])
def test_where_a_walk_is_stuck_beside_prices_that_meet_the_lot_says_so_too(
    lots: tuple[str, ...], last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given the same town with 49 each, so that prices meet at the second endowment, and are told apart in fractions
    monkeypatch.setattr(orders, "_STUCK", 0)
    engine = _engine({"x": 80, "p": 10, "q": 60}, ["x", "xq", "x", "x", "p", "q", "p"], endowment=49, lots=lots)

    steps = Steps(engine, most=6)

    assert max(same.last for same in steps.walk() if same.purse.funded == [0, 1, 2]) == last
    assert not steps.counted


@pytest.mark.parametrize(("lots", "middle"), [("yxpq", [0, 1, 2, 3]), ("yxqp", [0, 1, 3, 2])])
def test_a_price_that_stays_and_then_falls_may_meet_a_rivals_in_between(lots: str, middle: list[int]) -> None:
    # given with 45 to 50 each the first voter spends her last on x, and p costs its two others 1/2 a unit; with 55 each
    # she helps, and p costs 1/3. q costs 7/12 with 45 each, and 1/2 from 50 on
    votes = ["yxp", "yq", "q", "p", "p", "x", "x", "x", "x", "y", "y", "y", "y"]
    engine = _engine({"y": 120, "x": 150, "p": 10, "q": 60}, votes, endowment=45, lots=tuple(lots))

    bought = {added: same.purse.funded for same in Steps(engine, 10).walk() for added in _added(same)}

    assert [bought[added] for added in (0, 5, 10)] == [[0, 1, 2, 3], middle, [0, 1, 2, 3]]


def test_lines_that_part_too_far_are_drawn_again_over_a_shorter_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    # given that after the first change no line says anything of more than two endowments
    engine = _engine({"x": 80, "p": 10, "q": 60}, ["x", "xq", "x", "x", "p", "q", "p"], endowment=44, lots=("q", "p"))
    offer = Stretch.offer
    shortened: list[int] = []

    def over_two_at_most(stretch: Stretch, crowd: Crowd, guess: float) -> Offer | None:
        if stretch.first and stretch.last > stretch.first + 1:
            shortened.append(stretch.first)
            raise TooLong(stretch.first + 1)
        return offer(stretch, crowd, guess)

    monkeypatch.setattr(Stretch, "offer", over_two_at_most)
    bought = {added: same.purse.funded for same in Steps(engine, 20).walk() for added in _added(same)}

    assert shortened
    assert bought == {added: engine.played(added).purse.funded for added in range(21)}


def test_the_smallest_endowment_is_walked_too() -> None:
    walk = Steps(_engine({"x": 4, "p": 1, "q": 1}, ["x", "xp", "q"], endowment=1), most=0).walk()

    assert [(same.first, same.last, same.purse.funded) for same in walk] == [(0, 0, [1, 2])]


def test_after_many_rounds_whoever_holds_just_the_cost_at_the_last_endowment_still_buys() -> None:
    # given eight projects that their voters can pay from the start, and one that needs all of three units more
    costs = dict.fromkeys("abcdefgh", 5) | {"p": 13}
    steps = Steps(_engine(costs, list("abcdefghp"), endowment=10, lots=tuple(costs)), most=3)

    assert [(same.first, same.last, 8 in same.purse.funded) for same in steps.walk()] == [(0, 2, False), (3, 3, True)]


def test_of_projects_that_exclude_each_other_a_walk_buys_one() -> None:
    instance = an_instance({"p": 5, "q": 6}, 40, conflicts=(frozenset("pq"),))
    profile = approvals(instance, ["p", "q"])
    totals = scores(profile)
    engine = EqualSharesCount(instance, profile, EqualShares(), totals, Precedence(instance, TieOrder(), totals))

    steps = Steps(engine, most=3)

    assert [same.purse.funded for same in steps.walk()] == [[0]]
    assert not steps.counted


def test_projects_that_tie_by_the_number_of_their_voters_need_not_be_counted() -> None:
    steps = Steps(_engine({"x": 8, "p": 10, "q": 10}, ["x", "p", "q"], endowment=50), most=1_000)

    walk = steps.walk()

    assert {tuple(same.purse.funded) for same in walk} == {(0, 1, 2)}
    assert not steps.counted


def test_prices_that_fall_together_are_counted_in_fractions_thrice_at_most() -> None:
    # given p and q have one supporter each who paid a third of 100 for x, and one who has all she began with
    votes = ["xp", "xq", "x", "p", "q"]
    steps = Steps(_engine({"x": 100, "p": 60, "q": 60}, votes, endowment=50), most=30)

    walk = steps.walk()

    assert {tuple(same.purse.funded) for same in walk} == {(0, 1, 2)}
    assert [(same.first, same.last) for same in walk][3:5] == [(3, 13), (14, 15)]
    assert steps.counted == {0, 1, 2}


def test_a_project_that_becomes_affordable_ends_a_stretch() -> None:
    steps = Steps(_engine({"p": 10, "q": 60}, ["p", "q"], endowment=50), most=12)

    assert [(same.first, same.last, same.purse.funded) for same in steps.walk()] == [(0, 9, [0]), (10, 12, [0, 1])]


def test_amounts_beyond_what_sums_have_room_for_are_counted_in_fractions() -> None:
    engine = _engine({"p": 10**18, "q": 2 * 10**18}, ["p", "q", "pq"], endowment=10**18)
    steps = Steps(engine, most=2)

    walk = steps.walk()

    assert [(same.first, same.last) for same in walk] == [(0, 0), (1, 1), (2, 2)]
    assert steps.counted == {0, 1, 2}


def test_the_walk_ends_at_the_first_endowment_that_overspends() -> None:
    engine = _engine({"p": 60, "q": 60}, ["p", "q"], endowment=50)

    *_, last = Steps(engine, most=1_000).walk()

    assert (last.first, last.purse.is_overspent) == (10, True)


def _check_every_endowment(instance: Instance, profile: Profile, rule: EqualShares) -> None:
    totals = scores(profile)
    engine = EqualSharesCount(instance, profile, rule, totals, Precedence(instance, TieOrder(), totals))
    walk = Steps(engine, most=60).walk()

    assert walk[0].first == 0
    assert all(same.first <= same.last for same in walk)
    assert all(after.first == same.last + 1 for same, after in pairwise(walk))
    for same in walk:
        for added in _added(same):
            played = engine.played(added).purse
            assert (same.purse.funded, same.purse.spent) == (played.funded, played.spent)
            if played.is_overspent:
                return


def _added(same: Same) -> range:
    return range(same.first, same.last + 1)


def _engine(
    costs: dict[str, int], votes: list[str], endowment: int, lots: tuple[str, ...] = ("x", "p", "q")
) -> EqualSharesCount:
    instance: Instance = an_instance(costs, budget=endowment * len(votes))
    profile: Profile = approvals(instance, votes)
    totals = scores(profile)
    return EqualSharesCount(
        instance, profile, EqualShares(), totals, Precedence(instance, TieOrder(("lot",), lots), totals)
    )
