"""What tests of merging do again and again."""

from collections.abc import Mapping
from typing import Any

import httpx

from libs.shared.platform.storage.database import Database
from tests.support.answers import Json, good
from tests.support.journals import announced
from tests.support.suggesting import IDEAS, MODERATOR

WHY = {"reason": "Both ask for shade on the market square."}


async def merge(
    client: httpx.AsyncClient, idea: Json, into: Json, headers: Mapping[str, str] = MODERATOR, **changes: Any
) -> httpx.Response:
    """The answer to merging the one into the other."""
    body = {"into": into["number"]} | WHY | changes
    return await client.post(f"{IDEAS}/{idea['number']}/merge", json=body, headers=headers)


async def merged(client: httpx.AsyncClient, idea: Json, into: Json) -> Json:
    """The one, which the other carries on."""
    return good(await merge(client, idea, into))


async def undo_merge(client: httpx.AsyncClient, idea: Json, headers: Mapping[str, str] = MODERATOR) -> httpx.Response:
    """The answer to undoing the merging."""
    body = {"reason": "They ask for different things."}
    return await client.post(f"{IDEAS}/{idea['number']}/merge/undone", json=body, headers=headers)


SHADE_AND_SEATS = [
    {"title": "Shade", "text": "Twelve lime trees would give shade."},
    {"title": "Seats", "text": "There is nowhere to sit."},
]


async def split(
    client: httpx.AsyncClient, idea: Json, headers: Mapping[str, str] = MODERATOR, **changes: Any
) -> httpx.Response:
    """The answer to splitting the idea in two."""
    body = {"parts": SHADE_AND_SEATS, "reason": "It asks for two things."} | changes
    return await client.post(f"{IDEAS}/{idea['number']}/split", json=body, headers=headers)


async def parts_of(client: httpx.AsyncClient, idea: Json) -> list[Json]:
    """The ideas into which the idea is split, as a moderator sees them."""
    numbers = [part["number"] for part in good(await split(client, idea))["carried_on_by"]]
    return [good(await client.get(f"{IDEAS}/{number}", headers=MODERATOR)) for number in numbers]


async def undo_split(client: httpx.AsyncClient, idea: Json, headers: Mapping[str, str] = MODERATOR) -> httpx.Response:
    """The answer to undoing the split."""
    body = {"reason": "They belong together."}
    return await client.post(f"{IDEAS}/{idea['number']}/split/undone", json=body, headers=headers)


async def told_as(database: Database, type_: str) -> list[Json]:
    """The data of each event of the type that was announced."""
    return [data for each, data in await announced(database) if each == type_]


def said(idea: Json) -> list[str]:
    """The lines of the idea's life line, with who wrote them."""
    return [f"{line['by']}: {line['text']}" for line in idea["life_line"]]
