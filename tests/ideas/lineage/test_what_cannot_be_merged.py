"""What cannot be merged or undone is told in words, and nothing of it is done."""

import asyncio
from uuid import uuid4

import httpx
import pytest

from tests.support.answers import Json, good, refused
from tests.support.merging import merge, merged, said, undo_merge
from tests.support.suggesting import (
    ADMINISTRATOR,
    MODERATOR,
    ROUNDS,
    a_plan,
    accepted,
    acted,
    handed_over,
    seen,
    suggested,
)


async def test_an_idea_is_not_merged_into_itself_or_into_what_it_carries(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    trees, shade, roof = [await accepted(client, a_round) for _ in range(3)]
    await merged(client, shade, trees)
    await merged(client, trees, roof)

    refused(await merge(client, roof, roof), 422, "merged-with-itself")
    circle = refused(await merge(client, roof, shade), 409, "idea-is-carried-on")
    again = refused(await merge(client, shade, roof), 409, "idea-is-carried-on")

    assert trees["number"] in circle["detail"]
    assert trees["number"] in again["detail"]
    assert (await seen(client, roof))["state"] == "accepted"
    refused(await merge(client, {"number": "K7Q-2M4"}, roof), 404, "idea-is-not-known")
    refused(await merge(client, roof, {"number": str(uuid4())}), 404, "idea-is-not-known")


async def test_ideas_of_other_rounds_and_areas_stay_apart(client: httpx.AsyncClient, a_round: Json) -> None:
    plan = a_plan(name="Lichtenberg 2028")
    other = good(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), httpx.codes.CREATED)
    here, there = [await accepted(client, a_round, area_id=area["area_id"]) for area in a_round["areas"]]
    everywhere, later = await accepted(client, a_round), await accepted(client, other)

    refused(await merge(client, here, there), 422, "ideas-are-apart")
    refused(await merge(client, here, later), 422, "ideas-are-apart")
    good(await merge(client, here, everywhere))


async def test_what_has_ended_is_not_public_or_became_a_proposal_stays_as_it_is(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    trees, waiting = await accepted(client, a_round), await suggested(client, a_round)
    refusal = {"criterion": "not-ours", "reason": "It is the railway's."}
    ended = await acted(client, await accepted(client, a_round), "reject", **refusal)
    gone = await acted(client, await accepted(client, a_round), "withdraw-for-them", asked_by="phone")
    proposal = await handed_over(client, a_round)

    for over in (ended, gone):
        assert over["number"] in refused(await merge(client, over, trees), 409, "idea-is-over")["detail"]
        refused(await merge(client, waiting, over), 409, "idea-is-over")
    refused(await merge(client, trees, waiting), 409, "whole-is-not-public")
    refused(await merge(client, proposal, trees), 409, "idea-is-a-proposal")
    refused(await merge(client, trees, proposal, reason=" "), 422, "malformed-request")
    assert said(await seen(client, trees)) == said(trees)


async def test_whoever_decided_by_an_old_page_is_told(client: httpx.AsyncClient, a_round: Json) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round)
    as_seen = MODERATOR | {"If-Match": f'"{shade["version"]}"'}
    await acted(client, trees, "correct-title", title="Lime trees")

    refused(await merge(client, shade, trees, as_seen, into_version=trees["version"]), 412, "it-has-changed")
    good(await merge(client, shade, trees, as_seen))
    refused(await undo_merge(client, shade, as_seen), 412, "it-has-changed")


async def test_of_two_who_merge_crosswise_at_once_one_is_told(client: httpx.AsyncClient, a_round: Json) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round)

    answers = await asyncio.gather(merge(client, trees, shade), merge(client, shade, trees))

    assert sorted(each.status_code for each in answers) == [200, 409]
    states = [(await seen(client, each))["state"] for each in (trees, shade)]
    assert sorted(states) == ["accepted", "merged"]


@pytest.mark.parametrize("since", ["merged", "rejected", "handed-over"])
async def test_what_rests_on_a_merging_is_not_undone_with_it(
    client: httpx.AsyncClient, a_round: Json, since: str
) -> None:
    trees, shade = await accepted(client, a_round), await accepted(client, a_round)
    await merged(client, shade, trees)
    match since:
        case "merged":
            await merged(client, trees, await accepted(client, a_round))
        case "rejected":
            await acted(client, trees, "reject", criterion="not-ours", reason="It is the railway's.")
        case _:
            await acted(client, trees, "hand-over", fund_id=a_round["funds"][0]["fund_id"])

    answer = refused(await undo_merge(client, shade), 409, "undoing-comes-too-late")

    assert trees["number"] in answer["detail"]
    assert (await seen(client, shade))["state"] == "merged"


async def test_the_steps_of_merging_are_nobodys_to_take_alone(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await accepted(client, a_round)
    body = {"action": "merge", "fields": {}, "numbers": idea["number"], "reason": "Alike."}

    answer = await client.post(f"/api/ideas/v1/ideas/{idea['number']}/actions", json=body, headers=MODERATOR)

    refused(answer, 403, "action-is-not-yours")
