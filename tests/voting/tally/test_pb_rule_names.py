"""A rule that goes into a file comes back out of it, whatever it is: one table, read from both sides."""

from dataclasses import replace

import pytest

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    Method,
    Profile,
    Rule,
    ScoreOrder,
    TieOrder,
    Utility,
    draw_lots,
)
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import rule_lines, rule_of, ties_of
from services.voting.domain.tally.pb.rule_names import pabulib_name, rule_under
from services.voting.domain.tally.pb.write import write_pb
from services.voting.domain.tally.rule_names import every_rule, rule_named
from tests.support.elections import an_instance

RULES = [replace(rule, min_score=least) for rule in every_rule() for least in (0, 7)]
IDS = ["1", "2", "10"]


def test_the_rules_are_all_there() -> None:
    assert len(RULES) == len(set(RULES)) == 2 * (4 + 2 + 3 * (6 + 4) * 2 + 3 + 1 + 3 + 1 + 1)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_name_by_which_it_is_found(rule: Rule) -> None:
    assert rule_named(rule.name) == rule


@pytest.mark.parametrize("name", ["", "score", "score/skip/min-", "equal-shares/cost", "lottery", "phragmen/min-x"])
def test_another_name_finds_none(name: str) -> None:
    assert rule_named(name) is None


@pytest.mark.parametrize("name", ["score/skip", "equal-shares/cost/add1/step-2", "ranked-list"])
def test_a_minimum_of_nothing_may_be_written(name: str) -> None:
    rule = rule_named(f"{name}/min-0")

    assert rule is not None
    assert rule.name == name


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.POINTS, Method.RANKING])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_and_lots_of_our_own_files_are_read_as_they_were_written(rule: Rule, method: Method) -> None:
    order = TieOrder(("score", "cost-desc", "lot"), draw_lots("seed", IDS))
    instance = an_instance(dict.fromkeys(IDS, 5), budget=7)
    profile = Profile.of_groups(method, 3, {((0, 1), (2, 1) if method.has_marks else ()): 3}, longest=2)
    meta = rule_lines(rule, method, "seed", order)

    again = read_pb(write_pb(PabulibFile(meta, instance, profile, None)).encode())

    assert rule_of(again) == rule
    assert ties_of(again) == order


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_other_readers_are_told_pabulibs_name_only_where_it_means_the_same(rule: Rule, method: Method) -> None:
    name = pabulib_name(rule, method)

    assert name == "unknown" or rule_under(name, method, rule.min_score) == rule


def test_the_rules_of_our_polls_that_pabulib_knows_have_its_names() -> None:
    plain, points = EqualShares(completion=Completion.NONE), EqualShares(utility=Utility.POINTS)

    assert pabulib_name(ScoreOrder(), Method.POINTS) == "greedy"
    assert pabulib_name(ScoreOrder(min_score=5), Method.APPROVAL) == "greedy-threshold"
    assert pabulib_name(ScoreOrder(stop=True), Method.APPROVAL) == "greedy-no-skip"
    assert pabulib_name(ScoreOrder(stop=True, stretch=True), Method.APPROVAL) == "greedy-custom"
    assert pabulib_name(plain, Method.APPROVAL) == "equalshares"
    assert pabulib_name(points, Method.POINTS) == "equalshares/add1"
    assert pabulib_name(points, Method.APPROVAL) == "unknown"
    assert pabulib_name(replace(plain, comparison=True), Method.APPROVAL) == "equalshares-comparison"


def test_a_lot_without_an_order_of_its_own_stands_last_in_the_usual_one() -> None:
    profile = Profile.of_groups(Method.APPROVAL, 3, {})
    file = PabulibFile({"commonpurse_lot_seed": "b"}, an_instance(dict.fromkeys(IDS, 5), budget=7), profile, None)

    assert ties_of(file) == TieOrder(("cost-asc", "score", "lot"), draw_lots("b", IDS))
