"""What is not answered in time goes to the role that its workflow names: once, and until it is answered."""

from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from libs.shared.platform.running.runtime import Runtime
from services.ideas.use_cases.desk.escalate import escalate_some
from tests.ideas.workflows.test_publishing import published, standing
from tests.ideas.workflows.walking import walked
from tests.support.answers import Json, good
from tests.support.held_clock import HeldClock
from tests.support.suggesting import ADMINISTRATOR, MODERATOR, suggested

DESK = "/api/ideas/v1/desk"


async def come_to(client: httpx.AsyncClient, who: dict[str, str]) -> list[str]:
    """The titles of what is late and went to them; the desk's first line counts the same."""
    found = good(await client.get(f"{DESK}/ideas", params={"due": "escalated"}, headers=who))["items"]
    assert good(await client.get(f"{DESK}/figures", headers=who))["escalated"] == len(found)
    return [idea["title"] for idea in found]


async def test_an_idea_that_is_late_comes_once_to_whom_its_workflow_names(
    client: httpx.AsyncClient, clock: HeldClock, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round, title="A bench")
    assert await escalate_some(runtime.database, clock.now()) == 0
    assert await come_to(client, ADMINISTRATOR) == []

    clock.move(timedelta(days=15))
    with capture_logs() as logs:
        noted = [await escalate_some(runtime.database, clock.now()) for _ in range(2)]

    assert noted == [1, 0]
    assert [(line["role"], line["idea"]) for line in logs] == [("administrator", idea["idea_id"])]
    assert await come_to(client, ADMINISTRATOR) == ["A bench"]
    assert await come_to(client, MODERATOR) == []

    await walked(client, idea, "accept")
    assert await come_to(client, ADMINISTRATOR) == []
    clock.move(timedelta(days=40))
    assert await escalate_some(runtime.database, clock.now()) == 1
    assert await come_to(client, ADMINISTRATOR) == ["A bench"]


@pytest.mark.parametrize(("role", "whose"), [("moderator", MODERATOR), (None, None)])
async def test_a_councils_own_workflow_says_to_whom_it_goes_or_to_nobody(
    client: httpx.AsyncClient,
    clock: HeldClock,
    runtime: Runtime,
    a_round: Json,
    role: str | None,
    whose: dict[str, str] | None,
) -> None:
    definition = (await standing(client))["definition"]
    definition["states"][0]["escalates_to"] = role
    good(await published(client, definition))
    idea = await suggested(client, a_round, title="A bench")

    clock.move(timedelta(days=15))

    assert [await escalate_some(runtime.database, clock.now()) for _ in range(2)] == [1, 0]
    assert await come_to(client, ADMINISTRATOR) == []
    if whose:
        assert await come_to(client, whose) == ["A bench"]
    lines = good(await client.get(f"/api/ideas/v1/ideas/{idea['number']}", headers=MODERATOR))["life_line"]
    assert len(lines) == 1, "nobody outside is told of what the town hall owes itself"
