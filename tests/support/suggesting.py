"""What tests of ideas send in and do again and again."""

from typing import Any

import httpx

from tests.support.answers import Json, good
from tests.support.staff import staff_headers

IDEAS = "/api/ideas/v1/ideas"
ROUNDS = "/api/ideas/v1/rounds"
TELLINGS = "/api/ideas/v1/tellings"
ADMINISTRATOR = staff_headers("administrator")
MODERATOR = staff_headers("moderator")
IDA = {"kind": "email", "address": "ida@example.org"}


def a_plan(**changes: Any) -> Json:
    """What an administrator sends to publish a round with two areas and two funds."""
    plan: Json = {
        "name": "Lichtenberg 2027",
        "currency": "EUR",
        "hourly_value_cents": 1500,
        "areas": [{"name": "Mitte", "population": 12_000}, {"name": "Karlshorst"}],
        "funds": [
            {"name": "Whole town", "budget_cents": 20_000_000},
            {"name": "Karlshorst", "budget_cents": 3_000_000, "area": "Karlshorst"},
        ],
        "calendar": [
            {"name": "suggest", "starts_on": "2026-11-01", "ends_on": "2027-02-28"},
            {"name": "vote", "starts_on": "2027-06-01", "ends_on": "2027-06-21"},
        ],
    }
    return plan | changes


def an_idea(within: Json, **changes: Any) -> Json:
    """What a resident sends to suggest trees."""
    idea: Json = {
        "round_id": within["round_id"],
        "title": "Trees for the market square",
        "text": "Twelve lime trees would give shade.",
        "channel": "web",
    }
    return idea | changes


async def suggested(client: httpx.AsyncClient, within: Json, **changes: Any) -> Json:
    """A new idea, as it was answered."""
    return good(await client.post(IDEAS, json=an_idea(within, **changes)), httpx.codes.CREATED)


async def acted(client: httpx.AsyncClient, idea: Json, action: str, **fields: Any) -> Json:
    """The idea after a moderator's action."""
    url = f"{IDEAS}/{idea['number']}/actions"
    return good(await client.post(url, json={"action": action} | fields, headers=MODERATOR))


async def accepted(client: httpx.AsyncClient, within: Json, **changes: Any) -> Json:
    """An idea that passed the screening."""
    return await acted(client, await suggested(client, within, **changes), "accept")


async def handed_over(client: httpx.AsyncClient, within: Json, **changes: Any) -> Json:
    """An idea that is to become a proposal for the round's first fund."""
    idea = await accepted(client, within, **changes)
    return await acted(client, idea, "hand-over", fund_id=within["funds"][0]["fund_id"])


async def seen(client: httpx.AsyncClient, idea: Json, **headers: str) -> Json:
    """The idea as somebody with the headers sees it."""
    return good(await client.get(f"{IDEAS}/{idea['number']}", headers=headers))
