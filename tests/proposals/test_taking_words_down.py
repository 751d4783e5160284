"""What was taken down of a proposal is down everywhere that proposals speaks, and goes along with its idea."""

import json

import httpx
import pytest

from libs.shared.events.ideas import IdeaHandedOver, IdeaReworded, RoundPublished
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.proposing import MODERATOR, PROPOSALS, accepted, acted, seen

NAME = "Wilhelmina Quittenbaum"
CLEAN = {"title": "A bench by the pond", "summary": "Somebody knows more."}


def a_handed_over_idea(within: RoundPublished) -> IdeaHandedOver:
    """An idea with a name in its words."""
    return IdeaHandedOver(
        idea_id=new_id(),
        number="K7Q-2M4",
        round_id=within.round_id,
        fund_id=within.funds[0].fund_id,
        area_id=None,
        title=f"Ask {NAME}",
        text="She knows.",
    )


async def from_an_idea(client: httpx.AsyncClient, hearing: Hearing, idea: IdeaHandedOver) -> Json:
    """The accepted proposal that the idea became."""
    await hearing.hear(idea)
    waiting = good(await client.get(f"{PROPOSALS}?state=submitted", headers=MODERATOR))
    return await acted(client, waiting["items"][0], "accept", cost_cents=90_000)


async def told(runtime: Runtime) -> str:
    """Everything that the feed tells."""
    return json.dumps(await announced(runtime.database), ensure_ascii=False)


async def public_texts(client: httpx.AsyncClient, runtime: Runtime, proposal: Json) -> str:
    """All that anybody may read of the proposal."""
    paths = [f"{PROPOSALS}/{proposal['number']}", PROPOSALS, f"{PROPOSALS}?q=Quittenbaum"]
    return await told(runtime) + "".join([(await client.get(path)).text for path in paths])


async def test_a_proposal_refused_for_its_words_leaves_every_place_that_showed_them(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round, title=f"Ask {NAME}", summary=NAME, place=NAME)
    assert NAME in await public_texts(client, runtime, proposal)

    await acted(client, proposal, "reject", criterion="against-the-rules", reason="It names a person.")

    assert "Quittenbaum" not in await public_texts(client, runtime, proposal)


async def test_a_refused_proposal_whose_words_break_no_rule_keeps_them_in_public(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await accepted(client, a_round)

    await acted(client, proposal, "reject", criterion="not-feasible", reason="Pipes lie below.")

    assert (await seen(client, proposal))["title"] == proposal["title"]
    assert "proposals.proposal-reworded.v1" not in await told(runtime)


async def test_redacted_words_are_gone_and_the_idea_is_told_to_follow(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)

    redacted = await acted(client, proposal, "redact", **CLEAN, reason="It named a person.")

    assert "Quittenbaum" not in await public_texts(client, runtime, proposal)
    assert (redacted["state"], redacted["title"]) == ("accepted", CLEAN["title"])
    assert redacted["originals"][0]["title"] == f"Ask {NAME}"
    kind, news = (await announced(runtime.database))[-1]
    assert (kind, news["idea_id"]) == ("proposals.proposal-reworded.v1", str(idea.idea_id))


async def test_a_corrected_title_is_the_proposals_own_business(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    proposal = await from_an_idea(client, hearing, a_handed_over_idea(a_round))

    await acted(client, proposal, "correct-title", title="A bench")

    kind, news = (await announced(runtime.database))[-1]
    assert (kind, news["title"], news["idea_id"]) == ("proposals.proposal-reworded.v1", "A bench", None)


@pytest.mark.parametrize("reason", ["It named a person.", None])
async def test_a_proposal_follows_its_idea_once(
    client: httpx.AsyncClient,
    runtime: Runtime,
    hearing: Hearing,
    a_round: RoundPublished,
    reason: str | None,
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)
    news = IdeaReworded(idea_id=idea.idea_id, title="A bench", text=idea.text, reason=reason)

    await hearing.hear(news)
    before = await seen(client, proposal)
    await hearing.hear(news)

    assert before["title"] == "A bench"
    assert await seen(client, proposal) == before
    assert ("Quittenbaum" in await public_texts(client, runtime, proposal)) == (
        reason is None
    )  # how it was first written
    assert "Quittenbaum" not in await told(runtime)


async def test_a_proposal_with_words_of_its_own_does_not_follow_its_idea(
    client: httpx.AsyncClient, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    await hearing.hear(idea)
    [waiting] = good(await client.get(f"{PROPOSALS}?state=submitted", headers=MODERATOR))["items"]
    await acted(client, waiting, "request-changes", reason="Which bench?")
    revised = {"title": "The oak bench", "summary": "Of oak."}
    good(await client.put(f"{PROPOSALS}/{waiting['number']}", json=revised, headers=MODERATOR))

    await hearing.hear(IdeaReworded(idea_id=idea.idea_id, title="A bench", text="x", reason="A name."))

    assert (await seen(client, waiting, **MODERATOR))["title"] == "The oak bench"
