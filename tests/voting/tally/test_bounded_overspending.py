from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BoundedOverspending,
    EqualShares,
    Instance,
    Outcome,
    Profile,
    Tie,
    TieNeedsDecision,
    TieOrder,
    Utility,
    Verdict,
    count,
)
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.second_count.check import objections
from tests.support.any_election import approval_elections, points_elections
from tests.support.elections import CASES, SWIECIE, a_real_election, an_instance, approvals, plain_election
from tests.support.plain_bounded_overspending import plain_bounded_overspending


def test_a_project_that_nearly_all_want_and_nearly_can_pay_is_bought_before_a_cheap_one_of_few() -> None:
    instance = an_instance({"hall": 100, "sign": 2}, budget=100)
    profile = approvals(instance, [["hall"]] * 97 + [["sign"]] * 3)

    outcome = count(instance, profile, BoundedOverspending())

    assert outcome.winners == ("hall",)
    assert outcome.why("sign").verdict is Verdict.DOES_NOT_FIT
    assert count(instance, profile, EqualShares()).winners == ("sign",)


def test_where_supporters_can_pay_it_all_they_pay_as_under_equal_shares() -> None:
    instance = an_instance({"a": 9, "b": 3}, budget=12)
    profile = approvals(instance, ["a", "a", "a", "b"])

    outcome = count(instance, profile, BoundedOverspending(Utility.CARDINALITY))

    assert outcome.purchases == (("b", Fraction(3)), ("a", Fraction(3)))


def test_the_price_is_of_the_whole_where_supporters_hold_a_part() -> None:
    instance = an_instance({"a": 8, "b": 6}, budget=8)
    profile = approvals(instance, ["a", "a", "b", "b"])  # two each: half of a, two thirds of b

    outcome = count(instance, profile, BoundedOverspending(Utility.CARDINALITY))

    assert outcome.purchases == (("b", Fraction(3)),)


@pytest.mark.parametrize(
    ("file", "winners"), [("bos_large.pb", ("A", "C", "D", "F")), ("bos_helenka_paradox.pb", ("A",))]
)
def test_the_papers_own_examples(file: str, winners: tuple[str, ...]) -> None:
    election = read_pb((CASES / file).read_bytes())

    outcome = count(election.instance, election.profile, BoundedOverspending())

    assert outcome.winners == winners
    assert _objections(election.instance, election.profile, BoundedOverspending(), outcome) == []


@settings(max_examples=300, deadline=None)
@given(approval_elections(), st.sampled_from([Utility.COST, Utility.CARDINALITY]))
def test_the_count_buys_what_the_definition_buys(election: tuple[Instance, Profile], utility: Utility) -> None:
    instance, profile = election
    rule = BoundedOverspending(utility)

    outcome = count(instance, profile, rule)

    assert list(outcome.purchases) == plain_bounded_overspending(plain_election(instance, profile, utility))
    assert _objections(instance, profile, rule, outcome) == []


@settings(max_examples=200, deadline=None)
@given(points_elections())
def test_so_it_does_by_points(election: tuple[Instance, Profile]) -> None:
    instance, profile = election
    rule = BoundedOverspending(Utility.POINTS)

    outcome = count(instance, profile, rule)

    assert list(outcome.purchases) == plain_bounded_overspending(plain_election(instance, profile, Utility.POINTS))
    assert _objections(instance, profile, rule, outcome) == []


def test_a_tie_is_reported_or_waits_for_a_decision() -> None:
    instance = an_instance({"a": 10, "b": 10}, budget=10)
    profile = approvals(instance, ["a", "b"])

    outcome = count(instance, profile, BoundedOverspending())

    assert outcome.ties == (Tie(1, ("a", "b"), "a", "file-order"),)
    with pytest.raises(TieNeedsDecision):
        count(instance, profile, BoundedOverspending(), ties=TieOrder(refuse=True))


