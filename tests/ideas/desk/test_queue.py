"""The desk's queue: what waits, found by whatever one asks for, and read through without loss."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from libs.shared.platform.running.runtime import Runtime
from services.ideas.storage.tables import IdeaRow
from tests.support.answers import Json, good, refused
from tests.support.staff import staff_headers
from tests.support.suggesting import IDEAS, MODERATOR, acted, suggested

DESK = "/api/ideas/v1/desk"


async def queue(client: httpx.AsyncClient, **wanted: Any) -> list[str]:
    """The titles of what is found."""
    found = good(await client.get(f"{DESK}/ideas", params=wanted, headers=MODERATOR))
    assert found["total"] == len(found["items"]) or "limit" in wanted
    return [one["title"] for one in found["items"]]


async def waits_since(runtime: Runtime, idea: Json, ago: timedelta) -> None:
    """As if the idea had come that long ago."""
    since = runtime.clock.now() - ago
    async with runtime.database.transaction() as tx:
        is_it = update(IdeaRow).where(IdeaRow.number == idea["number"])
        await tx.session.execute(is_it.values(state_since=since, submitted_at=since, due_at=IdeaRow.due_at - ago))


@pytest.fixture
async def three(client: httpx.AsyncClient, runtime: Runtime, a_round: Json) -> Sequence[Json]:
    """A late one, one that is due within the week, and a new one in another language."""
    area = a_round["areas"][0]["area_id"]
    late = await suggested(client, a_round, title="Late", area_id=area)
    soon = await suggested(client, a_round, title="Soon", text="A fountain.")
    new = await suggested(client, a_round, title="Neu", language="de", channel="api")
    await waits_since(runtime, late, timedelta(days=15))
    await waits_since(runtime, soon, timedelta(days=10))
    return late, soon, new


async def test_what_waits_is_found_by_whatever_one_asks_for(client: httpx.AsyncClient, three: Sequence[Json]) -> None:
    late, soon, new = three

    assert await queue(client) == ["Late", "Soon", "Neu"]
    assert await queue(client, order="newest") == ["Neu", "Soon", "Late"]
    assert await queue(client, order="due") == ["Late", "Soon", "Neu"]
    assert await queue(client, due="late") == ["Late"]
    assert await queue(client, due="week") == ["Soon"]
    assert await queue(client, area_id=late["area_id"]) == ["Late"]
    assert await queue(client, language="de") == ["Neu"]
    assert await queue(client, channel="api") == ["Neu"]
    assert await queue(client, q="fountain") == ["Soon"]
    assert await queue(client, q=new["number"].lower().replace("-", " ")) == ["Neu"]
    assert await queue(client, round_id=late["round_id"]) == ["Late", "Soon", "Neu"]
    assert await queue(client, q="fountain", language="de") == []
    await acted(client, soon, "accept")
    assert await queue(client, state="accepted") == ["Soon"]
    await acted(client, new, "reject", criterion="not-ours", reason="It is not ours.")
    assert await queue(client) == ["Late", "Soon"], "what is answered waits no more"
    assert await queue(client, state="rejected") == ["Neu"]
    assert await queue(client, state="rejected", due="late") == [], "what does not wait is not late"


async def test_the_first_line_says_how_the_desk_stands(client: httpx.AsyncClient, three: Sequence[Json]) -> None:
    await acted(client, three[2], "reject", criterion="not-ours", reason="It is not ours.")
    good(await client.post(f"{DESK}/ideas/{three[0]['number']}/take", headers=MODERATOR))

    figures = good(await client.get(f"{DESK}/figures", headers=MODERATOR))

    of_answers = {"kept_back": 0, "came_back": 0, "escalated": 0}
    of_queue = {"waiting": 2, "late": 1, "due_within_a_week": 1, "mine": 1, "came_in": 1, "answered": 1}
    assert figures == of_queue | of_answers
    [late] = good(await client.get(f"{DESK}/ideas", params={"due": "late"}, headers=MODERATOR))["items"]
    assert late["is_late"]


async def test_reading_through_the_queue_repeats_and_hides_nothing_whatever_others_do(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    for order in ("oldest", "due"):
        ideas = [await suggested(client, a_round, title=f"Idea {number}") for number in range(7)]
        ask = {"limit": "2", "order": order, "state": "submitted"}
        part = good(await client.get(f"{DESK}/ideas", params=ask, headers=MODERATOR))
        seen = [one["number"] for one in part["items"]]
        for other in (ideas[0], ideas[1]):
            await acted(client, other, "accept")
        good(await client.post(f"{DESK}/ideas/{ideas[2]['number']}/take", headers=MODERATOR))
        await suggested(client, a_round, title="It came meanwhile")
        while part["next"]:
            part = good(await client.get(f"{DESK}/ideas", params=ask | {"cursor": part["next"]}, headers=MODERATOR))
            seen += [one["number"] for one in part["items"]]

        assert [number for number in seen if number in {one["number"] for one in ideas}] == [
            one["number"] for one in ideas
        ]
        assert len(seen) == len({*seen})
        for one in good(await client.get(f"{DESK}/ideas?limit=100", headers=MODERATOR))["items"]:
            if one["state"] == "submitted":
                await acted(client, one, "reject", criterion="not-ours", reason="It is not ours.")


async def test_the_desk_is_for_those_who_moderate(client: httpx.AsyncClient, three: Sequence[Json]) -> None:
    number = three[0]["number"]
    for method, path in (
        ("GET", "ideas"),
        ("GET", f"ideas/{number}"),
        ("GET", "figures"),
        ("GET", "states"),
        ("GET", "departments"),
        ("POST", "next"),
        ("POST", f"ideas/{number}/take"),
    ):
        assert (await client.request(method, f"{DESK}/{path}")).status_code == 401, path
        auditor = staff_headers("auditor")
        assert (await client.request(method, f"{DESK}/{path}", headers=auditor)).status_code == 403, path


async def test_an_idea_is_given_to_a_department_of_the_councils_list(
    client: httpx.AsyncClient, three: Sequence[Json]
) -> None:
    parks = good(await client.post(f"{DESK}/departments", json={"name": "Parks"}, headers=MODERATOR), 201)
    again = await client.post(f"{DESK}/departments", json={"name": "parks"}, headers=MODERATOR)
    refused(again, 409, "department-name-is-taken")
    to_parks = {"department_id": parks["department_id"]}
    place = f"{DESK}/ideas/{three[0]['number']}"

    good(await client.put(f"{place}/department", json=to_parks, headers=MODERATOR))

    assert await queue(client, department=parks["department_id"]) == ["Late"]
    assert await queue(client, department="none") == ["Soon", "Neu"]
    closed = f"{DESK}/departments/{parks['department_id']}"
    good(await client.patch(closed, json={"is_closed": True, "name": "Green spaces"}, headers=MODERATOR))
    assert good(await client.get(f"{DESK}/departments", headers=MODERATOR))["items"] == [
        {"department_id": parks["department_id"], "name": "Green spaces", "is_closed": True}
    ]
    other = await client.put(f"{DESK}/ideas/{three[1]['number']}/department", json=to_parks, headers=MODERATOR)
    refused(other, 404, "department-is-not-known")
    assert good(await client.get(place, headers=MODERATOR))["department_id"] == parks["department_id"]
    good(await client.put(f"{place}/department", json={"department_id": None}, headers=MODERATOR))
    assert good(await client.get(place, headers=MODERATOR))["department_id"] is None
    shown = await client.get(f"{IDEAS}/{three[0]['number']}")
    assert "department" not in shown.text
