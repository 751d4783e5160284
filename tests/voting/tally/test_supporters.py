"""Who supports a project where ballots carry marks."""

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.voting.domain.tally import Completion, EqualShares, Instance, Method, Profile, Utility, Verdict, count
from services.voting.domain.tally.rules import sums, supporters
from services.voting.domain.tally.rules.supporters import Box, box_of, supporters_of
from tests.support.any_election import approval_elections, points_elections
from tests.support.elections import an_instance


def test_no_points_are_no_support() -> None:
    instance = an_instance({"a": 10, "b": 10}, budget=40)
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"a": 1, "b": 0}, {"a": 2, "b": 0}])

    outcome = count(instance, profile, EqualShares(Utility.COST))

    assert outcome.winners == ("a",)
    assert outcome.why("b").verdict is Verdict.NO_SUPPORT


def test_without_points_as_utility_every_supporter_counts_one() -> None:
    instance = an_instance({"a": 30}, budget=40)
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"a": 1}, {"a": 2}])

    outcome = count(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE))

    assert outcome.why("a").price == 15


def test_supporters_are_found_among_more_projects_than_sixteen_bits_can_number() -> None:
    projects = 40_000
    profile = Profile.of_groups(Method.APPROVAL, projects, {((projects - 1,), ()): 3, ((0,), ()): 1})

    found = supporters_of(box_of(profile, by_points=False), [1] * projects, [1] * projects)

    assert (found[0].people, found[-1].people) == (1, 3)
    assert (found[0].weights.tolist(), found[-1].weights.tolist()) == ([1.0], [3.0])


def test_more_ballots_than_a_quick_product_holds_are_summed_as_well() -> None:
    many = 9_000
    box = Box(np.full(many, 2), np.arange(many + 1), np.zeros(many, np.int64), None, 1)

    assert box.sums_over(np.arange(many)) == [2 * many, 2 * many]


@settings(max_examples=60, deadline=None)
@given(st.one_of(approval_elections(), points_elections()), st.sampled_from([Utility.COST, Utility.POINTS]))
def test_ballots_too_many_for_a_table_are_summed_to_the_same(
    election: tuple[Instance, Profile], utility: Utility
) -> None:
    instance, profile = election
    rule = EqualShares(utility, Completion.NONE)

    with patch.object(supporters, "_MOST_CELLS", 0), patch.object(sums, "_LONG", 0):
        outcome = count(instance, profile, rule)

    assert outcome == count(instance, profile, rule)
