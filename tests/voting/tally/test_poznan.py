"""Poznań's clause: the project at which the count ends is funded if at least 80 % of its cost is left."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.voting.domain.tally import Instance, Outcome, Profile, ScoreOrder, TieOrder, Verdict, count
from services.voting.domain.tally.second_count.check import objections
from tests.support.any_election import approval_elections
from tests.support.elections import an_instance, approvals

POZNAN = ScoreOrder(stop=True, stretch=True)
ORDER = TieOrder(("cost-asc", "score", "lot"))


def _count(costs: dict[str, int], votes: list[str], budget: int, **rulings: object) -> Outcome:
    instance = an_instance(costs, budget, **rulings)
    return _checked(instance, approvals(instance, votes))


def _checked(instance: Instance, profile: Profile, rule: ScoreOrder = POZNAN) -> Outcome:
    outcome = count(instance, profile, rule, ties=ORDER)
    assert objections(instance, list(profile.ballots(instance.ids)), rule, ORDER, outcome) == []
    return outcome


@pytest.mark.parametrize(("cost", "winners"), [(400, ("a", "b")), (500, ("a", "b")), (501, ("a",))])
def test_the_last_project_is_funded_at_80_percent_and_not_below(cost: int, winners: tuple[str, ...]) -> None:
    # given 400 are left for b: all of 400, exactly 80 % of 500, less than that of 501
    outcome = _count({"a": 600, "b": cost}, ["ab", "ab", "a"], 1000)

    assert outcome.winners == winners


def test_nothing_is_funded_after_it_however_cheap() -> None:
    outcome = _count({"a": 60, "b": 50, "c": 1}, ["abc", "ab", "a"], 100)

    assert (outcome.winners, outcome.cost) == (("a", "b"), 110)
    assert outcome.why("c").verdict is Verdict.AFTER_STOP


def test_without_the_clause_the_count_ends_before_it() -> None:
    instance = an_instance({"a": 60, "b": 50, "c": 1}, 100)
    profile = approvals(instance, ["abc", "ab", "a"])

    assert _checked(instance, profile, ScoreOrder(stop=True)).winners == ("a",)


def test_a_project_that_is_out_does_not_end_the_count() -> None:
    outcome = _count({"a": 60, "b": 500, "c": 50}, ["abc", "ab", "a"], 100, ineligible={"b": "no site"})

    assert outcome.winners == ("a", "c")


def test_a_tie_for_the_last_place_is_reported() -> None:
    outcome = _count({"a": 60, "b": 50, "c": 50}, ["abc", "abc", "a"], 100)

    (tie,) = outcome.ties
    assert (tie.tied, tie.chosen) == (("b", "c"), "b")
    assert outcome.winners == ("a", "b")


@given(approval_elections())
def test_at_most_a_fifth_of_the_last_project_is_missing_and_the_second_count_agrees(
    election: tuple[Instance, Profile],
) -> None:
    instance, profile = election
    outcome = _checked(instance, profile)
    plain = count(instance, profile, ScoreOrder(stop=True), ties=ORDER)

    costs = {project.id: project.cost for project in instance.projects}
    assert outcome.winners[: len(plain.winners)] == plain.winners
    assert len(outcome.winners) <= len(plain.winners) + 1
    if outcome.cost > instance.budget:
        assert 5 * (outcome.cost - instance.budget) <= costs[outcome.winners[-1]]


@given(approval_elections(), st.booleans())
def test_the_second_count_objects_to_a_last_project_too_many_or_too_few(
    election: tuple[Instance, Profile], more: bool
) -> None:
    instance, profile = election
    outcome = count(instance, profile, POZNAN, ties=ORDER)
    others = [id_ for id_ in instance.ids if id_ not in outcome.winners]
    wrong = (*outcome.winners, *others[:1]) if more else outcome.winners[:-1]
    if wrong == outcome.winners:
        return

    said = objections(instance, list(profile.ballots(instance.ids)), POZNAN, ORDER, replace(outcome, winners=wrong))

    assert said
