"""Departments are asked for their opinion of an idea, with a deadline; nobody outside reads what they say."""

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

import httpx

from libs.shared.platform.running.runtime import Runtime
from services.ideas.use_cases.desk.ask_opinions import erase_opinions
from tests.support.answers import Json, good, refused
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import IDEAS, acted, seen, suggested

DESK = "/api/ideas/v1/desk"
ADA, BEN = staff_headers("moderator", name="Ada"), staff_headers("moderator", name="Ben")
SAID = {"stance": "conditions", "text": "Only beside the path."}


def at(idea: Json, what: str = "") -> str:
    return f"{DESK}/ideas/{idea['number']}/opinions{what}"


async def departments(client: httpx.AsyncClient, *names: str) -> list[str]:
    made = [good(await client.post(f"{DESK}/departments", json={"name": name}, headers=ADA), 201) for name in names]
    return [one["department_id"] for one in made]


async def asked(client: httpx.AsyncClient, idea: Json, *of: str, days: int = 10) -> list[Json]:
    wish = {"departments": [*of], "question": "Can a tree stand there?", "working_days": days}
    items: list[Json] = good(await client.post(at(idea), json=wish, headers=ADA), 201)["items"]
    return items


async def test_several_departments_are_asked_at_once_and_what_they_say_is_never_public(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    parks, roads = await departments(client, "Parks", "Roads")

    first, second = await asked(client, idea, parks, roads, parks)
    given = good(await client.post(at(idea, f"/{first['opinion_id']}/answer"), json=SAID, headers=BEN))

    assert (given["state"], given["stance"], given["text"]) == ("answered", "conditions", "Only beside the path.")
    assert {first["department_id"], second["department_id"]} == {parks, roads}
    states = {one["opinion_id"]: one["state"] for one in good(await client.get(at(idea), headers=BEN))["items"]}
    assert states == {first["opinion_id"]: "answered", second["opinion_id"]: "asked"}
    place = good(await client.get(f"{DESK}/ideas/{idea['number']}", headers=ADA))["opinions"]
    assert (place["asked"], place["answered"], place["is_overdue"]) == (2, 1, False)
    assert place["next_due_at"] == second["due_at"]
    await acted(client, idea, "accept")
    public = [(await client.get(f"{IDEAS}/{idea['number']}")).text, str(await announced(runtime.database))]
    assert [text for text in public if "beside the path" in text or "stand there" in text] == []
    assert (await client.get(at(idea))).status_code == 401
    assert (await client.get(at(idea), headers=staff_headers("auditor"))).status_code == 403
    assert "opinions" not in await seen(client, idea, **ADA)


async def test_a_department_is_asked_once_at_a_time_and_never_overwritten(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea, other = await suggested(client, a_round), await suggested(client, a_round, title="Another")
    parks, roads = await departments(client, "Parks", "Roads")
    [first] = await asked(client, idea, parks)
    wish = {"departments": [roads, parks], "question": "And you?"}

    refused(await client.post(at(idea), json=wish, headers=BEN), 409, "opinion-is-asked")
    assert len(good(await client.get(at(idea), headers=BEN))["items"]) == 1, "all of them, or none"
    answer = at(idea, f"/{first['opinion_id']}/answer")
    both = await asyncio.gather(*(client.post(answer, json=SAID, headers=who) for who in (ADA, BEN)))
    assert sorted(each.status_code for each in both) == [200, 409]
    refused(await client.delete(at(idea, f"/{first['opinion_id']}"), headers=ADA), 409, "opinion-is-given")
    refused(await client.delete(at(other, f"/{first['opinion_id']}"), headers=ADA), 404, "opinion-is-not-known")
    assert len(await asked(client, idea, parks, roads)) == 2, "who has answered may be asked again"
    [_, *again] = good(await client.get(at(idea), headers=BEN))["items"]
    for one in again:
        assert (await client.delete(at(idea, f"/{one['opinion_id']}"), headers=BEN)).status_code == 204
    refused(await client.delete(at(idea, f"/{again[0]['opinion_id']}"), headers=BEN), 404, "opinion-is-not-known")


async def test_what_cannot_be_asked_is_said(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)
    [parks] = await departments(client, "Parks")
    good(await client.patch(f"{DESK}/departments/{parks}", json={"is_closed": True}, headers=ADA))
    sound = {"departments": [parks], "question": "Well?"}

    refused(await client.post(at(idea), json=sound, headers=ADA), 404, "department-is-not-known")
    refused(await client.post(at({"number": "CP-0"}), json=sound, headers=ADA), 404, "idea-is-not-known")
    wrongs: list[Json] = [
        {"departments": []},
        {"question": " "},
        {"working_days": 0},
        {"working_days": 251},
        {"due": 1},
    ]
    for wrong in wrongs:
        refused(await client.post(at(idea), json=sound | wrong, headers=ADA), 422, "malformed-request")
    many = {"departments": [str(uuid4()) for _ in range(21)]}
    refused(await client.post(at(idea), json=sound | many, headers=ADA), 422, "malformed-request")


async def test_opinions_are_found_by_how_they_stand_and_the_queue_is_sifted_by_them(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    waits, late, done = [await suggested(client, a_round, title=title) for title in ("Waits", "Late", "Done")]
    parks, roads = await departments(client, "Parks", "Roads")
    [_, given] = await asked(client, waits, parks, days=200) + await asked(client, done, roads)
    good(await client.post(at(done, f"/{given['opinion_id']}/answer"), json=SAID, headers=ADA))
    [due] = await asked(client, late, roads, days=1)
    clock = HeldClock()
    clock.move(datetime.fromisoformat(due["due_at"]) - clock.now() + timedelta(hours=1))
    runtime.clock = clock

    async def found(**params: str) -> list[str]:
        page = good(await client.get(f"{DESK}/opinions", params=params, headers=ADA))
        return [one["title"] for one in page["items"]]

    async def queue(opinions: str) -> list[str]:
        params = {"opinions": opinions, "round_id": a_round["round_id"]}
        page = good(await client.get(f"{DESK}/ideas", params=params, headers=ADA))
        return [one["title"] for one in page["items"]]

    assert await found() == ["Late", "Waits"]
    assert await found(state="overdue") == ["Late"]
    assert await found(state="answered") == ["Done"]
    assert await found(department_id=parks) == ["Waits"]
    assert (await queue("awaited"), await queue("overdue"), await queue("in")) == (
        ["Waits", "Late"],
        ["Late"],
        ["Done"],
    )
    [listed] = good(await client.get(f"{DESK}/opinions", params={"state": "overdue"}, headers=ADA))["items"]
    assert (listed["state"], listed["number"]) == ("overdue", late["number"])
    clock.move(timedelta(days=360))
    assert await erase_opinions(runtime.database, clock) == 0
    clock.move(timedelta(days=6))
    assert await erase_opinions(runtime.database, clock) == 3
