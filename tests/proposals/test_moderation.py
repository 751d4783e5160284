import asyncio

import httpx
import pytest

from libs.shared.events.ideas import RoundPublished
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage import page_rows
from tests.support.answers import Json, good, refused
from tests.support.journals import announced
from tests.support.proposing import MODERATOR, PROPOSALS, accepted, acted, seen, submitted
from tests.support.staff import staff_headers


async def test_an_accepted_proposal_has_its_cost_and_is_public(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round, cost_cents=480_000)

    shown = await seen(client, proposal)
    assert (shown["state"], shown["cost_cents"], shown["council_cost_cents"]) == ("accepted", 480_000, 480_000)
    kind, told = (await announced(runtime.database))[-1]
    assert (kind, told["cost_cents"], told["title"]) == ("proposals.proposal-accepted.v1", 480_000, shown["title"])


async def test_accepting_asks_for_the_cost(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    proposal = await submitted(client, a_round)
    url = f"{PROPOSALS}/{proposal['number']}/actions"

    for fields in ({}, {"cost_cents": -5}, {"cost_cents": "500"}, {"cost_cents": True}, {"cost_cents": 10**15}):
        answer = await client.post(url, json={"action": "accept"} | fields, headers=MODERATOR)
        assert refused(answer, 422, "fields-are-wrong")["errors"][0]["field"] == "cost_cents"

    offered = (await client.get(url, headers=MODERATOR)).json()["items"]
    assert [action["action"] for action in offered] == [
        "accept",
        "request-changes",
        "reject",
        "withdraw-for-them",
        "correct-title",
        "correct-text",
        "redact",
    ]
    assert offered[0]["fields"][0]["kind"] == "money"


async def test_a_rejected_proposal_says_why_and_keeps_words_that_break_no_rule(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)

    await acted(client, proposal, "reject", criterion="too-costly", reason="The fund is smaller.")

    shown = await seen(client, proposal)
    assert (shown["state"], shown["title"], shown["reason"]) == (
        "rejected",
        proposal["title"],
        "The fund is smaller.",
    )
    assert (await announced(runtime.database))[-1][1]["criterion"] == "too-costly"
    assert good(await client.get(PROPOSALS))["total"] == 1


async def test_changes_are_requested_made_with_the_key_and_moderated_again(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    await acted(client, proposal, "request-changes", reason="How many trees?")
    url = f"{PROPOSALS}/{proposal['proposal_id']}"
    better = {"title": "Twelve trees", "summary": "Limes.", "cost_cents": 600}

    nobody = await client.put(url, json=better)
    stranger = await client.put(url, json=better, headers={"X-Edit-Key": "B" * 32})
    proposer = await client.put(url, json=better, headers={"X-Edit-Key": proposal["edit_key"]})
    twice = await client.put(url, json=better, headers={"X-Edit-Key": proposal["edit_key"]})

    refused(nobody, 401, "unauthorized")
    refused(stranger, 403, "action-is-not-yours")
    changed = good(proposer)
    assert (changed["state"], changed["title"], changed["cost_cents"]) == ("submitted", "Twelve trees", 600)
    assert changed["reason"] is None
    refused(twice, 409, "state-has-changed")
    assert [line["state"] for line in changed["life_line"]] == ["submitted", "changes_requested", "submitted"]
    assert [kind for kind, _ in await announced(runtime.database)] == [
        "proposals.proposal-submitted.v1",
        "proposals.changes-requested.v1",
        "proposals.proposal-submitted.v1",
    ]


async def test_staff_may_make_the_changes_on_behalf(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    proposal = await submitted(client, a_round)
    await acted(client, proposal, "request-changes", reason="How many trees?")
    better = {"title": "Twelve trees", "summary": "Limes."}

    answer = await client.put(f"{PROPOSALS}/{proposal['number']}", json=better, headers=MODERATOR)

    assert good(answer)["title"] == "Twelve trees"


async def test_of_two_moderators_at_once_the_second_learns_that_the_state_has_changed(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    url = f"{PROPOSALS}/{proposal['number']}/actions"
    reject = {"action": "reject", "criterion": "not-ours", "reason": "Ask the state."}
    changes = {"action": "request-changes", "reason": "Where?"}

    answers = await asyncio.gather(
        client.post(url, json={"action": "accept", "cost_cents": 5}, headers=MODERATOR),
        client.post(url, json=changes, headers=staff_headers("moderator", name="Bo")),
    )

    first, second = sorted(answers, key=lambda answer: answer.status_code)
    good(first)
    refused(second, 409, "state-has-changed")
    assert len((await seen(client, proposal))["life_line"]) == 2
    good(await client.post(url, json=reject, headers=MODERATOR))


async def test_moderation_is_for_moderators(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    proposal = await submitted(client, a_round)
    url = f"{PROPOSALS}/{proposal['number']}/actions"
    accept = {"action": "accept", "cost_cents": 5}
    with_key = {"X-Edit-Key": proposal["edit_key"]}

    refused(await client.post(url, json=accept), 401, "unauthorized")
    refused(await client.post(url, json=accept, headers=with_key), 403, "action-is-not-yours")
    refused(await client.post(url, json=accept, headers=staff_headers("reviewer")), 403, "action-is-not-yours")
    refused(await client.post(url, json={"action": "list"}, headers=MODERATOR), 403, "action-is-not-yours")


async def test_proposals_are_found_by_words_fund_area_and_state(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    area = str(a_round.areas[0].area_id)
    for title, more in (("Lime trees", {"area_id": area}), ("A bench", {})):
        await acted(
            client, await submitted(client, a_round, title=title, summary="For all.", **more), "accept", cost_cents=1
        )

    assert await titles(client, q="tree lim") == ["Lime trees"]
    assert await titles(client, q="LÍME\u200b “tree”") == ["Lime trees"]
    assert await titles(client, area_id=area) == ["Lime trees"]
    assert await titles(client, state="accepted", order="oldest") == ["Lime trees", "A bench"]
    assert await titles(client, state="funded") == []
    assert await titles(client, fund_id=area) == []
    assert await titles(client, limit="1", page="2") == ["Lime trees"]


async def test_a_word_that_many_hold_is_counted_so_far_and_read_to_its_end(
    client: httpx.AsyncClient, a_round: RoundPublished, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        await accepted(client, a_round, title=f"Tree {number}", summary="A pond." if number < 2 else "A path.")
    monkeypatch.setattr(page_rows, "FOUND_COUNTED_TO", 2)
    monkeypatch.setattr(page_rows, "CHANGED_COUNTED_TO", 3)

    page = good(await client.get(PROPOSALS, params={"q": "tree", "limit": 1, "page": 3}))
    changed = good(await client.get(PROPOSALS, params={"updated_since": "2020-01-01T00:00:00Z", "limit": 1, "page": 4}))
    read = {word: await read_to_its_end(client, q=word) for word in ("tree", "pond", "swing")}

    assert (page["total"], page["pages"], [item["title"] for item in page["items"]]) == (2, 4, ["Tree 1"])
    assert (changed["total"], [item["title"] for item in changed["items"]]) == (3, ["Tree 0"])
    assert read == {"tree": ["Tree 3", "Tree 2", "Tree 1", "Tree 0"], "pond": ["Tree 1", "Tree 0"], "swing": []}


async def read_to_its_end(client: httpx.AsyncClient, **wanted: str) -> list[str]:
    read, part = [], good(await client.get(PROPOSALS, params=wanted | {"limit": "1"}))
    while part["next"]:
        read += [item["title"] for item in part["items"]]
        part = good(await client.get(PROPOSALS, params=wanted | {"limit": "1", "cursor": part["next"]}))
    return read + [item["title"] for item in part["items"]]


async def titles(client: httpx.AsyncClient, **wanted: str) -> list[str]:
    found: Json = good(await client.get(PROPOSALS, params=wanted))
    return [item["title"] for item in found["items"]]
