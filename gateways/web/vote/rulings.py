"""What the council ruled beforehand of projects and money, in words for whoever votes."""

from collections.abc import Iterator

from gateways.web.clients.asking import Json
from gateways.web.vote.areas import bounds_in_words
from gateways.web.words.message import Amount, Message, say

_PAPERS = {
    "voter": say(
        "Each area has a ballot paper of its own. You fill in one, of whichever area you choose: its projects and "
        "those for all areas are on it."
    ),
    "roll": say(
        "Each area has a ballot paper of its own. You fill in the one of the area in which you live by the roll: its "
        "projects and those for all areas are on it. If your area has no paper, you choose one."
    ),
}
_PAPERS_THEN = {
    "voter": say(
        "Each area had a ballot paper of its own. Everyone filled in one, of whichever area they chose: its projects "
        "and those for all areas were on it."
    ),
    "roll": say(
        "Each area had a ballot paper of its own. Everyone filled in the one of the area in which they live by the "
        "roll: its projects and those for all areas were on it. Whose area had no paper chose one."
    ),
}
"""The same, once nobody votes any more."""
_ENDED = ("closed", "counting", "counted", "certified", "announced")


def rulings_in_words(poll: Json) -> Iterator[Message]:
    """Which areas have papers, whose ballots count more and which stand, which projects exclude each other, and what
    areas get.
    """
    choice = poll.get("area_choice", "none")
    if choice in _PAPERS:
        yield (_PAPERS_THEN if poll.get("state") in _ENDED else _PAPERS)[choice]
        yield from bounds_in_words(poll)
    yield from _weights(poll)
    yield from _replacing(poll)
    numbers = {project["proposal_id"]: project["number"] for project in poll.get("projects", [])}
    for group in poll.get("conflicts", []):
        listed = sorted(numbers[id_] for id_ in group if id_ in numbers)
        yield say("Of the projects %(numbers)s at most one is funded.", numbers=", ".join(map(str, listed)))
    areas = poll.get("area_money", [])
    for area in areas:
        yield from of_area(area, poll["currency"])
    if any(area["guaranteed_cents"] for area in areas):
        yield say(
            "What is guaranteed is counted first, among the area's own projects and by the ballots that name one of "
            "them. Then all projects compete for the rest, and for what areas leave over."
        )


_COUNTS_AS = {
    "web": say("A ballot cast on these pages counts as %(weight)s."),
    "sms": say("A ballot sent by text message counts as %(weight)s."),
    "kiosk": say("A ballot cast at a kiosk counts as %(weight)s."),
    "paper": say("A ballot on paper counts as %(weight)s."),
    "meeting": say("A ballot cast at a meeting counts as %(weight)s."),
    "phone": say("A ballot cast by telephone counts as %(weight)s."),
    "questionnaire": say("A ballot by questionnaire counts as %(weight)s."),
}


def _weights(poll: Json) -> Iterator[Message]:
    weights = [one for one in poll.get("weights", []) if one["weight"] != 1]
    for one in weights:
        yield Message(_COUNTS_AS[one["channel"]].text, {"weight": one["weight"]})
    if weights:
        yield say(
            "Other ballots count once. A weight that fewer than 50 ballots have is not applied, so that nobody learns "
            "what few people chose. The results also show what would be funded if each ballot counted once."
        )


_STANDS = {
    "web": say("A ballot cast on these pages stands, whatever comes after."),
    "sms": say("A ballot sent by text message stands, whatever comes after."),
    "kiosk": say("A ballot cast at a kiosk stands, whatever comes after."),
    "paper": say("A ballot on paper stands, whatever comes after."),
    "meeting": say("A ballot cast at a meeting stands, whatever comes after."),
    "phone": say("A ballot cast by telephone stands, whatever comes after."),
    "questionnaire": say("A ballot by questionnaire stands, whatever comes after."),
}


def _replacing(poll: Json) -> Iterator[Message]:
    """Which of a person's ballots counts, where it is not simply the last."""
    standing = poll.get("final_channels", [])
    if standing and poll["may_replace"]:
        yield say("Whoever votes again takes the earlier ballot back, and the last one counts, but for this:")
        yield from map(_STANDS.__getitem__, standing)


def of_area(area: Json, currency: str) -> Iterator[Message]:
    """What is ruled of one area's money."""
    if area["guaranteed_cents"]:
        amount = Amount(area["guaranteed_cents"], currency)
        yield say("%(amount)s are guaranteed to %(area)s.", amount=amount, area=area["name"])
    if area["at_most_cents"] is not None:
        amount = Amount(area["at_most_cents"], currency)
        yield say("Projects in %(area)s get %(amount)s at most together.", amount=amount, area=area["name"])
