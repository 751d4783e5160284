from fractions import Fraction

import pytest

from services.voting.domain.tally import BudgetShare, Completion, EqualShares, Instance, Utility, Verdict, count
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.explain.stories import LoserStory, WinnerStory
from tests.support.elections import an_instance, approvals

ONE_RUN = EqualShares(Utility.CARDINALITY, Completion.NONE)


def _losers(instance: Instance, votes: list[str]) -> dict[str, LoserStory]:
    profile = approvals(instance, votes)
    told = explain(instance, profile, ONE_RUN, count(instance, profile, ONE_RUN), what_if=False)
    return {loser.project: loser for loser in told.losers}


def test_a_project_that_costs_nothing_has_a_price_but_no_effective_votes() -> None:
    instance = an_instance({"a": 0, "z": 0}, budget=10, conflicts=(frozenset("az"),))
    profile = approvals(instance, ["a", "z"])

    told = explain(instance, profile, ONE_RUN, count(instance, profile, ONE_RUN), what_if=False)

    assert told.winners == (WinnerStory("a", 1, Fraction(0), None, Fraction(0), 1, 0, Fraction(0)),)
    assert (told.losers[0].effective_support, told.losers[0].supporters_had) == (None, Fraction(5))


def test_of_a_project_that_nobody_wants_it_is_told_what_rules_it_out() -> None:
    instance = an_instance(
        {"a": 5, "i": 5, "s": 9, "n": 7},
        budget=20,
        ineligible={"i": "withdrawn"},
        shares=(BudgetShare("North", frozenset("s"), 5),),
    )

    losers = _losers(instance, ["a"])

    assert losers == {
        "i": LoserStory("i", Verdict.INELIGIBLE, 0, None, reason="withdrawn"),
        "s": LoserStory("s", Verdict.SHARE_USED_UP, 0, Fraction(4), reason="North", missing_in_the_end=Fraction(4)),
        "n": LoserStory("n", Verdict.NO_SUPPORT, 0, None),
    }


def test_supporters_who_hold_just_the_cost_lack_nothing() -> None:
    # given both y and z exclude a; y's supporter holds its cost from the start, z's since b took five
    instance = an_instance({"a": 4, "b": 10, "y": 15, "z": 10}, budget=60, conflicts=(frozenset("ay"), frozenset("az")))

    losers = _losers(instance, ["a", "y", "bz", "b"])

    assert losers["y"] == LoserStory(
        "y", Verdict.CONFLICT, 0, None, Fraction(1), Fraction(15), (), Fraction(15), reason="a"
    )
    assert losers["z"] == LoserStory(
        "z", Verdict.CONFLICT, 0, None, Fraction(1), Fraction(15), (("b", Fraction(5)),), Fraction(10), reason="a"
    )


@pytest.mark.parametrize("completion", list(Completion))
def test_each_loser_is_told_of_once_whatever_completes_the_count(completion: Completion) -> None:
    instance = an_instance({"a": 6, "b": 5, "c": 9, "d": 4}, budget=11)
    profile = approvals(instance, ["ab", "a", "bc", "cd", "d"])
    rule = EqualShares(Utility.COST, completion)
    outcome = count(instance, profile, rule)

    told = [loser.project for loser in explain(instance, profile, rule, outcome, what_if=False).losers]

    assert sorted(told) == sorted({*"abcd"} - {*outcome.winners})
