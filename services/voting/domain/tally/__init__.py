"""The tally: every rule exact, every tie reported, every outcome explained.

Pure: the standard library and numpy, no files, no clock, no chance. What goes in is an ``Instance`` (projects and
budget), a ``Profile`` (ballots, identical ones grouped) and a rule; what comes out is an ``Outcome``.
"""

from services.voting.domain.tally.count import count
from services.voting.domain.tally.errors import (
    BallotBreaksMethod,
    FileIsNotPabulib,
    InstanceIsInconsistent,
    TieNeedsDecision,
)
from services.voting.domain.tally.lots import TieOrder, draw_lots
from services.voting.domain.tally.outcome import Comparison, Outcome, Step, Tie, Verdict
from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.paper.instance import BudgetShare, Instance, Project
from services.voting.domain.tally.paper.profile import Profile
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

__all__ = [
    "BallotBreaksMethod",
    "BoundedOverspending",
    "BudgetShare",
    "Comparison",
    "Completion",
    "EliminationOrder",
    "EqualShares",
    "FileIsNotPabulib",
    "Instance",
    "InstanceIsInconsistent",
    "Method",
    "Outcome",
    "Phragmen",
    "Profile",
    "Project",
    "RankedList",
    "Rule",
    "ScoreOrder",
    "Step",
    "Tie",
    "TieNeedsDecision",
    "TieOrder",
    "Utility",
    "Verdict",
    "WelfareMaximum",
    "count",
    "draw_lots",
]
