import pytest

from services.voting.domain.tally import (
    BudgetShare,
    Method,
    Profile,
    ScoreOrder,
    TieNeedsDecision,
    TieOrder,
    Verdict,
    count,
    draw_lots,
)
from tests.support.elections import an_instance, approvals


def test_skipping_takes_the_next_project_that_still_fits() -> None:
    instance = an_instance({"a": 6, "b": 5, "c": 3}, budget=10)
    profile = approvals(instance, ["abc", "ab", "a"])

    outcome = count(instance, profile, ScoreOrder())

    assert outcome.winners == ("a", "c")
    assert outcome.cost == 9
    assert outcome.why("b").verdict is Verdict.DOES_NOT_FIT
    assert outcome.why("b").missing == 1


def test_stopping_ends_at_the_first_project_that_does_not_fit() -> None:
    instance = an_instance({"a": 6, "b": 5, "c": 3}, budget=10)
    profile = approvals(instance, ["abc", "ab", "a"])

    outcome = count(instance, profile, ScoreOrder(stop=True))

    assert outcome.winners == ("a",)
    assert outcome.why("c").verdict is Verdict.AFTER_STOP


def test_a_project_below_the_minimum_is_out_though_it_fits() -> None:
    instance = an_instance({"a": 6, "b": 1}, budget=10)
    profile = approvals(instance, ["a", "a", "b"])

    outcome = count(instance, profile, ScoreOrder(min_score=2))

    assert outcome.winners == ("a",)
    assert outcome.why("b").verdict is Verdict.BELOW_MINIMUM


def test_projects_that_cost_nothing_come_first() -> None:
    instance = an_instance({"a": 6, "free": 0}, budget=6)
    profile = Profile.of_ballots(instance.ids, Method.APPROVAL, [["a"], ["a", "free"]])

    assert count(instance, profile, ScoreOrder()).winners == ("free", "a")


@pytest.mark.parametrize("rule", [ScoreOrder(), ScoreOrder(stop=True), ScoreOrder(per_cost=True)])
def test_what_nobody_asked_for_is_not_funded_however_much_money_is_left(rule: ScoreOrder) -> None:
    instance = an_instance({"a": 6, "b": 1, "free": 0}, budget=10)
    profile = approvals(instance, ["a", "a"])

    outcome = count(instance, profile, rule)

    assert outcome.winners == ("a",)
    assert {outcome.why(id_).verdict for id_ in ("b", "free")} == {Verdict.NO_SUPPORT}
    assert outcome.ties == ()


def test_only_more_votes_for_than_against_fund_a_project() -> None:
    instance = an_instance({"a": 1, "b": 1, "c": 1}, budget=10)
    ballots = [{"a": 1, "b": -1, "c": -1}, {"a": 1, "b": 1, "c": -1}, {"a": -1, "b": 0}]
    profile = Profile.of_ballots(instance.ids, Method.FOR_AND_AGAINST, ballots)

    outcome = count(instance, profile, ScoreOrder())

    assert outcome.winners == ("a",)
    assert [outcome.why(id_).score for id_ in "abc"] == [1, 0, -2]


def test_score_per_cost_is_another_rule_with_another_outcome() -> None:
    instance = an_instance({"a": 6, "b": 5}, budget=6)
    profile = approvals(instance, ["a"] * 11 + ["b"] * 10)

    assert count(instance, profile, ScoreOrder()).winners == ("a",)
    assert count(instance, profile, ScoreOrder(per_cost=True)).winners == ("b",)


def test_a_tie_that_decides_is_reported_with_what_decided_it() -> None:
    instance = an_instance({"a": 6, "b": 6}, budget=6)
    profile = approvals(instance, ["a", "b"])

    outcome = count(instance, profile, ScoreOrder(), ties=TieOrder(lots=("b", "a")))

    assert outcome.winners == ("b",)
    (tie,) = outcome.ties
    assert (tie.round, tie.tied, tie.chosen, tie.decided_by) == (1, ("a", "b"), "b", "lot")


def test_equal_projects_that_all_fit_are_no_tie() -> None:
    instance = an_instance({"a": 3, "b": 3}, budget=6)

    outcome = count(instance, approvals(instance, ["a", "b"]), ScoreOrder(), ties=TieOrder(refuse=True))

    assert outcome.ties == ()


def test_a_poll_that_refuses_ties_names_the_tied_projects() -> None:
    instance = an_instance({"a": 6, "b": 6}, budget=6)

    with pytest.raises(TieNeedsDecision) as refusal:
        count(instance, approvals(instance, ["a", "b"]), ScoreOrder(), ties=TieOrder(refuse=True))

    assert refusal.value.tied == ("a", "b")


def test_of_conflicting_projects_only_the_first_is_funded() -> None:
    instance = an_instance({"a": 3, "b": 3}, budget=10, conflicts=(frozenset("ab"),))

    outcome = count(instance, approvals(instance, ["a", "ab", "a"]), ScoreOrder())

    assert outcome.winners == ("a",)
    assert (outcome.why("b").verdict, outcome.why("b").reason) == (Verdict.CONFLICT, "a")


