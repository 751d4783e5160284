"""A ballot budget: what the workflows of ideas, proposals and offers have in common.

Each service's table is put together of these and of its own states, actions and words.
"""

from libs.shared.kernel.words import Words, words
from libs.shared.kernel.workflow import State
from libs.shared.kernel.workflow_fields import Choice, Field

OFFICE: Words = words("The council's office")
VOTE: Words = words("The vote")

MODERATION = frozenset({"moderator", "administrator"})
EVENTS = frozenset({"events"})
"""The role of news from other services."""

NOT_OURS = Choice("not-ours", words("Not the council's business"))
NOT_LAWFUL = Choice("not-lawful", words("Not lawful"))
EXISTS_ALREADY = Choice("exists-already", words("It exists or is planned already"))
AGAINST_THE_RULES = Choice("against-the-rules", words("Against the rules of taking part"))

CRITERION_LABEL: Words = words("Criterion")
PUBLIC_REASON = Field("reason", words("Reason (public)"), "text")

LAST_STATES = (
    State("on_ballot", words("On the ballot paper")),
    State("funded", words("Funded")),
    State("not_funded", words("Not funded")),
    State("rejected", words("Rejected"), is_public=False),
)
"""From the paper on: an idea goes this part of the way with the proposal that it became."""
