"""What is said of a count in two stages, as residents and checkers get it."""

from typing import Any

import pytest

from services.voting.domain.tally import BudgetShare, Completion, EqualShares, Rule, Utility, count
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.explain.stories_as_json import as_json
from tests.support.elections import an_instance, approvals

NORTH = BudgetShare("north", frozenset("axy"), 80)
VOTES = ["a", "ax", "x", "y", "c", "c"]


def _said(rule: Rule) -> dict[str, Any]:
    # given a and x exclude each other; each stage hands out 20 to a voter: 80 to four in the north, then 120 to six
    costs = {"a": 40, "x": 60, "y": 95, "c": 30}
    instance = an_instance(costs, 160, conflicts=(frozenset("ax"),), guaranteed=(NORTH,))
    profile = approvals(instance, VOTES)
    outcome = count(instance, profile, rule)
    return as_json(explain(instance, profile, rule, outcome, what_if=False), outcome)


def test_each_winner_and_each_loser_is_told_of_in_its_stage() -> None:
    said = _said(EqualShares(completion=Completion.UTILITARIAN))

    assert [(won["project"], won["stage"], won["full_price"]) for won in said["winners"]] == [
        ("a", "north", "20.00"),
        ("c", "", "15.00"),
    ]
    losers = {lost["project"]: lost for lost in said["losers"]}
    assert {(id_, lost["stage"], lost["reason"]) for id_, lost in losers.items()} == {("x", "", "a"), ("y", "", "")}
    # then y's one supporter lacks 75 in both stages; of the rest 55 lacks in the north, and 5 in the end
    assert (losers["y"]["missing_in_the_end"], losers["y"]["rest_lacked"]) == ("75.00", "5.00")
    assert said["flow"]["share"] is None


def test_each_stage_has_a_certificate_of_its_own() -> None:
    assert _said(EqualShares(completion=Completion.NONE))["certificate"] == {
        "stages": [
            {
                "stage": "north",
                "endowment": "20",
                "purchases": [{"project": "a", "price": "1/2"}],
                "refused": [],
            },
            {
                "stage": "",
                "endowment": "20",
                "purchases": [{"project": "c", "price": "1/2"}],
                "refused": [],
            },
        ]
    }


@pytest.mark.parametrize(("utility", "cost"), [(Utility.COST, 0), (Utility.CARDINALITY, 30)])
def test_what_costs_nothing_and_what_is_not_bought_by_cost_has_no_effective_votes(utility: Utility, cost: int) -> None:
    instance = an_instance({"a": cost}, 60)
    profile, rule = approvals(instance, ["a", ""]), EqualShares(utility, Completion.NONE)
    outcome = count(instance, profile, rule)

    (winner,) = as_json(explain(instance, profile, rule, outcome), outcome)["winners"]

    assert winner["effective_votes"] is None
