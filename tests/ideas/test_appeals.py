"""What whoever suggested an idea says against its refusal is for the office; somebody else decides, from the desk."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.typed_lines import typed_in
from libs.shared.platform.running.runtime import Runtime
from services.ideas.domain.workflows.appeals import APPEAL_OF_BEFORE
from services.ideas.domain.workflows.checked import faults_of
from services.ideas.domain.workflows.definition import Definition, FieldDraft
from services.ideas.domain.workflows.lichtenberg import LICHTENBERG
from services.ideas.domain.workflows.made import made
from tests.ideas.workflows.walking import acts, walked
from tests.support.answers import Json, good, refused
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import ADMINISTRATOR, IDA, IDEAS, MODERATOR, ROUNDS, a_plan, seen, suggested

DESK = "/api/ideas/v1/desk"
SOMEBODY_ELSE = staff_headers("moderator", name="Bo")
WHY = "Mr Hill of the office never came to look."
ANSWER = "We went there on Monday."


@pytest.fixture
async def appealed(client: httpx.AsyncClient) -> Json:
    """An idea that a moderator refused, and whose holder appealed."""
    plan = a_plan(name="A year of appeals", workflow="lichtenberg")
    within = good(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), httpx.codes.CREATED)
    idea = await suggested(client, within, contact=IDA)
    await walked(client, idea, "take-up", "reject")
    assert (await seen(client, idea))["can_be_appealed"]
    good(await acts(client, idea, "appeal", key(idea), appeal=WHY))
    return idea


def key(idea: Json) -> dict[str, str]:
    return {"X-Idea-Key": idea["key"]}


async def on_desk(client: httpx.AsyncClient, who: dict[str, str], appeals: str) -> list[str]:
    found = good(await client.get(f"{DESK}/ideas", params={"appeals": appeals}, headers=who))
    return [one["number"] for one in found["items"]]


async def test_it_is_read_by_the_office_and_by_whoever_holds_the_key_and_by_nobody_else(
    client: httpx.AsyncClient, runtime: Runtime, appealed: Json
) -> None:
    for path in (f"{IDEAS}/{appealed['number']}", IDEAS, "/api/ideas/v1/events", "/api/ideas/v1/tellings"):
        assert WHY not in (await client.get(path)).text
    tellings = await client.get("/api/ideas/v1/tellings", headers=MODERATOR)
    assert WHY not in tellings.text
    assert WHY not in str(await announced(runtime.database))

    shown = await seen(client, appealed)
    assert (shown["appeal"], shown["appeal_waits"], shown["can_be_appealed"]) == (None, True, False)
    line = shown["life_line"][-1]
    assert (line["text"], line["at"]) == (
        "Whoever suggested it asks for another look. Somebody else decides.",
        shown["appealed_at"],
    )
    assert (await seen(client, appealed, **MODERATOR))["appeal"] == WHY
    assert (await seen(client, appealed, **key(appealed)))["appeal"] == WHY


async def test_it_waits_on_the_desk_of_everybody_but_whoever_refused(client: httpx.AsyncClient, appealed: Json) -> None:
    number, of_idea = appealed["number"], {"q": appealed["number"]}

    assert await on_desk(client, MODERATOR, "waiting") == [number]
    assert await on_desk(client, MODERATOR, "for-me") == []
    assert await on_desk(client, SOMEBODY_ELSE, "for-me") == [number]
    refused(await client.post(f"{DESK}/next", params=of_idea, headers=MODERATOR), 404, "nothing-waits")
    assert good(await client.post(f"{DESK}/next", params=of_idea, headers=SOMEBODY_ELSE))["number"] == number

    before = good(await preview(client, appealed, SOMEBODY_ELSE))
    assert before["says"] == f"Somebody else has looked at it again, and the decision stands: {ANSWER}"
    refused(await preview(client, appealed, MODERATOR), 403, "decided-by-the-same-person")
    upheld = good(await acts(client, appealed, "uphold", SOMEBODY_ELSE, reason=ANSWER))

    assert (upheld["state"], upheld["appeal"], upheld["appeal_waits"]) == ("upheld", WHY, False)
    assert await on_desk(client, SOMEBODY_ELSE, "waiting") == []


async def preview(client: httpx.AsyncClient, idea: Json, who: dict[str, str]) -> httpx.Response:
    wish = {"action": "uphold", "reason": ANSWER}
    return await client.post(f"{DESK}/ideas/{idea['number']}/preview", json=wish, headers=who)


async def test_it_goes_with_the_words_that_are_taken_down(client: httpx.AsyncClient, appealed: Json) -> None:
    redacted = {"title": "A thing", "text": "Somebody knows.", "reason": "It named somebody."}

    shown = good(await acts(client, appealed, "redact", **redacted))

    assert (shown["appeal"], shown["state"]) == ("[…]", "appealed")


def as_of_before(**changes: Any) -> Definition:
    """Lichtenberg's workflow as it was published when what a resident typed stood in public."""
    said = {"en": "Whoever suggested it asks for another look: {reason}"}
    appeal = next(one for one in LICHTENBERG.actions if one.name == "appeal")
    before = replace(appeal, words=said, fields=(FieldDraft("reason"),), **changes)
    return replace(LICHTENBERG, actions=tuple(before if one is appeal else one for one in LICHTENBERG.actions))


def test_a_workflow_published_before_keeps_what_residents_type_from_the_life_line() -> None:
    step = made(as_of_before()).take("appeal", "rejected", {HOLDER}, {"appeal": WHY})

    assert (step.fields, step.words["en"]) == ({"appeal": WHY}, "Whoever suggested it asks for another look.")
    before = {"en": f"Whoever suggested it asks for another look: {WHY}"}
    assert typed_in((*made(LICHTENBERG).actions, APPEAL_OF_BEFORE), before) == WHY


def test_no_workflow_is_published_in_which_what_a_resident_types_stands_in_public() -> None:
    faults = [(fault.rule, fault.at[2]) for fault in faults_of(as_of_before())]

    assert faults == [("unread-in-public", "fields"), ("unread-in-public", "words")]
