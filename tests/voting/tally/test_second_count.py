from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BoundedOverspending,
    BudgetShare,
    Comparison,
    Completion,
    EqualShares,
    Instance,
    Method,
    Outcome,
    Phragmen,
    Profile,
    Project,
    ScoreOrder,
    TieOrder,
    Utility,
    Verdict,
    count,
)
from services.voting.domain.tally.pb.rule import rule_of
from services.voting.domain.tally.second_count.check import CheckableRule, objections
from tests.support.any_election import approval_elections, points_elections
from tests.support.elections import SWIECIE, a_real_election, an_instance, approvals

RULES = [
    *(EqualShares(utility, completion) for utility in (Utility.COST, Utility.CARDINALITY) for completion in Completion),
    ScoreOrder(),
    ScoreOrder(stop=True, min_score=2),
    ScoreOrder(per_cost=True),
    Phragmen(),
    Phragmen(min_score=2),
    BoundedOverspending(),
    BoundedOverspending(Utility.CARDINALITY, min_score=2),
    *(EqualShares(completion=completion, comparison=True) for completion in Completion),
]


@settings(max_examples=400, deadline=None)
@given(approval_elections(), st.sampled_from(RULES))
def test_the_second_count_agrees_with_the_engine(election: tuple[Instance, Profile], rule: CheckableRule) -> None:
    instance, profile = election

    outcome = count(instance, profile, rule)

    assert _objections(instance, profile, rule, outcome) == []


@settings(max_examples=200, deadline=None)
@given(points_elections(), st.sampled_from(list(Completion)))
def test_the_second_count_agrees_about_points(election: tuple[Instance, Profile], completion: Completion) -> None:
    instance, profile = election
    rule = EqualShares(Utility.POINTS, completion)

    outcome = count(instance, profile, rule)

    assert _objections(instance, profile, rule, outcome) == []


@settings(max_examples=200, deadline=None)
@given(approval_elections(), st.sampled_from(RULES), st.data())
def test_the_second_count_agrees_under_a_councils_rulings(
    election: tuple[Instance, Profile], rule: CheckableRule, data: st.DataObject
) -> None:
    plain, profile = election
    some = st.frozensets(st.sampled_from(plain.ids))
    share = BudgetShare("North", data.draw(some), data.draw(st.integers(0, plain.budget)))
    out = dict.fromkeys(data.draw(st.frozensets(st.sampled_from(plain.ids), max_size=2)), "withdrawn")
    instance = Instance(plain.projects, plain.budget, 0, (data.draw(some),), out, (share,))

    outcome = count(instance, profile, rule)

    assert _objections(instance, profile, rule, outcome) == []


def test_the_second_count_agrees_about_swiecie_2023() -> None:
    file = a_real_election(SWIECIE)
    rule = rule_of(file)
    assert isinstance(rule, EqualShares)

    outcome = count(file.instance, file.profile, rule)

    assert _objections(file.instance, file.profile, rule, outcome) == []


@pytest.mark.parametrize(
    ("tampered", "words"),
    [
        (lambda o: replace(o, winners=o.winners[::-1]), "the winners are b, a"),
        (lambda o: replace(o, cost=o.cost + 1), "the winners cost 80"),
        (lambda o: replace(o, endowment=o.endowment + 1), "the endowment is not an equal share and the units added"),
        (lambda o: replace(o, trace=o.trace[1:]), "b comes before a"),
        (lambda o: replace(o, trace=o.trace[:1]), "a could still be afforded"),
        (
            lambda o: replace(o, trace=(o.trace[0]._replace(price=Fraction(1, 4)), *o.trace[1:])),
            "the supporters of b do not pay its cost",
        ),
        (lambda o: replace(o, trace=(o.trace[0]._replace(project="c"), *o.trace[1:])), "c may not be bought"),
    ],
)
def test_a_tampered_outcome_meets_an_objection(tampered: object, words: str) -> None:
    instance = an_instance({"a": 50, "b": 30, "c": 90}, budget=105)
    profile = approvals(instance, ["ab", "ab", "b"])
    rule = EqualShares(completion=Completion.NONE)
    outcome = count(instance, profile, rule)
    assert outcome.winners == ("b", "a")

    found = _objections(instance, profile, rule, tampered(outcome))  # type: ignore[operator]

    assert found[0] == words


