"""A draft's fields for ballots that count by the way they come: a small number beside each way to vote."""

from typing import Any

from gateways.web.pages.forms import FilledForm
from gateways.web.staff.polls.draft_fields import CHANNELS
from gateways.web.words.message import say

Body = dict[str, Any]

WEIGHS = "weighs-"
"""Begins the name of the field that says for how many a ballot of a channel counts."""
FIELDS = tuple(WEIGHS + channel for channel, _ in CHANNELS)
_MOST = 100


def typed_weights(terms: Body) -> dict[str, str]:
    """The weights as one would type them; of what counts once nothing."""
    weights = {one["channel"]: one["weight"] for one in terms["weights"]}
    return {WEIGHS + channel: str(weights.get(channel, "")) for channel, _ in CHANNELS}


def weights_wished(form: FilledForm) -> list[Body]:
    """What is typed; a weight of a way in which nobody can vote is refused."""
    wished = []
    for channel, _ in CHANNELS:
        name = WEIGHS + channel
        weight = form.whole_number(name) if form.value(name) else 1
        if weight is None or not 1 <= weight <= _MOST:
            form.refuse(name, say("Write a whole number from 1 to %(most)s, or nothing.", most=_MOST))
        elif weight != 1 and not form.value(channel):
            form.refuse(name, say("Nobody can vote in this way. Offer it above, or leave this empty."))
        elif weight != 1:
            wished.append({"channel": channel, "weight": weight})
    return wished


def kept_weights(poll: Body, wished: list[Body]) -> list[Body]:
    """The wish; where it says what the draft says, in the draft's order and words."""
    before = {one["channel"]: one["weight"] for one in poll["weights"] if one["weight"] != 1}
    is_same = before == {one["channel"]: one["weight"] for one in wished}
    return list(poll["weights"]) if is_same else wished
