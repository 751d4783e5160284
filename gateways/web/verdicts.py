"""Why a project was funded or not, in one sentence for whoever asks."""

from gateways.web.clients.asking import Json
from gateways.web.words.message import Message, say

_PLAIN: dict[str, Message] = {
    "after-stop": say("The count had ended before its turn."),
    "below-minimum": say("It has fewer votes than the least that a project needs."),
    "no-support": say("Nobody voted for it."),
    "conflict": say("Another project that excludes it was funded."),
    "share-used-up": say("The share of the money for its part of town was used up."),
    "ineligible": say("It had been withdrawn or ruled out."),
}
_FUNDED = say("The money still held enough when its turn came.")
_PAID_BY_SHARES = say("Those who voted for it paid for it from their shares.")
_NOT_AFFORDABLE = say("Those who voted for it had too little left in their shares.")
_DOES_NOT_FIT = say("Too little money was left when its turn came.")


def verdict_of(project: Json) -> Message | None:
    """The sentence for one project of an outcome; none for a verdict that these pages do not know yet."""
    match project["verdict"]:
        case "funded":
            return _PAID_BY_SHARES if project.get("effective_votes") else _FUNDED
        case "not-affordable":
            return _NOT_AFFORDABLE
        case "does-not-fit" | "not-in-the-best-set":
            return _DOES_NOT_FIT
        case verdict:
            return _PLAIN.get(verdict)
