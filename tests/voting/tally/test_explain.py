from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BoundedOverspending,
    BudgetShare,
    Completion,
    EqualShares,
    Instance,
    Method,
    Phragmen,
    Profile,
    Project,
    Rule,
    ScoreOrder,
    TieOrder,
    Utility,
    Verdict,
    count,
)
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.explain.stories import Explanation, LoserStory, WinnerStory
from services.voting.domain.tally.explain.stories_as_json import as_json
from services.voting.domain.tally.explain.underserved import underserved
from services.voting.domain.tally.explain.what_if import with_votes
from services.voting.domain.tally.rules.supporters import box_of
from tests.support.any_election import approval_elections
from tests.support.elections import an_instance, approvals

WITH_MONEY = [EqualShares(completion=Completion.NONE), EqualShares(Utility.CARDINALITY), EqualShares(), Phragmen()]


def test_a_winner_tells_who_paid_the_full_price_and_who_all_they_had() -> None:
    instance = an_instance({"a": 30, "b": 50}, budget=90)
    profile = approvals(instance, ["ab", "b", "b"])
    rule = EqualShares(completion=Completion.NONE)

    told = _explained(instance, profile, rule)

    assert told.winners == (WinnerStory("b", 1, Fraction(1, 3), Fraction(3), Fraction(50, 3), 3, 0, Fraction(0)),)


@pytest.mark.parametrize("rule", [ScoreOrder(), EqualShares(), BoundedOverspending()], ids=lambda rule: rule.name)
def test_whom_a_winner_of_an_area_excludes_is_told_so_and_no_more(rule: Rule) -> None:
    areas = (BudgetShare("north", frozenset("a"), 30),)
    instance = an_instance({"a": 30, "b": 30, "c": 30}, 90, conflicts=(frozenset("ab"),), guaranteed=areas)

    told = _explained(instance, approvals(instance, ["b", "b", "a", "c"]), rule)

    assert told.losers == (LoserStory("b", Verdict.CONFLICT, 0, None, reason="a"),)


def test_a_winner_tells_what_those_paid_who_had_too_little() -> None:
    # given the first voter pays 13 of her 20 for b, and a then costs its supporters more than the 7 she has left
    instance = an_instance({"a": 45, "b": 26}, budget=80)
    profile = approvals(instance, ["ab", "b", "a", "a"])

    told = _explained(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE))

    assert told.winners == (
        WinnerStory("b", 1, Fraction(13), Fraction(1, 13), Fraction(13), 2, 0, Fraction(0)),
        WinnerStory("a", 2, Fraction(19), Fraction(1, 19), Fraction(19), 2, 1, Fraction(7)),
    )


def test_voters_whose_last_money_is_just_the_price_have_paid_in_full() -> None:
    instance = an_instance({"a": 40}, budget=80)
    profile = approvals(instance, ["a", "a", "", ""])

    told = _explained(instance, profile, EqualShares(completion=Completion.NONE))

    assert told.winners == (WinnerStory("a", 1, Fraction(1, 2), Fraction(2), Fraction(20), 2, 0, Fraction(0)),)


def test_voters_who_spent_their_last_at_the_full_price_pay_nothing_later() -> None:
    # given a takes all that its two supporters hold, and one of them wants b, too
    instance = an_instance({"a": 20, "b": 5}, budget=30)
    profile = approvals(instance, ["a", "ab", "b"])
    rule, ties = EqualShares(completion=Completion.NONE), TieOrder(("file-order",))

    told = explain(instance, profile, rule, count(instance, profile, rule, ties=ties), ties=ties)

    assert told.winners == (
        WinnerStory("a", 1, Fraction(1, 2), Fraction(2), Fraction(10), 2, 0, Fraction(0)),
        WinnerStory("b", 2, Fraction(1), Fraction(1), Fraction(5), 1, 0, Fraction(0)),
    )


