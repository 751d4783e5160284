"""Why a project was funded or not, in one sentence for whoever asks, by the verdict of the count."""

from gateways.web.words.message import Message, say

PLAIN: dict[str, Message] = {
    "funded": say("The money still held enough when its turn came."),
    "not-affordable": say("Those who voted for it had too little left in their shares."),
    "does-not-fit": say("Too little money was left when its turn came."),
    "after-stop": say("The count had ended before its turn."),
    "below-minimum": say("It has fewer votes than the least that a project needs."),
    "no-support": say("Nobody voted for it."),
    "conflict": say("Another project that excludes it was funded."),
    "share-used-up": say("The share of the money for its part of town was used up."),
    "ineligible": say("It had been withdrawn or ruled out."),
}
MORE_AGAINST = say("Not more people voted for it than against it.")
PAID_BY_SHARES = say("Those who voted for it paid for it from their shares.")
