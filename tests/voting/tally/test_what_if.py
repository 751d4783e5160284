"""How close a loser came, and how that is searched for."""

from itertools import product

import pytest

from services.voting.domain.tally import Completion, EqualShares, Method, Profile, ScoreOrder, TieOrder, count
from services.voting.domain.tally.explain.what_if import Recount, _least, with_votes
from tests.support.elections import an_instance, approvals


@pytest.mark.parametrize("most", range(1, 12))
def test_the_search_finds_the_least_winner_however_wrong_the_rough_guess_is(most: int) -> None:
    for exact, rough in product(range(1, most + 2), range(1, most + 2)):

        def wins(number: int, *, roughly: bool, exact: int = exact, rough: int = rough) -> bool:
            assert isinstance(number, int)
            assert 1 <= number <= most
            return number >= (rough if roughly else exact)

        assert _least(wins, most) == (exact if exact <= most else None)


def test_where_nothing_may_be_tried_nothing_is_found() -> None:
    def wins(number: int, *, roughly: bool) -> bool:
        raise AssertionError(number)

    assert _least(wins, 0) is None


@pytest.mark.parametrize(
    ("method", "ballots", "longest", "mark"),
    [
        (Method.APPROVAL, ["a", "ab"], 0, 1),
        (Method.POINTS, [{"a": 3, "b": 7}, {"a": 2}], 0, 7),
        (Method.POINTS, [], 0, 1),
        (Method.RANKING, ["ab"], 5, 5),
        (Method.RANKING, [], 5, 5),
    ],
)
def test_further_voters_give_the_project_alone_the_most_that_anyone_gave(
    method: Method, ballots: list[str], longest: int, mark: int
) -> None:
    profile = Profile.of_ballots("abc", method, ballots, longest=longest)

    more = with_votes(profile, 2, 4)

    assert list(more.ballots("abc")) == [*profile.ballots("abc"), ({"c": mark}, 4)]


def test_the_answers_are_those_of_counting_again() -> None:
    instance = an_instance({"a": 60, "b": 50, "c": 45}, budget=100)
    profile = approvals(instance, ["a"] * 6 + ["b"] * 4 + ["c"] * 3)
    refusing = TieOrder(refuse=True)
    outcome = count(instance, profile, ScoreOrder(), ties=refusing)

    recount = Recount(instance, profile, ScoreOrder(), refusing, outcome)

    # then either is funded beside a if it costs 40, or before a with as many votes, where the tie goes to the cheaper
    assert outcome.winners == ("a",)
    assert (recount.wins_at_cost(1), recount.wins_with_votes(1)) == (40, 2)
    assert (recount.wins_at_cost(2), recount.wins_with_votes(2)) == (40, 3)


def test_a_recount_keeps_the_order_among_equals() -> None:
    instance = an_instance({"a": 50, "b": 50}, budget=60)
    profile = approvals(instance, ["a"] * 6 + ["b"] * 4)
    ties = TieOrder(("lot",), lots=("b", "a"))

    recount = Recount(instance, profile, ScoreOrder(), ties, count(instance, profile, ScoreOrder(), ties=ties))

    assert (recount.wins_at_cost(1), recount.wins_with_votes(1)) == (10, 2)


def test_a_project_may_win_if_it_costs_a_single_unit_and_no_more() -> None:
    instance = an_instance({"a": 60, "b": 50}, budget=61)
    profile = approvals(instance, ["a", "a", "b"])

    recount = Recount(instance, profile, ScoreOrder(), TieOrder(), count(instance, profile, ScoreOrder()))

    assert recount.wins_at_cost(1) == 1


@pytest.mark.parametrize("completion", [Completion.NONE, Completion.ADD1])
def test_a_project_that_cannot_win_by_any_price_or_as_many_votes_again_has_no_answer(completion: Completion) -> None:
    instance = an_instance({"a": 1, "b": 900}, budget=100)
    profile = approvals(instance, ["a", "a", "a"])
    rule = EqualShares(completion=completion)

    recount = Recount(instance, profile, rule, TieOrder(), count(instance, profile, rule))

    assert (recount.wins_at_cost(1), recount.wins_with_votes(1)) == (None, None)
