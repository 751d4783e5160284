"""What keys open, in words."""

from gateways.web.words.message import Message, say

SCOPES: list[tuple[str, str, Message]] = [
    ("events_public", "events:public", say("Read public events")),
    ("events_integrator", "events:integrator", say("Read all events, also those that no public page tells")),
    ("ideas_write", "ideas:write", say("Hand in suggestions")),
    ("webhooks_manage", "webhooks:manage", say("Manage webhooks")),
]
"""The field of a form, the scope, its words."""
IN_WORDS: dict[str, Message] = {scope: words for _, scope, words in SCOPES}
