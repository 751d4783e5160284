"""Sittings are announced in public, and whoever suggested something on the agenda is invited."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.held_clock import HeldClock
from tests.support.journals import announced as journal_of
from tests.support.sitting import SITTINGS, a_sitting, act, announced, change, held, seen
from tests.support.staff import staff_headers
from tests.support.suggesting import (
    ADMINISTRATOR,
    IDA,
    MODERATOR,
    ROUNDS,
    TELLINGS,
    a_plan,
    accepted,
    suggested,
)
from tests.support.suggesting import seen as seen_idea

LETTER = {"kind": "letter", "address": "Ola Ek\nMarkt 2"}


async def news(client: httpx.AsyncClient) -> list[str]:
    """What waits to be told of sittings."""
    items = good(await client.get(TELLINGS, params={"limit": 100}, headers=MODERATOR))["items"]
    return [item["text"] for item in items if "accepted" not in item["text"] and "angenommen" not in item["text"]]


async def test_an_announced_sitting_is_public_with_its_agenda_in_order(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, clock: HeldClock
) -> None:
    trees, pond = await accepted(client, a_round), await accepted(client, a_round, title="A pond")

    made = await announced(client, a_sitting(a_round, clock, pond, {"topic": "Money that is left"}, trees))

    shown = await seen(client, made)
    assert (shown["state"], shown["body"], shown["place"]) == ("announced", "board", "Town hall, room 100")
    assert [(item["title"], item["topic"]) for item in shown["agenda"]] == [
        ("A pond", None),
        (None, "Money that is left"),
        ("Trees for the market square", None),
    ]
    listed = good(await client.get(SITTINGS, params={"idea_id": pond["idea_id"]}))
    assert [item["sitting_id"] for item in listed["items"]] == [made["sitting_id"]]
    assert good(await client.get(SITTINGS, params={"state": "held"}))["items"] == []
    told = [data for kind, data in await journal_of(runtime.database) if kind == "ideas.sitting-announced.v1"]
    assert [one["idea_ids"] for one in told] == [[pond["idea_id"], trees["idea_id"]]]


async def test_whoever_suggested_is_invited_once_in_their_language_and_the_life_line_says_when(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    trees = await accepted(client, a_round, contact=IDA, language="de")
    pond, quiet = await accepted(client, a_round, contact=LETTER), await accepted(client, a_round)
    wish = a_sitting(a_round, clock, trees, pond, quiet, link="https://town.example/sit", submission_id=str(uuid4()))

    first = await announced(client, wish)
    again = await announced(client, wish)

    assert again["sitting_id"] == first["sitting_id"]
    german, english = await news(client)
    assert "Das Begleitgremium behandelt sie am 30.11.2026 um 13:00 Uhr, öffentlich." in german
    assert "Wo: Town hall, room 100\nPer Video: https://town.example/sit" in german
    assert "You are welcome to come, and to speak of your idea." in english
    line = (await seen_idea(client, quiet))["life_line"][-1]
    assert line["text"] == "The accompanying board deals with it on 2026-11-30 at 13:00, in public."
    assert line["state"] == "accepted"


async def test_whom_a_change_concerns_is_told_of_it(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, clock: HeldClock
) -> None:
    stays, goes, comes = [await accepted(client, a_round, contact=IDA, title=title) for title in ("A", "B", "C")]
    wish = a_sitting(a_round, clock, stays, goes)
    made = await announced(client, wish)
    before = len(await news(client))
    moved = a_sitting(a_round, clock, comes, stays, place="School", begins_at="2026-12-01T18:00:00+01:00")

    shown = good(await change(client, made, moved))

    assert [item["title"] for item in shown["agenda"]] == ["C", "A"]
    assert shown["agenda"][1]["item_id"] == made["agenda"][0]["item_id"]
    texts = (await news(client))[before:]
    assert len(texts) == 3
    for title, words in (
        ("A", "Changed: The accompanying board deals with it on 2026-12-01 at 18:00, in public."),
        ("B", "It is not on the agenda of the sitting on 2026-11-30 at 13:00 any more."),
        ("C", "The accompanying board deals with it on 2026-12-01 at 18:00, in public."),
    ):
        assert [f"“{title}”" in text for text in texts if words in text].count(True) == 1
    # Where it was to be stands nowhere any more: neither in what was told, nor in a feed.
    assert "Town hall" not in "".join(await news(client))
    assert "Town hall" not in str(await journal_of(runtime.database))
    assert "Town hall" in str((await seen(client, made, **MODERATOR))["originals"])


async def test_a_name_or_an_order_alone_is_told_to_nobody_who_suggested(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    one, other = [await accepted(client, a_round, contact=IDA) for _ in range(2)]
    made = await announced(client, a_sitting(a_round, clock, one, other))
    before = await news(client)

    shown = good(await change(client, made, a_sitting(a_round, clock, other, one, name="Board, late")))

    assert [item["number"] for item in shown["agenda"]] == [other["number"], one["number"]]
    assert await news(client) == before


async def test_a_sitting_that_is_called_off_says_why(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    idea = await accepted(client, a_round, contact=IDA)
    made = await announced(client, a_sitting(a_round, clock, idea))

    shown = good(await act(client, made, "cancellation", {"reason": "Mrs Lund is ill."}))
    reworded = good(await act(client, made, "cancellation", {"reason": "Too few can come."}))

    assert (shown["state"], shown["reason"]) == ("cancelled", "Mrs Lund is ill.")
    assert reworded["reason"] == "Too few can come."
    last = (await news(client))[-1]
    assert "The sitting on 2026-11-30 at 13:00 is called off.\nWhy: Too few can come." in last
    assert "Lund" not in "".join(await news(client))
    assert "called off" in (await seen_idea(client, idea))["life_line"][-1]["text"]
    clock.move(timedelta(days=9))
    refused(await act(client, made, "held"), 409, "sitting-is-further")


async def test_each_item_that_cannot_stand_on_the_agenda_is_named_and_none_is_put_there(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    other_round = good(await client.post(ROUNDS, json=a_plan(name="Other"), headers=ADMINISTRATOR), 201)
    mine, secret, theirs = (
        await accepted(client, a_round),
        await suggested(client, a_round),
        await accepted(client, other_round),
    )
    agenda = [mine, mine, secret, theirs, {"idea": "nothing"}, {"topic": "Ok"}, {"idea": mine["number"], "topic": "x"}]

    problem = refused(
        await client.post(SITTINGS, json=a_sitting(a_round, clock, *agenda), headers=MODERATOR),
        422,
        "agenda-is-not-sound",
    )

    assert {error["field"]: (error["rule"], error["number"]) for error in problem["errors"]} == {
        "agenda.1": ("twice", mine["number"]),
        "agenda.2": ("not-public", secret["number"]),
        "agenda.3": ("of-another-round", theirs["number"]),
        "agenda.4": ("unknown", ""),
        "agenda.6": ("unclear", ""),
    }
    assert good(await client.get(SITTINGS))["total"] == 0


@pytest.mark.parametrize("days", [-1, 0])
async def test_no_sitting_is_announced_or_moved_into_the_past(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock, days: int
) -> None:
    past = (clock.now() + timedelta(days=days)).isoformat()
    made = await announced(client, a_sitting(a_round, clock))

    gone = await client.post(SITTINGS, json=a_sitting(a_round, clock, begins_at=past), headers=MODERATOR)

    refused(gone, 422, "sitting-is-not-to-come")
    refused(await change(client, made, a_sitting(a_round, clock, begins_at=past)), 422, "sitting-is-not-to-come")


async def test_of_a_sitting_that_is_over_words_alone_are_corrected(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    idea = await accepted(client, a_round)
    wish = a_sitting(a_round, clock, idea, {"topic": "Mr Ek's fence"})
    made = await announced(client, wish)
    await held(client, made, clock)
    right = wish | {"agenda": [{"idea": idea["number"]}, {"topic": "A fence"}]}

    shown = good(await change(client, made, right))

    assert shown["agenda"][1]["topic"] == "A fence"
    assert shown["agenda"][1]["item_id"] == made["agenda"][1]["item_id"]
    refused(await change(client, made, right | {"agenda": []}), 409, "agenda-is-fixed")
    later = (clock.now() + timedelta(days=1)).isoformat()
    refused(await change(client, made, right | {"begins_at": later}), 409, "agenda-is-fixed")


async def test_two_of_the_office_at_once_overwrite_nothing(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    wish = a_sitting(a_round, clock)
    made = await announced(client, wish)
    as_seen = {"If-Match": f'"{made["version"]}"'}
    good(await change(client, made, wish | {"place": "School"}, **as_seen))

    stale = await change(client, made, wish | {"name": "Late"}, **as_seen)

    refused(stale, 412, "it-has-changed")
    assert (await seen(client, made))["name"] == wish["name"]


async def test_the_office_alone_announces_and_others_read(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    wish = a_sitting(a_round, clock)

    refused(await client.post(SITTINGS, json=wish), 401, "unauthorized")
    reviewer = await client.post(SITTINGS, json=wish, headers=staff_headers("reviewer"))
    refused(reviewer, 403, "forbidden")
    refused(await client.get(f"{SITTINGS}/{uuid4()}"), 404, "sitting-is-not-known")
    for link in ("http://town.example", "javascript:alert(1)", "https://", "https://a b"):
        answer = await client.post(SITTINGS, json=wish | {"link": link}, headers=MODERATOR)
        refused(answer, 422, "malformed-request")
