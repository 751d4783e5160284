"""What was taken down is down everywhere that ideas speaks: page, lists, search, feed."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from libs.shared.events.proposals import ProposalReworded
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from services.ideas.use_cases.erase_originals import erase_originals
from tests.support.answers import Json, good
from tests.support.hearing import Hearing
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import IDEAS, MODERATOR, accepted, acted, handed_over, seen, suggested

NAME, PHONE = "Wilhelmina Quittenbaum", "0171 5550199"
TITLE, TEXT = f"Ask {NAME}", f"Call {PHONE}, she knows."
CLEAN = {"title": "A bench by the pond", "text": "Somebody knows more."}


async def told(runtime: Runtime) -> str:
    """Everything that the feed tells."""
    return json.dumps(await announced(runtime.database), ensure_ascii=False)


async def public_texts(client: httpx.AsyncClient, runtime: Runtime, idea: Json) -> str:
    """All that anybody may read of the idea."""
    round_id = idea["round_id"]
    paths = [
        f"{IDEAS}/{idea['number']}",
        f"{IDEAS}/{idea['idea_id']}",
        IDEAS,
        f"{IDEAS}?q=Quittenbaum",
        f"{IDEAS}?state={idea['state']}",
        f"{IDEAS}/similar?round_id={round_id}&text=Quittenbaum",
    ]
    return await told(runtime) + "".join([(await client.get(path)).text for path in paths])


async def test_an_idea_refused_for_its_words_leaves_every_place_that_showed_them(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round, title=TITLE, text=TEXT, place=NAME)
    assert NAME in await public_texts(client, runtime, idea)

    refused = await acted(client, idea, "reject", criterion="against-the-rules", reason="It names a person.")

    shown = await public_texts(client, runtime, refused)
    assert "Quittenbaum" not in shown
    assert PHONE not in shown
    assert "It names a person." in shown
    assert [kind for kind, _ in await announced(runtime.database)][-3:] == [
        "ideas.idea-reworded.v1",
        "ideas.idea-rejected.v1",
        "ideas.idea-state-changed.v1",
    ]


@pytest.mark.parametrize("criterion", ["not-ours", "not-lawful", "exists-already", "not-understood"])
async def test_a_refused_idea_whose_words_break_no_rule_keeps_them_in_public(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, criterion: str
) -> None:
    idea = await accepted(client, a_round)

    await acted(client, idea, "reject", criterion=criterion, reason="The railway belongs to the state.")

    shown = await seen(client, idea)
    assert (shown["state"], shown["title"], shown["text"]) == ("rejected", idea["title"], idea["text"])
    assert [one["number"] for one in good(await client.get(f"{IDEAS}?q=trees"))["items"]] == [idea["number"]]
    assert idea["title"] in await told(runtime)


async def test_redacted_words_are_gone_and_the_rest_stays(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round, title=TITLE, text=TEXT, place=NAME)

    redacted = await acted(client, idea, "redact", **CLEAN, reason="It named a person.")

    shown = await public_texts(client, runtime, redacted)
    assert "Quittenbaum" not in shown
    assert PHONE not in shown
    assert (redacted["state"], redacted["title"], redacted["place"]) == ("accepted", CLEAN["title"], None)
    assert redacted["life_line"][-1]["text"].endswith("were taken down: It named a person.")
    events = dict(await announced(runtime.database))
    assert events["ideas.idea-reworded.v1"] == {
        "idea_id": idea["idea_id"],
        **CLEAN,
        "place": None,
        "location": None,
        "reason": "It named a person.",
    }
    assert events["ideas.idea-accepted.v1"]["title"] == CLEAN["title"]


async def test_words_that_nobody_saw_yet_are_redacted_without_telling_them(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round, title=TITLE, text=TEXT)

    await acted(client, idea, "redact", **CLEAN, reason="It named a person.")
    assert CLEAN["title"] not in await told(runtime)
    await acted(client, idea, "accept")

    assert (await seen(client, idea))["title"] == CLEAN["title"]
    assert "Quittenbaum" not in await public_texts(client, runtime, await seen(client, idea))


async def test_the_original_is_for_the_office_alone_and_erased_when_its_time_is_over(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round, title=TITLE, text=TEXT)
    await acted(client, idea, "redact", **CLEAN, reason="It named a person.")
    clock = HeldClock()
    clock.move(datetime.now(UTC).date() - clock.now().date())

    [kept] = (await seen(client, idea, **MODERATOR))["originals"]
    assert (kept["title"], kept["text"]) == (TITLE, TEXT)
    for headers in ({}, staff_headers("auditor"), staff_headers("returning-officer")):
        assert "Quittenbaum" not in (await client.get(f"{IDEAS}/{idea['number']}", headers=headers)).text

    clock.move(timedelta(days=89))
    too_early = await erase_originals(runtime.database, clock)
    clock.move(timedelta(days=2))
    assert (too_early, await erase_originals(runtime.database, clock)) == (0, 1)
    assert (await seen(client, idea, **MODERATOR))["originals"] == []


async def test_what_was_refused_for_its_words_is_erased_from_the_desk_too(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round, title=TITLE, text=TEXT)
    await acted(client, idea, "reject", criterion="against-the-rules", reason="It names a person.")
    clock = HeldClock()
    clock.move(datetime.now(UTC).date() - clock.now().date())
    clock.move(timedelta(days=91))

    await erase_originals(runtime.database, clock)

    assert "Quittenbaum" not in (await client.get(f"{IDEAS}/{idea['number']}", headers=MODERATOR)).text


async def test_a_title_is_corrected_in_public(client: httpx.AsyncClient, runtime: Runtime, a_round: Json) -> None:
    idea = await accepted(client, a_round, title="A bensh")

    corrected = await acted(client, idea, "correct-title", title="A bench")

    assert corrected["life_line"][-1]["text"] == "The office corrected the title."
    assert (corrected["title"], corrected["text"]) == ("A bench", idea["text"])
    assert corrected["first_words"] == {"title": "A bensh", "text": idea["text"]}
    assert "A bensh" not in await told(runtime) + (await client.get(IDEAS)).text
    offered: Any = good(await client.get(f"{IDEAS}/{idea['number']}/actions", headers=MODERATOR))
    [field] = next(one for one in offered["items"] if one["action"] == "correct-title")["fields"]
    assert (field["kind"], field["value"]) == ("line", "A bench")


async def test_a_title_is_one_line_and_says_something(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await accepted(client, a_round)
    url = f"{IDEAS}/{idea['number']}/actions"

    empty = await client.post(url, json={"action": "correct-title", "title": " \u200b "}, headers=MODERATOR)
    broken = await acted(client, idea, "correct-title", title="A\nbench")

    assert empty.status_code == 422
    assert broken["title"] == "A bench"


async def test_an_idea_follows_when_words_of_its_proposal_are_taken_down(
    client: httpx.AsyncClient, runtime: Runtime, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round, title=TITLE, text=TEXT)
    said = {"title": CLEAN["title"], "summary": CLEAN["text"], "place": None, "reason": "It named a person."}
    news = ProposalReworded.model_validate({"proposal_id": new_id(), "idea_id": idea["idea_id"]} | said)

    await hearing.hear(news)
    before = await seen(client, idea)
    await hearing.hear(news)

    assert "Quittenbaum" not in await public_texts(client, runtime, before)
    assert before["title"] == CLEAN["title"]
    assert await seen(client, idea) == before


async def test_an_idea_does_not_follow_what_its_proposal_says_for_itself(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)

    await hearing.hear(ProposalReworded(proposal_id=new_id(), title="Limes", summary="Twelve."))

    assert (await seen(client, idea))["title"] == idea["title"]
