"""A council writes its workflow: checked whole, published as a version, and kept by the ideas that began with it."""

import copy
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from libs.shared.platform.running.runtime import Runtime
from services.ideas.storage.workflow_tables import WorkflowRow
from services.ideas.use_cases.workflows.keep_shipped_workflows import keep_shipped_workflows
from tests.ideas.workflows.walking import acts, walked
from tests.support.answers import Json, good, refused
from tests.support.journals import announced as journal_of
from tests.support.staff import staff_headers
from tests.support.suggesting import ADMINISTRATOR, MODERATOR, seen, suggested

WORKFLOWS = "/api/ideas/v1/workflows"
BUDGET = f"{WORKFLOWS}/ballot-budget"
CHIEF = staff_headers("administrator", name="Cleo")


async def standing(client: httpx.AsyncClient, url: str = BUDGET) -> Json:
    """The workflow as it is now."""
    return good(await client.get(url))


def with_second_look(definition: Json) -> Json:
    """The ballot budget with one state more, in which somebody looks again before an idea is accepted."""
    wanted = copy.deepcopy(definition)
    looking = {"name": "second_look", "label": {"en": "Second look", "de": "Zweiter Blick"}, "is_public": False}
    wanted["states"].insert(1, looking)
    accept = next(action for action in wanted["actions"] if action["name"] == "accept")
    look = copy.deepcopy(accept) | {"name": "look-again", "label": {"en": "Look again"}, "to": "second_look"}
    look["words"] = {"en": "Somebody looks again.", "de": "Jemand sieht noch einmal hin."}
    accept["of"] = ["second_look"]
    wanted["actions"].insert(0, look)
    return wanted


async def published(client: httpx.AsyncClient, definition: Json, **headers: str) -> httpx.Response:
    """The answer to publishing it."""
    return await client.put(f"{WORKFLOWS}/{definition['name']}", json=definition, headers=ADMINISTRATOR | headers)


async def test_an_idea_keeps_the_version_that_it_began_with(client: httpx.AsyncClient, a_round: Json) -> None:
    before = await suggested(client, a_round)
    budget = await standing(client)

    now = good(
        await published(client, with_second_look(budget["definition"]), **{"If-Match": f'"{budget["version"]}"'})
    )

    after = await suggested(client, a_round, title="A bench")
    assert (budget["version_number"], now["version_number"], now["is_shipped"]) == (1, 2, False)
    assert (before["workflow_version"], after["workflow_version"]) == (1, 2)
    assert (await walked(client, before, "accept"))["state"] == "accepted"
    refused(await acts(client, after, "accept"), 409, "state-has-changed")
    looked_at = await walked(client, after, "look-again")
    assert (looked_at["state_label"], looked_at["is_as_shipped"], looked_at["title"]) == (
        "Second look",
        False,
        "A bench",
    )
    assert (await seen(client, after))["title"] is None
    assert (await walked(client, after, "accept"))["is_as_shipped"]
    listed = good(await client.get(f"{BUDGET}/versions"))["items"]
    assert [version["version_number"] for version in listed] == [2, 1]
    assert (await standing(client, f"{BUDGET}?version_number=1"))["definition"] == budget["definition"]


async def test_whoever_edits_an_older_version_is_told_and_overwrites_nothing(client: httpx.AsyncClient) -> None:
    budget = await standing(client)
    seen_then = {"If-Match": f'"{budget["version"]}"'}
    first = good(await published(client, with_second_look(budget["definition"]), **seen_then))
    late = copy.deepcopy(budget["definition"])
    late["states"][0]["working_days"] = 3

    refused(await published(client, late, **seen_then), 412, "it-has-changed")

    assert await standing(client) == first
    again = good(await published(client, first["definition"], **{"If-Match": f'"{first["version"]}"'}))
    assert again["version_number"] == 2


async def test_a_workflow_with_faults_is_not_published_and_each_is_named_beside_its_place(
    client: httpx.AsyncClient,
) -> None:
    budget = await standing(client)
    wrong = with_second_look(budget["definition"])
    wrong["states"][1]["is_ending"] = False
    wrong["actions"] = [action for action in wrong["actions"] if action["name"] not in {"accept", "reject"}]

    in_german = good(await client.post(f"{WORKFLOWS}/check", json=wrong, headers=MODERATOR | {"Accept-Language": "de"}))
    answer = refused(await published(client, wrong), 422, "workflow-has-faults")

    rules = {error["rule"] for error in answer["errors"]}
    assert {"state-is-a-dead-end", "state-is-not-reached"} <= rules
    assert {fault["rule"] for fault in in_german["items"]} == rules
    assert "Von „second_look“ führt kein Weg zu einem Ende" in str(in_german)
    assert await standing(client) == budget


