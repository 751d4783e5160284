"""Bounded overspending as the second count follows it: each offer against the definition, floats against fractions."""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np

from services.voting.domain.tally import BoundedOverspending, Instance, Outcome, Profile, TieOrder, Utility, count
from services.voting.domain.tally.second_count.bounded_overspending import _Buying, _Column
from services.voting.domain.tally.second_count.check import objections
from services.voting.domain.tally.second_count.paper import Paper
from services.voting.domain.tally.second_count.run import Ballots, Support
from tests.support.elections import an_instance, approvals
from tests.support.plain_bounded_overspending import _least
from tests.support.plain_equal_shares import PlainElection

PARTS = 7


def moments() -> Iterator[tuple[_Buying, PlainElection, list[Fraction]]]:
    """Elections in the midst of their count: everybody holds something else, and some nothing."""
    for seed in range(120):
        chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
        ids = "abc"[: chance.randint(1, 3)]
        instance = an_instance({id_: chance.randint(1, 60) for id_ in ids}, budget=100)
        ballots = [
            ({id_: chance.randint(1, 4) for id_ in chance.sample(ids, chance.randint(1, len(ids)))}, people)
            for people in (chance.randint(1, 3) for _ in range(chance.randint(1, 6)))
        ]
        buying = _buying(instance, ballots)
        buying._parts = PARTS
        buying._money = [chance.choice([0, 0, chance.randint(1, 20), chance.randint(1, 90)]) for _ in ballots]
        buying._roughly = np.array(buying._money) / PARTS
        costs = {project.id: project.cost for project in instance.projects}
        people = [
            (ballot, Fraction(held, PARTS))
            for (ballot, n), held in zip(ballots, buying._money, strict=True)
            for _ in range(n)
        ]
        election = PlainElection(costs, instance.budget, [ballot for ballot, _ in people])
        yield buying, election, [held for _, held in people]


def _buying(instance: Instance, ballots: Ballots) -> _Buying:
    paper = Paper(instance, dict.fromkeys(instance.ids, 1), 0, [])
    return _Buying(paper, Support(instance, ballots, Utility.POINTS), ())


def test_the_best_offer_is_that_of_the_definition() -> None:
    seen = 0
    for buying, election, money in moments():
        for id_ in filter(buying.may_be_bought, election.costs):
            best = buying._best(id_)

            assert (best.rate, -best.part, best.price) == _least(election, money, id_)
            seen += 1
    assert seen > 100


def test_of_offers_at_one_rate_the_one_that_makes_more_is_the_best() -> None:
    buying = _buying(an_instance({"a": 10}, budget=10), [({"a": 1}, 2), ({"a": 1}, 1)])
    buying._parts, buying._money = 1, [1, 4]  # one each makes 3, at a rate of 1/9; four make 6, at 4/36

    assert (buying._best("a").each, buying._best("a").part) == (Fraction(4), Fraction(6, 10))


def test_floats_strike_off_what_asks_clearly_more_and_nothing_else() -> None:
    for buying, election, _ in moments():
        for id_ in filter(buying.may_be_bought, election.costs):
            rate = float(buying._best(id_).rate)
            column, money, cost = buying._columns[id_], buying._roughly, election.costs[id_]

            assert column.surely_asks_more(money, cost, rate * (1 - 1e-9))
            assert not column.surely_asks_more(money, cost, rate)
            assert not column.surely_asks_more(money, cost, rate * (1 + 1e-9))


def test_whoever_has_nothing_asks_for_more_than_any_rate() -> None:
    column = _Column([(0, 1), (1, 2)], [1, 1])

    assert column.surely_asks_more(np.zeros(2), 5, 1e9)


def test_who_has_nothing_left_buys_only_what_costs_nothing() -> None:
    instance = an_instance({"a": 5, "free": 0, "dear": 101}, budget=100)
    buying = _buying(instance, [({"a": 1, "free": 1, "dear": 1}, 1)])

    assert [buying.may_be_bought(id_) for id_ in ("a", "free", "dear")] == [True, True, False]
    buying._money = [0]
    assert [buying.may_be_bought(id_) for id_ in ("a", "free", "dear")] == [False, True, False]


def test_among_equals_the_one_that_goes_first_must_be_bought() -> None:
    instance = an_instance({"a": 6, "b": 6}, budget=6)
    ballots = approvals(instance, ["a", "b"])
    by_lot = {lots: TieOrder(("lot",), lots=tuple(lots)) for lots in ("ab", "ba")}

    def objections_to(lots: str, counted_by: str) -> list[str]:
        rule = BoundedOverspending()
        outcome = count(instance, ballots, rule, ties=by_lot[counted_by])
        return objections(instance, list(ballots.ballots(instance.ids)), rule, by_lot[lots], outcome)

    assert objections_to("ab", "ab") == objections_to("ba", "ba") == []
    assert objections_to("ab", "ba")[0] == "a comes before b"


def test_the_count_goes_on_with_what_is_left_after_each_purchase() -> None:
    instance = an_instance({"a": 3, "b": 4, "c": 5}, budget=12)
    ballots = approvals(instance, ["abc", "abc", "ac"])
    outcome = count(instance, ballots, BoundedOverspending())
    first, second, third = outcome.trace

    assert _objections(instance, ballots, outcome) == []
    assert _objections(instance, ballots, replace(outcome, trace=(first, third, second)))[0] == "c comes before b"


def test_what_costs_nothing_has_no_price_and_a_lone_voter_holds_it_all() -> None:
    instance = an_instance({"a": 5, "b": 5, "free": 0}, budget=10)
    ballots = approvals(instance, [["a", "b", "free"]])
    outcome = count(instance, ballots, BoundedOverspending())
    free, *paid = outcome.trace

    assert (free.project, free.price) == ("free", Fraction(0))
    assert _objections(instance, ballots, outcome) == []
    sold = replace(outcome, trace=(free._replace(price=Fraction(1)), *paid))
    assert _objections(instance, ballots, sold)[0] == "the supporters of free pay another price"


def test_all_that_could_still_be_bought_is_named() -> None:
    instance = an_instance({"a": 1, "b": 1, "c": 1}, budget=9)
    ballots = approvals(instance, ["abc"])
    outcome = count(instance, ballots, BoundedOverspending())
    nothing = replace(outcome, winners=(), trace=(), cost=0)

    assert _objections(instance, ballots, nothing) == ["a, b, c could still be bought"]


def _objections(instance: Instance, ballots: Profile, outcome: Outcome) -> list[str]:
    return objections(instance, list(ballots.ballots(instance.ids)), BoundedOverspending(), TieOrder(), outcome)
