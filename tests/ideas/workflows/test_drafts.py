"""A workflow is written over days in a draft by which no idea goes, and is published by an act of its own."""

import copy

import httpx
import pytest

from tests.ideas.workflows.test_publishing import BUDGET, WORKFLOWS, published, standing, with_second_look
from tests.support.answers import Json, good, refused
from tests.support.staff import staff_headers
from tests.support.suggesting import ADMINISTRATOR, MODERATOR, suggested

DRAFTS = "/api/ideas/v1/workflow-drafts"
DRAFT = f"{DRAFTS}/ballot-budget"
COLLEAGUE = staff_headers("administrator", name="Cleo")


def as_seen(seen: Json) -> dict[str, str]:
    """What says that this is what somebody saw."""
    return {"If-Match": f'"{seen["version"]}"'}


async def kept(client: httpx.AsyncClient, definition: Json, seen: Json, **who: str) -> httpx.Response:
    """The answer to keeping it as the draft."""
    url = f"{DRAFTS}/{definition['name']}"
    return await client.put(url, json=definition, headers={**ADMINISTRATOR, **who, **as_seen(seen)})


async def made_public(client: httpx.AsyncClient, draft: Json, replaces: int) -> httpx.Response:
    """The answer to publishing the draft in place of that version."""
    url = f"{DRAFTS}/{draft['workflow']}/publish"
    return await client.post(url, json={"replaces": replaces}, headers=ADMINISTRATOR | as_seen(draft))


def with_deadline(definition: Json, days: int) -> Json:
    """The same, with another deadline in the first state."""
    wanted = copy.deepcopy(definition)
    wanted["states"][0]["working_days"] = days
    return wanted


async def test_no_idea_goes_by_a_draft_until_it_is_published(client: httpx.AsyncClient, a_round: Json) -> None:
    budget = await standing(client)
    unfinished = with_second_look(budget["definition"])
    unfinished["states"][1]["label"] = {}

    draft = good(await kept(client, unfinished, budget))

    assert [(each["field"], each["rule"]) for each in draft["faults"]] == [("states.1.label", "label-is-missing")]
    assert (draft["based_on"], draft["standing_number"], draft["is_behind"]) == (1, 1, False)
    assert (await suggested(client, a_round))["workflow_version"] == 1
    answer = refused(await made_public(client, draft, 1), 422, "workflow-has-faults")
    assert answer["errors"] == draft["faults"]
    assert await standing(client) == budget

    draft = good(await kept(client, with_second_look(budget["definition"]), draft))
    assert [(each["part"], each["name"], each["kind"]) for each in draft["changes"]] == [
        ("states", "second_look", "added"),
        ("actions", "look-again", "added"),
        ("actions", "accept", "changed"),
    ]
    assert draft["changes"][-1]["aspects"] == ["of"]
    now = good(await made_public(client, draft, 1))

    assert (now["version_number"], now["definition"]) == (2, draft["definition"])
    assert (await suggested(client, a_round, title="A bench"))["workflow_version"] == 2
    refused(await client.get(DRAFT, headers=ADMINISTRATOR), 404, "workflow-draft-is-not-known")


async def test_of_two_who_write_on_a_draft_the_second_is_told(client: httpx.AsyncClient) -> None:
    budget = await standing(client)
    first = good(await kept(client, with_deadline(budget["definition"], 3), budget))

    refused(await kept(client, with_deadline(budget["definition"], 4), budget, **COLLEAGUE), 412, "it-has-changed")
    second = good(await kept(client, with_deadline(budget["definition"], 5), first, **COLLEAGUE))

    refused(await made_public(client, first, 1), 412, "it-has-changed")
    stale = ADMINISTRATOR | as_seen(first)
    refused(await client.delete(DRAFT, headers=stale), 412, "it-has-changed")
    assert good(await client.get(DRAFT, headers=MODERATOR)) == second
    assert second["changed_by"] != first["changed_by"]


async def test_whoever_publishes_a_draft_names_the_version_that_they_compared_it_with(
    client: httpx.AsyncClient,
) -> None:
    budget = await standing(client)
    draft = good(await kept(client, with_deadline(budget["definition"], 3), budget))
    good(await published(client, with_second_look(budget["definition"])))

    refused(await made_public(client, draft, 1), 409, "another-version-stands")

    now = good(await client.get(DRAFT, headers=ADMINISTRATOR))
    assert (now["based_on"], now["standing_number"], now["is_behind"]) == (1, 2, True)
    assert ("states", "second_look", "removed") in [(one["part"], one["name"], one["kind"]) for one in now["changes"]]
    assert good(await made_public(client, now, 2))["version_number"] == 3


async def test_a_draft_is_thrown_away_and_what_is_published_stands(client: httpx.AsyncClient) -> None:
    budget = await standing(client)
    draft = good(await kept(client, with_deadline(budget["definition"], 3), budget))
    assert [each["workflow"] for each in good(await client.get(DRAFTS, headers=MODERATOR))["items"]] == [
        "ballot-budget"
    ]

    assert (await client.delete(DRAFT, headers=ADMINISTRATOR | as_seen(draft))).status_code == httpx.codes.NO_CONTENT

    assert good(await client.get(DRAFTS, headers=MODERATOR))["items"] == []
    refused(await client.delete(DRAFT, headers=ADMINISTRATOR), 404, "workflow-draft-is-not-known")
    refused(await made_public(client, draft, 1), 404, "workflow-draft-is-not-known")
    assert await standing(client) == budget


async def test_a_workflow_of_the_councils_own_begins_as_a_draft(client: httpx.AsyncClient) -> None:
    own = (await standing(client))["definition"] | {"name": "own-way", "label": {"de": "Unser Weg"}}
    url = f"{DRAFTS}/own-way"

    draft = good(await client.put(url, json=own, headers=ADMINISTRATOR))

    assert (draft["label"], draft["based_on"], draft["standing_number"]) == ("own-way", 0, 0)
    assert {each["kind"] for each in draft["changes"]} == {"added"}
    refused(await client.get(f"{WORKFLOWS}/own-way"), 404, "workflow-is-not-known")
    draft = good(await kept(client, own | {"label": {"en": "Our way"}}, draft))
    assert good(await made_public(client, draft, 0))["version_number"] == 1
    for name in ("Our Way", "other-way"):
        refused(await client.put(f"{DRAFTS}/{name}", json=own, headers=ADMINISTRATOR), 422, "workflow-has-faults")


@pytest.mark.parametrize(("method", "url"), [("PUT", DRAFT), ("DELETE", DRAFT), ("POST", f"{DRAFT}/publish")])
async def test_moderators_read_drafts_and_change_none(client: httpx.AsyncClient, method: str, url: str) -> None:
    budget = await standing(client)
    draft = good(await kept(client, with_deadline(budget["definition"], 3), budget))
    body = {"replaces": 1} if method == "POST" else budget["definition"]

    answer = await client.request(method, url, json=None if method == "DELETE" else body, headers=MODERATOR)

    assert answer.status_code == httpx.codes.FORBIDDEN
    assert (await client.get(DRAFT)).status_code == httpx.codes.UNAUTHORIZED
    assert good(await client.get(DRAFT, headers=MODERATOR)) == draft
    assert await standing(client, BUDGET) == budget
