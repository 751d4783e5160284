"""Taking ideas along their workflow over HTTP, with something in each field that is asked for."""

from collections.abc import Mapping
from typing import Any

import httpx

from tests.support.answers import Json, good
from tests.support.staff import staff_headers
from tests.support.suggesting import IDEAS

# Nobody but these tests has the roles of bodies: their records act in them (tests/ideas/sittings, …/decisions).
MODERATOR = staff_headers("moderator", "board", "jury", "council")  # type: ignore[arg-type]
SITTING = "2027-03-01T18:00:00+01:00"
REASON: Mapping[str, str] = {"reason": "It was looked at again."}
APPEAL: Mapping[str, str] = {"appeal": "Please look again."}

_VALUES: Mapping[str, str] = {"moment": SITTING, "day": "2026-12-01", "text": "Because.", "line": "DS/0815"}


async def acts(
    client: httpx.AsyncClient, idea: Json, action: str, headers: Mapping[str, str] = MODERATOR, /, **fields: Any
) -> httpx.Response:
    """The answer to the action."""
    body = {"action": action} | fields
    return await client.post(f"{IDEAS}/{idea['number']}/actions", json=body, headers=headers)


async def walked(client: httpx.AsyncClient, idea: Json, *actions: str) -> Json:
    """The idea after a moderator's actions."""
    for name in actions:
        offered = good(await client.get(f"{IDEAS}/{idea['number']}/actions", headers=MODERATOR))["items"]
        action = next(one for one in offered if one["action"] == name)
        fields = {field["name"]: _filled_in(field) for field in action["fields"] if field["required"]}
        idea = good(await acts(client, idea, name, **fields))
    return idea


def _filled_in(field: Json) -> str:
    return field["choices"][0]["value"] if field["choices"] else _VALUES[field["kind"]]
