"""Where a round is in its calendar."""

from datetime import date
from typing import Any

from gateways.web.clients.asking import Json
from gateways.web.words.message import Message, say

NAMES: dict[str, Message] = {
    "suggest": say("Suggest"),
    "screen": say("Look through"),
    "cost": say("Work out the cost"),
    "vote": say("Vote"),
    "deliver": say("Build"),
}


def phases_of(found: Json, today: date) -> list[dict[str, Any]]:
    """The round's calendar in order, each phase with its name in words and its standing: done, now or next."""
    ordered = sorted(found["calendar"], key=lambda phase: str(phase["starts_on"]))
    return [{**phase, "said": NAMES[phase["name"]], "standing": _standing(phase, today)} for phase in ordered]


def is_on(found: Json, name: str, today: date) -> bool:
    """Whether the round is in the phase of that name. A round without it in its calendar never is."""
    return any(phase["name"] == name and phase["standing"] == "now" for phase in phases_of(found, today))


def is_over(found: Json, today: date) -> bool:
    """Whether the last day of the round's calendar has passed. A round without a calendar is never over."""
    ends = [phase.get("ends_on") for phase in found["calendar"]]
    return bool(ends) and all(end is not None and date.fromisoformat(end) < today for end in ends)


def _standing(phase: Json, today: date) -> str:
    if date.fromisoformat(phase["starts_on"]) > today:
        return "next"
    is_over = phase.get("ends_on") is not None and date.fromisoformat(phase["ends_on"]) < today
    return "done" if is_over else "now"
