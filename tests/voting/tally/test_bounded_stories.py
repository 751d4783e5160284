"""The stories of a count by bounded overspending, beside a replay of its purchases voter by voter."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BoundedOverspending,
    BudgetShare,
    Instance,
    Method,
    Outcome,
    Profile,
    Utility,
    Verdict,
    count,
)
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.explain.stories import WinnerStory
from tests.support.any_election import approval_elections, points_elections
from tests.support.elections import an_instance, approvals

Told = tuple[object, ...]
_OF_LOSERS = (
    *("project", "verdict", "round", "missing", "effective_support"),
    *("supporters_had", "spent_on", "left", "reason"),
)


class Replay:
    """Pays for the purchases of an outcome once more, each voter out of a purse of her own."""

    def __init__(self, instance: Instance, profile: Profile, utility: Utility, outcome: Outcome) -> None:
        self.instance, self.utility, self.outcome = instance, utility, outcome
        self.costs = {project.id: project.cost for project in instance.projects}
        self.voters = [
            {id_: mark if utility is Utility.POINTS else 1 for id_, mark in ballot.items() if mark > 0}
            for ballot, people in profile.ballots(instance.ids)
            for _ in range(people)
        ]
        self.held = [Fraction(instance.budget, len(self.voters)) for _ in self.voters]
        self.had = {id_: self.together(id_) for id_ in outcome.losers}
        self.spent: dict[str, list[tuple[str, Fraction]]] = {id_: [] for id_ in outcome.losers}
        self.winners = [self.paid_for(*bought) for bought in enumerate(outcome.purchases, 1)]
        self.losers = [self.told_of(id_) for id_ in outcome.losers]

    def together(self, id_: str) -> Fraction:
        """What its supporters hold."""
        return sum((held for held, voter in zip(self.held, self.voters, strict=True) if id_ in voter), Fraction(0))

    def paid_for(self, number: int, purchase: tuple[str, Fraction]) -> WinnerStory:
        id_, price = purchase
        full = price * (max(self.costs[id_], 1) if self.utility is Utility.COST else 1)
        before = {loser: self.together(loser) for loser in self.spent}
        in_full, less = Counter[int](), list[Fraction]()
        for place, voter in enumerate(self.voters):
            if id_ not in voter:
                continue
            due = min(self.held[place], full * voter[id_])
            if due == full * voter[id_]:
                in_full[voter[id_]] += 1
            elif due:
                less.append(due)
            self.held[place] -= due
        for loser, spent in self.spent.items():
            if paid := before[loser] - self.together(loser):
                spent.append((id_, paid))
        by_marks = tuple(sorted(in_full.items())) if self.utility is Utility.POINTS else ()
        votes = 1 / price if price else None
        return WinnerStory(
            id_, number, price, votes, full, in_full.total(), len(less), sum(less, Fraction(0)), by_marks
        )

    def told_of(self, id_: str) -> Told:
        step, left = self.outcome.why(id_), self.together(id_)
        if not any(id_ in voter for voter in self.voters):
            return id_, step.verdict, 0, step.missing, None, None, (), None, step.reason
        support = left / self.costs[id_] if self.costs[id_] else None
        had, spent = self.had[id_], tuple(self.spent[id_])
        return id_, step.verdict, step.round, step.missing, support, had, spent, left, step.reason


def told_by(instance: Instance, profile: Profile, utility: Utility) -> tuple[list[WinnerStory], list[Told], Replay]:
    rule = BoundedOverspending(utility)
    outcome = count(instance, profile, rule)
    told = explain(instance, profile, rule, outcome, what_if=False)
    losers = [tuple(getattr(story, name) for name in _OF_LOSERS) for story in told.losers]
    return list(told.winners), losers, Replay(instance, profile, utility, outcome)


@given(approval_elections(), st.sampled_from([Utility.COST, Utility.CARDINALITY]))
def test_by_approval_they_tell_what_each_purse_paid(election: tuple[Instance, Profile], utility: Utility) -> None:
    winners, losers, replay = told_by(*election, utility)

    assert winners == replay.winners
    assert losers == replay.losers


@given(points_elections(), st.sampled_from(list(Utility)))
def test_by_points_they_tell_what_each_purse_paid(election: tuple[Instance, Profile], utility: Utility) -> None:
    winners, losers, replay = told_by(*election, utility)

    assert winners == replay.winners
    assert losers == replay.losers


def test_what_costs_nothing_what_it_keeps_out_and_what_nobody_wants_have_stories_too() -> None:
    # given f is free and excludes z, which is free as well
    instance = an_instance({"a": 30, "f": 0, "z": 0, "n": 9}, budget=48, conflicts=(frozenset("fz"),))
    profile = approvals(instance, [["a"], ["a", "f"], ["z", "f", "a"]])

    winners, losers, replay = told_by(instance, profile, Utility.COST)

    assert winners == replay.winners
    assert winners[0] == WinnerStory("f", 1, Fraction(0), None, Fraction(0), 2, 0, Fraction(0))
    assert winners[1] == WinnerStory("a", 2, Fraction(1, 3), Fraction(3), Fraction(10), 3, 0, Fraction(0))
    assert losers == [
        ("z", Verdict.CONFLICT, 2, None, None, Fraction(16), (("a", Fraction(10)),), Fraction(6), "f"),
        ("n", Verdict.NO_SUPPORT, 0, None, None, None, (), None, ""),
    ]


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
def test_amounts_are_fractions_also_where_nobody_paid_less(utility: Utility) -> None:
    instance = an_instance({"a": 3, "b": 50}, budget=9)
    profile, rule = approvals(instance, ["a", "a", "b"]), BoundedOverspending(utility)

    told = explain(instance, profile, rule, count(instance, profile, rule), what_if=False)

    amounts = [told.winners[0].their_payments, *(story.left for story in told.losers)]
    assert all(isinstance(amount, Fraction) for amount in amounts)


def test_a_loser_that_was_ruled_out_says_by_what() -> None:
    # given nobody wants n and p, and p is dearer than what parks may cost
    parks = BudgetShare("parks", frozenset("p"), 1)
    ineligible = {"n": "sold", "a": "gone"}
    instance = an_instance({"a": 3, "n": 2, "p": 5}, budget=9, ineligible=ineligible, shares=(parks,))
    profile = approvals(instance, ["a"])
    rule = BoundedOverspending()

    told = explain(instance, profile, rule, count(instance, profile, rule), what_if=False)

    found = {story.project: (story.verdict, story.reason, story.missing) for story in told.losers}
    assert found == {
        "a": (Verdict.INELIGIBLE, "gone", None),
        "n": (Verdict.INELIGIBLE, "sold", None),
        "p": (Verdict.SHARE_USED_UP, "parks", Fraction(4)),
    }


def test_whoever_has_just_the_price_paid_in_full_and_whoever_has_nothing_paid_nothing() -> None:
    # given two each: the first spends them on a, so of b's cost the second alone pays, all she has
    instance = an_instance({"a": 2, "b": 6}, budget=8)
    profile = approvals(instance, ["ab", "b", "", ""])

    winners, _, _ = told_by(instance, profile, Utility.CARDINALITY)

    assert winners == [
        WinnerStory("a", 1, Fraction(2), Fraction(1, 2), Fraction(2), 1, 0, Fraction(0)),
        WinnerStory("b", 2, Fraction(6), Fraction(1, 6), Fraction(6), 0, 1, Fraction(2)),
    ]


def test_those_who_gave_as_many_points_are_one_group_whatever_else_they_hold() -> None:
    # given both gave b two points, but the first has paid for a before
    instance = an_instance({"a": 1, "b": 8, "c": 99}, budget=24)
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"a": 1, "b": 2}, {"b": 2, "c": 1}])

    winners, losers, _ = told_by(instance, profile, Utility.POINTS)

    assert [(story.full_price, story.by_marks) for story in winners] == [
        (Fraction(1), ((1, 1),)),
        (Fraction(2), ((2, 2),)),
    ]
    assert losers[0][5:8] == (Fraction(12), (("b", Fraction(4)),), Fraction(8))


def test_who_has_just_the_price_of_her_points_is_among_those_who_paid_it() -> None:
    instance = an_instance({"a": 4}, budget=4)

    winners, _, _ = told_by(instance, Profile.of_ballots(("a",), Method.POINTS, [{"a": 2}]), Utility.POINTS)

    assert (winners[0].paid_in_full, winners[0].by_marks) == (1, ((2, 1),))