async def test_a_council_has_a_workflow_of_its_own_beside_those_that_are_shipped(client: httpx.AsyncClient) -> None:
    budget = await standing(client)
    own = budget["definition"] | {"name": "own-way", "label": {"en": "Our own way"}}

    made = good(await published(client, own))

    assert (made["version_number"], made["label"]) == (1, "Our own way")
    listed = good(await client.get(WORKFLOWS))["items"]
    assert [each["workflow"] for each in listed] == ["ballot-budget", "lichtenberg", "own-way"]
    named_otherwise = await client.put(f"{WORKFLOWS}/another", json=own, headers=ADMINISTRATOR)
    assert refused(named_otherwise, 422, "workflow-has-faults")["errors"][0]["rule"] == "name-is-another"


@pytest.mark.parametrize("headers", [MODERATOR, staff_headers("auditor")], ids=["moderator", "auditor"])
async def test_administrators_alone_publish(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    budget = await standing(client)

    assert (await client.put(BUDGET, json=budget["definition"], headers=headers)).status_code == httpx.codes.FORBIDDEN


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("name", "x" * 41),
        ("label", {"en": "x" * 121}),
        ("label", {"tlh": "qo'"}),
        ("states", [{"name": f"s{at}", "label": {"en": "S"}} for at in range(61)]),
        ("colour", "red"),
    ],
)
async def test_what_is_no_workflow_at_all_is_refused(client: httpx.AsyncClient, part: str, value: Any) -> None:
    budget = await standing(client)

    answer = await client.post(f"{WORKFLOWS}/check", json=budget["definition"] | {part: value}, headers=MODERATOR)

    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY


async def test_a_workflow_that_there_is_not_is_not_known(client: httpx.AsyncClient) -> None:
    for path in ("nonsense", "nonsense/versions", "ballot-budget?version_number=7"):
        refused(await client.get(f"{WORKFLOWS}/{path}"), 404, "workflow-is-not-known")


async def test_holidays_move_the_deadlines_that_have_not_passed(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)
    url = "/api/ideas/v1/working-days"
    calendar = good(await client.get(url))
    assert calendar["weekend"] == [6, 7]
    wanted = {"weekend": [6, 7], "holidays": [idea["due_at"][:10]]}

    now = good(await client.put(url, json=wanted, headers=CHIEF | {"If-Match": f'"{calendar["version"]}"'}))

    assert now["holidays"] == wanted["holidays"]
    assert (await seen(client, idea))["due_at"] > idea["due_at"]
    stale = CHIEF | {"If-Match": f'"{calendar["version"]}"'}
    refused(await client.put(url, json=wanted, headers=stale), 412, "it-has-changed")
    every_day = {"weekend": [1, 2, 3, 4, 5, 6, 7], "holidays": []}
    refused(await client.put(url, json=every_day, headers=CHIEF), 422, "no-working-day-is-left")


async def test_each_version_is_told_once_also_those_of_before_there_was_such_news(
    client: httpx.AsyncClient, runtime: Runtime
) -> None:
    budget = await standing(client)
    good(await published(client, with_second_look(budget["definition"])))
    async with runtime.database.transaction() as tx:
        await tx.session.execute(
            update(WorkflowRow).where(WorkflowRow.name == "lichtenberg").values(is_announced=False)
        )

    for _ in range(2):
        await keep_shipped_workflows(runtime.database, runtime.clock)

    told = [data for kind, data in await journal_of(runtime.database) if kind == "ideas.workflow-published.v1"]
    names = [(each["workflow"], each["version_number"], each["is_shipped"]) for each in told]
    shipped = [("ballot-budget", 1, True), ("lichtenberg", 1, True)]
    assert names == [*shipped, ("ballot-budget", 2, False), ("lichtenberg", 1, True)]
    of_budget = told[2]
    assert [each["state"] for each in of_budget["states"]][:2] == ["submitted", "second_look"]
    look = next(each for each in of_budget["ways"] if each["action"] == "look-again")
    assert (look["of"], look["to"], look["roles"]) == (["submitted"], "second_look", ["moderator", "administrator"])
    assert of_budget["workflow_id"] == told[0]["workflow_id"] != told[1]["workflow_id"]
