"""How the pages for staff speak of states and of what was done. Actions and fields bring their own words."""

from gateways.web.words.message import Message, say

STATES: dict[str, Message] = {
    "submitted": say("Waits to be screened"),
    "accepted": say("Accepted"),
    "rejected": say("Rejected"),
    "handed_over": say("Became a proposal"),
    "changes_requested": say("Changes asked for"),
    "on_ballot": say("On the ballot paper"),
    "funded": say("Funded"),
    "not_funded": say("Not funded"),
    "made": say("Waits for an answer"),
    "committed": say("Committed"),
    "declined": say("Declined"),
    "withdrawn": say("Withdrawn"),
    "drafted": say("Drafted"),
    "published": say("Published"),
    "open": say("Open"),
    "closed": say("Closed"),
    "counting": say("Being counted"),
    "counted": say("Counted"),
    "certified": say("Certified"),
    "announced": say("Announced"),
    "cancelled": say("Cancelled"),
}

KINDS: dict[str, str] = {
    "accepted": "good",
    "funded": "good",
    "committed": "good",
    "announced": "good",
    "open": "now",
    "submitted": "warning",
    "made": "warning",
    "changes_requested": "warning",
    "counting": "warning",
    "rejected": "danger",
    "declined": "danger",
    "cancelled": "danger",
}
"""The kind of tag that a state is shown as; a plain one if it is not here."""

DONE: dict[str, Message] = {
    "entered": say("The suggestion is entered."),
    "accept": say("It is accepted."),
    "reject": say("It is rejected, and everyone can read why."),
    "hand-over": say("It is handed over and becomes a proposal."),
    "request-changes": say("The changes are asked for."),
    "decline": say("The offer is declined."),
    "commit": say("Both sides stand by the offer now."),
    "withdraw": say("The offer is withdrawn."),
    "publish": say("The poll is published. What was published cannot change any more."),
    "open": say("The poll is open: ballots can be cast."),
    "close": say("The poll is closed."),
    "count": say("The count has begun."),
    "certify": say("You certified the count."),
    "announce": say("The outcome is announced."),
    "cancel": say("The poll is cancelled, and everyone can read why."),
}
"""What is said when an action is done."""

COUNT_STAGES: dict[str, Message] = {
    "waiting": say("It begins within a few seconds."),
    "first-count": say("The first count is under way."),
    "second-count": say("The second count checks the first, step by step."),
    "explanation": say("The explanations are being written."),
}
"""How far a count has come."""

DANGEROUS = frozenset({"reject", "decline", "withdraw", "close", "cancel"})
"""Actions whose button warns."""

HINTS: dict[str, Message] = {
    "reason": say("Plain words. Say what would have to be different."),
    "cost_cents": say("In whole units or with two decimals. Offers of help are taken off by themselves."),
}
