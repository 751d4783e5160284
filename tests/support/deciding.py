"""What tests of decisions do again and again, in a round that goes by Lichtenberg's workflow."""

from datetime import timedelta
from typing import Any

import httpx

from tests.support.answers import Json, good
from tests.support.held_clock import HeldClock
from tests.support.sitting import a_sitting, announced, held
from tests.support.suggesting import MODERATOR, acted, suggested

DECISIONS = "/api/ideas/v1/decisions"
BUDGET = {"budget_line": "4200/52101", "department": "Green spaces", "reason": "There is money for it."}


async def at_board(client: httpx.AsyncClient, within: Json, **changes: Any) -> Json:
    """An idea that waits for the board."""
    idea = await acted(client, await suggested(client, within, **changes), "take-up")
    checked = {"checked-departments": "yes", "checked-costs": "yes"}
    return await acted(client, idea, "to-the-board", **checked)


async def sat(client: httpx.AsyncClient, within: Json, clock: HeldClock, *ideas: Json, **changes: Any) -> Json:
    """A sitting on the ideas that was held."""
    return await held(client, await announced(client, a_sitting(within, clock, *ideas, **changes)), clock)


def way_path(sitting: Json, place: int) -> str:
    """Where the board's way for the item at the place is chosen."""
    return f"/api/ideas/v1/sittings/{sitting['sitting_id']}/agenda/{sitting['agenda'][place]['item_id']}/actions"


async def choose(client: httpx.AsyncClient, sitting: Json, place: int, action: str, **fields: Any) -> httpx.Response:
    """The answer to the way that the board chose."""
    return await client.post(way_path(sitting, place), json={"action": action} | fields, headers=MODERATOR)


async def at_council(client: httpx.AsyncClient, within: Json, clock: HeldClock, *titles: str) -> list[Json]:
    """Ideas that the board recommended, and that are before the council."""
    ideas = [await at_board(client, within, title=title) for title in titles]
    sitting = await sat(client, within, clock, *ideas)
    for place in range(len(ideas)):
        good(await choose(client, sitting, place, "recommend", **BUDGET))
    return [await acted(client, idea, "to-the-council", paper_number="DS/1") for idea in ideas]


async def before_jury(
    client: httpx.AsyncClient, within: Json, clock: HeldClock, *titles: str, **more: Any
) -> list[Json]:
    """Ideas that the board sent to the jury."""
    ideas = [await at_board(client, within, title=title, **more) for title in titles]
    sitting = await sat(client, within, clock, *ideas)
    for place in range(len(ideas)):
        good(await choose(client, sitting, place, "to-the-jury", asked_cents=80_000))
    return ideas


def a_decision(within: Json, clock: HeldClock, *results: Json, **changes: Any) -> Json:
    """What the office sends to record what the council decided today."""
    decision: Json = {
        "round_id": within["round_id"],
        "body": "council",
        "decided_on": str((clock.now() + timedelta(hours=1)).date()),
        "paper_number": "DS/0815/IX",
        "link": "https://council.example/0815",
        "reason": "It helps many.",
        "results": results,
    }
    return decision | changes


async def record(client: httpx.AsyncClient, decision: Json) -> httpx.Response:
    """The answer to the decision."""
    return await client.post(DECISIONS, json=decision, headers=MODERATOR)
