"""Who supports a project where ballots carry marks."""

from services.voting.domain.tally import Completion, EqualShares, Method, Profile, Utility, Verdict, count
from services.voting.domain.tally.rules.supporters import box_of, supporters_of
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

    supporters = supporters_of(box_of(profile, by_points=False), [1] * projects, [1] * projects)

    assert (supporters[0].people, supporters[-1].people) == (1, 3)
