import pytest

from services.voting.domain.tally import (
    EliminationOrder,
    Instance,
    InstanceIsInconsistent,
    Method,
    Profile,
    TieNeedsDecision,
    TieOrder,
    count,
)
from tests.support.elections import an_instance, approvals


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


def test_approval_ballots_have_no_elimination_order() -> None:
    instance = an_instance({"a": 10}, budget=10)

    with pytest.raises(InstanceIsInconsistent):
        count(instance, approvals(instance, ["a"]), EliminationOrder())
