"""What a sitting said of each item is written down after it, published whole, and corrected with the original kept."""

from datetime import timedelta
from uuid import uuid4

import httpx

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.held_clock import HeldClock
from tests.support.journals import announced as journal_of
from tests.support.sitting import SITTINGS, a_sitting, act, announced, held, seen, write
from tests.support.suggesting import IDA, MODERATOR, TELLINGS, accepted
from tests.support.suggesting import seen as seen_idea

THERE = {"citizens": 5, "politics": 4, "administration": 5, "submitters": 1, "public": 12}


async def a_held_sitting(client: httpx.AsyncClient, within: Json, clock: HeldClock, *agenda: Json) -> Json:
    return await held(client, await announced(client, a_sitting(within, clock, *agenda)), clock)


async def told_last(client: httpx.AsyncClient) -> str:
    return str(good(await client.get(TELLINGS, headers=MODERATOR))["items"][-1]["text"])


async def test_nothing_is_held_or_said_before_it_began(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    sitting = await announced(client, a_sitting(a_round, clock, {"topic": "Money"}))

    refused(await act(client, sitting, "held"), 409, "sitting-has-not-begun")
    refused(await write(client, sitting, 0), 409, "sitting-is-further")
    refused(await act(client, sitting, "minutes"), 409, "sitting-is-further")
    clock.move(timedelta(days=8))
    refused(await write(client, sitting, 0), 409, "sitting-is-further")


async def test_minutes_are_for_staff_until_they_say_something_of_each_item_and_are_published(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, clock: HeldClock
) -> None:
    idea = await accepted(client, a_round, contact=IDA)
    sitting = await a_held_sitting(client, a_round, clock, idea, {"topic": "Money"})
    good(await write(client, sitting, 0, said="All were for it.", result="Way 1", attended=THERE))

    assert refused(await act(client, sitting, "minutes"), 409, "minutes-are-not-complete")["places"] == [2]
    good(await write(client, sitting, 1))
    assert [item["minutes"] for item in (await seen(client, sitting))["agenda"]] == [None, None]
    assert (await seen(client, sitting, **MODERATOR))["agenda"][0]["minutes"]["said"] == "All were for it."
    good(await act(client, sitting, "minutes"))

    first = (await seen(client, sitting))["agenda"][0]["minutes"]
    assert (first["result"], first["attended"], first["corrected_at"]) == ("Way 1", THERE, None)
    assert "What came of it: Way 1" in await told_last(client)
    assert "The minutes of that are published." in (await seen_idea(client, idea))["life_line"][-1]["text"]
    states = [data["state"] for kind, data in await journal_of(runtime.database) if kind == "ideas.sitting-changed.v1"]
    assert states == ["held", "minutes_published"]
    assert "All were for it" not in str(await journal_of(runtime.database))


async def test_published_minutes_are_corrected_for_a_reason_and_the_original_is_kept(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    idea = await accepted(client, a_round, contact=IDA)
    sitting = await a_held_sitting(client, a_round, clock, idea)
    good(await write(client, sitting, 0, said="Mrs Lund shouted.", result="Way 1"))
    good(await act(client, sitting, "minutes"))

    refused(await write(client, sitting, 0, said="It was loud.", result="Way 2"), 422, "correction-needs-a-reason")
    wrong = {"said": "It was loud.", "result": "Way 2", "reason": "It named somebody, and the way was mistyped."}
    good(await write(client, sitting, 0, **wrong))

    [item] = (await seen(client, sitting))["agenda"]
    assert (item["minutes"]["said"], item["minutes"]["result"]) == ("It was loud.", "Way 2")
    assert item["minutes"]["correction"] == wrong["reason"]
    assert item["minutes"]["corrected_at"]
    [kept] = (await seen(client, sitting, **MODERATOR))["originals"]
    assert kept["text"] == "Mrs Lund shouted.\nWay 1"
    assert (await seen(client, sitting))["originals"] == []
    assert "The minutes of the sitting on 2026-11-30 at 13:00 are corrected." in await told_last(client)
    texts = [each["text"] for each in good(await client.get(TELLINGS, headers=MODERATOR))["items"]]
    assert "Way 1" not in "".join(texts)


async def test_two_who_write_the_minutes_of_different_items_do_not_disturb_each_other(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    sitting = await a_held_sitting(client, a_round, clock, {"topic": "Money"}, {"topic": "Time"})
    money, time = (item["version"] for item in sitting["agenda"])

    good(await write(client, sitting, 0, money, said="One wrote this."))
    good(await write(client, sitting, 1, time, said="Another wrote that."))
    stale = await write(client, sitting, 0, money, said="Too late.")

    refused(stale, 412, "it-has-changed")
    said = [item["minutes"]["said"] for item in (await seen(client, sitting, **MODERATOR))["agenda"]]
    assert said == ["One wrote this.", "Another wrote that."]


async def test_minutes_of_nothing_on_the_agenda_are_refused(
    client: httpx.AsyncClient, a_round: Json, clock: HeldClock
) -> None:
    sitting = await a_held_sitting(client, a_round, clock, {"topic": "Money"})
    path = f"{SITTINGS}/{sitting['sitting_id']}/agenda/{uuid4()}/minutes"

    answer = await client.put(path, json={"said": "So.", "result": "Done"}, headers=MODERATOR)

    refused(answer, 404, "item-is-not-on-the-agenda")
