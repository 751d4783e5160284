"""The way of an idea in a ballot budget: submitted, screened, handed over, and what the vote makes of it."""

from datetime import timedelta

from libs.shared.kernel.workflow import Action, State, Workflow
from libs.shared.kernel.workflow_fields import Choice, Field, Words

_OFFICE: Words = {"en": "The council's office", "de": "Die Geschäftsstelle"}
_VOTE: Words = {"en": "The vote", "de": "Die Abstimmung"}
SUBMITTER: Words = {"en": "Whoever suggested it", "de": "Wer es vorgeschlagen hat"}
ARRIVED: Words = {"en": "The idea arrived.", "de": "Die Idee ist eingegangen."}

_MODERATION = frozenset({"moderator", "administrator"})
EVENTS = frozenset({"events"})
"""The role of news from other services."""

_CRITERIA = (
    Choice("not-ours", {"en": "Not the council's business", "de": "Nicht Sache der Kommune"}),
    Choice("not-lawful", {"en": "Not lawful", "de": "Rechtlich nicht möglich"}),
    Choice("exists-already", {"en": "It exists or is planned already", "de": "Gibt es schon oder ist geplant"}),
    Choice("against-the-rules", {"en": "Against the rules of taking part", "de": "Gegen die Regeln der Beteiligung"}),
    Choice("not-understood", {"en": "Not understandable", "de": "Nicht verständlich"}),
)
_CRITERION = Field("criterion", {"en": "Criterion", "de": "Kriterium"}, "choice", choices=_CRITERIA)
_REASON = Field("reason", {"en": "Reason (public)", "de": "Begründung (öffentlich)"}, "text")
_FUND = Field("fund_id", {"en": "Fund", "de": "Topf"}, "choice")

# What events bring along: fields that nobody fills in by hand.
_PROPOSAL_NUMBER = Field("proposal_number", {"en": "Proposal", "de": "Vorschlag"}, "text")
_FAILED_CRITERION = Field("criterion", {"en": "Criterion", "de": "Kriterium"}, "text")

STATES = (
    State("submitted", {"en": "Submitted", "de": "Eingereicht"}, is_public=False, deadline=timedelta(days=14)),
    State("accepted", {"en": "Accepted", "de": "Angenommen"}, deadline=timedelta(days=28)),
    State("handed_over", {"en": "Becoming a proposal", "de": "Wird zum Vorschlag"}),
    State("on_ballot", {"en": "On the ballot paper", "de": "Auf dem Stimmzettel"}),
    State("funded", {"en": "Funded", "de": "Finanziert"}),
    State("not_funded", {"en": "Not funded", "de": "Nicht finanziert"}),
    State("rejected", {"en": "Rejected", "de": "Abgelehnt"}, is_public=False),
)

_BY_STAFF = (
    Action(
        "accept",
        {"en": "Accept", "de": "Annehmen"},
        ("submitted",),
        "accepted",
        _MODERATION,
        _OFFICE,
        {"en": "The idea is accepted and public.", "de": "Die Idee ist angenommen und öffentlich."},
    ),
    Action(
        "reject",
        {"en": "Reject", "de": "Ablehnen"},
        ("submitted", "accepted"),
        "rejected",
        _MODERATION,
        _OFFICE,
        {
            "en": "The idea cannot be pursued ({criterion}): {reason}",
            "de": "Die Idee kann nicht weiterverfolgt werden ({criterion}): {reason}",
        },
        (_CRITERION, _REASON),
    ),
    Action(
        "hand-over",
        {"en": "Hand over", "de": "Übergeben"},
        ("accepted",),
        "handed_over",
        _MODERATION,
        _OFFICE,
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
        _OFFICE,
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
        _OFFICE,
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
        _OFFICE,
        {"en": "The proposal needs changes: {reason}", "de": "Der Vorschlag muss geändert werden: {reason}"},
        (_REASON,),
    ),
    Action(
        "proposal-rejected",
        {"en": "Proposal rejected", "de": "Vorschlag abgelehnt"},
        ("handed_over",),
        "rejected",
        EVENTS,
        _OFFICE,
        {"en": "The proposal was rejected: {reason}", "de": "Der Vorschlag wurde abgelehnt: {reason}"},
        (_FAILED_CRITERION, _REASON),
    ),
    Action(
        "list",
        {"en": "List", "de": "Auf den Stimmzettel"},
        ("handed_over",),
        "on_ballot",
        EVENTS,
        _OFFICE,
        {"en": "It stands on the ballot paper.", "de": "Sie steht auf dem Stimmzettel."},
    ),
    Action(
        "fund",
        {"en": "Fund", "de": "Finanzieren"},
        ("on_ballot",),
        "funded",
        EVENTS,
        _VOTE,
        {"en": "The vote gave it its money.", "de": "Die Abstimmung hat ihr das Geld gegeben."},
    ),
    Action(
        "not-fund",
        {"en": "Do not fund", "de": "Nicht finanzieren"},
        ("on_ballot",),
        "not_funded",
        EVENTS,
        _VOTE,
        {"en": "The vote did not give it money.", "de": "Die Abstimmung hat ihr kein Geld gegeben."},
    ),
)

WORKFLOW = Workflow("ballot budget", STATES, _BY_STAFF + _BY_EVENTS)
