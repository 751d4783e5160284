"""A ballot budget: what the workflows of ideas, proposals and offers have in common.

Each service's table is put together of these and of its own states, actions and words.
"""

from libs.shared.kernel.workflow import State
from libs.shared.kernel.workflow_fields import Choice, Field, Words

OFFICE: Words = {"en": "The council's office", "de": "Die Geschäftsstelle"}
VOTE: Words = {"en": "The vote", "de": "Die Abstimmung"}

MODERATION = frozenset({"moderator", "administrator"})
EVENTS = frozenset({"events"})
"""The role of news from other services."""

NOT_OURS = Choice("not-ours", {"en": "Not the council's business", "de": "Nicht Sache der Kommune"})
NOT_LAWFUL = Choice("not-lawful", {"en": "Not lawful", "de": "Rechtlich nicht möglich"})
EXISTS_ALREADY = Choice(
    "exists-already", {"en": "It exists or is planned already", "de": "Gibt es schon oder ist geplant"}
)
AGAINST_THE_RULES = Choice(
    "against-the-rules", {"en": "Against the rules of taking part", "de": "Gegen die Regeln der Beteiligung"}
)

CRITERION_LABEL: Words = {"en": "Criterion", "de": "Kriterium"}
PUBLIC_REASON = Field("reason", {"en": "Reason (public)", "de": "Begründung (öffentlich)"}, "text")

LAST_STATES = (
    State("on_ballot", {"en": "On the ballot paper", "de": "Auf dem Stimmzettel"}),
    State("funded", {"en": "Funded", "de": "Finanziert"}),
    State("not_funded", {"en": "Not funded", "de": "Nicht finanziert"}),
    State("rejected", {"en": "Rejected", "de": "Abgelehnt"}, is_public=False),
)
"""From the paper on: an idea goes this part of the way with the proposal that it became."""
