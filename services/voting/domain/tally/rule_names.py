"""Rules by the names under which they are published."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from services.voting.domain.tally.rule import (
    BoundedOverspending,
    Completion,
    EliminationOrder,
    EqualShares,
    Phragmen,
    RankedList,
    Rule,
    ScoreOrder,
    Utility,
    WelfareMaximum,
)

_MINIMUM = re.compile(r"(.+?)(?:/min-(-?\d{1,18}))?")
_STEP = re.compile(r"/step-([1-9]\d{0,8})(?=/|$)")


def every_rule() -> Iterator[Rule]:
    """Every rule with every choice that it has, without a minimum score, and with steps of one."""
    for stop, per_cost in product((False, True), repeat=2):
        yield ScoreOrder(stop, per_cost=per_cost)
    yield ScoreOrder(stop=True, stretch=True)
    yield ScoreOrder(stop=True, part=True)
    for utility, completion, comparison in product(Utility, Completion, (False, True)):
        yield EqualShares(utility, completion, comparison=comparison)
        if completion.adds:
            yield EqualShares(utility, completion, comparison=comparison, integral=True)
    yield from map(BoundedOverspending, Utility)
    yield Phragmen()
    yield from map(WelfareMaximum, Utility)
    yield EliminationOrder()
    yield RankedList()


def rule_named(name: str) -> Rule | None:
    """The rule that is published under this name, or None: ``rule_named(rule.name) == rule`` for every rule."""
    match, step = _MINIMUM.fullmatch(name), _STEP.search(name)
    rule = _by_name().get(_STEP.sub("", match[1], count=1)) if match else None
    if not match or not rule:
        return None
    rule = replace(rule, min_score=int(match[2] or 0))
    if isinstance(rule, EqualShares) and rule.completion.adds and step:
        rule = replace(rule, step=int(step[1]))
    written = name if rule.min_score else match[1]  # a minimum of nothing may be written, or not
    return rule if rule.name == written else None


@cache
def _by_name() -> dict[str, Rule]:
    return {rule.name: rule for rule in every_rule()}
