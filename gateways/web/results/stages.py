"""Where parts of the money are guaranteed to areas: whose money a turn was about, and what was spent of it there."""

from collections.abc import Iterator

from gateways.web.clients.asking import Json
from gateways.web.results.verdicts import misses_quorum
from gateways.web.words.message import Amount, Message, say

_ALL = say("The %(amount)s guaranteed to %(area)s were spent on its projects.")
_SOME = say("Of the %(amount)s guaranteed to %(area)s, %(spent)s were spent on its projects; the rest is for all.")
_NOTHING = say("Of the %(amount)s guaranteed to %(area)s nothing could be spent on its projects; it is for all.")


def is_in_stages(outcome: Json) -> bool:
    """Whether what is guaranteed to areas was counted first, so that a turn is one of several counts."""
    return any(step.get("stage") for step in outcome["trace"])


def money_of(stage: str) -> Message:
    """Whose money one of several counts was about."""
    return say("What is guaranteed to %(area)s", area=stage) if stage else say("The money that is for all")


def spent_of_guarantees(poll: Json, outcome: Json) -> Iterator[Message]:
    """Of each area with money of its own what the count spent there before it turned to all projects."""
    if misses_quorum(outcome) or not is_in_stages(outcome):
        return
    turns = outcome["trace"]
    first = {step["project"] for step in turns if step.get("stage") and step["verdict"] == "funded"}
    for area in poll.get("area_money", []):
        if whole := area["guaranteed_cents"]:
            bought = [one for one in outcome["projects"] if one["number"] in first]
            spent = sum(one["cost_cents"] for one in bought if one["area_id"] == area["area_id"])
            words = _ALL if spent == whole else _SOME if spent else _NOTHING
            amounts = {"amount": Amount(whole, poll["currency"]), "spent": Amount(spent, poll["currency"])}
            yield Message(words.text, {**amounts, "area": area["name"]})
