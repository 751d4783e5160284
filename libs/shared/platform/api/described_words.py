"""The words of the OpenAPI documents that belong to no single route."""

from collections.abc import Mapping
from typing import Any

VERSION = "1"
"""Of the interface: that of its paths (``/v1/``), whatever the release."""

SERVERS = [{"url": "/", "description": "The installation that the document comes from."}]

TAGS: Mapping[str, str] = {
    "act log": "What staff did in this service, chained so that nothing is taken out unseen. For auditors.",
    "ballots": "Casting a ballot with a permit, and asking by its receipt where it is.",
    "barriers": "Reports of what keeps somebody from taking part.",
    "comments": "What is said of an idea or a proposal, and questions to the administration.",
    "counts": "Counts of files that anybody brings. Nothing of them is kept.",
    "desk": "What waits for the town hall, and who is at it. For those who moderate.",
    "dead letters": "Events that could not be applied, until their cause is mended. For administrators.",
    "discussions": "What speaks for an idea or a proposal, what against, and what is asked about it.",
    "decisions": "Decisions of the council, its committees and juries about ideas.",
    "events": "The service's facts as CloudEvents: by position, or live. See docs/events.",
    "following": "Hearing of ideas by mail, and supporting them, without an account.",
    "ideas": "Ideas of residents, from the suggestion to the proposal that becomes of it.",
    "integrators": "Programs of others, known by keys, and the tokens that they get for them.",
    "invitations": "Codes that are sent to those who may vote. For administrators.",
    "keys": "The public keys that tokens and permits are checked with.",
    "offers": "Help that residents and firms offer to a proposal: time, money, goods.",
    "open data": "All that is public, as files to keep: tables, and the catalogue that data portals harvest.",
    "outcomes": "What a vote funds, why, and the ballots to count again, once they are announced.",
    "permits": "The right to cast one ballot, for whoever has a code.",
    "polls": "Polls, from the draft to the announcement.",
    "proposals": "Proposals, from the draft to the ballot paper.",
    "rehearsals": "Codes to try a poll with; what is cast with them counts nowhere.",
    "roll": "The roll of those who may vote. For administrators.",
    "rounds": "Rounds of the budget: their areas, funds and calendar, and what became of them.",
    "workflows": "The ways of ideas as councils write them: states, actions, rights, criteria, deadlines.",
    "webhooks": "Subscriptions of programs that are told events, and what was delivered to them.",
    "staff": "Accounts of the council's staff, their sessions and second factors.",
    "mails": "Mails that a provider received.",
    "text messages": "Texts that a provider received, and the replies to them.",
    "sittings": "Sittings of the board, a jury, a committee or the council: agenda and minutes.",
    "tellings": "News that staff are to tell somebody by hand.",
    "views": "How far each of the reports has come.",
}

PARAMETERS: Mapping[str, str] = {
    "X-Comment-Key": "The key to a comment, from the answer to it.",
    "X-Edit-Key": "The key to a proposal, from the answer to its submission.",
    "X-Following-Key": "The key to what somebody follows, from the link in each mail to them.",
    "X-Idea-Key": "The key to an idea, from the answer to its suggestion.",
    "X-Offer-Key": "The key to an offer, from the answer to it.",
    "accept-language": "The languages that you read, as browsers say it; labels come in the best of ours.",
    "area_id": "Of this area alone.",
    "at_most": "How many entries, at most.",
    "barrier_id": "The id of the report.",
    "before": "Entries before the one of this number; `earlier` of an answer is the next.",
    "comment_id": "The id of the comment.",
    "cursor": "`next` of the answer before: what comes behind it. Of the same question; not beside `page`.",
    "body": "Of this body alone.",
    "decision_id": "The id of the decision.",
    "department_id": "The id of the department.",
    "follow_id": "The id of the one thing that is followed no more.",
    "fund_id": "For this fund alone.",
    "idea_id": "With this idea alone, by its id.",
    "import_id": "The id of the file that waits for its confirmation.",
    "item_id": "The id of the item on the agenda.",
    "kind": "Of this kind alone: comments, or questions to the administration.",
    "limit": "How many items come at once, at most.",
    "number": "The number that it is known by, such as the tracking number of an idea, or its id.",
    "integrator_id": "The id of the integrator.",
    "key_id": "The id of the key, which is no secret.",
    "integrator_key_id": "The id of the key, which is no secret.",
    "offer_id": "The id of the offer.",
    "order": "Which comes first.",
    "page": "Which page, from 1.",
    "passkey_id": "The id of the passkey.",
    "photo_id": "The id of the photo.",
    "poll_id": "The id of the poll.",
    "subscription_id": "The id of the subscription to a webhook.",
    "queue": "What waits: to be read, reported, a question to be answered; or what is not shown.",
    "rehearsals": "Whether rehearsals are among them, which count nowhere.",
    "round_id": "The id of the round.",
    "size": "How large: up to 1,280 pixels long, or up to 480.",
    "side": "Of this side alone.",
    "staff_id": "The id of the account.",
    "sitting_id": "The id of the sitting.",
    "state": "In this state; several may be named where it is a list.",
    "subject_id": "The id of the idea or proposal.",
    "telling_id": "The id of the news.",
    "updated_since": "Only what was changed since: `as_of` of the list that you have. RFC 3339, with an offset.",
    "text": "The words to compare with.",
    "version_number": "As the version of this number; without it, as the newest.",
    "workflow": "The name of the workflow, such as `ballot-budget`.",
}
"""Of each parameter that has no words where it is declared."""

STATUSES: Mapping[int, str] = {
    401: "Nobody has signed in, or what was shown is not valid (any more).",
    403: "It is for others.",
    404: "There is no such thing, or none that is public.",
    409: "The state of things does not allow it; `code` names the rule.",
    410: "That place is no more; the problem says where to go on.",
    412: "It has changed since you saw it; nothing was done.",
    413: "The body is longer than any that is taken.",
    422: "The request is malformed, or breaks the rule that `code` names.",
    429: "Too many attempts; `Retry-After` says how many seconds to wait.",
    500: "Something unexpected happened on our side.",
    503: "Something that is needed cannot be reached; try again in a moment.",
}

PROBLEM: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "An error (RFC 9457). What belongs to the rule of its `code` may stand beside these fields.",
    "required": ["type", "code", "status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "`/problems/` and the code."},
        "code": {"type": "string", "description": "The rule, by a name that stays: decide by it."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "title": {"type": "string", "description": "The rule in words, the same each time."},
        "detail": {"type": "string", "description": "What happened, for whoever reads it."},
        "instance": {"type": "string", "description": "The number of the request, to report the error by."},
    },
    "additionalProperties": True,
    "examples": [
        {
            "type": "/problems/poll-is-not-open",
            "code": "poll-is-not-open",
            "status": 409,
            "title": "The poll is not open",
            "detail": "The poll is not open.",
        }
    ],
}
