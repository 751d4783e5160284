"""How the options of ``commonpurse tally`` overrule what the file says. An option without use is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Literal

import typer

from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.rule import min_score_of, rule_of
from services.voting.domain.tally.pb.rule_names import gain_under
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

RuleName = Literal[
    "score",
    "poznan",
    "part-funding",
    "equal-shares",
    "equalshares-tool",
    "bos-equal-shares",
    "phragmen",
    "welfare",
    "elimination",
    "ranked-list",
]

_RULES: Mapping[str, type[Rule]] = MappingProxyType(
    {
        "score": ScoreOrder,
        "poznan": ScoreOrder,
        "part-funding": ScoreOrder,
        "equal-shares": EqualShares,
        "equalshares-tool": EqualShares,
        "bos-equal-shares": BoundedOverspending,
        "phragmen": Phragmen,
        "welfare": WelfareMaximum,
        "elimination": EliminationOrder,
        "ranked-list": RankedList,
    }
)
_WORDS = {"stop": "--stop/--skip", "min_score": "--min-score"}


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for; None is not asked for."""

    rule: RuleName | None = None
    utility: Utility | None = None
    completion: Completion | None = None
    comparison: bool | None = None
    stop: bool | None = None
    min_score: str | None = None
    integral: bool | None = None
    step: int | None = None

    def rule_for(self, file: PabulibFile) -> Rule:
        """The file's own rule, overruled where an option says so.

        Raises:
            typer.BadParameter: if the rule has no use for an option.
            InstanceIsInconsistent: if the minimum score is no number.
        """
        own = rule_of(file)
        base = own if self._keeps(own) else self._plain(file, own.min_score)
        changes = self._changes(file, base)
        return replace(base, **changes)

    def _keeps(self, own: Rule) -> bool:
        """Whether the file's rule is the one that was asked for."""
        if self.rule is None or self.rule == "equalshares-tool" or not isinstance(own, _RULES[self.rule]):
            return self.rule is None
        if not isinstance(own, ScoreOrder):
            return True
        return own.stretch == (self.rule == "poznan") and own.part == (self.rule == "part-funding")

    def _plain(self, file: PabulibFile, min_score: int) -> Rule:
        assert self.rule is not None
        if self.rule == "equal-shares":
            return EqualShares(gain_under(file.profile.method), min_score=min_score)
        if self.rule == "equalshares-tool":
            gain, completion = gain_under(file.profile.method), Completion.ADD1_EXHAUSTIVE_UTILITARIAN
            return EqualShares(gain, completion, min_score, integral=True)
        if self.rule == "bos-equal-shares":
            return BoundedOverspending(gain_under(file.profile.method), min_score)
        if self.rule == "poznan":
            return ScoreOrder(stop=True, min_score=min_score, stretch=True)
        if self.rule == "part-funding":
            return ScoreOrder(stop=True, min_score=min_score, part=True)
        return _RULES[self.rule](min_score=min_score)

    def _changes(self, file: PabulibFile, base: Rule) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "completion": self.completion,
            "comparison": self.comparison,
            "stop": self.stop,
            "integral": self.integral,
            "step": self.step,
            "min_score": self._least(file),
            **self._gain(file, base),
        }
        changes = {name: value for name, value in asked.items() if value is not None}
        known = {field.name for field in fields(base)} if not _has_clause(base) else {"min_score"}
        for name in changes:
            if name not in known:
                option = _WORDS.get(name, f"--{name}")
                raise typer.BadParameter(f"{option} has no use under the rule {base.name}; leave it out, or see --rule")
        return changes

    def _least(self, file: PabulibFile) -> int | None:
        if self.min_score is None:
            return None
        if not self.min_score.strip():
            raise typer.BadParameter("--min-score says nothing; give it a number, as in --min-score 100")
        least = min_score_of(file, self.min_score)
        if least < 0 and file.profile.method not in (Method.SCORE, Method.FOR_AND_AGAINST):
            raise typer.BadParameter(f"--min-score {self.min_score} has no use: no score here is below zero")
        return least

    def _gain(self, file: PabulibFile, base: Rule) -> dict[str, Any]:
        if self.utility is Utility.POINTS and not file.profile.method.has_marks:
            raise typer.BadParameter(f"--utility points has no use here: {file.profile.method} ballots hold no points")
        if not isinstance(base, ScoreOrder):
            return {"utility": self.utility}
        if self.utility not in (None, Utility.CARDINALITY):
            raise typer.BadParameter("under score order --utility can only be cardinality, which is score per cost")
        return {"per_cost": True if self.utility else None}


def _has_clause(rule: Rule) -> bool:
    return isinstance(rule, ScoreOrder) and (rule.stretch or rule.part)
