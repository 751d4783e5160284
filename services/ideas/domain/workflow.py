"""The way of an idea in a ballot budget: submitted, screened, handed over, and what the vote makes of it."""

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
    correct_title,
    redact,
    redact_line,
    text_field,
)
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import Action, State, Workflow
from libs.shared.kernel.workflow_fields import Choice, Field

SUBMITTER: Words = words("Whoever suggested it")
ARRIVED: Words = words("The idea arrived.")

_CRITERIA = (
    NOT_OURS,
    NOT_LAWFUL,
    EXISTS_ALREADY,
    AGAINST_THE_RULES,
    Choice("not-understood", words("Not understandable")),
)
_CRITERION = Field("criterion", CRITERION_LABEL, "choice", choices=_CRITERIA)
_FUND = Field("fund_id", words("Fund"), "choice")

# What events bring along: fields that nobody fills in by hand.
_PROPOSAL_NUMBER = Field("proposal_number", words("Proposal"), "text")
_FAILED_CRITERION = Field("criterion", CRITERION_LABEL, "text")

STATES = (
    State("submitted", words("Submitted"), is_public=False, deadline=timedelta(days=14)),
    State("accepted", words("Accepted"), deadline=timedelta(days=28)),
    State("handed_over", words("Becoming a proposal")),
    *LAST_STATES,
)

_BY_STAFF = (
    Action(
        "accept",
        words("Accept"),
        ("submitted",),
        "accepted",
        MODERATION,
        OFFICE,
        words("The idea is accepted and public."),
    ),
    Action(
        "reject",
        words("Reject"),
        ("submitted", "accepted"),
        "rejected",
        MODERATION,
        OFFICE,
        words("The idea cannot be pursued ({criterion}): {reason}"),
        (_CRITERION, PUBLIC_REASON),
    ),
    Action(
        "hand-over",
        words("Hand over"),
        ("accepted",),
        "handed_over",
        MODERATION,
        OFFICE,
        words("The idea is to become a proposal for the fund {fund_id}."),
        (_FUND,),
    ),
)

_NOT_ON_A_PAPER = ("submitted", "accepted", "handed_over")
_WITHDRAWALS = (
    Action(
        "withdraw",
        words("Withdraw"),
        _NOT_ON_A_PAPER,
        "withdrawn",
        frozenset({HOLDER}),
        SUBMITTER,
        words("Whoever suggested the idea withdrew it."),
    ),
    Action(
        "withdraw-for-them",
        words("Withdraw on their behalf"),
        _NOT_ON_A_PAPER,
        "withdrawn",
        MODERATION,
        OFFICE,
        words("Whoever suggested the idea withdrew it, {asked_by}."),
        (ASKED_BY,),
    ),
)

_BY_EVENTS = (
    Action(
        "proposal-submitted",
        words("Proposal submitted"),
        ("handed_over",),
        "handed_over",
        EVENTS,
        OFFICE,
        words("It is being examined as proposal {proposal_number}."),
        (_PROPOSAL_NUMBER,),
        is_told=False,
    ),
    Action(
        "proposal-accepted",
        words("Proposal accepted"),
        ("handed_over", "on_ballot"),
        "handed_over",
        EVENTS,
        OFFICE,
        words("The proposal is accepted: it may stand on a ballot paper."),
    ),
    Action(
        "changes-requested",
        words("Changes requested"),
        ("handed_over",),
        "handed_over",
        EVENTS,
        OFFICE,
        words("The proposal needs changes: {reason}"),
        (PUBLIC_REASON,),
    ),
    Action(
        "proposal-rejected",
        words("Proposal rejected"),
        ("handed_over",),
        "rejected",
        EVENTS,
        OFFICE,
        words("The proposal was rejected: {reason}"),
        (_FAILED_CRITERION, PUBLIC_REASON),
    ),
    Action(
        "proposal-withdrawn",
        words("Proposal withdrawn"),
        ("handed_over",),
        "withdrawn",
        EVENTS,
        SUBMITTER,
        words("Whoever suggested the idea withdrew it."),
    ),
    Action(
        "list",
        words("List"),
        # The paper wins: it may have been published while the news of a withdrawal was on its way.
        ("handed_over", "withdrawn"),
        "on_ballot",
        EVENTS,
        OFFICE,
        words("It stands on the ballot paper."),
    ),
    Action(
        "fund",
        words("Mark as funded"),
        ("on_ballot",),
        "funded",
        EVENTS,
        VOTE,
        words("The vote gave it its money."),
    ),
    Action(
        "not-fund",
        words("Mark as not funded"),
        ("on_ballot",),
        "not_funded",
        EVENTS,
        VOTE,
        words("The vote did not give it money."),
    ),
)

_WORDS_OF_ITS_OWN = (
    correct_title(STATES),
    redact(STATES, text_field("text", words("Text"))),
    redact_line(STATES),
)

WORKFLOW = Workflow("ballot budget", STATES, _BY_STAFF + _WITHDRAWALS + _WORDS_OF_ITS_OWN + _BY_EVENTS, AGAINST_WORDS)