def test_with_points_the_full_price_is_the_price_of_all_points_that_a_voter_gave() -> None:
    # given the second voter holds 40, just the price of her two points; the third has 10 left, and the fourth nothing
    instance = an_instance({"x": 30, "y": 40, "a": 70}, budget=160)
    ballots = [{"a": 1}, {"a": 2}, {"a": 1, "x": 9}, {"a": 1, "y": 9}]
    profile = Profile.of_ballots(instance.ids, Method.POINTS, ballots)

    told = _explained(instance, profile, EqualShares(Utility.POINTS, Completion.NONE))

    assert told.winners[2] == WinnerStory(
        "a", 3, Fraction(20), Fraction(1, 20), Fraction(20), 2, 1, Fraction(10), by_marks=((1, 1), (2, 1))
    )


def test_a_loser_tells_when_it_dropped_out_and_where_its_supporters_money_went() -> None:
    instance = an_instance({"a": 50, "b": 30}, budget=60)
    profile = approvals(instance, ["ab", "ab", "b"])

    told = _explained(instance, profile, EqualShares(completion=Completion.NONE))

    assert told.losers[0] == LoserStory(
        project="a",
        verdict=Verdict.NOT_AFFORDABLE,
        round=0,
        missing=Fraction(10),
        effective_support=Fraction(4, 5),
        supporters_had=Fraction(40),
        spent_on=(("b", Fraction(20)),),
        left=Fraction(20),
        wins_at_cost=20,
        wins_with_votes=3,
        missing_in_the_end=Fraction(30),
        is_measured=True,
    )


def test_the_answer_to_how_close_holds_and_the_next_worse_offer_loses() -> None:
    instance = an_instance({"a": 50, "b": 30}, budget=60)
    profile = approvals(instance, ["ab", "ab", "b"])
    rule = EqualShares(completion=Completion.NONE)

    def wins_at(cost: int) -> bool:
        return "a" in count(an_instance({"a": cost, "b": 30}, budget=60), profile, rule).winners

    def wins_with(votes: int) -> bool:
        return "a" in count(instance, with_votes(profile, 0, votes), rule).winners

    assert (wins_at(20), wins_at(21)) == (True, False)
    assert (wins_with(3), wins_with(2)) == (True, False)


def test_score_order_tells_how_many_votes_were_missing() -> None:
    instance = an_instance({"a": 6, "b": 5}, budget=6)
    profile = approvals(instance, ["a"] * 5 + ["b"] * 2)

    told = _explained(instance, profile, ScoreOrder())

    assert (told.losers[0].wins_with_votes, told.losers[0].wins_at_cost) == (3, None)


@settings(max_examples=150, deadline=None)
@given(approval_elections(), st.sampled_from(WITH_MONEY))
def test_what_supporters_spent_and_what_is_left_is_what_they_had(
    election: tuple[Instance, Profile], rule: Rule
) -> None:
    instance, profile = election
    outcome = count(instance, profile, rule)

    told = explain(instance, profile, rule, outcome, what_if=False)

    paying = [story for story in told.losers if story.supporters_had is not None]
    for story in paying:
        assert story.left is not None
        assert story.left + sum(amount for _, amount in story.spent_on) == story.supporters_had
        assert story.left >= 0
    assert {story.project for story in told.winners} | {story.project for story in told.losers} == set(instance.ids)


def test_the_outcome_tells_whom_it_reaches_beside_score_order() -> None:
    instance = an_instance({"a": 50, "b": 50, "c": 40}, budget=100)
    profile = approvals(instance, ["ab", "ab", "ab", "c", "c", ""])

    told = _explained(instance, profile, EqualShares(completion=Completion.UTILITARIAN)).outcome

    assert (told.reach.voters, told.reach.with_a_winner) == (6, 3)
    assert (told.reach.winners_each, told.reach.median) == (Fraction(1), Fraction(1))
    assert told.reach.with_fair_share == 4  # the three who got a and b, and the one who asked for nothing
    assert told.score_order_winners == ("a", "b")


