"""How the pages speak of discussions."""

from gateways.web.words.message import Message, say

SIDES: dict[str, Message] = {
    "for": say("It speaks for it"),
    "against": say("It speaks against it"),
    "none": say("Neither: I want to add something"),
}
"""What whoever writes a comment chooses."""

TITLES: dict[str, Message] = {
    "for": say("For it"),
    "against": say("Against it"),
    "none": say("What else is said"),
    "questions": say("Questions to the administration"),
}
"""What stands above the comments of each kind."""

REPORTED_FOR: dict[str, Message] = {
    "insulting": say("It insults or threatens somebody"),
    "names-somebody": say("It tells of a private person"),
    "not-lawful": say("It is against the law"),
    "off-topic": say("It is about something else"),
    "advertising": say("It is advertising, or was sent many times"),
}
"""What whoever reports a comment chooses."""

REFUSALS: dict[str, Message] = {
    "discussion-is-closed": say("This discussion is closed. What you wrote was not sent; it still stands here."),
    "comment-takes-no-replies": say("What you reply to is not shown any more. You can write a comment of its own."),
    "comment-is-not-known": say("What you reply to is not shown any more. You can write a comment of its own."),
    "replies-go-no-deeper": say("Replies go no deeper here. Please reply to what stands above."),
    "too-many-attempts": say("There were too many attempts. Please wait a quarter of an hour, then try again."),
    "action-is-not-yours": say("This key does not belong to this comment. Please compare it with what you noted."),
    "state-has-changed": say("The comment cannot be taken back any more. This page says how it stands."),
    "comment-is-not-shown": say("This comment is not shown any more: there is nothing to report."),
}
UNKNOWN = say("That did not work, and nothing was changed. Please try again.")
