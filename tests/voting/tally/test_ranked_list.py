"""The rule of advice: options by their scores, equals on one place, and nothing funded, whatever there is to spend."""

from dataclasses import replace

import pytest

from services.voting.domain.tally import (
    BudgetShare,
    Instance,
    InstanceIsInconsistent,
    Method,
    Outcome,
    Profile,
    Project,
    RankedList,
    TieOrder,
    Verdict,
    count,
)
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.outcome import Step
from services.voting.domain.tally.second_count.check import objections

OPTIONS = tuple(Project(id_, 0, id_) for id_ in "ABCD")
ADVICE = Instance(OPTIONS, 0)
BY_MARKS = RankedList()
# A: 3, B: 3, C: -1, and D is named by nobody.
VOTES = Profile.of_groups(Method.SCORE, 4, {((0, 1), (3, 1)): 1, ((1, 2), (2, -1)): 1})
BALLOTS = [({"A": 3, "B": 1}, 1), ({"B": 2, "C": -1}, 1)]


def against(outcome: Outcome, rule: RankedList = BY_MARKS, instance: Instance = ADVICE) -> list[str]:
    return objections(instance, BALLOTS, rule, TieOrder(), outcome)


def test_equals_share_a_place_and_what_more_are_against_comes_last() -> None:
    outcome = count(ADVICE, VOTES, BY_MARKS)

    assert outcome.places == {"A": 1, "B": 1, "D": 3, "C": 4}
    assert (outcome.winners, outcome.cost, outcome.ties) == ((), 0, ())
    assert against(outcome) == []


def test_neither_money_nor_conflicts_nor_shares_count() -> None:
    dear = tuple(replace(one, cost=900) for one in OPTIONS)
    share = BudgetShare("north", frozenset("AB"), 5)
    rich = Instance(dear, 100, conflicts=(frozenset("AB"),), shares=(share,), guaranteed=(share,))

    outcome = count(rich, VOTES, BY_MARKS)

    assert outcome.places == count(ADVICE, VOTES, BY_MARKS).places
    assert against(outcome, instance=rich) == []


def test_nothing_is_funded_and_so_nothing_stands_beside_it() -> None:
    told = explain(ADVICE, VOTES, BY_MARKS, count(ADVICE, VOTES, BY_MARKS))

    assert (told.winners, told.flow) == ((), None)
    assert (told.outcome.score_order_winners, told.outcome.score_order_cost) == ((), 0)


def test_what_was_withdrawn_or_scores_too_little_has_no_place() -> None:
    without_a, rule = replace(ADVICE, ineligible={"A": "done"}), RankedList(min_score=3)

    outcome = count(without_a, VOTES, rule)

    assert outcome.places == {"B": 1}
    assert outcome.trace == (
        Step(1, "B", Verdict.RANKED, "ranked-list", 3),
        Step(0, "A", Verdict.INELIGIBLE, "ranked-list", 3, reason="done"),
        Step(0, "D", Verdict.BELOW_MINIMUM, "ranked-list", 0),
        Step(0, "C", Verdict.BELOW_MINIMUM, "ranked-list", -1),
    )
    assert against(outcome, rule, without_a) == []


@pytest.mark.parametrize(
    ("trace", "objection"),
    [
        (lambda steps: steps[1:], "other options stand on the list"),
        (lambda steps: (*steps, steps[0]), "other options stand on the list"),
        (lambda steps: (steps[0], steps[1]._replace(round=2), *steps[2:]), "B scores 3: place 1"),
        (lambda steps: (steps[0]._replace(score=4), *steps[1:]), "A scores 3: place 1"),
        (lambda steps: (*steps[:2], steps[3], steps[2]), "the list is not in the order of its places"),
    ],
)
def test_the_second_count_objects_to_another_list(trace: object, objection: str) -> None:
    outcome = count(ADVICE, VOTES, BY_MARKS)
    assert callable(trace)

    assert objection in against(replace(outcome, trace=tuple(trace(outcome.trace))))


def test_the_second_count_objects_to_anything_that_is_funded() -> None:
    outcome = replace(count(ADVICE, VOTES, BY_MARKS), winners=("A",))

    assert against(outcome) == ["the winners are "]


def test_where_something_costs_there_must_be_money() -> None:
    with pytest.raises(InstanceIsInconsistent, match="must be positive"):
        Instance((Project("A", 1),), 0)
