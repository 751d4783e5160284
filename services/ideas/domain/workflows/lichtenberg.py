"""The way of an idea in Lichtenberg since 2013: the vote is one way of four, and a council decides in the end."""

from libs.shared.kernel.ballot_budget import OFFICE, VOTE
from libs.shared.kernel.words import words
from services.ideas.domain.workflows.ballot_budget import (
    CRITERIA,
    OFFICERS,
    REASON,
    news,
    news_before_the_ballot,
    withdrawals,
)
from services.ideas.domain.workflows.decisions_in_lichtenberg import (
    APPEAL,
    COUNCIL_DECIDES,
    FOUR_WAYS,
    JURY_DECIDES,
    step,
)
from services.ideas.domain.workflows.definition import (
    ActionDraft,
    CheckDraft,
    Definition,
    StateDraft,
)

_LEAD = "administrator"

_STATES = (
    StateDraft("submitted", words("Submitted"), is_public=False, working_days=10, escalates_to=_LEAD),
    StateDraft("in_review", words("Being examined"), working_days=20, escalates_to=_LEAD),
    StateDraft("referred", words("With another authority"), working_days=60, escalates_to="moderator"),
    StateDraft("answered", words("Answered by another authority"), is_ending=True),
    StateDraft("at_board", words("Before the board"), working_days=40, escalates_to=_LEAD),
    StateDraft("recommended", words("Recommended"), working_days=20, escalates_to=_LEAD),
    StateDraft("to_vote", words("Goes to the vote")),
    StateDraft("on_ballot", words("On the ballot paper")),
    StateDraft("ranked", words("Ranked by the vote"), working_days=20, escalates_to=_LEAD),
    StateDraft(
        "not_recommended",
        words("Not recommended"),
        is_public=False,
        keeps_words=True,
        working_days=20,
        escalates_to=_LEAD,
    ),
    StateDraft("to_jury", words("Before the jury"), working_days=40, escalates_to=_LEAD),
    StateDraft("granted", words("Granted"), working_days=20, escalates_to=_LEAD),
    StateDraft("part_granted", words("Granted in part"), working_days=20, escalates_to=_LEAD),
    StateDraft("deferred", words("Deferred"), working_days=60, escalates_to=_LEAD),
    StateDraft("refused", words("Refused by the jury"), is_public=False, keeps_words=True, is_ending=True),
    StateDraft("at_council", words("Before the council"), working_days=60, escalates_to=_LEAD),
    StateDraft("adopted", words("Adopted by the council"), working_days=60, escalates_to=_LEAD),
    StateDraft("rejected", words("Rejected"), is_public=False, keeps_words=True, is_ending=True),
    StateDraft("appealed", words("Appealed"), is_public=False, keeps_words=True, working_days=20, escalates_to=_LEAD),
    StateDraft("upheld", words("Decision upheld"), is_public=False, keeps_words=True, is_ending=True),
    StateDraft("in_delivery", words("In delivery")),
    StateDraft("delivered", words("Delivered"), working_days=60, escalates_to=_LEAD),
    StateDraft("accounted", words("Accounted for"), is_ending=True),
    StateDraft("withdrawn", words("Withdrawn"), is_public=False, is_ending=True),
)

_REVIEW = (
    step(
        "take-up",
        words("Take up"),
        ("submitted",),
        "in_review",
        OFFICE,
        words("The idea is public, and the departments examine it."),
    ),
    ActionDraft(
        "reject",
        words("Reject"),
        ("submitted", "in_review"),
        "rejected",
        OFFICERS,
        OFFICE,
        words("The idea cannot be pursued ({criterion}): {reason}"),
        (REASON,),
        CRITERIA,
        effect="refuse",
    ),
    step(
        "refer",
        words("Refer to another authority"),
        ("in_review",),
        "referred",
        OFFICE,
        words("This is the business of {authority}, which has the idea now and is asked for an answer."),
        "authority",
    ),
    step(
        "note-the-answer",
        words("Note the authority's answer"),
        ("referred",),
        "answered",
        OFFICE,
        words("The other authority has answered: {reason}"),
        "reason",
    ),
    step(
        "take-back",
        words("Examine it here after all"),
        ("referred",),
        "in_review",
        OFFICE,
        words("It is examined here after all: {reason}"),
        "reason",
    ),
    ActionDraft(
        "to-the-board",
        words("Put before the board"),
        ("in_review",),
        "at_board",
        OFFICERS,
        OFFICE,
        words("It goes to the accompanying board, which speaks about it in public. Whoever suggested it is invited."),
        checklist=(
            CheckDraft("departments", words("the departments have said what they think")),
            CheckDraft("costs", words("the costs are estimated")),
        ),
    ),
)

_DELIVERY = (
    step(
        "begin",
        words("Begin delivery"),
        ("adopted", "granted", "part_granted"),
        "in_delivery",
        OFFICE,
        words("Work on it has begun."),
    ),
    step("deliver", words("Mark as delivered"), ("in_delivery",), "delivered", OFFICE, words("It is done.")),
    step(
        "account",
        words("Give account"),
        ("delivered",),
        "accounted",
        OFFICE,
        words("What it cost and what it brought: {reason}"),
        "reason",
    ),
)

_BY_NEWS = (
    *news_before_the_ballot("to_vote", "on_ballot", "not_recommended"),
    news(
        "fund",
        words("Mark as within the money"),
        ("on_ballot",),
        "ranked",
        words("The vote ranked it among those for which the money suffices."),
        VOTE,
    ),
    news(
        "not-fund",
        words("Mark as beyond the money"),
        ("on_ballot",),
        "ranked",
        words("The vote ranked it behind those for which the money suffices."),
        VOTE,
    ),
)

_BEFORE_THE_COUNCIL = (
    *("submitted", "in_review", "referred", "at_board", "recommended", "to_vote"),
    *("ranked", "not_recommended", "to_jury", "granted", "part_granted", "deferred"),
)

LICHTENBERG = Definition(
    "lichtenberg",
    words("Lichtenberg"),
    _STATES,
    _REVIEW
    + FOUR_WAYS
    + JURY_DECIDES
    + COUNCIL_DECIDES
    + APPEAL
    + _DELIVERY
    + withdrawals(_BEFORE_THE_COUNCIL)
    + _BY_NEWS,
)
