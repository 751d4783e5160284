"""All that is said of one small election, word by word, as residents and checkers get it."""

from typing import Any

import pytest

from services.voting.domain.tally import Completion, EqualShares, Instance, Phragmen, Project, Rule, ScoreOrder, count
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.explain.stories_as_json import as_json
from tests.support.elections import approvals

PAPER = (
    Project("a", 30_00, area="North", categories=("parks", "schools")),
    Project("b", 45_00, area="South", categories=("parks",)),
    Project("c", 20_00, area="South"),
    Project("d", 90_00),
    Project("e", 5_00, area="East"),
)
VOTES = ["ab", "ab", "ac", "bc", "c", "bd", "d", "e", ""]
REACH = {
    "voters": 9,
    "voters_with_a_winner": 6,
    "winners_per_voter_mean": "1.11",
    "winners_per_voter_median": "1.0",
    "voters_with_fair_share": 7,  # one who named c alone has no more to get, one named nothing
}


def _said(rule: Rule) -> dict[str, Any]:
    instance = Instance(PAPER, 100_50, 2, ineligible={"e": "withdrawn"})
    profile = approvals(instance, VOTES)
    outcome = count(instance, profile, rule)
    return as_json(explain(instance, profile, rule, outcome), outcome)


def _winner(project: str, number: int, votes: str | None, price: str | None, payers: int) -> dict[str, Any]:
    return {
        "project": project,
        "round": number,
        "effective_votes": votes,
        "full_price": price,
        "paid_in_full": payers,
        "paid_all_they_had": 0,
        "their_payments": "0.00",
        "payers": [{"people": payers, "paid_each": price}] if price else [],
    }


def test_of_equal_shares_it_is_said_who_paid_what_was_missing_and_where_the_money_went() -> None:
    said = _said(EqualShares())

    assert said["winners"] == [
        _winner("b", 1, "4.00", "11.25", 4),
        _winner("c", 2, "3.00", "6.67", 3),
        _winner("a", 3, "3.00", "10.00", 3),
    ]
    assert said["losers"] == [
        {
            "project": "d",
            "verdict": "not-affordable",
            "round": 1,
            "missing": "0.92",
            "effective_support_percent": "98.98",
            "supporters_had": "100.33",
            "spent_on": {"b": "11.25"},
            "left": "89.08",
            "missing_in_the_end": "0.92",
            "rest_lacked": None,
            "is_measured": True,
            "wins_at_cost": "27.08",
            "wins_with_votes": None,
            "reason": "",
        },
        {
            "project": "e",
            "verdict": "ineligible",
            "round": 0,
            "missing": None,
            "effective_support_percent": "1003.33",
            "supporters_had": "50.17",
            "spent_on": {},
            "left": "50.17",
            "missing_in_the_end": None,
            "rest_lacked": None,
            "is_measured": False,
            "wins_at_cost": None,
            "wins_with_votes": None,
            "reason": "withdrawn",
        },
    ]
    assert said["certificate"] == {
        "endowment": "15050/3",
        "purchases": [
            {"project": "b", "price": "1/4"},
            {"project": "c", "price": "1/3"},
            {"project": "a", "price": "1/3"},
        ],
        "refused": [
            {"project": "b", "price": "1/4"},
            {"project": "c", "price": "1/3"},
            {"project": "a", "price": "1/3"},
            {"project": "d", "price": "601/1080"},
        ],
    }


def test_of_the_outcome_it_is_said_whom_it_reaches_and_where_the_money_goes_beside_score_order() -> None:
    said = _said(EqualShares())

    assert said["outcome"] == {
        **REACH,
        "underserved": [],
        "areas": [
            {"name": "East", "spent": "0.00", "spent_percent": "0.0", "voters_asking_percent": "11.1"},
            {"name": "North", "spent": "30.00", "spent_percent": "31.6", "voters_asking_percent": "33.3"},
            {"name": "South", "spent": "65.00", "spent_percent": "68.4", "voters_asking_percent": "66.7"},
        ],
        "categories": [
            {"name": "parks", "spent": "75.00", "spent_percent": "78.9", "voters_asking_percent": "55.6"},
            {"name": "schools", "spent": "30.00", "spent_percent": "31.6", "voters_asking_percent": "33.3"},
        ],
        "score_order": {"winners": ["b", "c", "a"], "cost": "95.00", **REACH, "underserved": []},
    }


