"""The workflow of proposals is read as data, by everybody, and it is the one by which they go."""

from datetime import datetime, timedelta
from typing import Any

import httpx

from libs.shared.events.ideas import RoundPublished
from tests.support.answers import Json, good
from tests.support.proposing import MODERATOR, PROPOSALS, acted, seen, submitted

ITS_WORKFLOW = "/api/proposals/v1/workflow"
STEPS: list[dict[str, Any]] = [
    {"action": "request-changes", "reason": "Where exactly?"},
    {"action": "resubmit"},
    {"action": "accept", "cost_cents": 400},
    {"action": "reject", "criterion": "too-costly", "reason": "The lime trees alone cost more."},
]


def of_a_moderator(workflow: Json, state: str) -> dict[str, Json]:
    """What the workflow says that a moderator can do in the state, by name."""
    able = [each for each in workflow["actions"] if state in each["of"] and "moderator" in each["who"]]
    return {each["name"]: each for each in able}


async def test_what_staff_can_do_with_a_proposal_is_what_its_workflow_says(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    workflow = good(await client.get(ITS_WORKFLOW))
    states = {each["name"]: each for each in workflow["states"]}
    proposal, passed = await submitted(client, a_round), []

    for step in [*STEPS, None]:
        now = await seen(client, proposal, **MODERATOR)
        passed.append(now["state"])
        said, state = of_a_moderator(workflow, now["state"]), states[now["state"]]
        actions = good(await client.get(f"{PROPOSALS}/{proposal['number']}/actions", headers=MODERATOR))["items"]
        offered = {each["action"]: each for each in actions}
        # Words of the life line are taken down where somebody has typed some; the sheet is written by a way of its own.
        assert {*said} - {"redact-line", "describe"} == {*offered} - {"redact-line"}
        sheet = await client.put(f"{PROPOSALS}/{proposal['number']}/sheet", json={}, headers=MODERATOR)
        assert sheet.is_success == ("describe" in said)
        for name, action in offered.items():
            assert [field["name"] for field in said[name]["fields"]] == [field["name"] for field in action["fields"]]
        assert state["label"]["en"] == now["state_label"]
        due_at = datetime.fromisoformat(now["due_at"]) if now["due_at"] else None
        since = datetime.fromisoformat(now["life_line"][-1]["at"])
        assert due_at == (since + timedelta(days=state["days"]) if state["days"] else None)
        if step:
            assert said[step["action"]]["to"] == (await acted(client, proposal, **step))["state"]

    assert passed == ["submitted", "changes_requested", "submitted", "accepted", "rejected"]


async def test_it_names_each_criterion_and_which_takes_the_words_from_the_public(client: httpx.AsyncClient) -> None:
    workflow = good(await client.get(ITS_WORKFLOW))

    [reject] = [each for each in workflow["actions"] if each["name"] == "reject"]

    assert {each["name"]: each["is_about_words"] for each in reject["criteria"]} == {
        "not-ours": False,
        "not-lawful": False,
        "not-feasible": False,
        "too-costly": False,
        "exists-already": False,
        "against-the-rules": True,
    }
    assert [field["name"] for field in reject["fields"] if field["is_required"]] == ["criterion", "reason"]
    assert reject["criteria"][3]["label"]["de"] == "Teurer als der Topf erlaubt"
