"""An idea in a round that goes by Lichtenberg's workflow, asked over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from libs.shared.events.proposals import ProposalAccepted, ProposalFunded, ProposalListed, ProposalSubmitted
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.ideas.workflows.walking import APPEAL, REASON, acts, walked
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import ADMINISTRATOR, IDEAS, MODERATOR, ROUNDS, a_plan, seen, suggested

SOMEBODY_ELSE = staff_headers("moderator", name="Bo")


@pytest.fixture
async def a_round(client: httpx.AsyncClient) -> Json:
    """A round that goes by Lichtenberg's workflow."""
    plan = a_plan(name="Lichtenberg's year", workflow="lichtenberg")
    return good(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), httpx.codes.CREATED)


async def test_each_failed_criterion_of_the_third_way_has_its_own_reason(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await walked(client, await suggested(client, a_round), "take-up", "to-the-board")
    nothing = await acts(client, idea, "not-recommend")
    answer = refused(nothing, 422, "fields-are-wrong")
    assert "at least one criterion" in answer["errors"][0]["message"]

    both = {"fails-too-dear": "It costs half the budget.", "fails-no-ground": "It belongs to the railway."}
    shown = good(await acts(client, idea, "not-recommend", **both))

    assert shown["state"] == "not_recommended"
    assert shown["criterion"] == "too-dear, no-ground"
    assert shown["reason"] == "(1) It costs half the budget. (2) It belongs to the railway."
    in_german = await seen(client, idea, **{"Accept-Language": "de"})
    assert in_german["life_line"][-1]["text"] == (
        "Es ist unmöglich (Zu teuer für das, was es bringt; Der Grund gehört nicht uns): "
        "(1) It costs half the budget. (2) It belongs to the railway."
    )
    assert in_german["state_label"] == "Nicht empfohlen"
    kinds = [kind for kind, _ in await announced(runtime.database)]
    assert kinds[-2:] == ["ideas.idea-rejected.v1", "ideas.idea-state-changed.v1"]


async def test_reasons_of_several_criteria_are_taken_down_together(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await walked(client, await suggested(client, a_round), "take-up", "to-the-board")
    both = {"fails-too-dear": "Says Mrs Quittenbaum.", "fails-no-ground": "She owns it."}
    await acts(client, idea, "not-recommend", **both)
    offered = good(await client.get(f"{IDEAS}/{idea['number']}/actions", headers=MODERATOR))["items"]
    field = next(one for one in offered if one["action"] == "redact-line")["fields"][0]
    line = next(choice["value"] for choice in field["choices"] if "Quittenbaum" in choice["label"])

    good(await acts(client, idea, "redact-line", line=line, words="It costs too much.", reason="It named somebody."))

    for language in ("en", "de"):
        assert "Quittenbaum" not in str(await seen(client, idea, **{"Accept-Language": language}))


async def test_nothing_goes_before_the_board_until_the_checklist_is_ticked(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await walked(client, await suggested(client, a_round), "take-up")

    answer = refused(await acts(client, idea, "to-the-board"), 422, "fields-are-wrong")

    assert {error["field"] for error in answer["errors"]} == {"checked-departments", "checked-costs"}


async def test_the_second_way_leads_over_a_ballot_to_the_council(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await walked(client, await suggested(client, a_round), "take-up", "to-the-board")
    fund = a_round["funds"][0]["fund_id"]
    good(await acts(client, idea, "to-the-vote", fund_id=fund))
    about: dict[str, Any] = {"proposal_id": new_id(), "idea_id": UUID(idea["idea_id"])}
    more = {"number": "K7Q-2M4", "round_id": UUID(a_round["round_id"]), "fund_id": UUID(fund), "area_id": None}
    words = {"title": "Trees", "summary": "Limes", "cost_cents": 500}

    await hearing.hear(
        ProposalSubmitted.model_validate(about | more),
        ProposalAccepted.model_validate(about | more | words),
        ProposalListed(**about, poll_id=new_id()),
        ProposalFunded(**about, poll_id=new_id(), cost_cents=500),
    )

    assert (await seen(client, idea))["state"] == "ranked"
    shown = await walked(client, idea, "to-the-council", "adopt", "begin", "deliver", "account")
    assert (shown["state"], shown["is_ended"], shown["can_be_withdrawn"]) == ("accounted", True, False)
    assert [line["by"] for line in shown["life_line"]][-5:-3] == ["The council's office", "The council"]


async def test_a_decision_is_appealed_once_and_somebody_else_decides(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)
    key = {"X-Idea-Key": idea["key"]}
    await walked(client, idea, "take-up", "reject")
    appealed = await acts(client, idea, "appeal", key, **APPEAL)
    assert good(appealed)["state"] == "appealed"

    offered = good(await client.get(f"{IDEAS}/{idea['number']}/actions", headers=MODERATOR))["items"]
    assert not {"uphold", "reopen"} & {one["action"] for one in offered}
    refused(await acts(client, idea, "reopen", **REASON), 403, "decided-by-the-same-person")
    assert good(await acts(client, idea, "reopen", SOMEBODY_ELSE, **REASON))["state"] == "in_review"

    await walked(client, idea, "reject")
    refused(await acts(client, idea, "appeal", key, **APPEAL), 409, "action-is-done-once")
    theirs = good(await client.get(f"{IDEAS}/{idea['number']}/actions", headers=key))["items"]
    assert "appeal" not in [one["action"] for one in theirs]


async def test_a_late_idea_says_since_when_and_to_whom_it_has_escalated(
    client: httpx.AsyncClient, clock: HeldClock, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    # Ten working days after Monday the 23rd are over with Monday the 7th, by the council's clock.
    assert datetime.fromisoformat(idea["due_at"]) == datetime(2026, 12, 7, 22, 59, 59, tzinfo=UTC)
    assert (idea["is_late"], idea["escalated_to"]) == (False, None)

    clock.move(timedelta(days=15))

    listed = good(await client.get(IDEAS, headers=MODERATOR))["items"][0]
    assert (listed["is_late"], listed["escalated_to"]) == (True, "administrator")
    shown = await walked(client, idea, "take-up")
    assert (shown["is_late"], shown["escalated_to"]) == (False, None)
    assert shown["due_at"] > idea["due_at"]


async def test_a_round_names_a_workflow_that_there_is(client: httpx.AsyncClient) -> None:
    plan = a_plan(workflow="nonsense")

    answer = refused(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), 422, "round-is-not-sound")

    assert answer["errors"][0]["field"] == "workflow"


async def test_a_round_may_change_its_workflow_and_its_ideas_keep_theirs(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    before = await suggested(client, a_round)
    url = f"{ROUNDS}/{a_round['round_id']}"

    good(await client.patch(url, json={"workflow": "ballot-budget"}, headers=ADMINISTRATOR))

    after = await suggested(client, a_round, title="A bench")
    assert (before["workflow"], after["workflow"]) == ("lichtenberg", "ballot-budget")
    assert (await walked(client, before, "take-up"))["state"] == "in_review"
    refused(await acts(client, after, "take-up"), 422, "action-is-not-known")
