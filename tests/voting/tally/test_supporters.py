"""Who supports a project where ballots carry marks."""

from services.voting.domain.tally import Completion, EqualShares, Method, Profile, Utility, Verdict, count
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
