import asyncio
from typing import Any

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.journals import announced_by_somebody
from tests.support.staff import staff_headers
from tests.support.suggesting import IDA, IDEAS, MODERATOR, accepted, acted, handed_over, seen, suggested

SECRET = "Nobody has read this yet"


async def test_nobody_but_staff_reads_an_idea_before_it_is_screened(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round, title=SECRET, text=SECRET, place=SECRET)
    public = [
        f"{IDEAS}/{idea['number']}",
        IDEAS,
        f"{IDEAS}?state=submitted",
        f"{IDEAS}?q=nobody",
        f"{IDEAS}/similar?round_id={a_round['round_id']}&text={SECRET}",
        "/api/ideas/v1/events",
    ]

    for path in public:
        assert SECRET not in (await client.get(path)).text

    assert (await seen(client, idea, **staff_headers("auditor")))["title"] == SECRET
    queue = good(await client.get(f"{IDEAS}?state=submitted&order=oldest", headers=MODERATOR))
    assert [waiting["title"] for waiting in queue["items"]] == [SECRET]
    assert queue["items"][0]["due_at"] > idea["submitted_at"]


async def test_a_rejected_idea_shows_why_but_not_its_words(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round, title=SECRET, text=SECRET)

    await acted(client, idea, "reject", criterion="not-ours", reason="The railway belongs to the state.")

    shown = await seen(client, idea)
    assert (shown["state"], shown["title"], shown["criterion"]) == ("rejected", None, "not-ours")
    assert shown["life_line"][-1]["text"] == (
        "The idea cannot be pursued (Not the council's business): The railway belongs to the state."
    )


async def test_an_accepted_idea_is_public(client: httpx.AsyncClient, runtime: Runtime, a_round: Json) -> None:
    idea = await accepted(client, a_round)

    assert (await seen(client, idea))["title"] == "Trees for the market square"
    assert good(await client.get(IDEAS))["total"] == 1
    kinds = [kind for kind, _ in await announced_by_somebody(runtime.database)]
    assert kinds[1:] == [
        "ideas.idea-submitted.v1",
        "ideas.idea-accepted.v1",
        "ideas.idea-state-changed.v1",
    ]


async def test_of_two_moderators_at_once_the_second_learns_that_the_state_has_changed(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    url = f"{IDEAS}/{idea['number']}/actions"
    accept = client.post(url, json={"action": "accept"}, headers=MODERATOR)
    accept_too = client.post(url, json={"action": "accept"}, headers=staff_headers("moderator", name="Bo"))

    answers = await asyncio.gather(accept, accept_too)

    first, second = sorted(answers, key=lambda answer: answer.status_code)
    assert good(first)["state"] == "accepted"
    assert refused(second, 409, "state-has-changed")["state"] == "accepted"
    assert len((await seen(client, idea))["life_line"]) == 2
    assert [kind for kind, _ in await announced_by_somebody(runtime.database)].count("ideas.idea-accepted.v1") == 1


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"action": "reject"}, "criterion"),
        ({"action": "reject", "criterion": "not-ours", "reason": "  "}, "reason"),
        ({"action": "reject", "criterion": "ugly", "reason": "So."}, "criterion"),
        ({"action": "reject", "criterion": "not-ours", "reason": 7}, "reason"),
        ({"action": "reject", "criterion": "not-ours", "reason": "x" * 2001}, "reason"),
        ({"action": "reject", "criterion": "not-ours", "reason": "\x00"}, "reason"),
        ({"action": "accept", "criterion": "not-ours"}, "criterion"),
    ],
)
async def test_an_action_asks_for_what_the_workflow_says(
    client: httpx.AsyncClient, a_round: Json, wish: dict[str, Any], field: str
) -> None:
    idea = await suggested(client, a_round)

    answer = await client.post(f"{IDEAS}/{idea['number']}/actions", json=wish, headers=MODERATOR)

    assert field in [error["field"] for error in refused(answer, 422, "fields-are-wrong")["errors"]]


async def test_only_those_whom_the_workflow_names_can_act(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)
    url = f"{IDEAS}/{idea['number']}/actions"
    accept = {"action": "accept"}

    refused(await client.post(url, json=accept), 401, "unauthorized")
    refused(await client.post(url, json=accept, headers=staff_headers("auditor")), 403, "action-is-not-yours")
    refused(await client.post(url, json={"action": "fund"}, headers=MODERATOR), 403, "action-is-not-yours")
    refused(await client.post(url, json={"action": "dance"}, headers=MODERATOR), 422, "action-is-not-known")
    assert (await client.get(url, headers=staff_headers("auditor"))).json()["items"] == []


async def test_the_possible_actions_are_offered_in_the_readers_language(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    in_german = MODERATOR | {"Accept-Language": "de-DE,de;q=0.9,en;q=0.8"}

    offered = (await client.get(f"{IDEAS}/{idea['number']}/actions", headers=in_german)).json()["items"]

    assert [action["label"] for action in offered] == [
        "Ablehnen",
        "Übergeben",
        "In ihrem Auftrag zurückziehen",
        "Titel berichtigen",
        "Text berichtigen",
        "Worte entfernen",
    ]
    [fund] = offered[1]["fields"]
    assert (fund["name"], fund["kind"], fund["required"]) == ("fund_id", "choice", True)
    assert [choice["label"] for choice in fund["choices"]] == ["Whole town", "Karlshorst"]
    shown = await seen(client, idea, **in_german)
    assert shown["life_line"][-1]["text"] == "Die Idee ist angenommen und öffentlich."
    assert shown["life_line"][-1]["by"] == "Die Geschäftsstelle"


async def test_an_idea_is_handed_over_to_a_fund_of_its_round(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await handed_over(client, a_round, place="Market square")

    assert idea["state"] == "handed_over"
    told = next(
        data for kind, data in await announced_by_somebody(runtime.database) if kind == "ideas.idea-handed-over.v1"
    )
    assert (told["fund_id"], told["place"]) == (a_round["funds"][0]["fund_id"], "Market square")
    other = await accepted(client, a_round)
    wish = {"action": "hand-over", "fund_id": a_round["round_id"]}
    refused(
        await client.post(f"{IDEAS}/{other['number']}/actions", json=wish, headers=MODERATOR), 422, "fields-are-wrong"
    )


async def test_only_the_office_sees_how_to_reach_people(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await accepted(client, a_round, contact=IDA)

    assert (await seen(client, idea, **MODERATOR))["contact"] == IDA
    for headers in ({}, staff_headers("auditor"), staff_headers("reviewer")):
        assert "ida@" not in (await client.get(f"{IDEAS}/{idea['number']}", headers=headers)).text
