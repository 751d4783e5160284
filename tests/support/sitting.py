"""What tests of sittings send in, by a clock that they move."""

from datetime import timedelta
from typing import Any

import httpx

from tests.support.answers import Json, good
from tests.support.held_clock import HeldClock
from tests.support.suggesting import MODERATOR

SITTINGS = "/api/ideas/v1/sittings"
NOBODY_SAID = {"said": "Nothing.", "result": "It is postponed."}


def a_sitting(within: Json, clock: HeldClock, *agenda: Json, **changes: Any) -> Json:
    """What the office sends to announce a sitting of the board in a week."""
    sitting: Json = {
        "round_id": within["round_id"],
        "body": "board",
        "name": "Board, December",
        "begins_at": (clock.now() + timedelta(days=7)).isoformat(),
        "place": "Town hall, room 100",
        "agenda": [{"idea": one["number"]} if "number" in one else one for one in agenda],
    }
    return sitting | changes


async def announced(client: httpx.AsyncClient, wish: Json) -> Json:
    """The announced sitting, as it was answered."""
    return good(await client.post(SITTINGS, json=wish, headers=MODERATOR), httpx.codes.CREATED)


async def change(client: httpx.AsyncClient, sitting: Json, wish: Json, **headers: str) -> httpx.Response:
    """The answer to a change of the sitting."""
    path = f"{SITTINGS}/{sitting['sitting_id']}"
    names = ("name", "begins_at", "place", "link", "agenda")
    whole = {name: wish[name] for name in names if name in wish}
    return await client.put(path, json=whole, headers=MODERATOR | headers)


async def act(client: httpx.AsyncClient, sitting: Json, what: str, body: Json | None = None) -> httpx.Response:
    """The answer to what the office does with the sitting: held, minutes, cancellation."""
    return await client.post(f"{SITTINGS}/{sitting['sitting_id']}/{what}", json=body, headers=MODERATOR)


async def write(
    client: httpx.AsyncClient, sitting: Json, place: int, version: str | None = None, **said: Any
) -> httpx.Response:
    """The answer to what the minutes say of the item at the place, from 0."""
    path = f"{SITTINGS}/{sitting['sitting_id']}/agenda/{sitting['agenda'][place]['item_id']}/minutes"
    headers = MODERATOR | ({"If-Match": f'"{version}"'} if version else {})
    return await client.put(path, json=NOBODY_SAID | said, headers=headers)


async def held(client: httpx.AsyncClient, sitting: Json, clock: HeldClock) -> Json:
    """The sitting after it was held."""
    clock.move(timedelta(days=8))
    return good(await act(client, sitting, "held"))


async def seen(client: httpx.AsyncClient, sitting: Json, **headers: str) -> Json:
    """The sitting as somebody with the headers sees it."""
    return good(await client.get(f"{SITTINGS}/{sitting['sitting_id']}", headers=headers))
