from fractions import Fraction

import pytest
from hypothesis import given, settings

from services.voting.domain.tally import (
    Instance,
    Method,
    Phragmen,
    Profile,
    Step,
    Tie,
    TieNeedsDecision,
    TieOrder,
    Verdict,
    count,
)
from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.rules.scores import scores
from tests.support.any_election import approval_elections
from tests.support.elections import an_instance, approvals


def test_a_project_is_bought_once_its_supporters_hold_its_cost() -> None:
    instance = an_instance({"a": 30, "b": 20}, budget=50)

    outcome = count(instance, approvals(instance, ["a", "a", "a", "b"]), Phragmen())

    assert outcome.winners == ("a", "b")
    assert [outcome.why(id_).price for id_ in "ab"] == [10, 20]


def test_who_waits_longer_by_a_part_of_a_cent_is_passed_by_a_project_further_down() -> None:
    # given hundreds of people: each holds the tenth part of a cent when x is bought
    instance = an_instance({"x": 10, "a": 12, "b": 15}, budget=100)

    outcome = count(instance, approvals(instance, [*100 * ["xa"], *100 * ["b"]]), Phragmen())

    assert [outcome.why(id_).price for id_ in outcome.winners] == [
        Fraction(10, 100),
        Fraction(15, 100),
        Fraction(22, 100),
    ]
    assert outcome.winners == ("x", "b", "a")


def test_who_already_paid_waits_longer() -> None:
    instance = an_instance({"a": 30, "b": 30, "c": 25}, budget=55)

    outcome = count(instance, approvals(instance, ["ab", "ab", "ab", "c", "c"]), Phragmen())

    assert outcome.winners == ("a", "c")
    assert outcome.why("c").price == Fraction(25, 2)


def test_the_count_stops_when_the_next_would_overspend() -> None:
    instance = an_instance({"a": 30, "b": 30, "c": 5}, budget=40)

    outcome = count(instance, approvals(instance, ["a"] * 4 + ["b"] * 3 + ["c"]), Phragmen())

    assert outcome.winners == ("c", "a")
    assert outcome.why("b").verdict is Verdict.DOES_NOT_FIT
    assert outcome.why("b").missing == 25


def test_a_loser_is_told_how_much_was_missing_when_the_count_stopped() -> None:
    instance = an_instance({"a": 30, "b": 30, "c": 10}, budget=60)

    outcome = count(instance, approvals(instance, ["a", "a", "b", "b", "c", "c", "a"]), Phragmen())

    assert outcome.winners == ("c", "a")
    assert outcome.why("b").verdict is Verdict.DOES_NOT_FIT


def test_losers_are_told_what_their_supporters_lacked_or_what_the_budget_lacked() -> None:
    # given the count ends at 15, when b would overspend; then c's four supporters lack one
    instance = an_instance({"a": 30, "b": 60, "c": 61, "e": 99, "f": 9}, budget=70)
    profile = approvals(instance, ["a"] * 3 + ["b"] * 4 + ["c"] * 4 + ["e"])

    outcome = count(instance, profile, Phragmen())

    assert outcome.trace == (
        Step(1, "a", Verdict.FUNDED, "phragmen", 3, Fraction(10)),
        Step(1, "b", Verdict.DOES_NOT_FIT, "phragmen", 4, missing=Fraction(20)),
        Step(1, "c", Verdict.NOT_AFFORDABLE, "phragmen", 4, missing=Fraction(1)),
        Step(1, "e", Verdict.NOT_AFFORDABLE, "phragmen", 1, missing=Fraction(84)),
        Step(1, "f", Verdict.NO_SUPPORT, "phragmen", 0),
    )


def test_a_project_that_would_fit_but_ties_with_one_that_would_not_is_told_that_the_count_had_ended() -> None:
    instance = an_instance({"a": 30, "b": 60, "d": 35}, budget=70)
    profile = approvals(instance, ["ad", "a", "a", "b", "b", "b", "b", "d", "d"])

    outcome = count(instance, profile, Phragmen())

    assert outcome.winners == ("a",)
    assert (outcome.why("b").verdict, outcome.why("b").missing) == (Verdict.DOES_NOT_FIT, Fraction(20))
    assert (outcome.why("d").verdict, outcome.why("d").missing) == (Verdict.AFTER_STOP, None)


