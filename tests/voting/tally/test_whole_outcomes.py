"""Everything that a count publishes of one small election, rule by rule."""

from fractions import Fraction

import pytest

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    Instance,
    Outcome,
    Phragmen,
    Project,
    Rule,
    ScoreOrder,
    Step,
    Tie,
    TieNeedsDecision,
    TieOrder,
    Utility,
    Verdict,
    WelfareMaximum,
    count,
)
from services.voting.domain.tally.outcome import Repetitions
from tests.support.elections import an_instance, approvals

COSTS = {"a": 400, "b": 260, "c": 400, "d": 50, "e": 90, "f": 70}
VOTES = ["ab", "ab", "abd", "ce", "c", "ce", "b", "d"]


def _whole(rule: Rule) -> Outcome:
    projects = tuple(Project(id_, cost) for id_, cost in COSTS.items())
    instance = Instance(projects, 800, 1, conflicts=(frozenset("ad"),), ineligible={"e": "withdrawn"})
    return count(instance, approvals(instance, VOTES), rule)


def _out(number: int, phase: str) -> tuple[Step, ...]:
    """What is said of those that are out: the rival of d, once d is funded; the ineligible; the one nobody wants."""
    return (
        Step(number, "a", Verdict.CONFLICT, phase, 3, reason="d"),
        Step(number, "e", Verdict.INELIGIBLE, phase, 2, reason="withdrawn"),
        Step(number, "f", Verdict.BELOW_MINIMUM, phase, 0),
    )


def test_equal_shares_says_its_purchases_then_why_the_others_lost_then_what_score_order_added() -> None:
    conflict, *others = _out(2, "equal-shares")
    _, *still_out = _out(4, "score-order")

    outcome = _whole(EqualShares(completion=Completion.UTILITARIAN, min_score=1))

    assert outcome == Outcome(
        rule="equal-shares/cost/utilitarian/min-1",
        winners=("b", "d", "c"),
        cost=710,
        budget=800,
        digits=1,
        voters=8,
        ties=(),
        trace=(
            Step(1, "b", Verdict.FUNDED, "equal-shares", 4, Fraction(1, 4)),
            Step(2, "d", Verdict.FUNDED, "equal-shares", 2, Fraction(1, 2)),
            conflict,
            Step(2, "c", Verdict.NOT_AFFORDABLE, "equal-shares", 3, missing=Fraction(100)),
            *others,
            Step(3, "a", Verdict.CONFLICT, "score-order", 3, reason="d"),
            Step(3, "c", Verdict.FUNDED, "score-order", 3),
            *still_out,
        ),
        endowment=Fraction(100),
    )


def test_add1_says_how_many_units_it_added_and_what_one_more_would_have_bought() -> None:
    outcome = _whole(EqualShares(min_score=1))

    assert outcome == Outcome(
        rule="equal-shares/cost/add1/min-1",
        winners=("b", "c", "d"),
        cost=710,
        budget=800,
        digits=1,
        voters=8,
        ties=(),
        trace=(
            Step(1, "b", Verdict.FUNDED, "equal-shares", 4, Fraction(1, 4)),
            Step(2, "c", Verdict.FUNDED, "equal-shares", 3, Fraction(1, 3)),
            Step(3, "d", Verdict.FUNDED, "equal-shares", 2, Fraction(1, 2)),
            *_out(3, "equal-shares"),
        ),
        endowment=Fraction(190),
        added=9,
        refused=(("b", Fraction(1, 4)), ("a", Fraction(1, 3)), ("c", Fraction(1, 3))),
        earlier=(Repetitions(0, 3, ("b", "d")), Repetitions(4, 8, ("b", "c", "d"))),
    )


def test_phragmen_says_at_what_time_each_project_was_bought() -> None:
    outcome = _whole(Phragmen(min_score=1))

    assert outcome == Outcome(
        rule="phragmen/min-1",
        winners=("d", "b", "c"),
        cost=710,
        budget=800,
        digits=1,
        voters=8,
        ties=(),
        trace=(
            Step(1, "d", Verdict.FUNDED, "phragmen", 2, Fraction(25)),
            Step(2, "b", Verdict.FUNDED, "phragmen", 4, Fraction(285, 4)),
            Step(3, "c", Verdict.FUNDED, "phragmen", 3, Fraction(400, 3)),
            *_out(3, "phragmen"),
        ),
    )


def test_the_welfare_maximum_lists_the_best_set_by_score_per_cost() -> None:
    outcome = _whole(WelfareMaximum(min_score=1))

    assert outcome == Outcome(
        rule="welfare/cardinality/min-1",
        winners=("d", "b", "c"),
        cost=710,
        budget=800,
        digits=1,
        voters=8,
        ties=(),
        trace=(
            Step(1, "d", Verdict.FUNDED, "welfare", 2),
            Step(2, "b", Verdict.FUNDED, "welfare", 4),
            Step(3, "c", Verdict.FUNDED, "welfare", 3),
            *_out(3, "welfare"),
        ),
    )


def test_score_order_says_what_decided_between_equals_and_how_much_was_missing() -> None:
    outcome = _whole(ScoreOrder(min_score=1))

    assert outcome == Outcome(
        rule="score/skip/min-1",
        winners=("b", "a"),
        cost=660,
        budget=800,
        digits=1,
        voters=8,
        ties=(Tie(2, ("a", "c"), "a", "file-order"),),
        trace=(
            Step(1, "b", Verdict.FUNDED, "score-order", 4),
            Step(2, "a", Verdict.FUNDED, "score-order", 3),
            Step(3, "c", Verdict.DOES_NOT_FIT, "score-order", 3, missing=Fraction(260)),
            Step(3, "d", Verdict.CONFLICT, "score-order", 2, reason="a"),
            *_out(3, "score-order")[1:],
        ),
    )


@pytest.mark.parametrize(
    "rule", [EqualShares(Utility.CARDINALITY, Completion.NONE), Phragmen()], ids=["shares", "phragmen"]
)
def test_a_tie_in_a_later_round_is_reported_or_refused_with_its_round(rule: Rule) -> None:
    instance = an_instance({"a": 5, "b": 50, "c": 50}, budget=500)
    profile = approvals(instance, ["a", "b", "c"])

    (tie,) = count(instance, profile, rule).ties
    with pytest.raises(TieNeedsDecision) as refusal:
        count(instance, profile, rule, ties=TieOrder(refuse=True))

    assert tie == Tie(2, ("b", "c"), "b", "file-order")
    assert (refusal.value.round_number, refusal.value.tied) == (2, ("b", "c"))
    assert str(refusal.value) == "round 2: b, c tie; a recorded decision is needed"


@pytest.mark.parametrize("rule", [EqualShares(), Phragmen(), WelfareMaximum()], ids=["shares", "phragmen", "welfare"])
def test_the_losers_of_a_count_that_funded_nothing_are_in_its_first_round(rule: Rule) -> None:
    instance = an_instance({"a": 5}, budget=10)

    outcome = count(instance, approvals(instance, ["", ""]), rule)

    assert [(step.round, step.verdict) for step in outcome.trace] == [(1, Verdict.NO_SUPPORT)]
