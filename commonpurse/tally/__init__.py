"""The tally as a library: read an election, count it exactly, explain it, check it, write it.

Six verbs, and the plain data that they take and give. Nothing here opens a socket, a database or, but for ``read``, a
file; nothing depends on the clock or on chance. ``docs/tally-python.md`` has examples, ``docs/tally.md`` the rules.

Amounts are whole numbers of the currency's minor unit, of which ``Instance.digits`` says how many decimals it has (2:
cents; 0: whole units). Where a result is no whole number it is an exact ``Fraction``, never a float.
"""

from commonpurse.tally.verbs import Counted, NoSecondCount, check, count, explain, read, weighed, write
from services.voting.domain.tally.errors import (
    BallotBreaksMethod,
    FileIsNotPabulib,
    InstanceIsInconsistent,
    TieNeedsDecision,
)
from services.voting.domain.tally.explain.stories import Explanation, LoserStory, OutcomeStory, Reach, WinnerStory
from services.voting.domain.tally.lots import TieOrder, draw_lots
from services.voting.domain.tally.outcome import Outcome, Step, Tie, Verdict
from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.paper.instance import BudgetShare, Instance, Project
from services.voting.domain.tally.paper.profile import Profile
from services.voting.domain.tally.pb.file import PabulibFile as Election
from services.voting.domain.tally.pb.notes import Remark
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
from services.voting.domain.tally.rule_names import rule_named

__all__ = [
    "BallotBreaksMethod",
    "BoundedOverspending",
    "BudgetShare",
    "Completion",
    "Counted",
    "Election",
    "EliminationOrder",
    "EqualShares",
    "Explanation",
    "FileIsNotPabulib",
    "Instance",
    "InstanceIsInconsistent",
    "LoserStory",
    "Method",
    "NoSecondCount",
    "Outcome",
    "OutcomeStory",
    "Phragmen",
    "Profile",
    "Project",
    "Reach",
    "Remark",
    "Rule",
    "ScoreOrder",
    "Step",
    "Tie",
    "TieNeedsDecision",
    "TieOrder",
    "Utility",
    "Verdict",
    "WelfareMaximum",
    "WinnerStory",
    "check",
    "count",
    "draw_lots",
    "explain",
    "read",
    "rule_named",
    "weighed",
    "write",
]