def test_an_outcome_that_stopped_adding_too_early_meets_an_objection() -> None:
    instance = an_instance({"a": 50, "b": 50, "c": 45}, budget=100)
    profile = approvals(instance, ["ab", "ab", "ab", "c", "c"])
    outcome = count(instance, profile, EqualShares())
    modest = count(instance, profile, EqualShares(completion=Completion.NONE))
    bought = tuple((step.project, step.price) for step in modest.trace if step.verdict is Verdict.FUNDED and step.price)

    found = _objections(instance, profile, EqualShares(), replace(modest, refused=bought))

    assert len(outcome.winners) > len(modest.winners)
    assert "one unit more would not overspend" in found
    assert "nothing says why no more units were added" in _objections(instance, profile, EqualShares(), modest)


@pytest.mark.parametrize(
    ("tampered", "words"),
    [
        (lambda o: replace(o, trace=o.trace[1:]), "the supporters of a do not hold its cost"),
        (lambda o: replace(o, trace=o.trace[1::-1]), "the supporters of a do not hold its cost"),
        (lambda o: replace(o, trace=(o.trace[0]._replace(project="a", price=Fraction(25)),)), "b comes before a"),
        (lambda o: replace(o, trace=o.trace[:1]), "a could still be bought"),
        (
            lambda o: replace(o, trace=(o.trace[0]._replace(price=Fraction(11)), *o.trace[1:])),
            "the supporters of b do not hold its cost",
        ),
        (lambda o: replace(o, trace=(o.trace[0]._replace(project="d"), *o.trace[1:])), "d may not be bought"),
        (
            lambda o: replace(o, trace=(*o.trace[:2], o.trace[0]._replace(project="c"))),
            "c is bought before what came before it",
        ),
        (lambda o: replace(o, winners=("b",)), "the winners are b, a"),
    ],
)
def test_tampered_times_of_phragmen_meet_an_objection(tampered: object, words: str) -> None:
    instance = an_instance({"a": 50, "b": 30, "c": 80, "d": 200}, budget=105)
    profile = approvals(instance, ["ab", "ab", "b", "c", "d"])
    outcome = count(instance, profile, Phragmen())
    assert outcome.winners == ("b", "a")

    found = _objections(instance, profile, Phragmen(), tampered(outcome))  # type: ignore[operator]

    assert found[0] == words


def test_phragmen_ends_at_a_tie_with_what_costs_too_much() -> None:
    instance = an_instance({"a": 20, "x": 25, "y": 50}, budget=50)
    profile = approvals(instance, ["a", "x", "y", "y"])
    outcome = count(instance, profile, Phragmen())
    bought = (outcome.trace[0], outcome.trace[0]._replace(project="x", price=Fraction(25)))
    greedy = replace(outcome, winners=("a", "x"), cost=45, trace=bought)

    found = _objections(instance, profile, Phragmen(), greedy)

    assert outcome.winners == ("a",)
    assert _objections(instance, profile, Phragmen(), outcome) == []
    assert "the count ends before x, as y ties with it" in found


def test_a_comparison_that_chose_the_other_outcome_meets_an_objection() -> None:
    instance = an_instance({"a": 100, "b": 60, "c": 40}, budget=100)
    profile = approvals(instance, ["a"] * 6 + ["b"] * 3 + ["c"] * 2)
    rule = EqualShares(completion=Completion.NONE, comparison=True)
    outcome = count(instance, profile, rule)
    assert outcome.equal_shares is not None
    assert outcome.winners == ("a",)

    honest = _objections(instance, profile, rule, outcome)
    other = replace(outcome, winners=outcome.equal_shares.winners)
    miscounted = replace(outcome, comparison=Comparison(6, 5))

    assert honest == []
    assert _objections(instance, profile, rule, other) == ["the comparison chooses the other outcome"]
    assert _objections(instance, profile, rule, miscounted) == [
        "0 voters have more under equal shares, 6 under score order"
    ]


