"""What anybody can say, and what is not taken."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import Runtime
from services.deliberation.settings import DeliberationSettings
from tests.support.answers import good, refused
from tests.support.discussing import COMMENTS, acted, discussion, hidden, said, shown, threads
from tests.support.gateway import for_client
from tests.support.journals import announced


async def test_what_somebody_says_waits_until_it_is_read(client: httpx.AsyncClient, idea: UUID) -> None:
    comment = await said(client, idea, side="against", name="Ida")

    assert (comment["state"], comment["state_label"], comment["text"]) == (
        "waiting",
        "Waits to be read",
        "It is too loud there.",
    )
    assert await threads(client, idea) == []
    refused(await client.get(f"{COMMENTS}/{comment['comment_id']}"), 404, "comment-is-not-known")
    key = {"X-Comment-Key": comment["key"]}
    assert good(await client.get(f"{COMMENTS}/{comment['comment_id']}", headers=key))["name"] == "Ida"


async def test_where_the_council_says_so_it_is_shown_at_once(
    client: httpx.AsyncClient, runtime: Runtime, idea: UUID
) -> None:
    runtime.own["settings"] = DeliberationSettings(comments_are_shown="at-once")

    comment = await said(client, idea)

    assert [one["comment_id"] for one in await threads(client, idea)] == [comment["comment_id"]]
    assert [kind for kind, _ in await announced(runtime.database)] == [
        "deliberation.comment-made.v1",
        "deliberation.comment-shown.v1",
    ]


async def test_both_sides_stand_apart_and_are_counted(client: httpx.AsyncClient, idea: UUID) -> None:
    for side in ("for", "for", "against", "none"):
        await shown(client, idea, f"I am {side}.", side=side)
    await said(client, idea, "Nobody has read this yet.", side="for")

    counted = good(await client.get(discussion(idea)))
    assert [counted[name] for name in ("in_favour", "against", "neither", "questions")] == [2, 1, 1, 0]
    assert [one["text"] for one in await threads(client, idea, side="against")] == ["I am against."]
    assert counted["is_open"] is True


async def test_replies_come_with_what_they_reply_to(client: httpx.AsyncClient, idea: UUID) -> None:
    first = await shown(client, idea, "It is too loud.")
    reply = await shown(client, idea, "Not in winter.", in_reply_to=first["comment_id"])
    deepest = await shown(client, idea, "In winter, too.", in_reply_to=reply["comment_id"])

    [thread] = await threads(client, idea)

    assert [(one["text"], one["depth"]) for one in thread["replies"]] == [("Not in winter.", 1), ("In winter, too.", 2)]
    assert good(await client.get(f"{COMMENTS}/{first['comment_id']}/replies"))["total"] == 2
    refused(
        await client.post(f"{discussion(idea)}/comments", json={"text": "No.", "in_reply_to": deepest["comment_id"]}),
        409,
        "replies-go-no-deeper",
    )


async def test_nobody_replies_to_what_is_not_shown_or_stands_elsewhere(
    client: httpx.AsyncClient, idea: UUID, hearing: Any
) -> None:
    waiting, down = await said(client, idea), await shown(client, idea)
    await hidden(client, down)

    for parent in (waiting, down):
        wish = {"text": "No!", "in_reply_to": parent["comment_id"]}
        refused(await client.post(f"{discussion(idea)}/comments", json=wish), 409, "comment-takes-no-replies")
    nobodys = {"text": "No!", "in_reply_to": str(new_id())}
    refused(await client.post(f"{discussion(idea)}/comments", json=nobodys), 404, "comment-is-not-known")


async def test_a_question_takes_no_side_and_replies_to_nobody(client: httpx.AsyncClient, idea: UUID) -> None:
    comment = await shown(client, idea)

    for more in ({"side": "for"}, {"in_reply_to": comment["comment_id"]}):
        wish = {"text": "When?", "kind": "question"} | more
        refused(await client.post(f"{discussion(idea)}/comments", json=wish), 422, "question-stands-alone")


async def test_the_same_submission_is_taken_once_also_at_the_same_moment(client: httpx.AsyncClient, idea: UUID) -> None:
    wish = {"text": "Once is enough.", "submission_id": str(uuid4())}

    answers = await asyncio.gather(*(client.post(f"{discussion(idea)}/comments", json=wish) for _ in range(3)))

    assert len({good(answer, 201)["key"] for answer in answers}) == 1
    await acted(client, answers[0].json(), "show")
    assert len(await threads(client, idea)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": " \u200b\n"},
        {"text": "x" * 2001},
        {"text": "x" * 10_000_000},
        {"text": "Yes.", "name": "N" * 61},
        {"text": "Yes.", "side": "both"},
        {"text": "Yes.", "contact": {"kind": "email", "address": "nobody"}},
    ],
    ids=["nothing", "nothing to be seen", "too long", "ten megabytes", "a long name", "no side", "no address"],
)
async def test_what_is_malformed_is_refused(client: httpx.AsyncClient, idea: UUID, wrong: dict[str, Any]) -> None:
    answer = await client.post(f"{discussion(idea)}/comments", json=wrong)

    assert answer.status_code in {413, 422}, answer.text
    assert answer.json()["code"]


async def test_html_is_text_like_any_other(client: httpx.AsyncClient, idea: UUID) -> None:
    comment = await shown(client, idea, "<b>No</b> & <script>alert(1)</script>")

    assert comment["text"] == "<b>No</b> & <script>alert(1)</script>"


async def test_a_flood_from_one_network_waits(client: httpx.AsyncClient, idea: UUID) -> None:
    flood = for_client("203.0.113.7")
    for number in range(60):
        wish = {"text": f"Number {number}"}
        good(await client.post(f"{discussion(idea)}/comments", json=wish, headers=flood), 201)

    refused(
        await client.post(f"{discussion(idea)}/comments", json={"text": "One more"}, headers=flood),
        429,
        "too-many-attempts",
    )
    await said(client, idea, "Somebody else is heard.")


async def test_lists_go_on_from_a_place_and_repeat_nothing(client: httpx.AsyncClient, idea: UUID) -> None:
    for number in range(5):
        await shown(client, idea, f"Number {number}")
    address, cursor = f"{discussion(idea)}/comments", None
    read: list[str] = []
    while cursor or not read:
        page = good(await client.get(address, params={"limit": 2} | ({"cursor": cursor} if cursor else {})))
        read, cursor = [*read, *(one["text"] for one in page["items"])], page["next"]

    assert read == [f"Number {number}" for number in reversed(range(5))]
