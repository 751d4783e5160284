"""The office corrects a proposal: as it was first written stays beside it, until it is taken down or written anew."""

from typing import Any

import httpx
import pytest

from libs.shared.events.ideas import IdeaReworded, RoundPublished
from libs.shared.platform.running.runtime import Runtime
from tests.proposals.test_taking_words_down import a_handed_over_idea, from_an_idea
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.proposing import MODERATOR, PROPOSALS, accepted, acted, seen, submitted

FIRST = {"title": "Trees for the market square", "summary": "Twelve lime trees."}


async def shown_to_all(client: httpx.AsyncClient, proposal: Json) -> list[Any]:
    """The first words as everybody and the office read them."""
    return [(await seen(client, proposal, **headers))["first_words"] for headers in ({}, MODERATOR)]


async def test_the_first_words_stay_until_their_author_writes_others(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    await acted(client, proposal, "correct-text", summary="Twelve limes.")
    corrected = await acted(client, proposal, "correct-text", summary="Twelve limes for shade.")
    assert await shown_to_all(client, proposal) == [None, FIRST]
    assert corrected["life_line"][-1]["text"] == "The office corrected the text."

    await acted(client, proposal, "request-changes", reason="How many?")
    said = {"title": "Trees", "summary": "Ten limes."}
    key = {"X-Edit-Key": proposal["edit_key"]}
    good(await client.put(f"{PROPOSALS}/{proposal['number']}", json=said, headers=key))
    assert await shown_to_all(client, proposal) == [None, None]

    await acted(client, proposal, "accept", cost_cents=90_000)
    await acted(client, proposal, "correct-title", title="Ten trees")
    assert await shown_to_all(client, proposal) == [said, said]
    unchanged = {"action": "correct-text", "summary": "Ten limes."}
    answer = await client.post(f"{PROPOSALS}/{proposal['number']}/actions", json=unchanged, headers=MODERATOR)
    assert refused(answer, 422, "fields-are-wrong")["errors"][0]["message"] == "It says so already."


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("redact", FIRST | {"title": "Trees", "reason": "A name."}),
        ("reject", {"criterion": "against-the-rules", "reason": "A name."}),
        ("withdraw-for-them", {"asked_by": "letter"}),
    ],
)
async def test_the_first_words_go_with_whatever_takes_words_down_and_come_never_again(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished, action: str, fields: Json
) -> None:
    proposal = await accepted(client, a_round)
    await acted(client, proposal, "correct-title", title="Trees")
    assert (await announced(runtime.database))[-1][1]["corrected"] == "title"
    assert await shown_to_all(client, proposal) == [FIRST, FIRST]

    await acted(client, proposal, action, **fields)

    assert await shown_to_all(client, proposal) == [None, None]
    kept = (await seen(client, proposal, **MODERATOR))["originals"]
    assert [one["title"] for one in kept] == ["Trees", FIRST["title"]]
    assert "proposals.proposal-reworded.v1" in [kind for kind, _ in (await announced(runtime.database))[-2:]]
    await acted(client, proposal, "correct-title", title="Limes")
    assert await shown_to_all(client, proposal) == [None, None]


async def test_a_proposal_follows_its_ideas_text_and_loses_its_first_words_with_those_of_the_idea(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)
    now = {"idea_id": idea.idea_id, "title": "A bench", "text": "It is for all."}

    await hearing.hear(IdeaReworded.model_validate(now))

    followed = await seen(client, proposal)
    assert (followed["title"], followed["summary"]) == ("A bench", "It is for all.")
    assert [line["text"] for line in followed["life_line"]][-2:] == [
        "The office corrected the title.",
        "The office corrected the text.",
    ]
    first = {"title": idea.title, "summary": idea.text}
    assert await shown_to_all(client, proposal) == [first, first]

    told = len(await announced(runtime.database))
    await hearing.hear(IdeaReworded.model_validate(now | {"reason": "A name."}))

    assert await shown_to_all(client, proposal) == [None, None]
    assert (await seen(client, proposal))["summary"] == "It is for all."
    assert len(await announced(runtime.database)) == told


async def test_redacting_tells_the_idea_that_its_first_words_go(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: RoundPublished
) -> None:
    idea = a_handed_over_idea(a_round)
    proposal = await from_an_idea(client, hearing, idea)

    await acted(client, proposal, "redact", title=idea.title, summary=idea.text, reason="A name.")

    kind, news = (await announced(runtime.database))[-1]
    assert (kind, news["came_from"]) == ("proposals.proposal-reworded.v1", str(idea.idea_id))
