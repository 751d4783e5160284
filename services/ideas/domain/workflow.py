"""The way of an idea in a ballot budget: submitted, screened, handed over, and what the vote makes of it."""

from datetime import timedelta

from libs.shared.kernel.ballot_budget import (
    AGAINST_THE_RULES,
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
)
from libs.shared.kernel.workflow import Action, State, Workflow
from libs.shared.kernel.workflow_fields import Choice, Field, Words

SUBMITTER: Words = {"en": "Whoever suggested it", "de": "Wer es vorgeschlagen hat"}
ARRIVED: Words = {"en": "The idea arrived.", "de": "Die Idee ist eingegangen."}

_CRITERIA = (
    NOT_OURS,
    NOT_LAWFUL,
    EXISTS_ALREADY,
    AGAINST_THE_RULES,
    Choice("not-understood", {"en": "Not understandable", "de": "Nicht verständlich"}),
)
_CRITERION = Field("criterion", CRITERION_LABEL, "choice", choices=_CRITERIA)
_FUND = Field("fund_id", {"en": "Fund", "de": "Topf"}, "choice")

# What events bring along: fields that nobody fills in by hand.
_PROPOSAL_NUMBER = Field("proposal_number", {"en": "Proposal", "de": "Vorschlag"}, "text")
_FAILED_CRITERION = Field("criterion", CRITERION_LABEL, "text")

STATES = (
    State("submitted", {"en": "Submitted", "de": "Eingereicht"}, is_public=False, deadline=timedelta(days=14)),
    State("accepted", {"en": "Accepted", "de": "Angenommen"}, deadline=timedelta(days=28)),
    State("handed_over", {"en": "Becoming a proposal", "de": "Wird zum Vorschlag"}),
    *LAST_STATES,
)

_BY_STAFF = (
    Action(
        "accept",
        {"en": "Accept", "de": "Annehmen"},
        ("submitted",),
        "accepted",
        MODERATION,
        OFFICE,
        {"en": "The idea is accepted and public.", "de": "Die Idee ist angenommen und öffentlich."},
    ),
    Action(
        "reject",
        {"en": "Reject", "de": "Ablehnen"},
        ("submitted", "accepted"),
        "rejected",
        MODERATION,
        OFFICE,
        {
            "en": "The idea cannot be pursued ({criterion}): {reason}",
            "de": "Die Idee kann nicht weiterverfolgt werden ({criterion}): {reason}",
        },
        (_CRITERION, PUBLIC_REASON),
    ),
    Action(
        "hand-over",
        {"en": "Hand over", "de": "Übergeben"},
        ("accepted",),
        "handed_over",
        MODERATION,
        OFFICE,
        {
            "en": "The idea is to become a proposal for the fund {fund_id}.",
            "de": "Aus der Idee soll ein Vorschlag für den Topf {fund_id} werden.",
        },
        (_FUND,),
    ),
)

_BY_EVENTS = (
    Action(
        "proposal-submitted",
        {"en": "Proposal submitted", "de": "Vorschlag eingereicht"},
        ("handed_over",),
        "handed_over",
        EVENTS,
        OFFICE,
        {
            "en": "It is being examined as proposal {proposal_number}.",
            "de": "Sie wird als Vorschlag {proposal_number} geprüft.",
        },
        (_PROPOSAL_NUMBER,),
        is_told=False,
    ),
    Action(
        "proposal-accepted",
        {"en": "Proposal accepted", "de": "Vorschlag angenommen"},
        ("handed_over", "on_ballot"),
        "handed_over",
        EVENTS,
        OFFICE,
        {
            "en": "The proposal is accepted: it may stand on a ballot paper.",
            "de": "Der Vorschlag ist angenommen: Er kann auf einen Stimmzettel.",
        },
    ),
    Action(
        "changes-requested",
        {"en": "Changes requested", "de": "Änderungen erbeten"},
        ("handed_over",),
        "handed_over",
        EVENTS,
        OFFICE,
        {"en": "The proposal needs changes: {reason}", "de": "Der Vorschlag muss geändert werden: {reason}"},
        (PUBLIC_REASON,),
    ),
    Action(
        "proposal-rejected",
        {"en": "Proposal rejected", "de": "Vorschlag abgelehnt"},
        ("handed_over",),
        "rejected",
        EVENTS,
        OFFICE,
        {"en": "The proposal was rejected: {reason}", "de": "Der Vorschlag wurde abgelehnt: {reason}"},
        (_FAILED_CRITERION, PUBLIC_REASON),
    ),
    Action(
        "list",
        {"en": "List", "de": "Auf den Stimmzettel"},
        ("handed_over",),
        "on_ballot",
        EVENTS,
        OFFICE,
        {"en": "It stands on the ballot paper.", "de": "Sie steht auf dem Stimmzettel."},
    ),
    Action(
        "fund",
        {"en": "Fund", "de": "Finanzieren"},
        ("on_ballot",),
        "funded",
        EVENTS,
        VOTE,
        {"en": "The vote gave it its money.", "de": "Die Abstimmung hat ihr das Geld gegeben."},
    ),
    Action(
        "not-fund",
        {"en": "Do not fund", "de": "Nicht finanzieren"},
        ("on_ballot",),
        "not_funded",
        EVENTS,
        VOTE,
        {"en": "The vote did not give it money.", "de": "Die Abstimmung hat ihr kein Geld gegeben."},
    ),
)

WORKFLOW = Workflow("ballot budget", STATES, _BY_STAFF + _BY_EVENTS)
