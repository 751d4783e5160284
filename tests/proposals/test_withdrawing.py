"""Whoever proposed something can withdraw it, and an idea takes its proposal along, unless it stands on a paper."""

import json

import httpx
import pytest

from libs.shared.events.ideas import IdeaWithdrawn, RoundPublished
from libs.shared.events.voting import PollPublished
from libs.shared.events.words import Project
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.proposals.test_taking_words_down import a_handed_over_idea, from_an_idea
from tests.support.answers import Json, good, refused
from tests.support.facts import a_poll_published
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.proposing import CONTACT, MODERATOR, PROPOSALS, accepted, acted, offered, seen, submitted


def a_paper_with(proposal: Json, within: RoundPublished) -> PollPublished:
    """A published poll with the proposal on its paper."""
    line = Project(proposal_id=proposal["proposal_id"], number=1, title="x", cost_cents=5)
    return a_poll_published(new_id(), within.round_id, projects=[line])


async def test_the_proposal_is_withdrawn_and_says_so(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)

    await hearing.hear(IdeaWithdrawn(idea_id=idea.idea_id))

    shown = await seen(client, proposal)
    assert (shown["state"], shown["title"]) == ("withdrawn", None)
    assert shown["life_line"][-1]["text"] == "Whoever suggested it withdrew it."
    kind, news = (await announced(runtime.database))[-1]
    assert (kind, news["proposal_id"]) == ("proposals.proposal-withdrawn.v1", proposal["proposal_id"])


async def test_what_stands_on_a_paper_stays_there(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)
    await hearing.hear(a_paper_with(proposal, a_round))

    await hearing.hear(IdeaWithdrawn(idea_id=idea.idea_id))

    assert (await seen(client, proposal))["state"] == "on_ballot"


async def test_a_paper_that_was_published_meanwhile_wins(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)
    await hearing.hear(IdeaWithdrawn(idea_id=idea.idea_id))

    await hearing.hear(a_paper_with(proposal, a_round))

    assert (await seen(client, proposal))["state"] == "on_ballot"


async def test_an_idea_that_never_became_a_proposal_is_none_of_its_business(
    runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    before = await announced(runtime.database)

    await hearing.hear(IdeaWithdrawn(idea_id=new_id()))

    assert await announced(runtime.database) == before


async def withdrawn(client: httpx.AsyncClient, proposal: Json, key: str) -> httpx.Response:
    """The answer to whoever withdraws the proposal with the key."""
    url = f"{PROPOSALS}/{proposal['number']}/actions"
    return await client.post(url, json={"action": "withdraw"}, headers={"X-Edit-Key": key})


@pytest.mark.parametrize("way", ["submitted", "changes_requested", "accepted"])
async def test_it_is_withdrawn_with_its_key_from_any_state_before_the_paper(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished, way: str
) -> None:
    first = await submitted(client, a_round, title="Wilhelmina Quittenbaum")
    if way == "changes_requested":
        await acted(client, first, "request-changes", reason="Which trees?")
    if way == "accepted":
        await acted(client, first, "accept", cost_cents=5)

    good(await withdrawn(client, first, first["edit_key"].lower()))

    shown = await seen(client, first)
    assert (shown["state"], shown["title"]) == ("withdrawn", None)
    assert good(await client.get(PROPOSALS))["total"] == 0
    told = await announced(runtime.database)
    about = {"proposal_id": first["proposal_id"], "idea_id": None}
    assert about in [data for kind, data in told if kind == "proposals.proposal-withdrawn.v1"]
    assert "Quittenbaum" not in json.dumps(told)


async def test_nobody_withdraws_it_without_its_key_nor_from_a_paper(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    mine, another = await submitted(client, a_round), await submitted(client, a_round)
    await acted(client, mine, "accept", cost_cents=5)
    url = f"{PROPOSALS}/{mine['number']}/actions"

    refused(await withdrawn(client, mine, another["edit_key"]), 403, "action-is-not-yours")
    refused(await client.post(url, json={"action": "withdraw"}), 401, "unauthorized")
    refused(await client.post(url, json={"action": "withdraw"}, headers=MODERATOR), 403, "action-is-not-yours")
    await hearing.hear(a_paper_with(mine, a_round))
    refused(await withdrawn(client, mine, mine["edit_key"]), 409, "state-has-changed")


async def test_staff_withdraw_it_for_whoever_asks_them(client: httpx.AsyncClient, a_round: RoundPublished) -> None:
    proposal = await accepted(client, a_round)

    shown = await acted(client, proposal, "withdraw-for-them", asked_by="phone")

    assert shown["state"] == "withdrawn"
    assert shown["life_line"][-1]["text"] == "Whoever suggested it withdrew it, by telephone."


async def test_whoever_offered_help_hears_that_it_was_withdrawn(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    first = await submitted(client, a_round)
    await acted(client, first, "accept", cost_cents=500_000)
    offer = await offered(client, first, contact={"kind": "phone", "address": "+49 1511 2345678"}, submission_id=None)

    good(await withdrawn(client, first, first["edit_key"]))

    waiting = good(await client.get("/api/proposals/v1/tellings", headers=MODERATOR))["items"]
    assert "Whoever suggested it withdrew it. So your offer is not needed any more." in waiting[-1]["text"]
    shown = good(await client.get(f"/api/proposals/v1/offers/{offer['offer_id']}", headers=MODERATOR))
    assert shown["state"] == "lapsed"
    assert CONTACT["address"] not in json.dumps(waiting)


async def test_what_help_it_needs_can_be_said_anew_and_taken_back(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)

    more = await acted(client, proposal, "change-needs", needs="Two people with a ladder.")
    actions = good(await client.get(f"{PROPOSALS}/{proposal['number']}/actions", headers=MODERATOR))["items"]
    none = await acted(client, proposal, "change-needs")

    assert (more["needs"], more["state"]) == ("Two people with a ladder.", "accepted")
    offered_now = next(one for one in actions if one["action"] == "change-needs")
    assert offered_now["fields"][0]["value"] == "Two people with a ladder."
    assert none["needs"] is None
