"""What neighbours can offer, and how an offer is said."""

from gateways.web.clients.asking import Json
from gateways.web.words.message import Message, say

KINDS: dict[str, Message] = {
    "time": say("Time"),
    "skill": say("A skill"),
    "material": say("Tools or material"),
    "space": say("A room or a place"),
    "money": say("Money"),
    "stewardship": say("Looking after it"),
}
HINTS: dict[str, Message] = {
    "time": say("Hours of helping hands."),
    "skill": say("Hours of what you know how to do: planning, planting, building, counting."),
    "material": say("Things that you give or lend."),
    "space": say("Somewhere to meet, store or build."),
    "money": say("A contribution to the cost."),
    "stewardship": say("You keep an eye on it when it is there, for some months or years."),
}
HOURLY = ("time", "skill")


UNITS: dict[str, tuple[Message, Message]] = {
    "hours": (say("1 hour"), say("%(quantity)s hours")),
    "days": (say("1 day"), say("%(quantity)s days")),
    "weeks": (say("1 week"), say("%(quantity)s weeks")),
    "months": (say("1 month"), say("%(quantity)s months")),
    "years": (say("1 year"), say("%(quantity)s years")),
    "pieces": (say("1 piece"), say("%(quantity)s pieces")),
    "square-metres": (say("1 m²"), say("%(quantity)s m²")),
    "kilograms": (say("1 kg"), say("%(quantity)s kg")),
    "litres": (say("1 litre"), say("%(quantity)s litres")),
}
"""One of each unit that offers are measured in, and several of it."""


def amount_of(offer: Json) -> Message | None:
    """How much is offered: a number of hours, days, pieces …; none for money, whose value says it."""
    quantity, unit = offer["quantity"], "hours" if offer["kind"] in HOURLY else offer.get("unit")
    if unit not in UNITS:
        return None
    one, several = UNITS[unit]
    return one if quantity == 1 else Message(several.text, {"quantity": quantity})
