"""When two runs of Equal Shares prove the runs between them, and when they do not."""

import pytest

from services.voting.domain.tally import EqualShares, Instance, Profile, TieOrder
from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules.equal_shares import EqualSharesCount
from services.voting.domain.tally.rules.scores import scores
from tests.support.elections import an_instance, approvals

VOTES = ["xp", "xq", "x", "x", "p", "q"]


def test_prices_that_fall_but_do_not_cross_prove_what_lies_between() -> None:
    # given x takes 20 of everyone's 43, then p costs its one rich supporter 37/60 a unit, and q 43/66
    engine = _engine({"x": 80, "p": 60, "q": 66}, VOTES, endowment=43)

    assert _follows(engine, 0, 1)


def test_a_rival_that_could_have_been_first_somewhere_between_proves_nothing() -> None:
    # given with 49 each q would cost 37/66, which is less than p cost with 43
    engine = _engine({"x": 80, "p": 60, "q": 66}, VOTES, endowment=43)
    orders = [[purchase.position for purchase in engine.played(added).purchases] for added in (0, 6)]

    assert orders == [[0, 1, 2], [0, 1, 2]]
    assert not _follows(engine, 0, 6)


@pytest.mark.parametrize(("lots", "proves"), [(("p", "q"), True), (("q", "p"), False)])
def test_where_prices_meet_exactly_the_lot_says_whether_it_is_proved(lots: tuple[str, ...], proves: bool) -> None:
    # given p always costs its two supporters 1/2 a unit, and q falls from 3/5 to exactly 1/2
    engine = _engine({"x": 80, "p": 10, "q": 60}, ["x", "xq", "x", "x", "p", "q", "p"], endowment=44, lots=lots)

    assert _follows(engine, 0, 6) == proves


@pytest.mark.parametrize(("lots", "proves"), [("yxpq", True), ("yxqp", False)])
def test_a_price_that_stays_and_then_falls_may_meet_a_rivals_in_between(lots: str, proves: bool) -> None:
    # given with 45 to 50 each the first voter spends her last on x, and p costs its two others 1/2 a unit; with 55 each
    # she helps, and p costs 1/3. q costs 7/12 with 45 each, and 1/2 from 50 on
    votes = ["yxp", "yq", "q", "p", "p", "x", "x", "x", "x", "y", "y", "y", "y"]
    engine = _engine({"y": 120, "x": 150, "p": 10, "q": 60}, votes, endowment=45, lots=tuple(lots))
    orders = [[purchase.position for purchase in engine.played(added).purchases] for added in (0, 5, 10)]

    assert orders == [[0, 1, 2, 3], [0, 1, 2, 3] if proves else [0, 1, 3, 2], [0, 1, 2, 3]]
    assert _follows(engine, 0, 10) == proves


def test_projects_that_always_tie_prove_the_same_order_everywhere() -> None:
    engine = _engine({"x": 8, "p": 10, "q": 10}, ["x", "p", "q"], endowment=50)

    assert _follows(engine, 0, 1_000)


def test_another_order_of_purchases_proves_nothing_and_the_run_can_be_played_on() -> None:
    # given p always costs 1/3 a unit; with 33 each q costs 32/90 and comes after it, with 40 each 25/90 and before
    votes = ["xq", "xq", "x", "x", "x", "x", "q", "q", "p", "p", "p"]
    engine = _engine({"x": 120, "p": 9, "q": 90}, votes, endowment=33)
    last, later = engine.played(0), engine._start(7)

    assert not later.follow(last)
    later.play()
    assert [purchase.position for purchase in last.purchases] == [0, 1, 2]
    assert [purchase.position for purchase in later.purchases] == [0, 2, 1]
    assert [purchase.price for purchase in later.purchases] == [p.price for p in engine.played(7).purchases]


def test_a_project_that_becomes_affordable_proves_nothing() -> None:
    engine = _engine({"p": 10, "q": 60}, ["p", "q"], endowment=50)

    assert not _follows(engine, 0, 10)
    assert _follows(engine, 0, 9)


def _engine(
    costs: dict[str, int], votes: list[str], endowment: int, lots: tuple[str, ...] = ("x", "p", "q")
) -> EqualSharesCount:
    instance: Instance = an_instance(costs, budget=endowment * len(votes))
    profile: Profile = approvals(instance, votes)
    totals = scores(profile)
    return EqualSharesCount(
        instance, profile, EqualShares(), totals, Precedence(instance, TieOrder(("lot",), lots), totals)
    )


def _follows(engine: EqualSharesCount, earlier: int, later: int) -> bool:
    return engine._start(later).follow(engine.played(earlier))
