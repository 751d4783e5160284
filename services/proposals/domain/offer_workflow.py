"""The way of an offer: made, accepted by the council, committed by both."""

from datetime import timedelta

from libs.shared.kernel.ballot_budget import MODERATION, OFFICE
from libs.shared.kernel.workflow import Action, State, Workflow
from libs.shared.kernel.workflow_fields import Field, Words
from services.proposals.domain.workflow import HOLDER

_OFFERER: Words = {"en": "Whoever made the offer", "de": "Wer es angeboten hat"}
_REASON = Field("reason", {"en": "Reason", "de": "Begründung"}, "text")

STATES = (
    State("made", {"en": "Made", "de": "Gemacht"}, is_public=False, deadline=timedelta(days=14)),
    State("accepted", {"en": "Accepted", "de": "Angenommen"}),
    State("committed", {"en": "Committed", "de": "Zugesagt"}),
    State("declined", {"en": "Declined", "de": "Abgelehnt"}, is_public=False),
    State("withdrawn", {"en": "Withdrawn", "de": "Zurückgezogen"}, is_public=False),
)

# The words of an offer's actions stand in the life line of its proposal.
OFFER_WORKFLOW = Workflow(
    "co-production offer",
    STATES,
    (
        Action(
            "accept",
            {"en": "Accept", "de": "Annehmen"},
            ("made",),
            "accepted",
            MODERATION,
            OFFICE,
            {"en": "The council accepted an offer to contribute.", "de": "Ein Angebot mitzuwirken ist angenommen."},
        ),
        Action(
            "decline",
            {"en": "Decline", "de": "Ablehnen"},
            ("made", "accepted"),
            "declined",
            MODERATION,
            OFFICE,
            fields=(_REASON,),
        ),
        Action(
            "commit",
            {"en": "Commit", "de": "Zusagen"},
            ("accepted",),
            "committed",
            MODERATION | {HOLDER},
            _OFFERER,
            {
                "en": "A contribution is committed.",
                "de": "Ein Beitrag ist zugesagt.",
            },
        ),
        Action(
            "withdraw",
            {"en": "Withdraw", "de": "Zurückziehen"},
            ("made", "accepted"),
            "withdrawn",
            MODERATION | {HOLDER},
            _OFFERER,
        ),
    ),
)
