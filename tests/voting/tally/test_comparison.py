from dataclasses import replace

from services.voting.domain.tally import Comparison, EqualShares, ScoreOrder, TieOrder, count
from tests.support.elections import an_instance, approvals


def test_score_order_replaces_equal_shares_if_strictly_more_voters_have_more_of_their_projects() -> None:
    # given six of ten want a and nothing else, and four want small projects
    instance = an_instance({"a": 100, "b": 40}, budget=100)
    profile = approvals(instance, ["a"] * 6 + ["b"] * 4)

    alone = count(instance, profile, EqualShares())
    compared = count(instance, profile, EqualShares(comparison=True))

    assert alone.winners == ("b",)
    assert compared.winners == ("a",)
    assert compared.comparison == Comparison(prefer_equal_shares=4, prefer_score_order=6)
    assert compared.rule == "equal-shares/cost/add1/comparison"


def test_equal_shares_stands_if_as_many_voters_prefer_it() -> None:
    # given score order would fund a, since it is the dearer of two with as many votes
    instance = an_instance({"a": 100, "b": 40}, budget=100)
    profile = approvals(instance, ["a"] * 5 + ["b"] * 5)

    outcome = count(instance, profile, EqualShares(comparison=True), ties=TieOrder(("cost-desc",)))

    assert outcome.winners == ("b",)
    assert outcome.comparison == Comparison(prefer_equal_shares=5, prefer_score_order=5)


def test_voters_who_have_as_many_of_their_projects_either_way_count_for_neither() -> None:
    # given one voter has one of two projects either way, and two voters named none
    instance = an_instance({"a": 100, "b": 40}, budget=100)
    profile = approvals(instance, ["a"] * 6 + ["b"] * 4 + ["ab", "", ""])

    outcome = count(instance, profile, EqualShares(comparison=True))

    assert outcome.comparison == Comparison(prefer_equal_shares=4, prefer_score_order=6)


def test_what_replaces_equal_shares_is_the_outcome_of_score_order_with_the_same_minimum_and_ties() -> None:
    # given d has the most votes after a; e and c are equals, and b scores too little
    instance = an_instance({"a": 70, "b": 30, "c": 15, "e": 15}, budget=85)
    profile = approvals(instance, ["a"] * 6 + ["b", "bce", "ce", "ce"])
    rule, ties = EqualShares(min_score=3, comparison=True), TieOrder(lots=("e", "c"))

    outcome = count(instance, profile, rule, ties=ties)

    by_score = count(instance, profile, ScoreOrder(min_score=3), ties=ties)
    verdict = Comparison(prefer_equal_shares=3, prefer_score_order=6)
    assert by_score.winners == ("a", "e")
    alone = count(instance, profile, replace(rule, comparison=False), ties=ties)
    assert outcome == replace(by_score, rule=rule.name, comparison=verdict, equal_shares=replace(alone, rule=rule.name))
