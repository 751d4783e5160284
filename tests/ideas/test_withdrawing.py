"""Whoever suggested an idea can withdraw it, until it stands on a ballot paper."""

import json

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.ideas.test_what_became_of_it import Proposal
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.suggesting import IDEAS, MODERATOR, accepted, acted, handed_over, seen, suggested

SECRET = "Wilhelmina Quittenbaum"


async def withdrawn(client: httpx.AsyncClient, idea: Json, key: str) -> httpx.Response:
    """The answer to whoever withdraws the idea with the key."""
    url = f"{IDEAS}/{idea['number']}/actions"
    return await client.post(url, json={"action": "withdraw"}, headers={"X-Idea-Key": key})


@pytest.mark.parametrize("way", [suggested, accepted, handed_over])
async def test_it_is_withdrawn_with_its_key_from_any_state_before_the_paper(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, way: object
) -> None:
    first = await suggested(client, a_round, title=SECRET)
    if way is not suggested:
        await acted(client, first, "accept")
    if way is handed_over:
        await acted(client, first, "hand-over", fund_id=a_round["funds"][0]["fund_id"])

    good(await withdrawn(client, first, first["key"]))

    shown = await seen(client, first)
    assert (shown["state"], shown["title"]) == ("withdrawn", None)
    assert shown["life_line"][-1]["text"] == "Whoever suggested the idea withdrew it."
    assert good(await client.get(IDEAS))["total"] == 0
    told = await announced(runtime.database)
    assert {"idea_id": first["idea_id"]} in [data for kind, data in told if kind == "ideas.idea-withdrawn.v1"]
    assert SECRET not in json.dumps(told)


async def test_nobody_withdraws_it_without_its_key(client: httpx.AsyncClient, a_round: Json) -> None:
    idea, another = await suggested(client, a_round), await suggested(client, a_round)
    url = f"{IDEAS}/{idea['number']}/actions"

    refused(await withdrawn(client, idea, another["key"]), 403, "action-is-not-yours")
    refused(await client.post(url, json={"action": "withdraw"}), 401, "unauthorized")
    refused(await client.post(url, json={"action": "withdraw"}, headers=MODERATOR), 403, "action-is-not-yours")
    assert (await seen(client, idea))["state"] == "submitted"


async def test_it_is_not_withdrawn_twice_nor_once_on_a_paper(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    first = await suggested(client, a_round)
    idea = await acted(client, first, "accept")
    idea = await acted(client, idea, "hand-over", fund_id=a_round["funds"][0]["fund_id"])
    await hearing.hear(Proposal(idea).submitted(), Proposal(idea).listed())

    refused(await withdrawn(client, first, first["key"]), 409, "state-has-changed")

    assert (await seen(client, first))["state"] == "on_ballot"
    gone = await suggested(client, a_round)
    good(await withdrawn(client, gone, gone["key"]))
    refused(await withdrawn(client, gone, gone["key"]), 409, "state-has-changed")


async def test_a_paper_that_was_published_meanwhile_wins(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    first = await suggested(client, a_round)
    idea = await acted(client, first, "accept")
    idea = await acted(client, idea, "hand-over", fund_id=a_round["funds"][0]["fund_id"])
    good(await withdrawn(client, first, first["key"]))

    await hearing.hear(Proposal(idea).listed(), Proposal(idea).funded())

    shown = await seen(client, first)
    assert (shown["state"], shown["title"]) == ("funded", idea["title"])


async def test_who_asks_by_letter_has_it_withdrawn_by_the_office(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await accepted(client, a_round)

    shown = await acted(client, idea, "withdraw-for-them", asked_by="letter")

    assert shown["state"] == "withdrawn"
    assert shown["life_line"][-1]["text"] == "Whoever suggested the idea withdrew it, by letter."