@pytest.mark.parametrize("completion", [Completion.NONE, Completion.ADD1])
def test_a_comparison_in_which_equal_shares_stands_is_checked_and_watched(completion: Completion) -> None:
    # given score order would fund a, the dearer of equals; as many prefer the one as the other, in two kinds of ballot
    instance = an_instance({"a": 100, "b": 40, "x": 900}, budget=100)
    profile = Profile.of_ballots(
        instance.ids, Method.POINTS, [{"a": 1, "b": 0}] * 5 + [{"b": 1}] * 3 + [{"b": 1, "x": 1, "a": 0}] * 2
    )
    rule, order = EqualShares(completion=completion, comparison=True), TieOrder(("cost-desc",))
    outcome = count(instance, profile, rule, ties=order)
    ballots, told = list(profile.ballots(instance.ids)), list[tuple[str, int, int | None]]()

    def watch(stage: str, done: int, of: int | None = None) -> None:
        told.append((stage, done, of))

    found = objections(instance, ballots, rule, order, outcome, watch)

    assert (outcome.winners, outcome.comparison) == (("b",), Comparison(5, 5))
    assert found == []
    assert told == [("second-count", some.first, outcome.added) for some in outcome.earlier]
    tampered = replace(outcome, comparison=Comparison(4, 5))
    assert objections(instance, ballots, rule, order, tampered) == [
        "5 voters have more under equal shares, 5 under score order"
    ]


def test_units_added_against_the_rule_meet_an_objection() -> None:
    instance = Instance((Project("a", 50),), 100, 1)
    profile = approvals(instance, ["a", "a"])
    rule = EqualShares(completion=Completion.NONE)
    outcome = count(instance, profile, rule)
    assert outcome.endowment is not None

    found = _objections(instance, profile, rule, replace(outcome, added=1, endowment=outcome.endowment + 10))

    assert found[0] == "the rule adds nothing to the shares"


def test_what_is_said_of_the_shares_stands_beside_what_is_said_of_the_rest() -> None:
    instance = an_instance({"a": 50, "b": 50, "c": 40}, budget=100)
    profile = approvals(instance, ["ab", "ab", "ab", "c"])
    rule = EqualShares(completion=Completion.UTILITARIAN)
    outcome = count(instance, profile, rule)
    forged = replace(outcome, trace=(outcome.trace[0]._replace(price=Fraction(1, 4)), *outcome.trace[1:]))

    assert _objections(instance, profile, rule, outcome) == []
    assert _objections(instance, profile, rule, forged)[0] == "the supporters of a do not pay its cost"


@pytest.mark.parametrize("rule", [EqualShares(), EqualShares(completion=Completion.ADD1_EXHAUSTIVE), ScoreOrder()])
def test_cents_minimums_and_shares_used_to_the_last_cent_meet_no_objection(rule: CheckableRule) -> None:
    # given a and b together use all that North has, and c is one vote short
    projects = (Project("a", 30_00), Project("b", 20_50), Project("c", 9_99), Project("d", 5_00))
    instance = Instance(projects, 100_00, 2, shares=(BudgetShare("North", frozenset("ab"), 50_50),))
    profile = approvals(instance, ["abd", "ab", "a", "c", "bd"])
    strict = replace(rule, min_score=2)

    outcome = count(instance, profile, strict)

    assert set(outcome.winners) == {"a", "b", "d"}
    assert _objections(instance, profile, strict, outcome) == []


def test_another_project_by_score_order_meets_an_objection() -> None:
    instance = an_instance({"a": 6, "b": 5}, budget=6)
    profile = approvals(instance, ["a", "a", "b"])
    outcome = count(instance, profile, ScoreOrder())

    found = _objections(instance, profile, ScoreOrder(), replace(outcome, winners=("b",), cost=5))

    assert found == ["score order funds other projects", "the winners are a", "the winners cost 6"]


def test_score_by_cost_is_checked_by_cost() -> None:
    instance = an_instance({"a": 10, "b": 50}, budget=50)
    profile = approvals(instance, ["a", "a", "ab", "b", "b", "b"])
    outcome = count(instance, profile, ScoreOrder(per_cost=True))

    assert outcome.winners == ("a",)
    assert _objections(instance, profile, ScoreOrder(per_cost=True), outcome) == []
    assert _objections(instance, profile, ScoreOrder(), outcome)[0] == "score order funds other projects"


def _objections(instance: Instance, profile: Profile, rule: CheckableRule, outcome: Outcome) -> list[str]:
    return objections(instance, list(profile.ballots(instance.ids)), rule, TieOrder(), outcome)
