"""Every list that a document describes comes in parts, in one way, and the parts are the whole."""

import copy
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from commonpurse import api_documents
from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall
from libs.shared.kernel.page import LARGEST_SIZE, USUAL_SIZE
from libs.shared.platform.api.described import operations
from tests.support.answers import Json, good
from tests.web.town import Town

ALWAYS_WHOLE = {
    "decisions/choices": "those of the ideas that are asked for",
    "data": "those of this release",
    "workflows": "those of one town hall",
    "workflow-drafts": "one of each workflow at most",
    "workflows/{workflow}/versions": "those of one workflow",
    "imports": "those of one round in ninety days",
    "desk/departments": "those of one town hall",
    "desk/states": "those of one workflow",
    "desk/templates": "those of one town hall",
    "notes": "those of one idea",
    "{number}/opinions": "those of one idea",
    "{number}/templates": "those of one town hall",
    "actions": "what may be done with one thing, of which its workflow has a handful",
    "dead-letters": "what waits to be mended, and not for long",
    "integrators": "those whom the office knows by name",
    "me/passkeys": "those of one person",
    "ideas/similar": "the five that are most alike",
    "originals": "what was taken down of one poll",
    "poll-templates": "those of this release",
    "staff": "those who work at the town hall",
    "staff/names": "the same",
    "views": "those of this release",
    "webhooks": "those of one integrator, whom a bound is set",
    "webhooks/types": "those of this release",
}
QUEUES = {
    "acts": "a chain, read backwards by the numbers of its links; nothing of it changes",
    "barriers": "waits for staff; what is answered leaves it",
    "desk/ideas": "waits for staff; what is answered leaves it",
    "desk/opinions": "waits for departments; what they say is looked for by its idea",
    "desk/prepared": "waits for one of the staff; what is published leaves it",
    "tellings": "waits for staff; what is told leaves it",
    "deliveries": "sent and erased after two weeks; asked for by state",
}
"""Lists that nobody keeps a copy of: they are not asked for what has changed."""
_OTHER_PLACES = {"acts": {"before", "at_most"}}


@pytest.fixture(scope="module")
async def documents() -> dict[str, Json]:
    return {name: copy.deepcopy(dict(one)) for name, one in (await api_documents.described()).items()}


@pytest.fixture
async def hall(town: Town) -> AsyncIterator[TownHall]:
    hall = TownHall(dict.fromkeys(SERVICE_NAMES, town.address))
    yield hall
    await hall.aclose()


def lists_in(document: Json) -> Iterator[tuple[str, Json, Json]]:
    """Each list: its path, its operation, and the shape of its answer."""
    shapes = document["components"]["schemas"]
    for path, method, operation in operations(document):
        told = operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
        shape = shapes.get(told.get("$ref", "").rpartition("/")[2], told)
        if method == "get" and "items" in shape.get("properties", {}):
            yield path, operation, shape


def asked(operation: Json) -> dict[str, Json]:
    return {each["name"]: each["schema"] for each in operation.get("parameters", ()) if each["in"] == "query"}


def is_one_of(path: str, names: dict[str, str]) -> bool:
    return any(path.endswith(f"/{name}") for name in names)


def test_every_list_is_asked_for_in_the_same_way(documents: dict[str, Json]) -> None:
    found = [one for document in documents.values() for one in lists_in(document)]
    partly = [one for one in found if not is_one_of(one[0], ALWAYS_WHOLE) and not one[0].endswith("/acts")]

    assert len(partly) >= 12
    for path, operation, shape in partly:
        parameters = asked(operation)
        assert {"cursor", "limit", "page"} <= parameters.keys(), path
        assert (parameters["limit"]["default"], parameters["limit"]["maximum"]) == (USUAL_SIZE, LARGEST_SIZE), path
        assert {"items", "total", "page", "pages", "next", "as_of"} <= {*shape["required"]}, path
        assert ("updated_since" in parameters) != is_one_of(path, QUEUES), path


def test_no_list_is_said_to_be_whole_that_is_not_or_is_no_more(documents: dict[str, Json]) -> None:
    found = {path: asked(operation) for one in documents.values() for path, operation, _ in lists_in(one)}

    for name in ALWAYS_WHOLE | QUEUES:
        assert any(path.endswith(f"/{name}") for path in found), name
    assert [path for path in found if is_one_of(path, ALWAYS_WHOLE) and {"cursor", "limit"} & found[path].keys()] == []


async def in_parts(client: httpx.AsyncClient, path: str, **wanted: Any) -> list[Json]:
    items: list[Json] = []
    while True:
        part = good(await client.get(path, params=wanted))
        assert len(part["items"]) <= int(wanted["limit"])
        assert len(part["items"]) == int(wanted["limit"]) or not part["next"], path
        items += part["items"]
        if not part["next"]:
            assert part["total"] == len(items), path
            assert part["page"] == part["pages"], path
            return items
        wanted["cursor"] = part["next"]


async def a_thread(town: Town, hall: TownHall, subject_id: str) -> str:
    """A comment with replies on the proposal, shown."""
    await hall.sign_in("moderator", town.passwords["moderator"])
    path, written = f"/discussions/{subject_id}/comments", list[str]()
    for text in ("It is too loud.", "Not in winter.", "In winter, too.", "Nobody minds."):
        wish = {"text": text, "in_reply_to": written[0] if written else None}
        written.append((await hall.must("deliberation", "POST", path, wish))["comment_id"])
        await hall.act("deliberation", f"/comments/{written[-1]}", "show", staff="moderator")
    return written[0]


async def test_the_parts_of_every_public_list_are_the_whole_of_it(
    town: Town, hall: TownHall, documents: dict[str, Json]
) -> None:
    read = {}
    async with httpx.AsyncClient(base_url=town.address) as client:
        rounds = good(await client.get("/api/ideas/v1/rounds"))["items"]
        proposals = good(await client.get("/api/proposals/v1/proposals", params={"limit": LARGEST_SIZE}))["items"]
        filled = {"round_id": rounds[0]["round_id"], "number": proposals[0]["number"]}
        subject_id = next(one["proposal_id"] for one in proposals if one["state"] == "on_ballot")
        filled |= {"subject_id": subject_id, "comment_id": await a_thread(town, hall, subject_id)}
        for path, operation, _ in (one for document in documents.values() for one in lists_in(document)):
            is_public = {} in operation.get("security", [{}])
            if not is_public or "cursor" not in asked(operation) or "{subscription_id}" in path:
                continue
            place = re.sub(r"{(\w+)}", lambda name: filled[name[1]], path)
            whole = good(await client.get(place, params={"limit": LARGEST_SIZE}))
            read[path] = len(whole["items"])

            assert await in_parts(client, place, limit="2") == whole["items"], path
            assert await in_parts(client, place, limit="3", updated_since="2000-01-01T00:00:00Z") == whole["items"], (
                path
            )
            head = await client.head(place)
            assert (head.status_code, head.content) == (200, b""), path
            assert "GET" in (await client.patch(place)).headers["Allow"].split(", "), path

    assert len(read) == 11, read
    # The sample's first proposal may have no offer, and nobody has announced a sitting in it, or decided.
    empty = {"/api/proposals/v1/proposals/{number}/offers", "/api/ideas/v1/sittings", "/api/ideas/v1/decisions"}
    assert {path for path, many in read.items() if not many} <= empty
