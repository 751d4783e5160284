from typing import Any
from uuid import uuid4

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.journals import announced_by_somebody
from tests.support.suggesting import ADMINISTRATOR, MODERATOR, ROUNDS, a_plan

TWICE = [{"name": "Mitte"}, {"name": " mitte"}]
LATE = {"name": "vote", "starts_on": "2027-06-01", "ends_on": "2027-06-21"}
EARLY = {"name": "suggest", "starts_on": "2027-07-01", "ends_on": "2027-07-02"}


async def test_an_administrator_publishes_a_round(client: httpx.AsyncClient, runtime: Runtime, a_round: Json) -> None:
    shown = good(await client.get(f"{ROUNDS}/{a_round['round_id']}"))
    listed = good(await client.get(ROUNDS))

    assert shown == a_round
    assert listed["items"] == [a_round]
    assert (listed["total"], listed["page"], listed["pages"], listed["next"]) == (1, 1, 1, None)
    assert a_round["funds"][1]["area_id"] == a_round["areas"][1]["area_id"]
    [(kind, told)] = await announced_by_somebody(runtime.database)
    assert kind == "ideas.round-published.v1"
    assert [fund["fund_id"] for fund in told["funds"]] == [fund["fund_id"] for fund in a_round["funds"]]
    assert told["calendar"][1] == LATE


async def test_nobody_else_publishes_a_round(client: httpx.AsyncClient) -> None:
    by_nobody = await client.post(ROUNDS, json=a_plan())
    by_a_moderator = await client.post(ROUNDS, json=a_plan(), headers=MODERATOR)

    refused(by_nobody, 401, "unauthorized")
    refused(by_a_moderator, 403, "forbidden")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("currency", {"currency": "XXX"}),
        ("areas", {"areas": TWICE, "funds": [{"name": "All", "budget_cents": 1}]}),
        ("funds", {"funds": [{"name": "All", "budget_cents": 1}, {"name": "ALL", "budget_cents": 2}]}),
        ("funds", {"funds": [{"name": "All", "budget_cents": 0}]}),
        ("funds", {"funds": [{"name": "All", "budget_cents": 1, "area": "Atlantis"}]}),
        ("calendar", {"calendar": [LATE | {"ends_on": "2027-05-01"}]}),
        ("calendar", {"calendar": [EARLY, LATE]}),
        ("calendar", {"calendar": [LATE, LATE]}),
    ],
)
async def test_a_round_that_contradicts_itself_is_refused(
    client: httpx.AsyncClient, field: str, change: dict[str, Any]
) -> None:
    answer = await client.post(ROUNDS, json=a_plan(**change), headers=ADMINISTRATOR)

    problem = refused(answer, 422, "round-is-not-sound")
    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["detail"]


@pytest.mark.parametrize("change", [{"funds": []}, {"name": " "}, {"currency": "euro"}, {"hourly_value_cents": -1}])
async def test_a_malformed_round_is_refused(client: httpx.AsyncClient, change: dict[str, Any]) -> None:
    refused(await client.post(ROUNDS, json=a_plan(**change), headers=ADMINISTRATOR), 422, "malformed-request")


async def test_no_two_rounds_have_one_name(client: httpx.AsyncClient, a_round: Json) -> None:
    plan = a_plan(name=a_round["name"].upper())

    refused(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), 409, "round-name-is-taken")


async def test_a_round_sent_in_twice_is_published_once(client: httpx.AsyncClient, runtime: Runtime) -> None:
    plan = a_plan(submission_id=str(uuid4()))

    first = good(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), 201)
    second = good(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), 201)

    assert second == first
    assert len(await announced_by_somebody(runtime.database)) == 1


async def test_an_unknown_round_is_not_found(client: httpx.AsyncClient) -> None:
    refused(await client.get(f"{ROUNDS}/{uuid4()}"), 404, "round-is-not-known")
