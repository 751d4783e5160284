"""What becomes of the ideas that carry another on, for whoever follows that one with a feed reader."""

import asyncio
from datetime import datetime
from itertools import takewhile
from typing import Any

from starlette.requests import Request

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of

_MOST, _FARTHEST = 20, 5
"""So many ideas are asked for, so far away: an idea that is merged again and again is followed by its last number."""


async def lines_since(request: Request, idea: Json) -> list[dict[str, Any]]:
    """The lines of all that carry the idea on, since they do, the latest first; each with its idea and its place."""
    if not idea["carried_on_by"]:
        return []
    standing = takewhile(lambda line: line["state"] == idea["state"], reversed(idea["life_line"]))
    since = [datetime.fromisoformat(line["at"]) for line in standing][-1]
    found = [
        {"idea": each, "place": place, "at": line["at"], "line": line}
        for each in await _carriers(request, idea)
        for place, line in enumerate(each["life_line"], 1)
        if datetime.fromisoformat(line["at"]) > since
    ]
    return sorted(found, key=lambda one: datetime.fromisoformat(str(one["at"])), reverse=True)


async def _carriers(request: Request, idea: Json) -> list[Json]:
    ideas = services_of(request).ideas
    known: dict[str, Json] = {}
    nearest = [idea]
    for _ in range(_FARTHEST):
        numbers = [up["number"] for each in nearest for up in each["carried_on_by"] if up["number"] not in known]
        wanted = list(dict.fromkeys(numbers))[: _MOST - len(known)]
        nearest = [*await asyncio.gather(*(ideas.idea(number) for number in wanted))]
        known |= {each["number"]: each for each in nearest}
    return [*known.values()]
