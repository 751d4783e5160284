import pytest

from services.voting.domain.tally import BallotBreaksMethod, InstanceIsInconsistent, Method, Profile, ScoreOrder, count
from services.voting.domain.tally.rules.scores import people_for, scores
from tests.support.elections import an_instance, approvals

IDS = ("a", "b", "c")


def test_identical_ballots_are_kept_once_whatever_order_they_are_written_in() -> None:
    profile = Profile.of_ballots(IDS, Method.APPROVAL, ["cb", "", "a", "bc", ""])

    assert list(profile.ballots(IDS)) == [({"b": 1, "c": 1}, 2), ({}, 2), ({"a": 1}, 1)]
    assert (profile.voters, profile.projects, profile.marks) == (5, 3, None)
    assert profile.choices.tolist() == [1, 2, 0]
    assert (profile.mark_digits, profile.longest) == (0, 0)


def test_ballots_in_groups_have_whole_marks_and_no_longest_list_unless_it_is_said() -> None:
    profile = Profile.of_groups(Method.APPROVAL, 3, {((0, 2), ()): 4})

    assert (profile.mark_digits, profile.longest, profile.voters) == (0, 0, 4)
    assert list(profile.ballots(IDS)) == [({"a": 1, "c": 1}, 4)]


def test_marks_stand_beside_the_projects_that_they_were_given_to() -> None:
    profile = Profile.of_ballots(IDS, Method.POINTS, [{"c": 3, "a": 1}, {"a": 3, "c": 1}, {"c": 3, "a": 1}])

    assert list(profile.ballots(IDS)) == [({"a": 1, "c": 3}, 2), ({"a": 3, "c": 1}, 1)]


@pytest.mark.parametrize(("longest", "first"), [(0, 2), (3, 3)])
def test_the_first_of_a_ranking_gets_as_many_points_as_a_list_may_be_long(longest: int, first: int) -> None:
    profile = Profile.of_ballots(IDS, Method.RANKING, ["cb", "b"], longest=longest)

    assert list(profile.ballots(IDS)) == [({"b": first - 1, "c": first}, 1), ({"b": first}, 1)]
    assert profile.longest == first


def test_rankings_that_nobody_cast_are_none() -> None:
    profile = Profile.of_ballots(IDS, Method.RANKING, [])

    assert (profile.voters, profile.longest, scores(profile).tolist()) == (0, 0, [0, 0, 0])


@pytest.mark.parametrize(
    ("ballot", "reason"), [(["a", "z"], "there is no project 'z'"), (["a", "b", "a"], "a project is named twice")]
)
def test_a_ballot_that_cannot_be_kept_is_refused_with_the_reason(ballot: list[str], reason: str) -> None:
    with pytest.raises(BallotBreaksMethod) as refusal:
        Profile.of_ballots(IDS, Method.APPROVAL, [ballot])

    assert refusal.value.reason == str(refusal.value) == reason


@pytest.mark.parametrize("marks", [{"a": 2**53 - 1}, {"a": -(2**53 - 1)}])
def test_marks_are_counted_exactly_as_far_as_floats_are_exact(marks: dict[str, int]) -> None:
    profile = Profile.of_ballots(IDS, Method.SCORE, [marks])

    assert scores(profile).tolist() == [marks["a"], 0, 0]


@pytest.mark.parametrize("marks", [{"a": 2**53 + 1}, {"a": 2**52, "b": -(2**52 + 1)}, {"a": 2**62, "b": 2**62}])
def test_marks_beyond_exact_counting_are_refused(marks: dict[str, int]) -> None:
    profile = Profile.of_ballots(IDS, Method.SCORE, [marks])

    with pytest.raises(InstanceIsInconsistent) as refusal:
        scores(profile)

    assert refusal.value.reason == "the marks are beyond exact counting"


def test_a_profile_of_another_paper_is_refused() -> None:
    instance = an_instance({"a": 1, "b": 1}, budget=5)

    with pytest.raises(InstanceIsInconsistent) as refusal:
        count(an_instance({"a": 1}, budget=5), approvals(instance, ["ab"]), ScoreOrder())

    assert refusal.value.reason == "the profile has another number of projects than the instance"


def test_only_whoever_gives_a_project_something_is_counted_among_those_for_it() -> None:
    groups = {((0, 1), (1, -1)): 2, ((0, 1, 2), (0, 3, 1)): 1}

    assert people_for(Profile.of_groups(Method.SCORE, 3, groups)) == [2, 1, 1]
    assert people_for(Profile.of_groups(Method.APPROVAL, 3, {((0, 2), ()): 4})) == [4, 0, 4]
