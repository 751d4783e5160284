"""Words that the town hall typed about an idea are taken down like its own: life line, feed, tellings, neighbours."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from libs.shared.events.proposals import ChangesRequested, ProposalReasonReworded, ProposalReworded
from libs.shared.events.voting import PollReasonReworded, ProjectWithdrawn
from libs.shared.events.words import IdeaWords
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from services.ideas.use_cases.erase_originals import erase_originals
from tests.ideas.test_what_became_of_it import Proposal
from tests.support.answers import Json, good
from tests.support.hearing import Hearing
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.suggesting import IDA, IDEAS, MODERATOR, TELLINGS, accepted, acted, handed_over, seen, suggested

NAME = "Wilhelmina Quittenbaum"
WHY, CLEAN = f"{NAME} said so on 0171 5550199.\nAsk her.", "A neighbour said so."
GERMAN = {"Accept-Language": "de"}


async def lines(client: httpx.AsyncClient, idea: Json) -> list[Json]:
    """What the office may take down, as choices."""
    offered: Any = good(await client.get(f"{IDEAS}/{idea['number']}/actions", headers=MODERATOR))
    asked = [one["fields"] for one in offered["items"] if one["action"] == "redact-line"]
    return asked[0][0]["choices"] if asked else []


async def taken_down(client: httpx.AsyncClient, idea: Json, which: int = -1, why: str = "It named a person.") -> Json:
    """The idea without the words of one of its lines."""
    line = (await lines(client, idea))[which]["value"]
    return await acted(client, idea, "redact-line", line=line, words=CLEAN, reason=why)


async def all_that_is_told(client: httpx.AsyncClient, runtime: Runtime, idea: Json) -> str:
    """What anybody may read of the idea, and what whoever suggested it is told."""
    here = f"{IDEAS}/{idea['number']}"
    texts = [(await client.get(here, headers=headers)).text for headers in ({}, GERMAN)]
    told = (await client.get(TELLINGS, headers=MODERATOR)).text
    return "".join(texts) + told + json.dumps(await announced(runtime.database), ensure_ascii=False)


@pytest.mark.parametrize("criterion", ["not-ours", "against-the-rules"])
async def test_a_name_in_a_refusal_leaves_every_place_that_told_it(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, criterion: str
) -> None:
    idea = await accepted(client, a_round, contact=IDA)
    await acted(client, idea, "reject", criterion=criterion, reason=WHY)
    assert NAME in await all_that_is_told(client, runtime, idea)

    now = await taken_down(client, idea)

    told = await all_that_is_told(client, runtime, idea)
    assert "Quittenbaum" not in told
    assert "5550199" not in told
    assert (now["state"], now["reason"]) == ("rejected", CLEAN)
    assert now["life_line"][-2]["text"].endswith(f": {CLEAN}")
    assert now["life_line"][-1]["text"].endswith("were taken down: It named a person.")
    rewritten = dict(await announced(runtime.database))["ideas.idea-rejected.v1"]
    assert rewritten["reason"] == CLEAN


async def test_the_news_of_it_says_which_event_says_something_else_now_and_quotes_nothing(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    await acted(client, idea, "reject", criterion="not-ours", reason=WHY)

    await taken_down(client, idea)

    news = [data for kind, data in await announced(runtime.database) if kind == "ideas.idea-reason-reworded.v1"]
    of_types = {one["event_type"]: (one["field"], one["words"]) for one in news}
    assert of_types["ideas.idea-rejected.v1"] == ("reason", CLEAN)
    assert of_types["ideas.idea-state-changed.v1"][0] == "text"
    assert all(one["standing"] == CLEAN and one["reason"] == "It named a person." for one in news)


async def test_an_explanation_of_words_taken_down_can_be_taken_down_itself(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    await acted(client, idea, "redact", title="A bench", text="A bench.", reason=WHY)
    await taken_down(client, idea, why=f"Again {NAME}")

    await taken_down(client, idea)

    assert "Quittenbaum" not in await all_that_is_told(client, runtime, idea)


async def test_words_that_stand_in_place_of_others_can_be_taken_down_too(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round, contact=IDA)
    await acted(client, idea, "reject", criterion="not-ours", reason="It is not ours.")
    line = (await lines(client, idea))[0]["value"]
    await acted(client, idea, "redact-line", line=line, words=WHY, reason="It was unclear.")
    assert NAME in await all_that_is_told(client, runtime, idea)

    now = await taken_down(client, idea, which=0)

    assert "Quittenbaum" not in await all_that_is_told(client, runtime, idea)
    assert now["reason"] == CLEAN


async def test_the_same_words_in_two_lines_go_together_and_others_stay(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    for reason in (WHY, "Say where.", WHY):
        news = ChangesRequested(proposal_id=new_id(), idea_id=idea["idea_id"], reason=reason)
        await hearing.hear(news)

    await taken_down(client, idea, which=0)

    assert "Quittenbaum" not in await all_that_is_told(client, runtime, idea)
    texts = [line["text"] for line in (await seen(client, idea))["life_line"]]
    assert len([text for text in texts if CLEAN in text]) == 2
    assert len([text for text in texts if "Say where." in text]) == 1


async def test_an_idea_follows_what_is_taken_down_of_its_proposals_reasons_once(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    of = {"proposal_id": new_id(), "idea_id": idea["idea_id"]}
    [told] = await hearing.hear(ChangesRequested(**of, reason=WHY))
    which = {"event_id": told.id, "event_type": told.type, "told_at": told.time, "field": "reason"}
    news = ProposalReasonReworded(**of, **which, words=CLEAN, reason="It named a person.")

    await hearing.hear(news)
    before = await seen(client, idea)
    await hearing.hear(news)

    assert "Quittenbaum" not in await all_that_is_told(client, runtime, idea)
    assert await seen(client, idea) == before


async def test_an_idea_follows_what_is_taken_down_of_a_reason_in_the_vote(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    proposal, poll_id = Proposal(idea), new_id()
    await hearing.hear(proposal.submitted(), proposal.accepted(), proposal.listed())
    withdrawal = ProjectWithdrawn(poll_id=poll_id, proposal_id=proposal.id, number=2, reason=WHY)
    [told] = await hearing.hear(withdrawal)
    assert "Quittenbaum" in await all_that_is_told(client, runtime, idea)

    which = {"event_id": told.id, "event_type": told.type, "told_at": told.time, "field": "reason"}
    of = {"poll_id": poll_id, "proposal_id": proposal.id}
    await hearing.hear(PollReasonReworded(**of, **which, words=CLEAN, reason="It named a person."))

    assert "Quittenbaum" not in await all_that_is_told(client, runtime, idea)


async def test_an_idea_says_what_it_is_told_to_when_its_proposal_has_other_words(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    said = {"title": "Limes", "summary": "Twelve.", "reason": "It named a person."}
    left = IdeaWords(title="Trees for […]", text="Twelve.")

    await hearing.hear(ProposalReworded(proposal_id=new_id(), idea_id=idea["idea_id"], idea_words=left, **said))

    assert (await seen(client, idea))["title"] == "Trees for […]"


async def test_the_original_is_for_the_office_and_its_end_takes_no_words_of_the_idea_along(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    await acted(client, idea, "reject", criterion="not-ours", reason=WHY)
    await taken_down(client, idea)
    clock = HeldClock()
    clock.move(datetime.now(UTC).date() - clock.now().date())

    kept = (await seen(client, idea, **MODERATOR))["originals"]
    in_public = (await seen(client, idea))["originals"]
    clock.move(timedelta(days=91))
    await erase_originals(runtime.database, clock)

    assert ([one["text"] for one in kept], in_public) == ([WHY], [])
    after = await seen(client, idea, **MODERATOR)
    assert (after["originals"], after["title"]) == ([], idea["title"])


async def test_where_nobody_typed_anything_nothing_is_offered(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)

    answer = await client.post(
        f"{IDEAS}/{idea['number']}/actions",
        json={"action": "redact-line", "line": "1", "words": "x", "reason": "y"},
        headers=MODERATOR,
    )

    assert await lines(client, idea) == []
    assert answer.status_code == 422
