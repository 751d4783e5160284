"""What the town hall and those who offer help typed about a proposal can be taken down, everywhere."""

import json
from typing import Any

import httpx
import pytest

from libs.shared.events.examples import example_of
from libs.shared.events.ideas import IdeaHandedOver, IdeaReworded, RoundPublished
from libs.shared.events.voting import PollPublished, PollReasonReworded, ProjectWithdrawn
from libs.shared.events.words import Project
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.proposals.test_taking_words_down import a_handed_over_idea
from tests.support.answers import Json, good
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.proposing import (
    MODERATOR,
    OFFERS,
    PROPOSALS,
    accepted,
    acted,
    acted_on_offer,
    committed,
    offered,
    seen,
    submitted,
)

NAME, PHONE = "Wilhelmina Quittenbaum", "0171 5550199"
WHY, CLEAN = f"{NAME} said so.", "A neighbour said so."


async def all_that_is_told(client: httpx.AsyncClient, runtime: Runtime, proposal: Json) -> str:
    """What anybody may read of the proposal and its offers, and what those who offered are told."""
    here = f"{PROPOSALS}/{proposal['proposal_id']}"
    texts = [(await client.get(path)).text for path in (here, f"{here}/offers", f"{PROPOSALS}?q=Quittenbaum")]
    told = (await client.get("/api/proposals/v1/tellings", headers=MODERATOR)).text
    return "".join(texts) + told + json.dumps(await announced(runtime.database), ensure_ascii=False)


async def take_down(client: httpx.AsyncClient, proposal: Json) -> Json:
    """The proposal without the words of its last line that has some."""
    offered_now: Any = good(await client.get(f"{PROPOSALS}/{proposal['number']}/actions", headers=MODERATOR))
    [action] = [one for one in offered_now["items"] if one["action"] == "redact-line"]
    line = action["fields"][0]["choices"][-1]["value"]
    return await acted(client, proposal, "redact-line", line=line, words=CLEAN, reason="It named a person.")


@pytest.mark.parametrize("action", ["request-changes", "reject"])
async def test_a_name_in_an_answer_leaves_every_place_that_told_it(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished, action: str
) -> None:
    criterion = {"criterion": "not-feasible"} if action == "reject" else {}
    proposal = await acted(client, await submitted(client, a_round), action, reason=WHY, **criterion)
    assert NAME in await all_that_is_told(client, runtime, proposal)

    now = await take_down(client, proposal)

    assert "Quittenbaum" not in await all_that_is_told(client, runtime, proposal)
    assert now["reason"] == CLEAN


