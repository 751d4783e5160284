from fractions import Fraction

import pytest

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    Method,
    Profile,
    TieNeedsDecision,
    TieOrder,
    Utility,
    Verdict,
    count,
)
from tests.support.elections import an_instance, approvals


def test_everyone_decides_over_an_equal_share() -> None:
    # given three fifths want a and b, two fifths want c, and score order would give them nothing
    instance = an_instance({"a": 50, "b": 50, "c": 40}, budget=100)
    profile = approvals(instance, ["ab", "ab", "ab", "c", "c"])

    outcome = count(instance, profile, EqualShares(completion=Completion.NONE))

    assert outcome.winners == ("a", "c")
    assert outcome.endowment == 20


def test_the_price_is_exact_and_its_inverse_counts_effective_votes() -> None:
    instance = an_instance({"a": 50, "b": 30}, budget=105)
    profile = approvals(instance, ["ab", "ab", "b"])

    outcome = count(instance, profile, EqualShares(completion=Completion.NONE))

    assert outcome.winners == ("b", "a")
    assert outcome.why("b").price == Fraction(1, 3)
    assert outcome.why("a").price == Fraction(1, 2)


def test_a_loser_is_told_how_much_was_missing() -> None:
    instance = an_instance({"a": 50, "b": 30}, budget=60)
    profile = approvals(instance, ["ab", "ab", "b"])

    outcome = count(instance, profile, EqualShares(completion=Completion.NONE))

    assert outcome.why("a").verdict is Verdict.NOT_AFFORDABLE
    assert outcome.why("a").missing == 50 - 2 * 10


def test_a_voter_who_cannot_pay_the_full_price_pays_all_she_has() -> None:
    instance = an_instance({"a": 30, "b": 50}, budget=90)
    profile = approvals(instance, ["ab", "b", "b"])

    outcome = count(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE))

    assert outcome.winners == ("b",)
    assert outcome.why("a").missing == 30 - (30 - Fraction(50, 3))


def test_money_that_is_exactly_the_cost_is_enough() -> None:
    instance = an_instance({"a": 30}, budget=90)
    profile = approvals(instance, ["a", "", ""])

    assert count(instance, profile, EqualShares(completion=Completion.NONE)).winners == ("a",)


def test_add1_keeps_the_last_run_before_the_first_that_overspends() -> None:
    instance = an_instance({"a": 50, "b": 50, "c": 45}, budget=100)
    profile = approvals(instance, ["ab", "ab", "ab", "c", "c"])

    alone = count(instance, profile, EqualShares(completion=Completion.NONE))
    outcome = count(instance, profile, EqualShares(completion=Completion.ADD1))

    assert alone.winners == ("a",)
    assert set(outcome.winners) == {"a", "c"}
    assert outcome.added > 0


def test_exhaustive_add1_stops_once_nothing_fits_any_more() -> None:
    instance = an_instance({"a": 50, "b": 50, "c": 45}, budget=100)
    profile = approvals(instance, ["ab", "ab", "ab", "c", "c"])

    until_overspend = count(instance, profile, EqualShares(completion=Completion.ADD1))
    exhaustive = count(instance, profile, EqualShares(completion=Completion.ADD1_EXHAUSTIVE))

    assert set(exhaustive.winners) == set(until_overspend.winners)
    assert exhaustive.added <= until_overspend.added


def test_score_order_spends_what_is_left_where_the_rule_says_so() -> None:
    instance = an_instance({"a": 50, "b": 50, "c": 40}, budget=100)
    profile = approvals(instance, ["ab", "ab", "ab", "c"])

    outcome = count(instance, profile, EqualShares(completion=Completion.UTILITARIAN))

    assert outcome.winners == ("a", "b")
    assert outcome.why("b").phase == "score-order"


def test_points_weigh_what_supporters_pay() -> None:
    instance = an_instance({"a": 40, "b": 40}, budget=80)
    profile = Profile.of_ballots(instance.ids, Method.POINTS, [{"a": 3, "b": 1}, {"a": 1}])

    outcome = count(instance, profile, EqualShares(Utility.POINTS, Completion.NONE))

    assert outcome.winners == ("a",)
    assert outcome.why("a").price == 10
    assert outcome.why("b").missing == 30


def test_a_tie_is_decided_by_the_chain_and_reported() -> None:
    instance = an_instance({"a": 50, "b": 50}, budget=100)
    profile = approvals(instance, ["ab", "ab"])

    outcome = count(instance, profile, EqualShares(completion=Completion.NONE), ties=TieOrder(lots=("b",)))

    assert outcome.winners == ("b", "a")
    assert [(tie.tied, tie.chosen, tie.decided_by) for tie in outcome.ties] == [(("a", "b"), "b", "lot")]
    with pytest.raises(TieNeedsDecision):
        count(instance, profile, EqualShares(), ties=TieOrder(refuse=True))


def test_a_project_that_nobody_wants_is_never_funded() -> None:
    instance = an_instance({"a": 5, "b": 0}, budget=100)

    outcome = count(instance, approvals(instance, ["a"]), EqualShares())

    assert outcome.winners == ("a",)
    assert outcome.why("b").verdict is Verdict.NO_SUPPORT


def test_a_poll_without_ballots_funds_nothing() -> None:
    instance = an_instance({"a": 5}, budget=100)

    assert count(instance, approvals(instance, []), EqualShares()).winners == ()


def test_a_project_that_came_to_be_ruled_out_does_not_keep_others_from_their_turn() -> None:
    # given b costs as little as a, which excludes it, and c costs more
    instance = an_instance({"a": 10, "b": 10, "c": 10}, budget=50, conflicts=(frozenset("ab"),))
    profile = approvals(instance, ["ab", "ab", "ab", "c", "c"])

    outcome = count(instance, profile, EqualShares(completion=Completion.NONE))

    assert outcome.winners == ("a", "c")


def test_whoever_waits_is_told_how_many_units_were_looked_at() -> None:
    instance = an_instance({"a": 4, "b": 2}, budget=4)
    told: list[tuple[str, int, int | None]] = []

    def watch(stage: str, done: int, of: int | None = None) -> None:
        told.append((stage, done, of))

    outcome = count(instance, approvals(instance, ["a", "a", "b"]), EqualShares(), watch=watch)
    exhaustive = count(
        instance, approvals(instance, ["a", "a"]), EqualShares(completion=Completion.ADD1_EXHAUSTIVE), watch=watch
    )

    assert (outcome.added, exhaustive.added) == (0, 0)
    assert told == [("first-count", 0, None)]
    count(instance, approvals(instance, ["b", "", "", ""]), EqualShares(), watch=watch)
    assert told[1:] == [("first-count", 0, None), ("first-count", 2, None)]


def test_exhaustive_add1_stops_once_what_would_fit_is_ruled_out_by_a_rival() -> None:
    instance = an_instance({"a": 50, "b": 40}, budget=100, conflicts=(frozenset("ab"),))

    outcome = count(instance, approvals(instance, ["a", "a", "b"]), EqualShares(completion=Completion.ADD1_EXHAUSTIVE))

    assert (outcome.added, outcome.winners, outcome.earlier) == (0, ("a",), ())
