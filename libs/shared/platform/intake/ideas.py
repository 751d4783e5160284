"""Ideas: takes what is suggested."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import httpx

from libs.shared.platform.intake.rounds import Round, asks_for_ideas
from libs.shared.platform.running.asking import OutOfReach, Refused, ask, look_up

_MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Taken:
    """An idea that was taken: its tracking number, and the key to it."""

    number: str
    key: str = field(repr=False)


async def rounds_that_ask(ideas: httpx.AsyncClient, today: date) -> list[Round]:
    """The rounds of the newest hundred whose calendar has a time for suggestions now.

    Raises:
        OutOfReach: if ideas gives no answer.
    """
    found = await look_up(ideas, "/api/ideas/v1/rounds", {"limit": _MOST_ROUNDS})
    asking = [each for each in found["items"] if not each["is_archived"] and asks_for_ideas(each["calendar"], today)]
    return [_round(each) for each in asking]


async def knows(ideas: httpx.AsyncClient, number: str) -> bool:
    """Whether there is an idea of that number.

    Raises:
        OutOfReach: if ideas does not say.
    """
    try:
        await look_up(ideas, f"/api/ideas/v1/ideas/{number}")
    except Refused as refused:
        if refused.code == "idea-is-not-known":
            return False
        raise OutOfReach(may_have_acted=False) from None
    return True


async def suggest(ideas: httpx.AsyncClient, body: Mapping[str, Any], client: str) -> Taken:
    """The idea as it was taken; the same again for the same ``submission_id``.

    Args:
        ideas: The service.
        body: What is suggested.
        client: What stands for the sender when attempts are counted; not the address itself.

    Raises:
        Refused: if it cannot be taken.
        OutOfReach: if ideas gives no answer.
    """
    answer = await ask(ideas, "/api/ideas/v1/ideas", body, {"X-Commonpurse-Client": client})
    return Taken(answer["number"], answer["key"] or "")


def _round(body: Mapping[str, Any]) -> Round:
    return Round(UUID(body["round_id"]), body["name"], {each["name"]: UUID(each["area_id"]) for each in body["areas"]})
