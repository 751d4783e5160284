"""Rules and Pabulib's names for them: the one table that reading, writing and the demonstration share.

Source: pabulib.org/format, the key ``rule``.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.rule import Completion, EqualShares, Rule, ScoreOrder, Utility

UNKNOWN = "unknown"  # Pabulib's own word where the rule is not on record
CUSTOM = "greedy-custom"  # each city means its own by it
_THRESHOLD = "greedy-threshold"

_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "greedy": ScoreOrder(),
        _THRESHOLD: ScoreOrder(),
        "greedy-exclusive": ScoreOrder(),
        "greedy-no-skip": ScoreOrder(stop=True),
        CUSTOM: ScoreOrder(stop=True, stretch=True),  # 102 files of Poznań
        "equalshares": EqualShares(completion=Completion.NONE),
        "equalshares-comparison": EqualShares(completion=Completion.NONE, comparison=True),
        "equalshares/add1": EqualShares(completion=Completion.ADD1),
        "equalshares/add1-comparison": EqualShares(completion=Completion.ADD1, comparison=True),
    }
)


def gain_under(method: Method) -> Utility:
    """What a voter gains under Equal Shares unless the rule says otherwise: her points, or the cost."""
    return Utility.POINTS if method in (Method.POINTS, Method.ALLOCATION, Method.SCORE) else Utility.COST


def rule_under(name: str, method: Method, min_score: int = 0) -> Rule | None:
    """What Pabulib's name means for such ballots, or None if it is none of Pabulib's."""
    rule = _RULES.get(name.strip().lower())
    if isinstance(rule, EqualShares):
        rule = replace(rule, utility=gain_under(method))
    return replace(rule, min_score=min_score) if rule else None


def pabulib_name(rule: Rule, method: Method) -> str:
    """The name under which Pabulib knows the rule for such ballots; ``unknown`` if it has no name for it."""
    names = (name for name in _RULES if rule_under(name, method, rule.min_score) == rule)
    name = next(names, UNKNOWN)
    return _THRESHOLD if name == "greedy" and rule.min_score else name
