import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from libs.shared.events.ideas import IdeaHandedOver, RoundPublished
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.proposing import CONTACT, MODERATOR, PROPOSALS, seen, submitted
from tests.support.staff import staff_headers

SECRET = "Nobody has read this yet"


def a_proposal(within: RoundPublished, **changes: Any) -> Json:
    return {
        "round_id": str(within.round_id),
        "fund_id": str(within.funds[0].fund_id),
        "title": "Trees",
        "summary": "Twelve limes.",
    } | changes


def an_idea_handed_over(within: RoundPublished) -> IdeaHandedOver:
    return IdeaHandedOver(
        idea_id=new_id(),
        number="K7Q-2M4",
        round_id=within.round_id,
        fund_id=within.funds[0].fund_id,
        area_id=within.areas[0].area_id,
        title="Trees",
        text="Twelve limes.",
        place="Market square",
    )


async def test_a_proposal_waits_for_moderation_with_a_number_and_a_key(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round, cost_cents=500_000)

    assert proposal["state"] == "submitted"
    assert len(proposal["edit_key"]) == 32
    assert [line["text"] for line in proposal["life_line"]] == ["The proposal arrived."]
    [(kind, told)] = await announced(runtime.database)
    assert (kind, told["number"]) == ("proposals.proposal-submitted.v1", proposal["number"])


async def test_nobody_but_staff_and_its_proposer_reads_a_proposal_before_it_is_accepted(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round, title=SECRET, summary=SECRET, place=SECRET)
    one = f"{PROPOSALS}/{proposal['number']}"

    for path in (one, PROPOSALS, f"{PROPOSALS}?state=submitted", f"{PROPOSALS}?q=nobody", "/api/proposals/v1/events"):
        assert SECRET not in (await client.get(path)).text
    assert SECRET not in (await client.get(one, headers={"X-Edit-Key": "A" * 32})).text

    assert (await seen(client, proposal, **{"X-Edit-Key": proposal["edit_key"].lower()}))["title"] == SECRET
    assert (await seen(client, proposal, **staff_headers("reviewer")))["title"] == SECRET
    assert good(await client.get(f"{PROPOSALS}?state=submitted", headers=MODERATOR))["total"] == 1


async def test_only_the_office_sees_how_to_reach_the_proposer(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round, contact=CONTACT)

    assert (await seen(client, proposal, **MODERATOR))["contact"] == CONTACT
    for headers in ({}, staff_headers("auditor"), {"X-Edit-Key": proposal["edit_key"]}):
        assert (await seen(client, proposal, **headers))["contact"] is None


async def test_a_proposal_sent_twice_at_once_is_taken_once_and_answered_alike(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    body = a_proposal(a_round, submission_id=str(uuid4()), contact=CONTACT)

    answers = await asyncio.gather(*(client.post(PROPOSALS, json=body) for _ in range(4)))
    later = await client.post(PROPOSALS, json=body)

    bodies = [good(answer, 201) for answer in [*answers, later]]
    assert len({(answered["number"], answered["edit_key"]) for answered in bodies}) == 1
    assert len(await announced(runtime.database)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": " "},
        {"title": "x" * 301},
        {"summary": "x" * 5001},
        {"summary": "\x00"},
        {"cost_cents": -1},
        {"cost_cents": 1.5},
        {"cost_cents": 10**15},
        {"contact": {"kind": "email", "address": "nobody"}},
    ],
)
async def test_a_malformed_proposal_is_refused(
    client: httpx.AsyncClient, a_round: RoundPublished, change: dict[str, Any]
) -> None:
    refused(await client.post(PROPOSALS, json=a_proposal(a_round, **change)), 422, "malformed-request")


async def test_a_proposal_must_fit_its_round(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    elsewhere = str(uuid4())

    for change, status, code in (
        ({"round_id": elsewhere}, 404, "round-is-not-known"),
        ({"fund_id": elsewhere}, 422, "fund-is-not-of-the-round"),
        ({"area_id": elsewhere}, 422, "area-is-not-of-the-round"),
    ):
        refused(await client.post(PROPOSALS, json=a_proposal(a_round, **change)), status, code)
    refused(await client.get(f"{PROPOSALS}/{elsewhere}"), 404, "proposal-is-not-known")
    refused(await client.get(f"{PROPOSALS}/nonsense"), 404, "proposal-is-not-known")


async def test_an_idea_handed_over_becomes_one_proposal_however_often_the_news_comes(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = an_idea_handed_over(a_round)
    [news] = await hearing.hear(idea)

    await hearing.hear_again(news)
    await hearing.hear(idea)

    [proposal] = good(await client.get(PROPOSALS, headers=MODERATOR))["items"]
    assert (proposal["idea_id"], proposal["idea_number"]) == (str(idea.idea_id), "K7Q-2M4")
    assert (proposal["title"], proposal["summary"], proposal["place"]) == ("Trees", "Twelve limes.", "Market square")
    [line] = (await seen(client, proposal))["life_line"]
    assert line["text"] == "The idea K7Q-2M4 became a proposal."
    assert [kind for kind, _ in await announced(runtime.database)] == ["proposals.proposal-submitted.v1"]


async def test_an_idea_may_arrive_before_the_news_of_its_round(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = an_idea_handed_over(a_round).model_copy(update={"round_id": uuid4()})

    await hearing.hear(idea)

    assert good(await client.get(f"{PROPOSALS}?round_id={idea.round_id}", headers=MODERATOR))["total"] == 1
