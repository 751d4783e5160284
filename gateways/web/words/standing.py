"""How the pages speak of where a thing stands: by thing and state, to residents and at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from gateways.web.words.message import Message, say


@dataclass(frozen=True, slots=True)
class Standing:
    """The words for one state of one kind of thing.

    Attributes:
        word: what residents read.
        on_the_desk: what staff read.
        kind: the kind of tag that it is shown as: good, now, warning, danger, or a plain one.
        next: what comes next; none if a page says it in words of its own, or nothing comes.
    """

    word: Message
    on_the_desk: Message
    kind: str = ""
    next: Message | None = None


_ENDS_HERE = say("It ends here. The reason stands above. You are welcome to suggest something that avoids it.")
_EVERYONE_DECIDES = say("Everyone who may vote decides about it.")
_IS_BUILT = say("It has the money. Now it is built.")
_NOT_THIS_TIME = say("The money did not reach this time. It can be suggested again in the next round.")

_LAST = {
    "on_ballot": Standing(say("On the ballot"), say("On the ballot paper"), "now", _EVERYONE_DECIDES),
    "funded": Standing(say("Funded"), say("Funded"), "good", _IS_BUILT),
    "not_funded": Standing(say("Not funded"), say("Not funded"), "", _NOT_THIS_TIME),
    "withdrawn": Standing(
        say("Withdrawn"), say("Withdrawn"), "", say("Whoever suggested it withdrew it. It ends here.")
    ),
    "rejected": Standing(say("Not possible"), say("Rejected"), "danger", _ENDS_HERE),
}

_IDEAS = {
    "submitted": Standing(
        say("Being looked through"),
        say("Waits to be screened"),
        "warning",
        say(
            "Somebody at the town hall reads it. Then it stands on these pages for everyone, or you find here why it "
            "cannot."
        ),
    ),
    "accepted": Standing(
        say("Accepted"),
        say("Accepted"),
        "now",
        say(
            "The town hall looks at how it could be done and what it would cost. If it can be done, it becomes a "
            "proposal."
        ),
    ),
    "handed_over": Standing(
        say("Becoming a proposal"),
        say("Became a proposal"),
        "now",
        say("The proposal is checked and gets a price. Then it can come on a ballot paper."),
    ),
    **_LAST,
}

_PROPOSALS = {
    "submitted": Standing(
        say("Being checked"),
        say("Waits for an answer"),
        "warning",
        say("The town hall checks whether it can be done, and works out what it costs."),
    ),
    "changes_requested": Standing(
        say("Waits for changes"),
        say("Changes asked for"),
        "warning",
        say("Whoever proposed it changes it. Then the town hall looks at it again."),
    ),
    "appealed": Standing(
        say("Looked at again"),
        say("Appealed against"),
        "warning",
        say("Somebody else than whoever refused it looks at it again, and says here what they decide and why."),
    ),
    "upheld": Standing(
        say("Not possible"),
        say("Refusal upheld"),
        "danger",
        say("Two people at the town hall have looked at it. It ends here; the reasons stand above."),
    ),
    "reopened": Standing(
        say("Examined anew"),
        say("Waits for an answer again"),
        "warning",
        say("The town hall checks anew whether it can be done, and works out what it costs."),
    ),
    "accepted": Standing(
        say("Accepted"),
        say("Accepted"),
        "now",
        say("It can come on the next ballot paper. Until then you can offer a hand, which makes it cheaper."),
    ),
    **_LAST,
    "funded": Standing(
        say("Funded"), say("Funded"), "good", say("It has the money. Now it is built. You can still offer a hand.")
    ),
}

_OFFERS = {
    "made": Standing(say("Being looked at"), say("Waits for an answer"), "warning"),
    "accepted": Standing(say("Welcome: waits for your word"), say("Waits for their word"), "now"),
    "committed": Standing(say("Agreed"), say("Committed"), "good"),
    "declined": Standing(say("Not taken"), say("Declined"), "danger"),
    "withdrawn": Standing(say("Taken back"), say("Withdrawn")),
    "lapsed": Standing(say("Not needed any more"), say("Lapsed")),
}

_BEING_COUNTED = say("Closed, being counted")
_POLLS = {
    "drafted": Standing(say("Draft"), say("Drafted")),
    "published": Standing(say("Opens soon"), say("Published"), "warning"),
    "open": Standing(say("Open now"), say("Open"), "now"),
    "closed": Standing(_BEING_COUNTED, say("Closed"), "warning"),
    "counting": Standing(_BEING_COUNTED, say("Being counted"), "warning"),
    "counted": Standing(_BEING_COUNTED, say("Counted"), "warning"),
    "certified": Standing(_BEING_COUNTED, say("Certified"), "warning"),
    "announced": Standing(say("Decided"), say("Announced"), "good"),
    "cancelled": Standing(say("Called off"), say("Cancelled"), "danger"),
}

STANDINGS: Mapping[str, Mapping[str, Standing]] = {
    "idea": _IDEAS,
    "proposal": _PROPOSALS,
    "offer": _OFFERS,
    "poll": _POLLS,
}
"""The words by thing and state. A test holds them against the workflows."""

_UNDER_WAY = Standing(say("Under way"), say("Under way"))


def standing(thing: str, state: str) -> Standing:
    """The words for the state; of one that a newer service knows and these pages do not, that it is under way."""
    return STANDINGS[thing].get(state, _UNDER_WAY)
