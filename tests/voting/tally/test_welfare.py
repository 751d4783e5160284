from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BudgetShare,
    Instance,
    Method,
    Profile,
    TieOrder,
    Utility,
    Verdict,
    WelfareMaximum,
    count,
)
from services.voting.domain.tally.rules.scores import scores
from tests.support.any_election import approval_elections
from tests.support.elections import an_instance, approvals


def test_two_small_projects_beat_a_popular_dear_one() -> None:
    instance = an_instance({"dear": 10, "x": 5, "y": 5}, budget=10)
    profile = Profile.of_ballots(
        instance.ids, approvals(instance, []).method, [["dear", "x"], ["dear", "y"], ["dear", "x", "y"]]
    )

    outcome = count(instance, profile, WelfareMaximum())

    assert set(outcome.winners) == {"x", "y"}
    assert (outcome.why("dear").verdict, outcome.why("dear").missing) == (Verdict.DOES_NOT_FIT, Fraction(10))


def test_with_cost_utility_the_dear_project_counts_for_more() -> None:
    instance = an_instance({"a": 9, "b": 5}, budget=10)
    profile = approvals(instance, ["a", "a", "b", "b", "b"])

    assert count(instance, profile, WelfareMaximum()).winners == ("b",)
    assert count(instance, profile, WelfareMaximum(Utility.COST)).winners == ("a",)


def test_what_costs_nothing_comes_first_and_what_nobody_wants_is_left_out() -> None:
    instance = an_instance({"a": 1, "free": 0, "unwanted": 0}, budget=1)
    profile = Profile.of_ballots(instance.ids, Method.APPROVAL, [["a"]] * 9 + [["free"]])

    outcome = count(instance, profile, WelfareMaximum())

    assert outcome.winners == ("free", "a")
    assert outcome.why("unwanted").verdict is Verdict.NO_SUPPORT


def test_the_best_set_is_listed_by_score_per_cost() -> None:
    instance = an_instance({"b": 2, "a": 1}, budget=3)
    profile = approvals(instance, ["ab", "ab", "ab", "b"])

    assert count(instance, profile, WelfareMaximum(), ties=TieOrder(("cost-desc",))).winners == ("a", "b")


def test_of_equally_good_sets_the_cheaper_is_funded_whatever_restrains_them() -> None:
    # given a and b exclude each other; either alone scores two
    instance = an_instance({"a": 7, "b": 5}, budget=10, conflicts=(frozenset("ab"), frozenset("a")))
    profile = approvals(instance, ["ab", "ab"])

    assert count(instance, profile, WelfareMaximum(), ties=TieOrder(("cost-desc",))).winners == ("b",)


@settings(max_examples=300, deadline=None)
@given(approval_elections(), st.data())
def test_no_set_that_fits_scores_more_or_the_same_for_less(
    election: tuple[Instance, Profile], data: st.DataObject
) -> None:
    plain, profile = election
    rivals = data.draw(st.frozensets(st.sampled_from(plain.ids), max_size=3))
    north = data.draw(st.frozensets(st.sampled_from(plain.ids)))
    limit = data.draw(st.integers(0, plain.budget))
    instance = Instance(plain.projects, plain.budget, 0, (rivals,), shares=(BudgetShare("North", north, limit),))

    outcome = count(instance, profile, WelfareMaximum())

    score = dict(zip(instance.ids, scores(profile).tolist(), strict=True))
    cost = {project.id: project.cost for project in instance.projects}
    worth = {s: (sum(score[id_] for id_ in s), -sum(cost[id_] for id_ in s)) for s in _allowed_sets(instance)}
    assert frozenset(outcome.winners) in worth
    assert worth[frozenset(outcome.winners)] == max(worth.values())


def _allowed_sets(instance: Instance) -> set[frozenset[str]]:
    cost = {project.id: project.cost for project in instance.projects}
    sets = [frozenset(chosen) for size in range(len(cost) + 1) for chosen in combinations(cost, size)]
    return {
        chosen
        for chosen in sets
        if sum(cost[id_] for id_ in chosen) <= instance.budget
        and all(len(chosen & group) <= 1 for group in instance.conflicts)
        and all(sum(cost[id_] for id_ in chosen & share.projects) <= share.limit for share in instance.shares)
    }
