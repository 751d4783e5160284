"""The second count proves of every repetition before the accepted one that it did not end the count."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    Instance,
    Outcome,
    Profile,
    Project,
    TieOrder,
    count,
)
from services.voting.domain.tally.lots import Precedence
from services.voting.domain.tally.outcome import Repetitions
from services.voting.domain.tally.rules.add1 import Accepted
from services.voting.domain.tally.rules.equal_shares import EqualSharesCount
from services.voting.domain.tally.rules.orders import Same
from services.voting.domain.tally.rules.scores import scores
from services.voting.domain.tally.second_count.check import objections
from tests.support.elections import an_instance, approvals


class Careless(EqualSharesCount):
    """An engine that looks at the first of some repetitions only, and accepts the last that it looks at."""

    looks_at: tuple[range, ...]

    def _accepted_run(self) -> Accepted:
        *earlier, (last,) = self.looks_at
        beyond = self.played(last + 1)
        same = tuple(Same(some[0], some[-1], self.played(some[0]).purse) for some in earlier)
        return Accepted(self.played(last), same, last, beyond if beyond.purse.is_overspent else None)


def counted_carelessly(instance: Instance, profile: Profile, looks_at: Iterable[int | range]) -> Outcome:
    totals = scores(profile)
    engine = Careless(instance, profile, EqualShares(), totals, Precedence(instance, TieOrder(), totals))
    engine.looks_at = tuple(some if isinstance(some, range) else range(some, some + 1) for some in looks_at)
    return engine.outcome()


def objections_to(instance: Instance, profile: Profile, outcome: Outcome, rule: EqualShares | None = None) -> list[str]:
    return objections(instance, list(profile.ballots(instance.ids)), rule or EqualShares(), TieOrder(), outcome)


# One unit more for everyone buys too much; two units more buy two projects for exactly the budget.
TEMPTING = an_instance({"a": 4, "b": 9, "c": 10}, budget=13)
TEMPTED = approvals(TEMPTING, ["abc", "abc", "c", "ab"])
# With one unit more b, c, a are bought, with two b, c, d, with three b, c, a again.
CHANGING = an_instance({"a": 8, "b": 9, "c": 5, "d": 12}, budget=28)
CHANGED = approvals(CHANGING, ["bd", "abc", "b", "acd"])


def test_the_engine_stops_where_a_careless_one_goes_on() -> None:
    outcome = count(TEMPTING, TEMPTED, EqualShares())

    assert (outcome.added, outcome.winners) == (0, ("a",))
    assert counted_carelessly(TEMPTING, TEMPTED, [0, 1, 2]).winners == ("a", "b")


def test_going_on_after_a_repetition_that_overspent_meets_an_objection() -> None:
    outcome = counted_carelessly(TEMPTING, TEMPTED, [0, 1, 2])

    assert "the repetition with 1 units more ends the count" in objections_to(TEMPTING, TEMPTED, outcome)


def test_leaving_out_a_repetition_that_buys_something_else_meets_an_objection() -> None:
    outcome = counted_carelessly(TEMPTING, TEMPTED, [0, 2])

    assert "nothing is known of the repetition with 1 units more" in objections_to(TEMPTING, TEMPTED, outcome)


def test_leaving_out_the_first_repetition_meets_an_objection() -> None:
    outcome = counted_carelessly(TEMPTING, TEMPTED, [1, 2])

    assert "nothing is known of the repetition with 0 units more" in objections_to(TEMPTING, TEMPTED, outcome)


def test_beginning_with_one_unit_added_meets_an_objection() -> None:
    outcome = counted_carelessly(TEMPTING, TEMPTED, [1])

    assert objections_to(TEMPTING, TEMPTED, outcome)[0] == "nothing is known of the repetition with 0 units more"


def test_leaving_out_a_purchase_after_the_whole_budget_is_spent_meets_an_objection() -> None:
    # given one unit more buys a for all there is, and then b as well
    instance = an_instance({"a": 4, "b": 2}, budget=4)
    profile = approvals(instance, ["a", "a", "b"])
    outcome = counted_carelessly(instance, profile, [0, 1])
    shortened = replace(outcome, winners=("a",), cost=4, trace=outcome.trace[:1])

    assert outcome.winners == ("a", "b")
    assert "b could still be afforded" in objections_to(instance, profile, shortened)


def test_two_repetitions_that_buy_the_same_do_not_speak_for_another_between_them() -> None:
    outcome = counted_carelessly(CHANGING, CHANGED, [0, range(1, 3), 3])

    found = objections_to(CHANGING, CHANGED, outcome)

    assert "d comes before a" in found
    assert outcome.earlier[1].bought[2] == "a"


def test_repetitions_that_go_back_meet_an_objection() -> None:
    outcome = counted_carelessly(CHANGING, CHANGED, [0, range(1, -1, -1), 2])

    assert "nothing is known of the repetition with 1 units more" in objections_to(CHANGING, CHANGED, outcome)


def test_repetitions_that_are_told_twice_meet_an_objection() -> None:
    outcome = counted_carelessly(CHANGING, CHANGED, [0, 0, 2])

    assert "nothing is known of the repetition with 1 units more" in objections_to(CHANGING, CHANGED, outcome)


@pytest.mark.parametrize(
    ("bought", "words"),
    [
        (("c", "b"), "b comes before c"),
        (("b",), "a, c could still be afforded"),
        (("b", "b"), "b may not be bought"),
        (("b", "c", "d"), "the supporters of d do not pay its cost"),
    ],
)
def test_purchases_that_were_made_up_meet_an_objection(bought: tuple[str, ...], words: str) -> None:
    honest = count(CHANGING, CHANGED, EqualShares())
    first, *others = honest.earlier
    forged = (Repetitions(first.first, first.last, bought), *others)

    found = objections_to(CHANGING, CHANGED, replace(honest, earlier=forged))

    assert first.bought == ("b", "c")
    assert objections_to(CHANGING, CHANGED, honest) == []
    assert found[0] == words


def test_going_on_when_nothing_more_fits_is_against_the_exhaustive_rule_alone() -> None:
    instance = an_instance({"a": 50, "b": 60}, budget=100)
    profile = approvals(instance, ["a", "a", "b"])

    outcome = count(instance, profile, EqualShares())
    found = objections_to(instance, profile, outcome, EqualShares(completion=Completion.ADD1_EXHAUSTIVE))

    assert outcome.added > 0
    assert objections_to(instance, profile, outcome) == []
    assert "the repetition with 0 units more ends the count" in found


def test_stopping_before_a_repetition_that_spends_just_the_budget_meets_an_objection() -> None:
    # given one unit more for everyone would buy b as well, for all there is
    instance = an_instance({"a": 2, "b": 2}, budget=4)
    profile = approvals(instance, ["ab", "ab", "", ""])
    outcome = counted_carelessly(instance, profile, [0])
    enough = replace(outcome, refused=(("a", Fraction(1, 2)), ("b", Fraction(1, 2))))
    exhaustive = EqualShares(completion=Completion.ADD1_EXHAUSTIVE)

    assert (outcome.winners, outcome.refused) == (("a",), ())
    assert objections_to(instance, profile, enough) == ["one unit more would not overspend"]
    assert objections_to(instance, profile, outcome, exhaustive) == ["nothing says why no more units were added"]


def test_repetitions_that_spend_just_the_budget_do_not_end_the_count() -> None:
    instance = an_instance({"a": 10, "b": 20}, budget=10)
    profile = approvals(instance, ["ab", "ab"])

    outcome = count(instance, profile, EqualShares(completion=Completion.ADD1))

    assert (outcome.added, outcome.earlier) == (9, (Repetitions(0, 8, ("a",)),))
    assert objections_to(instance, profile, outcome) == []


def test_shares_rounded_down_to_whole_units_are_checked_in_cents() -> None:
    instance = Instance((Project("a", 900), Project("b", 2_000)), budget=1_000, digits=2)
    profile, rule = approvals(instance, ["ab", "ab", "ab"]), EqualShares(completion=Completion.ADD1, integral=True)

    outcome = count(instance, profile, rule)

    assert outcome.endowment == 300 + outcome.added * 100
    assert objections_to(instance, profile, outcome, rule) == []


@pytest.mark.parametrize(
    ("costs", "bought", "forged"),
    [
        ({"a": 9, "b": 20, "z": 1}, ("a",), ("a", "z")),  # nobody wants z
        ({"a": 10, "b": 10}, ("a",), ("b",)),  # they cost the same, and a goes first
    ],
)
def test_what_no_repetition_buys_meets_an_objection(
    costs: dict[str, int], bought: tuple[str, ...], forged: tuple[str, ...]
) -> None:
    instance = an_instance(costs, budget=10)
    profile = approvals(instance, ["ab", "ab"])
    outcome = count(instance, profile, EqualShares(completion=Completion.ADD1))
    (some,) = outcome.earlier

    assert some.bought == bought
    assert objections_to(instance, profile, replace(outcome, earlier=(replace(some, bought=forged),)))