def test_a_project_that_costs_nothing_is_bought_at_once() -> None:
    instance = an_instance({"a": 30, "free": 0}, budget=30)
    profile = Profile.of_ballots(instance.ids, Method.APPROVAL, [["a"], ["free", "a"]])

    outcome = count(instance, profile, Phragmen())

    assert outcome.winners == ("free", "a")
    assert outcome.why("free").price == 0


def test_projects_that_cost_more_than_there_is_lack_all_of_it_where_no_money_flowed() -> None:
    instance = an_instance({"a": 50}, budget=40)

    (step,) = count(instance, approvals(instance, ["a", "a"]), Phragmen()).trace

    assert (step.verdict, step.missing) == (Verdict.NOT_AFFORDABLE, Fraction(50))


def test_times_below_one_keep_their_order() -> None:
    instance = an_instance({"a": 1, "b": 1, "c": 2}, budget=4)
    profile = approvals(instance, ["a"] * 4 + ["b"] * 2 + ["c"] * 5)

    assert count(instance, profile, Phragmen()).winners == ("a", "c", "b")


def test_a_time_that_is_earlier_by_less_than_a_float_can_tell_goes_first_however_many_share_it() -> None:
    huge = 10**17
    instance = an_instance({"a": huge + 1, "b": 2 * huge}, budget=4 * huge)

    outcome = count(instance, approvals(instance, ["a", "b", "b"]), Phragmen(), ties=TieOrder(("file-order",)))

    assert outcome.winners == ("b", "a")
    assert outcome.ties == ()


def test_projects_with_more_and_fewer_supporters_tie_where_they_are_due_at_the_same_time() -> None:
    instance = an_instance({"a": 3, "b": 1}, budget=9)

    outcome = count(instance, approvals(instance, ["a", "a", "ab"]), Phragmen(), ties=TieOrder(("file-order",)))

    assert outcome.winners == ("a", "b")
    assert outcome.ties == (Tie(1, ("a", "b"), "a", "file-order"),)


def test_a_project_that_nobody_wants_is_never_bought() -> None:
    instance = an_instance({"a": 30, "b": 5}, budget=60)

    outcome = count(instance, approvals(instance, ["a"]), Phragmen())

    assert outcome.winners == ("a",)
    assert outcome.why("b").verdict is Verdict.NO_SUPPORT


def test_a_poll_that_refuses_ties_stops_at_one() -> None:
    instance = an_instance({"a": 30, "b": 30}, budget=60)

    with pytest.raises(TieNeedsDecision):
        count(instance, approvals(instance, ["a", "b"]), Phragmen(), ties=TieOrder(refuse=True))


@settings(max_examples=400, deadline=None)
@given(approval_elections())
def test_the_count_buys_what_the_definition_buys_at_the_same_times(election: tuple[Instance, Profile]) -> None:
    instance, profile = election

    outcome = count(instance, profile, Phragmen())

    assert [(step.project, step.price) for step in outcome.trace if step.verdict is Verdict.FUNDED] == _plain(*election)


def _plain(instance: Instance, profile: Profile) -> list[tuple[str, Fraction]]:
    rank = Precedence(instance, TieOrder(), scores(profile)).rank
    costs = {project.id: project.cost for project in instance.projects}
    voters = [ballot for ballot, people in profile.ballots(instance.ids) for _ in range(people)]
    loads = [Fraction(0)] * len(voters)
    bought: list[tuple[str, Fraction]] = []
    left = [id_ for id_ in instance.ids if any(id_ in ballot for ballot in voters) and costs[id_] <= instance.budget]
    while left:
        times = {}
        for id_ in left:
            fans = [loads[voter] for voter, ballot in enumerate(voters) if id_ in ballot]
            times[id_] = (costs[id_] + sum(fans)) / Fraction(len(fans))
        tied = [id_ for id_ in left if times[id_] == min(times.values())]
        spent = sum(costs[id_] for id_, _ in bought)
        if any(spent + costs[id_] > instance.budget for id_ in tied):
            break
        chosen = min(tied, key=lambda id_: rank[instance.ids.index(id_)])
        loads = [times[chosen] if chosen in ballot else load for load, ballot in zip(loads, voters, strict=True)]
        bought.append((chosen, times[chosen]))
        left.remove(chosen)
    return bought
