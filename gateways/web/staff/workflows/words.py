"""What services refuse of workflows, in the words of these pages."""

from gateways.web.words.message import Message, say

REFUSALS_OF_WORKFLOWS: dict[str, Message] = {
    "another-version-stands": say(
        "Another version was published meanwhile, so nothing was done. Here the draft is compared with that one: look "
        "at it, and publish the draft if the council still wants it."
    ),
}
