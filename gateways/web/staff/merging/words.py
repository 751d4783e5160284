"""Merging and splitting, in words for staff: what was done, and what hinders it in place of a service's sentence."""

from collections.abc import Mapping

from gateways.web.words.message import Message, say

DONE_BY_MERGING: Mapping[str, Message] = {
    "merge": say("It is merged. Everyone can read why, and its number says where it went."),
    "undo-merge": say("It goes its own way again, and everyone can read why."),
    "split": say("It is split. Everyone can read why, and its number says where it went."),
    "undo-split": say("It is one again, and everyone can read why."),
}

REFUSALS_OF_MERGING: Mapping[str, Message] = {
    "merged-with-itself": say("This is the same idea. Choose another one, which carries it on."),
    "ideas-are-apart": say("The two ideas are of different rounds or areas, so they stay apart. Nothing was changed."),
    "idea-is-carried-on": say(
        "One of the two is carried on by another idea already. Choose that one. Nothing was changed."
    ),
    "idea-is-over": say(
        "One of the two has ended, was turned down or is decided, so it stays as it is. Nothing was changed."
    ),
    "idea-is-a-proposal": say(
        "This idea has become a proposal. What is examined, offered and voted on there stays as it is. Another idea "
        "can be merged into this one."
    ),
    "whole-is-not-public": say(
        "Everyone can read this idea, and not yet the other one. Merge that one into this one. Nothing was changed."
    ),
    "nothing-to-undo": say("There is nothing to undo any more: see how the idea stands now."),
    "undoing-comes-too-late": say(
        "Another idea has gone on since: it was merged, split or decided, or became a proposal. What rests on this "
        "cannot be undone with it. Nothing was changed."
    ),
}