@settings(max_examples=200, deadline=None)
@given(approval_elections())
def test_equal_shares_leaves_no_group_with_a_claim_to_more(election: tuple[Instance, Profile]) -> None:
    instance, profile = election
    outcome = count(instance, profile, EqualShares(completion=Completion.NONE))

    assert underserved(instance, box_of(profile, by_points=False), outcome.winners) == ()


def test_a_minority_that_score_order_leaves_with_nothing_has_a_claim() -> None:
    instance = an_instance({"a": 50, "b": 50, "c": 30}, budget=100)
    profile = approvals(instance, ["ab", "ab", "ab", "c", "c"])

    told = _explained(instance, profile, EqualShares(completion=Completion.NONE)).outcome
    told_by_score = _explained(instance, profile, ScoreOrder()).outcome

    assert (told.underserved, told.score_order_underserved) == ((), ("c",))
    assert (told_by_score.underserved, told_by_score.score_order_underserved) == (("c",), ("c",))


def test_score_order_beside_breaks_its_ties_as_the_poll_would() -> None:
    # given no project can be paid for by its supporters, and score order would decide between two equals
    instance = an_instance({"a": 6, "b": 6}, budget=6)
    profile = approvals(instance, ["a", "b"])
    rule = EqualShares(completion=Completion.NONE)
    outcome = count(instance, profile, rule, ties=TieOrder(refuse=True))

    by_lot = explain(instance, profile, rule, outcome, ties=TieOrder(lots=("b", "a")), what_if=False)
    refusing = explain(instance, profile, rule, outcome, ties=TieOrder(refuse=True), what_if=False)

    assert by_lot.outcome.score_order_winners == ("b",)
    assert refusing.outcome.score_order_winners == ("a",)


def test_an_outcome_that_score_order_replaced_is_told_as_score_orders() -> None:
    instance = an_instance({"a": 100, "b": 40}, budget=100)

    told = _explained(instance, approvals(instance, ["a"] * 6 + ["b"] * 4), EqualShares(comparison=True))

    assert told.winners == ()
    assert [(loser.project, loser.verdict, loser.missing) for loser in told.losers] == [
        ("b", Verdict.DOES_NOT_FIT, Fraction(40))
    ]


def test_spending_stands_beside_demand_by_area_and_category() -> None:
    projects = (
        Project("a", 60, area="North", categories=("parks", "schools")),
        Project("b", 40, area="South", categories=("parks",)),
        Project("c", 40, area="South"),
    )
    instance = Instance(projects, 100, digits=0)
    profile = Profile.of_ballots(instance.ids, Method.APPROVAL, ["ab", "ab", "c"])

    said = as_json(_explained(instance, profile, ScoreOrder()), count(instance, profile, ScoreOrder()))["outcome"]

    assert [(part["name"], part["spent"], part["voters_asking_percent"]) for part in said["areas"]] == [
        ("North", "60", "66.7"),
        ("South", "40", "100.0"),
    ]
    assert [(part["name"], part["spent"]) for part in said["categories"]] == [("parks", "100"), ("schools", "60")]


def test_the_certificate_is_exact() -> None:
    instance = an_instance({"a": 50, "b": 30}, budget=105)
    profile = approvals(instance, ["ab", "ab", "b"])
    rule = EqualShares(completion=Completion.NONE)
    outcome = count(instance, profile, rule)

    said = as_json(explain(instance, profile, rule, outcome), replace(outcome, digits=0))

    assert said["certificate"] == {
        "endowment": "35",
        "purchases": [{"project": "b", "price": "1/3"}, {"project": "a", "price": "1/2"}],
        "refused": [],
    }


def _explained(instance: Instance, profile: Profile, rule: Rule) -> Explanation:
    return explain(instance, profile, rule, count(instance, profile, rule))