async def test_a_refusal_that_was_told_to_those_who_offered_is_told_without_the_name(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    await offered(client, proposal)
    await acted(client, proposal, "reject", criterion="not-feasible", reason=WHY)

    await take_down(client, proposal)

    assert "Quittenbaum" not in await all_that_is_told(client, runtime, proposal)


async def test_what_an_officer_said_in_a_vote_is_followed(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    poll_id, of = new_id(), proposal["proposal_id"]
    project = Project(proposal_id=of, number=1, title=proposal["title"], cost_cents=5)
    await hearing.hear(example_of(PollPublished).model_copy(update={"poll_id": poll_id, "projects": [project]}))
    [told] = await hearing.hear(ProjectWithdrawn(poll_id=poll_id, proposal_id=of, number=1, reason=WHY))
    assert NAME in await all_that_is_told(client, runtime, proposal)

    which = {"event_id": told.id, "event_type": told.type, "told_at": told.time, "field": "reason"}
    await hearing.hear(PollReasonReworded(poll_id=poll_id, proposal_id=of, **which, words=CLEAN, reason="A name."))

    assert "Quittenbaum" not in await all_that_is_told(client, runtime, proposal)


async def test_needs_are_taken_down_with_the_proposals_words(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    await acted(client, proposal, "accept", cost_cents=5, needs=f"Spades from {NAME}")

    said = {"title": proposal["title"], "summary": proposal["summary"], "needs": "Spades"}
    now = await acted(client, proposal, "redact", **said, reason="It named a person.")

    assert now["needs"] == "Spades"
    assert "Quittenbaum" not in await all_that_is_told(client, runtime, proposal)


async def test_words_of_a_public_offer_are_taken_down_and_kept_apart_for_the_office(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    offer = await committed(client, proposal, words=f"Call {NAME}", when=f"Ask {PHONE}")
    assert NAME in await all_that_is_told(client, runtime, proposal)

    now = await acted_on_offer(client, offer, "redact", words="I can dig.", reason="It named a person.")

    told = await all_that_is_told(client, runtime, proposal)
    assert "Quittenbaum" not in told
    assert "5550199" not in told
    assert (now["state"], now["words"], now["when"]) == ("committed", "I can dig.", None)
    url = f"{OFFERS}/{offer['offer_id']}"
    assert (await client.get(url)).json()["originals"] == []
    assert (await client.get(url, headers=MODERATOR)).json()["originals"][0]["title"] == f"Call {NAME}"
    kind, news = (await announced(runtime.database))[-1]
    assert (kind, news["offer_id"], news["answer"]) == ("offers.offer-reworded.v1", offer["offer_id"], None)


async def test_the_answer_to_an_offer_is_taken_down_of_that_offer_alone(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)
    first, second = await offered(client, proposal), await offered(client, proposal)
    await acted_on_offer(client, first, "decline", reason=WHY)
    await acted_on_offer(client, second, "decline", reason="We have spades.")

    now = await acted_on_offer(client, first, "redact", words=first["words"], answer=CLEAN, reason="A name.")

    told = await all_that_is_told(client, runtime, proposal)
    assert "Quittenbaum" not in told
    assert "We have spades." in told
    assert (now["state"], now["reason"]) == ("declined", CLEAN)


async def a_revised_proposal(
    client: httpx.AsyncClient, hearing: Hearing, idea: IdeaHandedOver, title: str, summary: str
) -> Json:
    """The idea's proposal, reworded on its own and accepted."""
    await hearing.hear(idea)
    [waiting] = good(await client.get(f"{PROPOSALS}?state=submitted", headers=MODERATOR))["items"]
    await acted(client, waiting, "request-changes", reason="Which bench?")
    revised = {"title": title, "summary": summary}
    good(await client.put(f"{PROPOSALS}/{waiting['number']}", json=revised, headers=MODERATOR))
    return await acted(client, waiting, "accept", cost_cents=90_000)


async def test_what_an_idea_lost_its_reworded_proposal_loses_too(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    summary = "Of oak, and the bench is as wilhelmina quittenbaum wants it."
    proposal = await a_revised_proposal(client, hearing, idea, f"The oak bench of {NAME}", summary)

    await hearing.hear(IdeaReworded(idea_id=idea.idea_id, title="A bench", text="She knows.", reason="A name."))

    assert "quittenbaum" not in (await all_that_is_told(client, runtime, proposal)).casefold()
    now = await seen(client, proposal)
    assert (now["title"], now["summary"]) == ("The oak bench of […]", "Of oak, and the bench is as […] wants it.")
    assert now["life_line"][-1]["text"].endswith("were taken down: A name.")


async def test_what_a_reworded_proposal_loses_its_idea_is_told_to_lose(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await a_revised_proposal(client, hearing, idea, f"The oak bench of {NAME}", "Of oak.")

    await acted(client, proposal, "redact", title="The oak bench", summary="Of oak.", reason="It named a person.")

    kind, news = (await announced(runtime.database))[-1]
    assert (kind, news["idea_id"]) == ("proposals.proposal-reworded.v1", str(idea.idea_id))
    assert news["idea_words"] == {"title": "Ask […]", "text": "She knows.", "place": None, "location": None}
