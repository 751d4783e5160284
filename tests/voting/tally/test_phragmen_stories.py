from fractions import Fraction

from services.voting.domain.tally import Phragmen, Verdict, count
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.explain.stories import LoserStory, WinnerStory
from tests.support.elections import an_instance, approvals


def test_projects_that_cost_nothing_and_those_that_nobody_wants_have_stories_too() -> None:
    # given f is free and excludes z, which is free as well
    instance = an_instance({"a": 30, "f": 0, "z": 0, "n": 9}, budget=50, conflicts=(frozenset("fz"),))
    profile = approvals(instance, [["a"], ["a", "f"], ["z", "f", "a"]])

    told = explain(instance, profile, Phragmen(), count(instance, profile, Phragmen()), what_if=False)

    assert told.winners == (
        WinnerStory("f", 1, Fraction(0), None, None, 2, 0, Fraction(0)),
        WinnerStory("a", 2, Fraction(10), None, None, 3, 0, Fraction(0)),
    )
    assert told.losers == (
        LoserStory("z", Verdict.CONFLICT, 2, None, None, Fraction(10), (("a", Fraction(10)),), Fraction(0), reason="f"),
        LoserStory("n", Verdict.NO_SUPPORT, 2, None, Fraction(0), Fraction(0), (), Fraction(0)),
    )