def test_an_ineligible_project_loses_with_its_public_reason() -> None:
    instance = an_instance({"a": 3, "b": 3}, budget=10, ineligible={"a": "withdrawn"})

    outcome = count(instance, approvals(instance, ["a", "ab"]), ScoreOrder())

    assert outcome.winners == ("b",)
    assert (outcome.why("a").verdict, outcome.why("a").reason) == (Verdict.INELIGIBLE, "withdrawn")


def test_a_part_of_the_budget_is_not_exceeded() -> None:
    instance = an_instance({"a": 3, "b": 3, "c": 3}, budget=10, shares=(BudgetShare("North", frozenset("ab"), 4),))

    outcome = count(instance, approvals(instance, ["ab", "ab", "abc"]), ScoreOrder())

    assert outcome.winners == ("a", "c")
    assert (outcome.why("b").verdict, outcome.why("b").reason) == (Verdict.SHARE_USED_UP, "North")
    assert outcome.why("b").missing == 2


def test_a_part_of_the_budget_may_be_used_up_to_the_last_unit() -> None:
    instance = an_instance({"a": 3, "b": 3}, budget=10, shares=(BudgetShare("North", frozenset("ab"), 6),))

    assert count(instance, approvals(instance, ["ab"]), ScoreOrder()).winners == ("a", "b")


def test_the_first_place_of_a_ranking_earns_the_most_points() -> None:
    instance = an_instance({"a": 3, "b": 3, "c": 3}, budget=3)
    profile = Profile.of_ballots(instance.ids, Method.RANKING, [["b", "a"], ["b"], ["a", "c"]], longest=3)

    outcome = count(instance, profile, ScoreOrder())

    assert [outcome.why(id_).score for id_ in "abc"] == [5, 6, 2]


def test_votes_against_are_taken_off_votes_for() -> None:
    instance = an_instance({"a": 3, "b": 3}, budget=3)
    profile = Profile.of_ballots(instance.ids, Method.FOR_AND_AGAINST, [{"a": 1, "b": -1}, {"a": 1}, {"b": 1, "a": -1}])

    outcome = count(instance, profile, ScoreOrder())

    assert [outcome.why(id_).score for id_ in "ab"] == [1, 0]


def test_lots_depend_on_the_seed_alone() -> None:
    drawn = draw_lots("2026-11-23 lottery 4 8 15", "abcdef")

    assert drawn == draw_lots("2026-11-23 lottery 4 8 15", "fedcba")
    assert drawn != draw_lots("another seed", "abcdef")
    assert sorted(drawn) == list("abcdef")


def test_every_step_says_its_round_and_its_score() -> None:
    instance = an_instance({"a": 6, "b": 5, "c": 3, "d": 1}, budget=10)
    profile = approvals(instance, ["abc", "ab", "a"])

    outcome = count(instance, profile, ScoreOrder())

    assert [(step.round, step.project, step.score, step.phase, step.reason) for step in outcome.trace] == [
        (1, "a", 3, "score-order", ""),
        (2, "b", 2, "score-order", ""),
        (2, "c", 1, "score-order", ""),
        (3, "d", 0, "score-order", ""),
    ]


def test_a_tie_further_down_names_its_round_reported_or_refused() -> None:
    instance = an_instance({"a": 5, "b": 5, "c": 5}, budget=10)
    profile = approvals(instance, ["a", "a", "b", "c"])

    (tie,) = count(instance, profile, ScoreOrder()).ties
    with pytest.raises(TieNeedsDecision) as refusal:
        count(instance, profile, ScoreOrder(), ties=TieOrder(refuse=True))

    assert (tie.round, tie.tied, tie.chosen, tie.decided_by) == (2, ("b", "c"), "b", "file-order")
    assert (refusal.value.round_number, refusal.value.tied) == (2, ("b", "c"))


def test_where_the_count_stops_at_what_does_not_fit_equals_tie_even_if_one_fits() -> None:
    instance = an_instance({"a": 5, "b": 50, "c": 1}, budget=10)
    profile = approvals(instance, ["a", "b", "a", "b", "c"])
    dear_first = TieOrder(("cost-desc",))

    outcome = count(instance, profile, ScoreOrder(stop=True), ties=dear_first)

    assert outcome.winners == ()
    assert [(tie.tied, tie.chosen) for tie in outcome.ties] == [(("a", "b"), "b")]


def test_among_three_equals_the_key_that_sets_the_first_apart_from_the_second_decided() -> None:
    instance = an_instance({"a": 7, "b": 6, "c": 6}, budget=12)
    profile = approvals(instance, ["abc"])

    (tie,) = count(instance, profile, ScoreOrder(), ties=TieOrder(lots=("a", "c", "b"))).ties

    assert (tie.tied, tie.chosen, tie.decided_by) == (("a", "b", "c"), "c", "lot")


def test_a_project_that_is_out_does_not_stop_the_count_however_dear_it_is() -> None:
    instance = an_instance({"a": 90, "b": 5}, budget=10, ineligible={"a": "withdrawn"})
    profile = approvals(instance, ["a", "a", "b"])

    outcome = count(instance, profile, ScoreOrder(stop=True))

    assert outcome.winners == ("b",)
    assert outcome.why("a").verdict is Verdict.INELIGIBLE
