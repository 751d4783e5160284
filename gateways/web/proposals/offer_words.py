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


def amount_of(offer: Json) -> Message | None:
    """How much is offered: hours, or a number of something; none where a number says nothing, as with one room."""
    quantity, unit = offer["quantity"], offer.get("unit")
    if offer["kind"] in HOURLY:
        return say("1 hour") if quantity == 1 else say("%(quantity)s hours", quantity=quantity)
    if offer["kind"] == "money" or (quantity == 1 and not unit):
        return None
    return Message("%(quantity)s %(unit)s", {"quantity": quantity, "unit": unit or ""})