def test_of_the_money_it_is_said_where_it_flows() -> None:
    assert _said(EqualShares(completion=Completion.UTILITARIAN))["flow"] == {
        "voters": 9,
        "share": "11.17",
        "streams": [
            {"project": "c", "from": "shares", "amount": "20.00"},
            {"project": "b", "from": "rest", "amount": "45.00"},
            {"project": "a", "from": "rest", "amount": "30.00"},
        ],
        "not_spent": "5.50",
    }
    phragmen = _said(Phragmen())["flow"]
    assert (phragmen["share"], {stream["from"] for stream in phragmen["streams"]}) == (None, {"shares"})


def test_of_phragmen_it_is_said_what_supporters_got_until_the_end() -> None:
    said = _said(Phragmen())

    assert said["winners"] == [
        _winner("c", 1, None, None, 3),
        _winner("a", 2, None, None, 3),
        _winner("b", 3, None, None, 4),
    ]
    assert said["losers"] == [
        {
            "project": "d",
            "verdict": "does-not-fit",
            "round": 3,
            "missing": "84.50",
            "effective_support_percent": "100.00",
            "supporters_had": "109.03",
            "spent_on": {"b": "19.03"},
            "left": "90.00",
            "missing_in_the_end": "84.50",
            "rest_lacked": None,
            "is_measured": True,
            "wins_at_cost": "38.05",
            "wins_with_votes": None,
            "reason": "",
        },
        {
            "project": "e",
            "verdict": "ineligible",
            "round": 3,
            "missing": None,
            "effective_support_percent": "1090.28",
            "supporters_had": "54.51",
            "spent_on": {},
            "left": "54.51",
            "missing_in_the_end": None,
            "rest_lacked": None,
            "is_measured": False,
            "wins_at_cost": None,
            "wins_with_votes": None,
            "reason": "withdrawn",
        },
    ]
    assert said["certificate"] == {
        "endowment": None,
        "purchases": [
            {"project": "c", "price": "2000/3"},
            {"project": "a", "price": "11000/9"},
            {"project": "b", "price": "17125/9"},
        ],
        "refused": [],
    }


def test_of_score_order_it_is_said_how_close_a_loser_came_and_nothing_of_payments() -> None:
    said = _said(ScoreOrder())

    assert said["winners"] == []
    assert said["losers"] == [
        {
            "project": "d",
            "verdict": "does-not-fit",
            "round": 4,
            "missing": "84.50",
            "effective_support_percent": None,
            "supporters_had": None,
            "spent_on": {},
            "left": None,
            "missing_in_the_end": "84.50",
            "rest_lacked": None,
            "is_measured": True,
            "wins_at_cost": "5.50",
            "wins_with_votes": 3,
            "reason": "",
        },
        {
            "project": "e",
            "verdict": "ineligible",
            "round": 4,
            "missing": None,
            "effective_support_percent": None,
            "supporters_had": None,
            "spent_on": {},
            "left": None,
            "missing_in_the_end": None,
            "rest_lacked": None,
            "is_measured": False,
            "wins_at_cost": None,
            "wins_with_votes": None,
            "reason": "withdrawn",
        },
    ]
    assert set(said) == {"winners", "losers", "outcome", "flow"}
    assert said["flow"] is None


def test_the_certificate_leaves_out_what_score_order_added() -> None:
    said = _said(EqualShares(completion=Completion.UTILITARIAN))

    # then the equal share of 11.16 suffices for c alone, and score order added b and a
    assert [winner["project"] for winner in said["winners"]] == ["c"]
    assert said["certificate"]["purchases"] == [{"project": "c", "price": "1/3"}]


@pytest.mark.parametrize(("votes", "spent", "asking"), [(["a"], "100.0", "100.0"), ([], "0.0", "0.0")])
def test_percentages_hold_for_a_single_unit_and_a_single_voter_and_for_none(
    votes: list[str], spent: str, asking: str
) -> None:
    instance = Instance((Project("a", 1, area="North"),), 1, 0)
    profile = approvals(instance, votes)
    outcome = count(instance, profile, EqualShares())

    (north,) = as_json(explain(instance, profile, EqualShares(), outcome), outcome)["outcome"]["areas"]

    assert (north["spent_percent"], north["voters_asking_percent"]) == (spent, asking)
