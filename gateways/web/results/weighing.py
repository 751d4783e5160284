"""Where ballots count by the way they come: how many counted for how many, and what is funded if each counts once."""

from dataclasses import dataclass
from typing import Any

from gateways.web.clients.asking import Json
from gateways.web.results.turnout import CHANNELS
from gateways.web.words.speech import Speech


@dataclass(frozen=True, slots=True)
class Weights:
    """The ballots by their weight, and where the outcome differs from that of each counting once.

    Args:
        rows: Of each weight the ways to vote, how many ballots came so, and for how many each counts.
        are_applied: Whether any ballot counts more than another: few may have come in each way but one.
        votes: All ballots as they count.
        here_only: What is funded that would not be if each counted once.
        there_only: What would be funded then and is not.
        cost_cents: What would then be spent.
    """

    rows: list[list[str]]
    are_applied: bool
    votes: int
    here_only: list[str]
    there_only: list[str]
    cost_cents: int


def weights_of(outcome: Json, speech: Speech) -> Weights | None:
    """How the ballots were weighed; none where each counts once by the poll's own terms."""
    weighing = outcome.get("weighing")
    if not weighing:
        return None
    groups, winners = weighing["groups"], weighing["unweighted"]["winners"]
    return Weights(
        [_row(group, speech) for group in groups],
        len(groups) > 1,
        weighing["votes"],
        [one["title"] for one in outcome["projects"] if one["is_funded"] and one["number"] not in winners],
        [one["title"] for one in outcome["projects"] if not one["is_funded"] and one["number"] in winners],
        weighing["unweighted"]["cost_cents"],
    )


def _row(group: dict[str, Any], speech: Speech) -> list[str]:
    ways = ", ".join(speech.message(CHANNELS[channel]) for channel in group["channels"])
    return [ways, speech.number(group["ballots"]), speech.number(group["weight"])]
