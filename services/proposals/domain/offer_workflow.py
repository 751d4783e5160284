"""The way of an offer: made, accepted by the council, committed by both."""

from datetime import timedelta

from libs.shared.kernel.ballot_budget import EVENTS, MODERATION, OFFICE, PUBLIC_REASON
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import STAYS, Action, State, Workflow
from libs.shared.kernel.workflow_fields import Field

_OFFERER: Words = words("Whoever made the offer")
_REASON = Field("reason", words("Reason"), "text")
_WORDS = Field("words", words("What is offered"), "text", max_length=5000, changes=True)
_WHEN = Field("when", words("When"), "text", is_required=False, max_length=300, changes=True)
_ANSWER = Field("answer", words("Why it was declined"), "text", is_required=False, changes=True)

STATES = (
    State("made", words("Made"), is_public=False, deadline=timedelta(days=14)),
    State("accepted", words("Accepted")),
    State("committed", words("Committed")),
    State("declined", words("Declined"), is_public=False),
    State("withdrawn", words("Withdrawn"), is_public=False),
    State("lapsed", words("Lapsed"), is_public=False),
)

# The words of an offer's actions stand in the life line of its proposal.
OFFER_WORKFLOW = Workflow(
    "co-production offer",
    STATES,
    (
        Action(
            "accept",
            words("Accept"),
            ("made",),
            "accepted",
            MODERATION,
            OFFICE,
            words("The council accepted an offer to contribute."),
        ),
        Action(
            "decline",
            words("Decline"),
            ("made", "accepted"),
            "declined",
            MODERATION,
            OFFICE,
            fields=(_REASON,),
        ),
        Action(
            "commit",
            words("Commit"),
            ("accepted",),
            "committed",
            MODERATION | {HOLDER},
            _OFFERER,
            words("A contribution is committed."),
        ),
        Action(
            "withdraw",
            words("Withdraw"),
            ("made", "accepted"),
            "withdrawn",
            MODERATION | {HOLDER},
            _OFFERER,
        ),
        Action(
            "redact",
            words("Take words down"),
            tuple(state.name for state in STATES),
            STAYS,
            MODERATION,
            OFFICE,
            words("Words of a contribution were taken down: {reason}"),
            (_WORDS, _WHEN, _ANSWER, PUBLIC_REASON),
        ),
        Action(
            "lapse",
            words("Let lapse"),
            ("made", "accepted"),
            "lapsed",
            EVENTS,
            OFFICE,
        ),
    ),
)
