"""No rule funds what nobody asked for."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import (
    BoundedOverspending,
    Completion,
    EliminationOrder,
    EqualShares,
    Instance,
    Method,
    Phragmen,
    Profile,
    Rule,
    ScoreOrder,
    Utility,
    WelfareMaximum,
    count,
)
from tests.support.any_election import approval_elections, points_elections

RULES: list[Rule] = [
    ScoreOrder(),
    ScoreOrder(stop=True),
    ScoreOrder(per_cost=True),
    Phragmen(),
    *map(BoundedOverspending, Utility),
    *(WelfareMaximum(utility) for utility in (Utility.COST, Utility.CARDINALITY)),
    *(EqualShares(utility, completion) for utility in Utility for completion in Completion),
    *(EqualShares(completion=completion, comparison=True) for completion in Completion),
]


def supported(profile: Profile) -> set[int]:
    choices: Sequence[int] = profile.choices.tolist()
    marks = [1] * len(choices) if profile.marks is None else profile.marks.tolist()
    return {choice for choice, mark in zip(choices, marks, strict=True) if mark > 0}


@settings(max_examples=300, deadline=None)
@given(st.one_of(approval_elections(), points_elections()), st.sampled_from(RULES))
def test_every_winner_has_somebody_who_asked_for_it(election: tuple[Instance, Profile], rule: Rule) -> None:
    instance, profile = election

    winners = count(instance, profile, rule).winners

    assert {instance.ids.index(id_) for id_ in winners} <= supported(profile)


@settings(max_examples=100, deadline=None)
@given(approval_elections(), st.data())
def test_every_winner_of_the_elimination_order_is_on_a_list(
    election: tuple[Instance, Profile], data: st.DataObject
) -> None:
    instance, _ = election
    lists = data.draw(st.lists(st.lists(st.sampled_from(instance.ids), unique=True), max_size=6))
    profile = Profile.of_ballots(instance.ids, Method.RANKING, lists)

    winners = count(instance, profile, EliminationOrder()).winners

    assert {*winners} <= {id_ for listed in lists for id_ in listed}
