"""What a workflow of ideas may speak of: roles, fields, and the news that move an idea."""

from collections.abc import Mapping

from libs.shared.kernel.ballot_budget import (
    APPEAL_FIELD,
    ASKED_BY,
    CORRECTIONS,
    CRITERION_LABEL,
    PUBLIC_REASON,
    REDACT_LINE,
)
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import words
from libs.shared.kernel.workflow_fields import Field
from services.ideas.domain.workflows.definition import Effect

STAFF_ROLES = ("moderator", "reviewer", "returning-officer", "data-entry-officer", "auditor", "administrator")
BY_NEWS = "events"
BODIES = ("board", "jury", "council")
"""Who decides together. Nobody has these roles: the board acts by a sitting, jury and council by a decision."""
ROLES = (*STAFF_ROLES, *BODIES, HOLDER, BY_NEWS)
"""Who may act: staff by their roles, bodies, whoever holds the idea's key, and the news of other services."""

FIELDS: Mapping[str, Field] = {
    each.name: each
    for each in (
        PUBLIC_REASON,
        Field("fund_id", words("Fund"), "choice"),
        ASKED_BY,
        Field("authority", words("Which authority?"), "line", max_length=200),
        Field("sitting_at", words("When does the board sit?"), "moment"),
        Field("decided_by", words("Which body decided?"), "line", max_length=200),
        Field("decided_at", words("When did it decide?"), "moment"),
        Field("paper_number", words("Number of the paper"), "line", max_length=100),
        Field("decided_on", words("When was it decided?"), "day"),
        Field("granted", words("How much is granted?"), "line", max_length=40),
        Field("until", words("Until when?"), "day"),
        Field("budget_line", words("From which line of the budget?"), "line", max_length=200),
        Field("department", words("Which department does it?"), "line", max_length=200),
        Field("asked_cents", words("How much is asked for?"), "money"),
        Field("paper_link", words("Link to the paper"), "line", max_length=500),
        APPEAL_FIELD,
    )
}
"""The fields that an action may ask for."""

_PROPOSAL_NUMBER = Field("proposal_number", words("Proposal"), "text")
_FAILED_CRITERION = Field("criterion", CRITERION_LABEL, "text")

FIELDS_OF_NEWS: Mapping[str, tuple[Field, ...]] = {
    "proposal-submitted": (_PROPOSAL_NUMBER,),
    "proposal-accepted": (),
    "changes-requested": (PUBLIC_REASON,),
    "proposal-rejected": (_FAILED_CRITERION, PUBLIC_REASON),
    "proposal-withdrawn": (),
    "list": (),
    "fund": (),
    "not-fund": (),
}
"""What happens to the proposal that an idea became, and what the news of it brings along. Nobody fills that in."""

EFFECTS_OF_NEWS: Mapping[str, Effect] = {"proposal-rejected": "refuse", "proposal-withdrawn": "withdraw"}

WITHDRAW = "withdraw"
"""What whoever suggested an idea does to take it back, if the workflow lets them."""

APPEAL = "appeal"
"""What whoever suggested an idea does once against its refusal, if the workflow lets them."""

OUTCOMES = ("fund", "not-fund")
"""The news that come once the proposal stands on a ballot paper."""

REOPEN = "reopen"
"""What the news that a refused proposal is examined anew does with its idea: who may read the idea stays as it is."""

OF_APPEALS = ("proposal-appealed", "proposal-upheld", "proposal-reopened")
"""What happens when whoever proposed something appeals against its refusal."""

WITHDRAW_FROM_VOTE = "withdraw-from-vote"
"""What happens when two returning officers withdraw its project from a vote that is open."""

_OF_LINEAGE = {"merge", "merge-in", "undo-merge", "undo-merge-in", "split", "split-off", "undo-split", "put-back"}
NAMES_OF_OTHERS = frozenset({*CORRECTIONS, "redact", REDACT_LINE, WITHDRAW_FROM_VOTE, *_OF_LINEAGE, *OF_APPEALS})
"""What can be done with every idea, whatever its workflow says."""

STATES_OF_OTHERS = frozenset({"merged", "split"})
"""Where an idea stands that others carry on."""
