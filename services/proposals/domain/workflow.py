"""The way of a proposal in a ballot budget: moderated, on the paper, funded or not."""

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

PROPOSER: Words = {"en": "Whoever proposed it", "de": "Wer es vorgeschlagen hat"}
ARRIVED: Words = {"en": "The proposal arrived.", "de": "Der Vorschlag ist eingegangen."}
FROM_AN_IDEA: Words = {"en": "The idea {number} became a proposal.", "de": "Aus der Idee {number} wurde ein Vorschlag."}

HOLDER = "holder"
"""The role of whoever holds the key."""

_CRITERIA = (
    NOT_OURS,
    NOT_LAWFUL,
    Choice("not-feasible", {"en": "Not feasible", "de": "Nicht umsetzbar"}),
    Choice("too-costly", {"en": "Costs more than the fund holds", "de": "Teurer als der Topf erlaubt"}),
    EXISTS_ALREADY,
    AGAINST_THE_RULES,
)
_CRITERION = Field("criterion", CRITERION_LABEL, "choice", choices=_CRITERIA)
_COST = Field("cost_cents", {"en": "Cost", "de": "Kosten"}, "money")

# What events bring along: fields that nobody fills in by hand.
_POLL = Field("poll_id", {"en": "Poll", "de": "Abstimmung"}, "text")

STATES = (
    State("submitted", {"en": "Submitted", "de": "Eingereicht"}, is_public=False, deadline=timedelta(days=28)),
    State("changes_requested", {"en": "Changes requested", "de": "Änderungen erbeten"}, is_public=False),
    State("accepted", {"en": "Accepted", "de": "Angenommen"}),
    *LAST_STATES,
)

_BY_PEOPLE = (
    Action(
        "accept",
        {"en": "Accept", "de": "Annehmen"},
        ("submitted",),
        "accepted",
        MODERATION,
        OFFICE,
        {"en": "The proposal is accepted and public.", "de": "Der Vorschlag ist angenommen und öffentlich."},
        (_COST,),
    ),
    Action(
        "request-changes",
        {"en": "Ask for changes", "de": "Um Änderungen bitten"},
        ("submitted",),
        "changes_requested",
        MODERATION,
        OFFICE,
        {"en": "The proposal needs changes: {reason}", "de": "Der Vorschlag muss geändert werden: {reason}"},
        (PUBLIC_REASON,),
    ),
    Action(
        "resubmit",
        {"en": "Submit again", "de": "Erneut einreichen"},
        ("changes_requested",),
        "submitted",
        MODERATION | {HOLDER},
        PROPOSER,
        {"en": "The proposal was submitted again.", "de": "Der Vorschlag wurde erneut eingereicht."},
    ),
    Action(
        "reject",
        {"en": "Reject", "de": "Ablehnen"},
        ("submitted", "changes_requested", "accepted"),
        "rejected",
        MODERATION,
        OFFICE,
        {
            "en": "The proposal cannot be pursued ({criterion}): {reason}",
            "de": "Der Vorschlag kann nicht weiterverfolgt werden ({criterion}): {reason}",
        },
        (_CRITERION, PUBLIC_REASON),
    ),
)

_BY_EVENTS = (
    Action(
        "list",
        {"en": "List", "de": "Auf den Stimmzettel"},
        ("accepted",),
        "on_ballot",
        EVENTS,
        OFFICE,
        {"en": "The proposal stands on the ballot paper.", "de": "Der Vorschlag steht auf dem Stimmzettel."},
        (_POLL,),
    ),
    Action(
        "take-off",
        {"en": "Take off the paper", "de": "Vom Stimmzettel nehmen"},
        ("on_ballot",),
        "accepted",
        EVENTS,
        OFFICE,
        {
            "en": "The vote was called off: the proposal waits for another one.",
            "de": "Die Abstimmung wurde abgesagt: Der Vorschlag wartet auf eine andere.",
        },
    ),
    Action(
        "fund",
        {"en": "Fund", "de": "Finanzieren"},
        ("on_ballot",),
        "funded",
        EVENTS,
        VOTE,
        {"en": "The vote gave the proposal its money.", "de": "Die Abstimmung hat dem Vorschlag das Geld gegeben."},
        (_POLL, _COST),
    ),
    Action(
        "not-fund",
        {"en": "Do not fund", "de": "Nicht finanzieren"},
        ("on_ballot",),
        "not_funded",
        EVENTS,
        VOTE,
        {
            "en": "The vote did not give the proposal money.",
            "de": "Die Abstimmung hat dem Vorschlag kein Geld gegeben.",
        },
        (_POLL,),
    ),
)

WORKFLOW = Workflow("ballot budget", STATES, _BY_PEOPLE + _BY_EVENTS)

TAKES_OFFERS = frozenset({"accepted", "on_ballot", "funded"})
"""The states in which people can offer to contribute."""
