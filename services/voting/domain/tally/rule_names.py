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
    Rule,
    ScoreOrder,
    Utility,
    WelfareMaximum,
)

_MINIMUM = re.compile(r"(.+?)(?:/min-(-?\d{1,18}))?")


def every_rule() -> Iterator[Rule]:
    """Every rule with every choice that it has, without a minimum score."""
    for stop, per_cost in product((False, True), repeat=2):
        yield ScoreOrder(stop, per_cost=per_cost)
    yield ScoreOrder(stop=True, stretch=True)
    for utility, completion, comparison in product(Utility, Completion, (False, True)):
        yield EqualShares(utility, completion, comparison=comparison)
    yield from map(BoundedOverspending, Utility)
    yield Phragmen()
    yield from map(WelfareMaximum, Utility)
    yield EliminationOrder()


def rule_named(name: str) -> Rule | None:
    """The rule that is published under this name, or None: ``rule_named(rule.name) == rule`` for every rule."""
    match = _MINIMUM.fullmatch(name)
    rule = _by_name().get(match[1]) if match else None
    return replace(rule, min_score=int(match[2] or 0)) if match and rule else None


@cache
def _by_name() -> dict[str, Rule]:
    return {rule.name: rule for rule in every_rule()}
