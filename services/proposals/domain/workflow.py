"""The way of a proposal in a ballot budget: moderated, on the paper, funded or not."""

from datetime import timedelta

from libs.shared.kernel.ballot_budget import (
    AGAINST_THE_RULES,
    AGAINST_WORDS,
    ASKED_BY,
    CRITERION_LABEL,
    EVENTS,
    EXISTS_ALREADY,
    LAST_STATES,
    MODERATION,
    NOT_LAWFUL,
    NOT_OURS,
    OFFICE,
    PUBLIC_REASON,
    VOTE,
    correct_text,
    correct_title,
    redact,
    redact_line,
    text_field,
)
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import STAYS, Action, State, Workflow
from libs.shared.kernel.workflow_fields import Choice, Field
from services.proposals.domain.appeal import appeals

PROPOSER: Words = words("Whoever proposed it")
ARRIVED: Words = words("The proposal arrived.")
FROM_AN_IDEA: Words = words("The idea {number} became a proposal.")

_CRITERIA = (
    NOT_OURS,
    NOT_LAWFUL,
    Choice("not-feasible", words("Not feasible")),
    Choice("too-costly", words("Costs more than the fund holds")),
    EXISTS_ALREADY,
    AGAINST_THE_RULES,
)
_CRITERION = Field("criterion", CRITERION_LABEL, "choice", choices=_CRITERIA)
_COST = Field("cost_cents", words("Cost"), "money")
NEEDS = Field("needs", words("Help that it needs (public)"), "text", is_required=False, changes=True)

# What events bring along: fields that nobody fills in by hand.
_POLL = Field("poll_id", words("Poll"), "text")

STATES = (
    State("submitted", words("Submitted"), is_public=False, deadline=timedelta(days=28)),
    State("changes_requested", words("Changes requested"), is_public=False),
    State("accepted", words("Accepted")),
    *LAST_STATES,
    State("appealed", words("Appealed"), is_public=False, keeps_words=True, deadline=timedelta(days=28)),
    State("upheld", words("Refusal upheld"), is_public=False, keeps_words=True, is_ending=True),
    State("reopened", words("Examined anew"), is_public=False, keeps_words=True, deadline=timedelta(days=28)),
)

_BY_PEOPLE = (
    Action(
        "accept",
        words("Accept"),
        ("submitted", "reopened"),
        "accepted",
        MODERATION,
        OFFICE,
        words("The proposal is accepted and public."),
        (_COST, NEEDS),
    ),
    Action(
        "request-changes",
        words("Ask for changes"),
        ("submitted",),
        "changes_requested",
        MODERATION,
        OFFICE,
        words("The proposal needs changes: {reason}"),
        (PUBLIC_REASON,),
    ),
    Action(
        "resubmit",
        words("Submit again"),
        ("changes_requested",),
        "submitted",
        MODERATION | {HOLDER},
        PROPOSER,
        words("The proposal was submitted again."),
    ),
    Action(
        "reject",
        words("Reject"),
        ("submitted", "changes_requested", "accepted", "reopened"),
        "rejected",
        MODERATION,
        OFFICE,
        words("The proposal cannot be pursued ({criterion}): {reason}"),
        (_CRITERION, PUBLIC_REASON),
    ),
)

TAKES_OFFERS = frozenset({"accepted", "funded"})
"""The states in which people can offer to contribute: not while a cost stands on a ballot paper."""

_HELP = (
    Action(
        "change-needs",
        words("Change what help it needs"),
        tuple(sorted(TAKES_OFFERS)),
        STAYS,
        MODERATION,
        OFFICE,
        words("The office says anew what help the proposal needs."),
        (NEEDS,),
    ),
)

DESCRIBED = ("submitted", "changes_requested", "reopened", "accepted", "on_ballot", "funded", "not_funded")
COST_IS_FIXED = frozenset({"accepted", "on_ballot", "funded", "not_funded"})
"""The states in which the cost was told: its lines say of what it is made, and change nothing of it."""

DESCRIBE = "describe"
WHO_DESCRIBES = MODERATION
"""Who writes the sheet: on a page of its own, so that the action is not among those that they are offered."""

_SHEET = (
    Action(
        DESCRIBE,
        words("Describe"),
        DESCRIBED,
        STAYS,
        EVENTS,
        OFFICE,
        words("The office has written anew what it is in full, who is responsible, or what it costs line by line."),
        is_told=False,
    ),
)

_OF_THE_OFFICE = _BY_PEOPLE + appeals(PROPOSER) + _HELP + _SHEET

_NOT_ON_A_PAPER = ("submitted", "changes_requested", "accepted", "appealed", "reopened")
_WITHDRAWALS = (
    Action(
        "withdraw",
        words("Withdraw"),
        _NOT_ON_A_PAPER,
        "withdrawn",
        EVENTS | {HOLDER},
        PROPOSER,
        words("Whoever suggested it withdrew it."),
    ),
    Action(
        "withdraw-for-them",
        words("Withdraw on their behalf"),
        _NOT_ON_A_PAPER,
        "withdrawn",
        MODERATION,
        OFFICE,
        words("Whoever suggested it withdrew it, {asked_by}."),
        (ASKED_BY,),
    ),
)

_BY_EVENTS = (
    Action(
        "list",
        words("List"),
        # The paper wins: it may have been published while the news of a withdrawal was on its way.
        ("accepted", "withdrawn"),
        "on_ballot",
        EVENTS,
        OFFICE,
        words("The proposal stands on the ballot paper."),
        (_POLL,),
    ),
    Action(
        "take-off",
        words("Take off the paper"),
        ("on_ballot",),
        "accepted",
        EVENTS,
        OFFICE,
        words("The vote was called off: the proposal waits for another one."),
    ),
    Action(
        "withdraw-from-vote",
        words("Withdraw from the vote"),
        ("on_ballot",),
        "on_ballot",
        EVENTS,
        OFFICE,
        words("The proposal was withdrawn from the vote; votes for it are not counted. {reason}"),
        (PUBLIC_REASON,),
    ),
    Action(
        "fund",
        words("Mark as funded"),
        ("on_ballot",),
        "funded",
        EVENTS,
        VOTE,
        words("The vote gave the proposal its money."),
        (_POLL, _COST),
    ),
    Action(
        "not-fund",
        words("Mark as not funded"),
        ("on_ballot",),
        "not_funded",
        EVENTS,
        VOTE,
        words("The vote did not give the proposal money."),
        (_POLL,),
    ),
)

_SUMMARY = text_field("summary", words("In short"))
_WORDS_OF_ITS_OWN = (
    correct_title(STATES),
    correct_text(STATES, _SUMMARY),
    redact(STATES, _SUMMARY, NEEDS),
    redact_line(STATES),
)

WORKFLOW = Workflow(
    "ballot budget",
    STATES,
    _OF_THE_OFFICE + _WITHDRAWALS + _WORDS_OF_ITS_OWN + _BY_EVENTS,
    AGAINST_WORDS,
)
