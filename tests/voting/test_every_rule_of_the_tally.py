"""Every rule of the tally against what a poll can have: a new one is wired, or it says here why polls do without it."""

from types import SimpleNamespace
from typing import Any, get_args

import pytest

from gateways.web.staff.polls.counted import PHASES
from gateways.web.staff.polls.draft_fields import RULES
from gateways.web.vote.rules import RULE_NAMES, rule_in_words
from services.voting.domain.counting.as_published import rule_as_announced
from services.voting.domain.counting.counting import rule_of, wish_for
from services.voting.domain.polls.poll import Method, RuleName
from services.voting.domain.tally import (
    BoundedOverspending,
    EliminationOrder,
    EqualShares,
    Phragmen,
    Rule,
    ScoreOrder,
    Utility,
    WelfareMaximum,
    count,
)
from services.voting.domain.tally.rule_names import every_rule
from tests.support.elections import an_instance, approvals

FOR_ANALYSIS = (Phragmen, WelfareMaximum, EliminationOrder)


def polls_do_without(rule: Rule) -> str:
    """Why no poll is counted so; nothing if one can be."""
    if isinstance(rule, FOR_ANALYSIS):
        return "no council is known to count so: files are, for analysis"
    if isinstance(rule, ScoreOrder) and rule.per_cost:
        return "it favours cheap projects, and no council is known to count so"
    if isinstance(rule, EqualShares | BoundedOverspending) and rule.utility is Utility.CARDINALITY:
        return "in a poll one gains what the kind of ballot says: the cost, or the points"
    return ""


def polls_by(rule: Rule) -> list[Any]:
    """A poll of each kind of ballot with the terms that wish for the rule."""
    return [SimpleNamespace(terms=SimpleNamespace(method=method, **wish_for(rule))) for method in get_args(Method)]


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.name)
def test_a_poll_can_have_every_rule_but_those_of_which_it_is_said_why_not(rule: Rule) -> None:
    polls = [poll for poll in polls_by(rule) if rule_of(poll) == rule]

    assert bool(polls) is not bool(polls_do_without(rule))
    for poll in polls:
        assert rule_as_announced(vars(poll.terms)) == rule


def test_every_rule_that_a_draft_can_name_is_a_rule_of_the_tally() -> None:
    named = {wish_for(rule)["rule"] for rule in every_rule() if not polls_do_without(rule)}

    assert named == {*get_args(RuleName)} == {*RULE_NAMES} == {name for name, _ in RULES}


@pytest.mark.parametrize("rule", [one for one in every_rule() if not polls_do_without(one)], ids=lambda rule: rule.name)
def test_every_turn_of_such_a_count_has_words_for_officers_and_the_rule_has_some_for_voters(rule: Rule) -> None:
    instance = an_instance({"hall": 8, "sign": 2, "path": 3}, budget=10)
    turns = count(instance, approvals(instance, [["hall"]] * 5 + [["sign", "path"]] * 2), rule).trace
    poll = {**wish_for(rule), "method": "points", "limits": {"max_choices": 3}, "projects": []}

    assert {turn.phase for turn in turns} <= {*PHASES}
    assert rule_in_words(poll)
