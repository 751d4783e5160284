"""What stands beside the fields of actions on the staff pages."""

from gateways.web.words.message import Message, say

_CORRECTED = say(
    "Correct the wording, not what is meant. As it was first written stays beside it for everyone to read; what "
    "nobody may read you take down instead, which takes that away, too."
)

HINTS: dict[str, Message] = {
    "reason": say("Plain words. Say what would have to be different."),
    "reject-criterion": say(
        "Against the rules takes the words down. With any other reason they stay public if they were."
    ),
    "correct-title-title": _CORRECTED,
    "correct-text-text": _CORRECTED,
    "correct-text-summary": _CORRECTED,
    "redact-text": say("Leave out what nobody may read, such as a name or a telephone number."),
    "redact-summary": say("Leave out what nobody may read, such as a name or a telephone number."),
    "redact-location": say("Empty it if nobody may know where that is."),
    "redact-reason": say("Everyone can read it. Do not repeat what is taken down."),
    "redact-line-line": say("Words that stand in several lines are taken down in all of them."),
    "redact-line-words": say("Leave out what nobody may read, such as a name or a telephone number."),
    "redact-line-reason": say("Everyone can read it. Do not repeat what is taken down."),
    "rename-reason": say("Everyone can read it. Do not repeat what is taken down."),
    "redact-words": say("Leave out what nobody may read, such as a name or a telephone number."),
    "reopen-reason": say("Plain words. Everyone can read it."),
    "close-reason": say("Plain words. Everyone can read it."),
    "extend-reason": say("Plain words. Everyone can read it."),
    "correct-option-title": say(
        "Correct the wording, not what is asked: ballots that are in the box stay as they are."
    ),
    "correct-option-reason": say("Plain words. Everyone can read it, with the former title."),
    "withdraw-project-reason": say("Plain words. Everyone can read it."),
    "override-outcome-reason": say("Plain words. Everyone can read it."),
    "cancel-reason": say("Plain words. Everyone can read it."),
    "cost_cents": say("In whole units or with two decimals. Offers of help are taken off by themselves."),
}
"""What stands beside a field: by action and field, else by field."""
