"""The way of an offer: made, accepted by the council, committed by both."""

from datetime import timedelta

from libs.shared.kernel.ballot_budget import EVENTS, MODERATION, OFFICE
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import Action, State, Workflow
from libs.shared.kernel.workflow_fields import Field

_OFFERER: Words = words("Whoever made the offer")
_REASON = Field("reason", words("Reason"), "text")

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
            "lapse",
            words("Let lapse"),
            ("made", "accepted"),
            "lapsed",
            EVENTS,
            OFFICE,
        ),
    ),
)
