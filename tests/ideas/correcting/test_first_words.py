"""The office corrects an idea: as it was first written stays beside it, until it is taken down."""

from typing import Any

import httpx
import pytest

from libs.shared.events.proposals import ProposalReworded
from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.hearing import Hearing
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import IDEAS, MODERATOR, accepted, acted, handed_over, seen, suggested

FIRST = {"title": "Trees for the market square", "text": "Twelve lime trees would give shade."}
AGAINST = {"criterion": "against-the-rules", "reason": "It names a person."}
WITHOUT_A_CHANGE = FIRST | {"title": "Trees", "reason": "It named a person."}
READERS: tuple[dict[str, str], ...] = ({}, MODERATOR, staff_headers("auditor"))


async def shown_to_all(client: httpx.AsyncClient, idea: Json) -> list[Any]:
    """The first words as everybody, the office, and others of the town hall read them."""
    return [(await seen(client, idea, **headers))["first_words"] for headers in READERS]


async def test_the_first_words_stay_whatever_is_corrected_afterwards(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round, text="Twelf lime trees.")
    first = {"title": idea["title"], "text": "Twelf lime trees."}

    await acted(client, idea, "correct-text", text="Twelve lime trees.")
    before_it_is_public = await shown_to_all(client, idea)
    await acted(client, idea, "accept")
    corrected = await acted(client, idea, "correct-title", title="Trees")
    again = await acted(client, idea, "correct-text", text="Twelve lime trees give shade.")

    assert before_it_is_public == [None, first, first]
    assert await shown_to_all(client, idea) == [first] * 3
    assert corrected["first_words"] == first
    assert [line["text"] for line in again["life_line"]][-2:] == [
        "The office corrected the title.",
        "The office corrected the text.",
    ]
    assert (again["title"], again["text"]) == ("Trees", "Twelve lime trees give shade.")
    events = dict(await announced(runtime.database))
    assert events["ideas.idea-reworded.v1"]["text"] == "Twelve lime trees give shade."
    assert "Twelf" not in str(events)
    assert good(await client.get(f"{IDEAS}?q=Twelf"))["items"] == []


async def test_what_corrects_nothing_is_not_taken(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await accepted(client, a_round)
    url = f"{IDEAS}/{idea['number']}/actions"
    seen_before = {"If-Match": f'"{(await seen(client, idea, **MODERATOR))["version"]}"'}

    for action, field in (("correct-text", "text"), ("correct-title", "title")):
        for typed in (f"{FIRST[field]} ", " \u200b ", "x" * 5001, 5, None):
            answer = await client.post(url, json={"action": action, field: typed}, headers=MODERATOR)
            assert refused(answer, 422, "fields-are-wrong")["errors"][0]["field"] == field
    unchanged = await client.post(url, json={"action": "correct-text", "text": FIRST["text"]}, headers=MODERATOR)
    assert unchanged.json()["errors"][0]["message"] == "It says so already."
    assert (await shown_to_all(client, idea), (await seen(client, idea))["text"]) == ([None] * 3, FIRST["text"])

    [offered] = [
        one for one in good(await client.get(url, headers=MODERATOR))["items"] if one["action"] == "correct-text"
    ]
    assert offered["fields"][0]["value"] == FIRST["text"]
    marked = await acted(client, idea, "correct-text", text="<b>Limes</b>\nand a bench")
    assert marked["text"] == "<b>Limes</b>\nand a bench"
    wish = {"action": "correct-text", "text": "Limes."}
    late = await client.post(url, json=wish, headers=MODERATOR | seen_before)
    resident = await client.post(url, json=wish)
    assert (late.status_code, resident.status_code) == (412, 401)


@pytest.mark.parametrize(
    ("action", "fields"),
    [("redact", WITHOUT_A_CHANGE), ("reject", AGAINST), ("withdraw-for-them", {"asked_by": "letter"})],
)
async def test_the_first_words_go_with_whatever_takes_words_down_and_come_never_again(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, action: str, fields: Json
) -> None:
    idea = await accepted(client, a_round)
    await acted(client, idea, "correct-title", title="Trees")

    await acted(client, idea, action, **fields)

    assert await shown_to_all(client, idea) == [None] * 3
    kept = (await seen(client, idea, **MODERATOR))["originals"]
    assert [(one["title"], one["text"]) for one in kept] == [("Trees", FIRST["text"]), tuple(FIRST.values())]
    assert "ideas.idea-reworded.v1" in [kind for kind, _ in (await announced(runtime.database))[-3:]]
    await acted(client, idea, "correct-title", title="Limes")
    assert await shown_to_all(client, idea) == [None] * 3


async def test_a_refusal_that_leaves_the_words_leaves_the_first_words(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await accepted(client, a_round)
    await acted(client, idea, "correct-title", title="Trees")

    await acted(client, idea, "reject", criterion="not-ours", reason="The railway belongs to the state.")

    assert await shown_to_all(client, idea) == [FIRST] * 3


async def test_what_is_taken_down_of_its_proposal_takes_the_ideas_first_words_along(
    client: httpx.AsyncClient, hearing: Hearing, a_round: Json
) -> None:
    idea = await handed_over(client, a_round)
    await acted(client, idea, "correct-title", title="Trees")
    about = {"proposal_id": new_id(), "came_from": idea["idea_id"], "title": "Limes", "summary": "By the pond."}

    await hearing.hear(ProposalReworded.model_validate(about | {"corrected": "text"}))
    corrected_alone = await shown_to_all(client, idea)
    await hearing.hear(ProposalReworded.model_validate(about | {"reason": "A name."}))

    assert corrected_alone == [FIRST] * 3
    assert await shown_to_all(client, idea) == [None] * 3
    assert (await seen(client, idea))["title"] == "Trees"
