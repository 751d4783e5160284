"""A refusal is appealed against once, and somebody else than whoever refused decides."""

from typing import Any

import httpx

from libs.shared.events.ideas import RoundPublished
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.journals import announced
from tests.support.proposing import MODERATOR, PROPOSALS, accepted, acted, seen, submitted
from tests.support.staff import staff_headers

SOMEBODY_ELSE = staff_headers("moderator", name="Bo")
REFUSAL = {"criterion": "too-costly", "reason": "The fund is smaller."}
WHY = "The price is of last year."


async def acts(client: httpx.AsyncClient, proposal: Json, action: str, who: dict[str, str], **fields: Any) -> Any:
    url = f"{PROPOSALS}/{proposal['number']}/actions"
    return await client.post(url, json={"action": action} | fields, headers=who)


def key(proposal: Json) -> dict[str, str]:
    return {"X-Edit-Key": proposal["edit_key"]}


async def a_refused_one(client: httpx.AsyncClient, within: RoundPublished, **refusal: str) -> Json:
    """A proposal that was refused, with its key."""
    proposal = await submitted(client, within)
    await acted(client, proposal, "reject", **(REFUSAL | refusal))
    return proposal


async def test_it_is_for_whoever_holds_the_key_and_needs_a_reason(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await a_refused_one(client, a_round)

    refused(await acts(client, proposal, "appeal", {"X-Edit-Key": "B" * 32}, appeal=WHY), 403, "action-is-not-yours")
    refused(await acts(client, proposal, "appeal", MODERATOR, appeal=WHY), 403, "action-is-not-yours")
    refused(await acts(client, proposal, "appeal", key(proposal)), 422, "fields-are-wrong")

    assert good(await acts(client, proposal, "appeal", key(proposal), appeal=WHY))["state"] == "appealed"


async def test_what_is_said_against_the_refusal_is_for_the_office_and_its_proposer(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await a_refused_one(client, a_round)
    good(await acts(client, proposal, "appeal", key(proposal), appeal=WHY))

    for path in (f"{PROPOSALS}/{proposal['number']}", PROPOSALS, "/api/proposals/v1/events"):
        assert WHY not in (await client.get(path)).text
    shown = await seen(client, proposal)
    assert (shown["was_appealed"], shown["appeal"], shown["reason"]) == (True, None, REFUSAL["reason"])
    assert (await seen(client, proposal, **MODERATOR))["appeal"] == WHY
    assert (await seen(client, proposal, **key(proposal)))["appeal"] == WHY
    kind, told = (await announced(runtime.database))[-1]
    assert (kind, told) == (
        "proposals.proposal-appealed.v1",
        {"proposal_id": proposal["proposal_id"], "idea_id": None},
    )


async def test_somebody_else_decides_and_an_upheld_refusal_is_the_end(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await a_refused_one(client, a_round)
    good(await acts(client, proposal, "appeal", key(proposal), appeal=WHY))
    url = f"{PROPOSALS}/{proposal['number']}/actions"

    refused(await acts(client, proposal, "uphold", MODERATOR, reason="It is."), 403, "decided-by-the-same-person")
    theirs = {one["action"] for one in good(await client.get(url, headers=MODERATOR))["items"]}
    others = {one["action"] for one in good(await client.get(url, headers=SOMEBODY_ELSE))["items"]}
    upheld = good(await acts(client, proposal, "uphold", SOMEBODY_ELSE, reason="This year's is higher."))

    assert (theirs & {"uphold", "reopen"}, others & {"uphold", "reopen"}) == (set(), {"uphold", "reopen"})
    assert (upheld["state"], upheld["reason"]) == ("upheld", REFUSAL["reason"])
    assert upheld["life_line"][-1]["text"] == (
        "Somebody else has looked at it again, and the refusal stands: This year's is higher."
    )
    refused(await acts(client, proposal, "appeal", key(proposal), appeal=WHY), 409, "state-has-changed")
    kind, told = (await announced(runtime.database))[-1]
    assert (kind, told["is_upheld"], told["reason"]) == (
        "proposals.appeal-decided.v1",
        True,
        "This year's is higher.",
    )


async def test_what_is_examined_anew_can_be_accepted_and_refused_for_good(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await a_refused_one(client, a_round)
    good(await acts(client, proposal, "appeal", key(proposal), appeal=WHY))

    anew = good(await acts(client, proposal, "reopen", SOMEBODY_ELSE, reason="The price has changed."))
    assert (anew["state"], anew["criterion"], anew["reason"]) == ("reopened", None, None)
    assert good(await acts(client, proposal, "accept", MODERATOR, cost_cents=400))["state"] == "accepted"
    await acted(client, proposal, "reject", **REFUSAL)

    refused(await acts(client, proposal, "appeal", key(proposal), appeal=WHY), 409, "action-is-done-once")
    theirs = good(await client.get(f"{PROPOSALS}/{proposal['number']}/actions", headers=key(proposal)))["items"]
    assert "appeal" not in [one["action"] for one in theirs]


async def test_whoever_could_read_it_before_the_refusal_reads_it_all_along_and_nobody_else(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    known = await submitted(client, a_round)
    await acted(client, known, "accept", cost_cents=400)
    await acted(client, known, "reject", **REFUSAL)
    unknown = await a_refused_one(client, a_round)
    rude = await submitted(client, a_round)
    await acted(client, rude, "accept", cost_cents=400)
    await acted(client, rude, "reject", criterion="against-the-rules", reason="It names somebody.")

    for proposal in (known, unknown, rude):
        good(await acts(client, proposal, "appeal", key(proposal), appeal=WHY))
        good(await acts(client, proposal, "reopen", SOMEBODY_ELSE, reason="It is looked at anew."))

    assert [(await seen(client, one))["title"] for one in (known, unknown, rude)] == [known["title"], None, None]


async def test_one_that_was_accepted_is_appealed_against_by_nobody(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)

    refused(await acts(client, proposal, "uphold", MODERATOR, reason="No."), 409, "state-has-changed")


async def test_what_is_said_against_the_refusal_goes_with_the_words_that_are_taken_down(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await a_refused_one(client, a_round)
    good(await acts(client, proposal, "appeal", key(proposal), appeal=WHY))

    await acted(client, proposal, "redact", title="A thing", summary="Somebody knows.", reason="It named somebody.")

    shown = await seen(client, proposal, **MODERATOR)
    assert (shown["was_appealed"], shown["appeal"], shown["state"]) == (True, "[…]", "appealed")


async def test_an_appeal_is_withdrawn_with_the_proposal(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    proposal = await a_refused_one(client, a_round)
    good(await acts(client, proposal, "appeal", key(proposal), appeal=WHY))

    assert good(await acts(client, proposal, "withdraw", key(proposal)))["state"] == "withdrawn"
