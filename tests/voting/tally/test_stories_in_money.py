"""The stories of a count in money: what is told adds up, and what would have been otherwise would have been so."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BoundedOverspending,
    Completion,
    EqualShares,
    Instance,
    Method,
    Phragmen,
    Profile,
    Rule,
    ScoreOrder,
    TieOrder,
    Utility,
    Verdict,
    count,
)
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.explain.stories import Explanation, Stream
from services.voting.domain.tally.explain.stories_as_json import as_json
from services.voting.domain.tally.explain.what_if import with_votes
from tests.support.any_election import approval_elections, points_elections
from tests.support.elections import an_instance, approvals

Election = tuple[Instance, Profile]
WITH_MONEY: list[Rule] = [
    *(EqualShares(utility, completion) for utility in Utility for completion in Completion),
    BoundedOverspending(Utility.POINTS),
    BoundedOverspending(),
    Phragmen(),
]
WITHOUT: list[Rule] = [ScoreOrder(), ScoreOrder(stop=True), ScoreOrder(stop=True, part=True), ScoreOrder(min_score=2)]


def _explained(election: Election, rule: Rule, *, what_if: bool = False) -> Explanation:
    instance, profile = election
    return explain(instance, profile, rule, count(instance, profile, rule), what_if=what_if)


@settings(max_examples=300, deadline=None)
@given(st.one_of(approval_elections(), points_elections()), st.sampled_from(WITH_MONEY))
def test_what_each_payer_paid_comes_to_the_cost(election: Election, rule: Rule) -> None:
    told = _explained(election, rule)

    costs = {project.id: project.cost for project in election[0].projects}
    for story in told.winners:
        assert sum(people for _, people in story.payers) in (story.paid_in_full, 0)
        if isinstance(rule, EqualShares):
            paid = sum((each * people for each, people in story.payers), story.their_payments)
            assert paid == costs[story.project]


@settings(max_examples=300, deadline=None)
@given(st.one_of(approval_elections(), points_elections()), st.sampled_from(WITH_MONEY))
def test_the_flow_holds_each_unit_of_the_budget_once(election: Election, rule: Rule) -> None:
    outcome = count(*election, rule)

    flow = explain(*election, rule, outcome, what_if=False).flow

    if flow is None:  # nobody bought anything, and no shares were handed out
        assert not isinstance(rule, EqualShares)
        return
    got = {id_: Fraction(0) for id_ in outcome.winners}
    for stream in flow.streams:
        assert stream.amount > 0
        got[stream.project] += stream.amount
    assert got == {project.id: project.cost for project in election[0].projects if project.id in outcome.winners}
    assert sum(got.values()) + flow.not_spent == outcome.budget


@settings(max_examples=200, deadline=None)
@given(approval_elections(), st.sampled_from(WITHOUT))
def test_a_rule_without_shares_has_no_flow_and_nobody_who_paid(election: Election, rule: Rule) -> None:
    told = _explained(election, rule)

    assert (told.flow, told.winners) == (None, ())
    assert all(story.supporters_had is None for story in told.losers)


@settings(max_examples=300, deadline=None)
@given(st.one_of(approval_elections(), points_elections()), st.sampled_from(WITH_MONEY[: len(Completion) * 3]))
def test_what_a_loser_lacks_in_the_end_is_its_cost_without_what_its_supporters_have_left(
    election: Election, rule: Rule
) -> None:
    told = _explained(election, rule)

    costs = {project.id: project.cost for project in election[0].projects}
    for story in told.losers:
        if story.left is not None and story.missing_in_the_end is not None:
            assert story.missing_in_the_end == costs[story.project] - story.left
            assert story.missing is not None
            assert 0 < story.missing <= story.missing_in_the_end


@settings(max_examples=250, deadline=None)
@given(st.one_of(approval_elections(), points_elections()), st.sampled_from(WITH_MONEY + WITHOUT))
def test_counting_again_with_the_votes_or_at_the_cost_that_is_told_funds_the_project(
    election: Election, rule: Rule
) -> None:
    instance, profile = election
    told = _explained(election, rule, what_if=True)

    def wins(id_: str, *, at: int | None = None, votes: int | None = None) -> bool:
        place = instance.ids.index(id_)
        projects = list(instance.projects)
        projects[place] = replace(projects[place], cost=projects[place].cost if at is None else at)
        changed = replace(instance, projects=tuple(projects))
        more = profile if votes is None else with_votes(profile, place, votes)
        return id_ in count(changed, more, rule).winners

    for story in told.losers:
        if story.wins_at_cost is not None:
            assert wins(story.project, at=story.wins_at_cost)
            assert not wins(story.project, at=story.wins_at_cost + 1)
        if story.wins_with_votes is not None:
            assert wins(story.project, votes=story.wins_with_votes)
            assert not wins(story.project, votes=story.wins_with_votes - 1)
        if story.is_measured and story.wins_with_votes is None:
            assert not wins(story.project, votes=profile.voters)


def test_a_project_is_told_what_its_supporters_lacked_and_not_only_what_the_rest_of_the_money_did() -> None:
    # given a's supporters hold 75 of its 80 after all, and the 75 left over do not reach either
    instance = an_instance({"a": 80, "b": 25}, budget=100)
    profile = approvals(instance, ["a", "a", "a", "b"])
    rule = EqualShares(completion=Completion.UTILITARIAN)
    outcome = count(instance, profile, rule)

    (loser,) = _explained((instance, profile), rule).losers

    assert outcome.why("a").missing == 5
    assert loser.missing_in_the_end == loser.rest_lacked == outcome.lacking("a") == Fraction(5)
    assert (outcome.lacking("b"), outcome.rest_lacked("b")) == (None, None)


def test_the_two_kinds_of_lacking_are_told_apart() -> None:
    # given three of ten hold 30 of a's 31, and of 100 nothing is spent but b's 80
    instance = an_instance({"a": 31, "b": 60}, budget=90)
    profile = approvals(instance, ["a", "a", "a", *["b"] * 6])
    rule = EqualShares(completion=Completion.UTILITARIAN)

    (loser,) = _explained((instance, profile), rule).losers

    assert loser.verdict is Verdict.DOES_NOT_FIT
    assert loser.missing_in_the_end == loser.rest_lacked == Fraction(1)


def test_with_points_each_paid_by_her_points() -> None:
    instance = an_instance({"a": 60}, budget=90)
    profile = Profile.of_ballots("a", Method.POINTS, [{"a": 1}, {"a": 2}, {"a": 1}, {"a": 0}])
    rule = EqualShares(Utility.POINTS, Completion.NONE)

    (winner,) = _explained((instance, profile), rule).winners

    # then 15 for each point: the second voter would owe 30, and holds 22.50
    assert winner.payers == ((Fraction("18.75"), 2),)
    assert (winner.paid_all_they_had, winner.their_payments) == (1, Fraction("22.5"))


def test_what_the_rest_pays_for_flows_from_the_rest() -> None:
    instance = an_instance({"a": 40, "b": 50}, budget=100)
    profile = approvals(instance, ["a", "a", "b", ""])
    rule = EqualShares(completion=Completion.UTILITARIAN)

    flow = _explained((instance, profile), rule).flow

    assert flow is not None
    assert flow.streams == (Stream("a", "shares", Fraction(40)), Stream("b", "rest", Fraction(50)))
    assert (flow.share, flow.not_spent) == (Fraction(25), Fraction(10))


def test_what_voters_pay_with_their_last_money_flows_from_their_shares_too() -> None:
    # given the second voter's two points would cost her 30 of the 22.50 that she has
    instance = an_instance({"a": 60}, budget=90)
    profile = Profile.of_ballots("a", Method.POINTS, [{"a": 1}, {"a": 2}, {"a": 1}, {"a": 0}])

    flow = _explained((instance, profile), EqualShares(Utility.POINTS, Completion.NONE)).flow

    assert flow is not None
    assert flow.streams == (Stream("a", "shares", Fraction(60)),)


def test_of_what_nobody_spends_each_cent_is_told_however_much_it_is() -> None:
    much = 10**17 + 1
    instance = Instance(an_instance({"a": 5}, budget=1).projects, much, 2)
    profile, rule = approvals(instance, [""]), EqualShares(completion=Completion.NONE)
    outcome = count(instance, profile, rule)

    told = as_json(explain(instance, profile, rule, outcome), outcome)

    assert told["flow"]["not_spent"] == "1000000000000000.01"


def test_without_patience_nothing_is_measured_and_the_rest_is_told() -> None:
    instance = an_instance({"a": 50, "b": 30}, budget=60)
    profile = approvals(instance, ["ab", "ab", "b"])
    rule = EqualShares(completion=Completion.NONE)

    told = explain(instance, profile, rule, count(instance, profile, rule), ties=TieOrder(), patience_s=0)

    assert [(story.is_measured, story.wins_at_cost, story.supporters_had) for story in told.losers] == [
        (False, None, Fraction(40))
    ]


def test_what_is_left_and_what_is_missing_come_to_the_cost_and_no_part_of_a_cent_is_told_as_nothing() -> None:
    # given of seven equal shares in 1.00 three hold 0.4285…, and in 1.0033 they hold 0.42998…
    profile = approvals(an_instance({"a": 1}, budget=1), ["a", "a", "a", "", "", "", ""])
    rule = EqualShares(completion=Completion.NONE)

    def said(cost: int, budget: int, digits: int) -> tuple[str, str, str]:
        instance = Instance(an_instance({"a": cost}, budget=1).projects, budget, digits)
        outcome = count(instance, profile, rule)
        (loser,) = as_json(explain(instance, profile, rule, outcome, what_if=False), outcome)["losers"]
        return loser["left"], loser["missing_in_the_end"], loser["missing"]

    assert said(43, 100, digits=2) == ("0.43", "0.01", "0.01")
    assert said(44, 100, digits=2) == ("0.43", "0.01", "0.01")
    assert said(48, 100, digits=2) == ("0.43", "0.05", "0.05")
