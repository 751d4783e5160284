"""Ideas that stood on another platform, taken over by staff: each once, and never with a key."""

import asyncio

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import IDEAS, MODERATOR, a_plan, acted, an_idea, seen

FROM_DECIDIM = {"system": "decidim", "number": "4711", "suggested_on": "2025-03-09"}


async def taken_over(client: httpx.AsyncClient, within: Json, **changes: object) -> Json:
    idea = an_idea(within, channel="api", **({"origin": FROM_DECIDIM} | changes))
    return good(await client.post(IDEAS, json=idea, headers=MODERATOR), 201)


async def test_an_idea_from_elsewhere_says_where_it_stood(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await taken_over(client, a_round)

    [line] = (await seen(client, idea))["life_line"]
    [auf_deutsch] = (await seen(client, idea, **{"Accept-Language": "de"}))["life_line"]
    assert line["text"] == (
        "The idea was taken over from Decidim, where it had the number 4711. It was suggested there on 9 March 2025."
    )
    assert auf_deutsch["text"].endswith("Vorgeschlagen wurde sie dort am 09.03.2025.")
    assert (idea["state"], idea["key"]) == ("submitted", None)


async def test_it_is_taken_once_for_each_round(client: httpx.AsyncClient, runtime: Runtime, a_round: Json) -> None:
    once = await taken_over(client, a_round)
    told = len(await announced(runtime.database))
    await acted(client, once, "accept")

    again = await asyncio.gather(*(taken_over(client, a_round, title="It says something else") for _ in range(3)))
    next_year = a_plan(name="Lichtenberg 2028")
    another = good(
        await client.post("/api/ideas/v1/rounds", json=next_year, headers=staff_headers("administrator")), 201
    )
    elsewhere = await taken_over(client, another)

    assert {(idea["number"], idea["state"], idea["title"]) for idea in again} == {
        (once["number"], "accepted", once["title"])
    }
    assert elsewhere["number"] != once["number"]
    submitted = [type_ for type_, _ in (await announced(runtime.database))[told:] if type_ == "ideas.idea-submitted.v1"]
    assert len(submitted) == 1


async def test_only_staff_take_ideas_over(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = an_idea(a_round, origin=FROM_DECIDIM)

    refused(await client.post(IDEAS, json=idea), 403, "origin-is-for-staff")
    refused(await client.post(IDEAS, json=idea, headers=staff_headers("auditor")), 403, "origin-is-for-staff")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"suggested_on": "2999-01-01"}, "origin-is-in-the-future"),
        ({"suggested_on": "yesterday"}, "malformed-request"),
        ({"system": "elsewhere"}, "malformed-request"),
        ({"number": "<b>1</b>"}, "malformed-request"),
        ({"number": ""}, "malformed-request"),
    ],
)
async def test_an_impossible_origin_is_refused(
    client: httpx.AsyncClient, a_round: Json, change: dict[str, str], code: str
) -> None:
    idea = an_idea(a_round, origin=FROM_DECIDIM | change)

    refused(await client.post(IDEAS, json=idea, headers=MODERATOR), 422, code)