def test_what_costs_nothing_is_bought_first_and_what_nobody_wants_never() -> None:
    instance = an_instance({"a": 4, "free": 0, "unwanted": 0}, budget=4)

    outcome = count(instance, approvals(instance, [["a", "free"], ["a"]]), BoundedOverspending())

    assert outcome.winners == ("free", "a")
    assert outcome.why("unwanted").verdict is Verdict.NO_SUPPORT


def test_who_has_nothing_left_buys_nothing() -> None:
    instance = an_instance({"a": 12, "b": 1}, budget=13)

    outcome = count(instance, approvals(instance, [["a", "b"]]), BoundedOverspending(min_score=1))

    assert outcome.winners == ("b", "a")
    second = an_instance({"a": 5, "b": 7}, budget=12)
    rest = count(second, approvals(second, [["a"], ["b"], ["a"]]), BoundedOverspending())
    assert [rest.why(id_).verdict for id_ in "ab"] == [Verdict.FUNDED, Verdict.FUNDED]


def test_it_is_told_who_paid_and_where_the_money_of_those_who_lost_went() -> None:
    file = read_pb((CASES / "bos_large.pb").read_bytes())
    outcome = count(file.instance, file.profile, BoundedOverspending())

    told = explain(file.instance, file.profile, BoundedOverspending(), outcome)

    first, second = told.winners[:2]
    assert (first.project, first.full_price, first.paid_in_full) == ("A", Fraction(50_000), 6)
    # Four hold half of their share still, one all of it: the whole price is more than either.
    assert (second.project, second.paid_in_full, second.paid_all_they_had) == ("C", 1, 4)
    lost = {loser.project: loser for loser in told.losers}
    assert set(lost) == {"B", "E"}
    for loser in told.losers:
        spent = sum((amount for _, amount in loser.spent_on), Fraction(0))
        assert loser.left is not None
        assert spent + loser.left == loser.supporters_had


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
def test_the_second_count_agrees_about_a_real_election(utility: Utility) -> None:
    file = a_real_election(SWIECIE)
    rule = BoundedOverspending(utility)

    outcome = count(file.instance, file.profile, rule)

    assert len(outcome.winners) > 10
    assert _objections(file.instance, file.profile, rule, outcome) == []


@pytest.mark.parametrize(
    ("tampered", "words"),
    [
        (lambda outcome: _bought(outcome, ("C", "A", "D", "F")), "A comes before C"),
        (lambda outcome: _bought(outcome, ("A", "C", "D")), "F could still be bought"),
        (lambda outcome: _bought(outcome, ("A", "C", "A", "F")), "A may not be bought"),
        (
            lambda outcome: _paid(
                outcome, [(id_, price * 2 if id_ == "D" else price) for id_, price in outcome.purchases]
            ),
            "the supporters of D pay another price",
        ),
    ],
    ids=["another order", "one too few", "one twice", "another price"],
)
def test_a_tampered_outcome_meets_an_objection(tampered: object, words: str) -> None:
    file = read_pb((CASES / "bos_large.pb").read_bytes())
    outcome = count(file.instance, file.profile, BoundedOverspending())

    found = _objections(file.instance, file.profile, BoundedOverspending(), tampered(outcome))  # type: ignore[operator]

    assert words in found[0]


def _bought(outcome: Outcome, ids: tuple[str, ...]) -> Outcome:
    prices = dict(outcome.purchases)
    return _paid(outcome, [(id_, prices.get(id_, Fraction(1))) for id_ in ids])


def _paid(outcome: Outcome, purchases: list[tuple[str, Fraction]]) -> Outcome:
    steps = tuple(outcome.trace[0]._replace(project=id_, price=price) for id_, price in purchases)
    return replace(outcome, trace=steps)


def _objections(instance: Instance, profile: Profile, rule: BoundedOverspending, outcome: Outcome) -> list[str]:
    return objections(instance, list(profile.ballots(instance.ids)), rule, TieOrder(), outcome)
