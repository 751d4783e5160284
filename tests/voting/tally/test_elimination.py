from fractions import Fraction

import pytest

from services.voting.domain.tally import (
    EliminationOrder,
    Instance,
    InstanceIsInconsistent,
    Method,
    Profile,
    Step,
    Tie,
    TieNeedsDecision,
    TieOrder,
    Verdict,
    count,
)
from tests.support.elections import an_instance


def rankings(instance: Instance, ballots: list[str]) -> Profile:
    return Profile.of_ballots(instance.ids, Method.RANKING, ballots, longest=3)


def test_the_votes_of_the_project_that_drops_out_go_to_the_next_preference() -> None:
    instance = an_instance({"a": 10, "b": 10, "c": 10}, budget=10)
    profile = rankings(instance, ["ab", "ab", "ab", "bc", "bc", "cb", "cb", "cb"])

    outcome = count(instance, profile, EliminationOrder())

    assert outcome.winners == ("c",)
    assert [outcome.why(id_).score for id_ in "abc"] == [3, 2, 5]


def test_what_fits_is_funded_in_reverse_order_of_elimination() -> None:
    instance = an_instance({"a": 10, "b": 5, "c": 6}, budget=15)
    profile = rankings(instance, ["a", "a", "a", "b", "c", "c"])

    outcome = count(instance, profile, EliminationOrder())

    assert outcome.winners == ("a", "b")


def test_an_ineligible_project_leaves_its_votes_to_the_next_preference() -> None:
    instance = an_instance({"a": 10, "b": 10, "c": 10}, budget=10, ineligible={"a": "withdrawn"})
    profile = rankings(instance, ["ab", "ab", "ab", "c", "c"])

    assert count(instance, profile, EliminationOrder()).winners == ("b",)


def test_a_tie_for_dropping_out_is_reported_or_refused() -> None:
    instance = an_instance({"a": 10, "b": 10}, budget=10)
    profile = rankings(instance, ["a", "b"])

    outcome = count(instance, profile, EliminationOrder(), ties=TieOrder(lots=("b", "a")))

    assert outcome.winners == ("b",)
    assert [(tie.tied, tie.chosen, tie.decided_by) for tie in outcome.ties] == [(("a", "b"), "b", "lot")]
    with pytest.raises(TieNeedsDecision):
        count(instance, profile, EliminationOrder(), ties=TieOrder(refuse=True))


def test_every_step_says_its_round_its_last_first_preferences_and_what_was_missing() -> None:
    instance = an_instance({"a": 10, "b": 5, "c": 6, "d": 3}, budget=15, ineligible={"d": "withdrawn"})
    profile = rankings(instance, ["a", "a", "a", "b", "c", "c", "dc", ""])

    outcome = count(instance, profile, EliminationOrder())

    assert outcome.trace == (
        Step(1, "c", Verdict.FUNDED, "elimination", 3),
        Step(2, "a", Verdict.DOES_NOT_FIT, "elimination", 3, missing=Fraction(1)),
        Step(2, "b", Verdict.FUNDED, "elimination", 1),
        Step(3, "d", Verdict.INELIGIBLE, "elimination", 0, reason="withdrawn"),
    )
    assert outcome.ties == (Tie(2, ("a", "c"), "c", "cost-asc"),)


def test_a_poll_that_refuses_ties_names_the_round_and_who_would_drop_out() -> None:
    instance = an_instance({"a": 10, "b": 5, "c": 6}, budget=15)
    profile = rankings(instance, ["a", "a", "b", "c", "c"])

    with pytest.raises(TieNeedsDecision) as refusal:
        count(instance, profile, EliminationOrder(), ties=TieOrder(refuse=True))

    assert (refusal.value.round_number, refusal.value.tied) == (2, ("a", "c"))


def test_projects_that_nobody_ranks_first_are_no_tie() -> None:
    instance = an_instance({"a": 10, "b": 5, "c": 6}, budget=15)
    profile = rankings(instance, ["abc", "abc"])

    outcome = count(instance, profile, EliminationOrder(), ties=TieOrder(refuse=True))

    assert outcome.winners == ("a", "b")


@pytest.mark.parametrize("ballots", [[], ["a", "a"]])
def test_what_nobody_lists_is_not_funded_however_much_money_is_left(ballots: list[str]) -> None:
    instance = an_instance({"a": 10, "b": 5}, budget=15)

    outcome = count(instance, rankings(instance, ballots), EliminationOrder())

    assert outcome.winners == (("a",) if ballots else ())
    assert outcome.why("b").verdict is Verdict.NO_SUPPORT


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.POINTS])
def test_only_rankings_have_an_elimination_order(method: Method) -> None:
    instance = an_instance({"a": 10}, budget=10)
    profile = Profile.of_ballots(instance.ids, method, [{"a": 1}])

    with pytest.raises(InstanceIsInconsistent) as refusal:
        count(instance, profile, EliminationOrder())

    assert refusal.value.reason == "the elimination order needs rankings"
