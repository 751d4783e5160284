"""Two at one desk never share a next, and neither overwrites what the other decided."""

import asyncio
from datetime import timedelta

import httpx
from sqlalchemy import update

from libs.shared.platform.running.runtime import Runtime
from services.ideas.storage.desk.tables import DeskPlaceRow, DeskSkipRow
from tests.support.answers import Json, good, refused
from tests.support.staff import staff_headers, staff_id_of
from tests.support.suggesting import IDEAS, suggested

DESK = "/api/ideas/v1/desk"
ADA = staff_headers("moderator", name="Ada")
BEN = staff_headers("moderator", name="Ben")


async def next_of(client: httpx.AsyncClient, whose: dict[str, str]) -> str:
    return str(good(await client.post(f"{DESK}/next", headers=whose))["number"])


async def put_back(client: httpx.AsyncClient, number: str, whose: dict[str, str], *, is_skipped: bool) -> Json:
    url = f"{DESK}/ideas/{number}/put-back"
    return good(await client.post(url, json={"is_skipped": is_skipped}, headers=whose))


async def test_a_next_is_never_shared(client: httpx.AsyncClient, a_round: Json) -> None:
    ideas = [(await suggested(client, a_round, title=f"Idea {number}"))["number"] for number in range(12)]
    people = [staff_headers("moderator", name=f"Person {number}") for number in range(6)]

    taken = await asyncio.gather(*(next_of(client, whose) for whose in people * 2))

    assert sorted(taken) == sorted(ideas)
    refused(await client.post(f"{DESK}/next", headers=ADA), 404, "nothing-waits")


async def test_what_is_put_back_is_anybodys_and_what_is_skipped_is_others(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    first = (await suggested(client, a_round, title="First"))["number"]
    second = (await suggested(client, a_round, title="Second"))["number"]

    assert await next_of(client, ADA) == first
    assert (await put_back(client, first, ADA, is_skipped=False))["held_by"] is None
    assert await next_of(client, ADA) == first
    await put_back(client, first, ADA, is_skipped=True)
    assert await next_of(client, ADA) == second
    assert await next_of(client, BEN) == first
    await put_back(client, first, ADA, is_skipped=False)
    held = good(await client.get(f"{DESK}/ideas/{first}", headers=ADA))
    assert held["held_by"] == str(staff_id_of("Ben")), "nobody puts back what is in other hands"
    await put_back(client, first, BEN, is_skipped=False)
    refused(await client.post(f"{DESK}/next", headers=ADA), 404, "nothing-waits")
    async with runtime.database.transaction() as tx:
        await tx.session.execute(update(DeskSkipRow).values(until=runtime.clock.now() - timedelta(seconds=1)))
    assert await next_of(client, ADA) == first, "tomorrow it is offered again"


async def test_a_hold_ends_by_itself(client: httpx.AsyncClient, runtime: Runtime, a_round: Json) -> None:
    number = (await suggested(client, a_round))["number"]
    assert await next_of(client, ADA) == number
    refused(await client.post(f"{DESK}/ideas/{number}/take", headers=BEN), 409, "idea-is-in-other-hands")
    good(await client.post(f"{DESK}/ideas/{number}/take", headers=ADA))

    async with runtime.database.transaction() as tx:
        await tx.session.execute(update(DeskPlaceRow).values(held_until=runtime.clock.now() - timedelta(seconds=1)))

    assert good(await client.get(f"{DESK}/ideas/{number}", headers=BEN))["held_by"] is None
    assert await next_of(client, BEN) == number


async def test_two_who_decide_at_once_are_told_and_nothing_is_overwritten(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    number = await next_of(client, ADA)
    seen = good(await client.get(f"{IDEAS}/{number}", headers=ADA))["version"]
    url, as_seen = f"{IDEAS}/{idea['number']}/actions", {"If-Match": f'"{seen}"'}

    first = await client.post(url, json={"action": "accept"}, headers=ADA | as_seen)
    reason = {"criterion": "not-ours", "reason": "It is not ours."}
    second = await client.post(url, json={"action": "reject"} | reason, headers=BEN | as_seen)

    good(first)
    refused(second, 412, "it-has-changed")
    place = good(await client.get(f"{DESK}/ideas/{number}", headers=BEN))
    assert (place["state"], place["held_by"]) == ("accepted", None), "who decides lets it go"
