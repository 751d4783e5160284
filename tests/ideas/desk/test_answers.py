"""Notes, response templates, previews and prepared answers: all of it staff's alone until it is published."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from services.ideas.use_cases.desk.write_notes import erase_notes
from tests.support.answers import Json, good, refused
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import IDA, IDEAS, TELLINGS, acted, seen, suggested

DESK = "/api/ideas/v1/desk"
ADA, BEN = staff_headers("moderator", name="Ada"), staff_headers("moderator", name="Ben")
NOT_OURS = {"action": "reject", "criterion": "not-ours", "reason": "The railway belongs to the state."}


def at(idea: Json, what: str) -> str:
    return f"{DESK}/ideas/{idea['number']}/{what}"


async def version(client: httpx.AsyncClient, idea: Json) -> dict[str, str]:
    place = good(await client.get(f"{DESK}/ideas/{idea['number']}", headers=ADA))
    assert place["version"] == (await seen(client, idea, **ADA))["version"]
    return {"If-Match": f'"{place["version"]}"'}


async def test_notes_are_told_among_staff_and_erased_after_a_year(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    note = good(await client.post(at(idea, "notes"), json={"text": "Ask the parks first."}, headers=ADA), 201)
    good(await client.post(at(idea, "notes"), json={"text": "They say no."}, headers=BEN), 201)

    told = good(await client.get(at(idea, "notes"), headers=BEN))["items"]
    assert [one["text"] for one in told] == ["Ask the parks first.", "They say no."]
    refused(await client.post(at(idea, "notes"), json={"text": " "}, headers=ADA), 422, "malformed-request")
    by_another = await client.delete(at(idea, f"notes/{note['note_id']}"), headers=BEN)
    refused(by_another, 404, "note-is-not-yours")
    assert (await client.delete(at(idea, f"notes/{note['note_id']}"), headers=ADA)).status_code == 204
    await acted(client, idea, "accept")
    public = [(await client.get(f"{IDEAS}/{idea['number']}")).text, str(await announced(runtime.database))]
    assert [text for text in public if "They say no" in text] == []
    clock = HeldClock()
    clock.move(runtime.clock.now().date() - clock.now().date() + timedelta(days=364))
    assert await erase_notes(runtime.database, clock) == 0
    clock.move(timedelta(days=2))
    assert await erase_notes(runtime.database, clock) == 1


async def test_a_template_is_filled_in_the_language_of_whoever_suggested(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    area = a_round["areas"][0]
    german = await suggested(client, a_round, title="Bäume", language="de", area_id=area["area_id"])
    english = await suggested(client, a_round, title="Trees")
    wish: Json = {"name": "Not ours", "texts": {"de": "{number}: „{title}“ in {area} ist nicht unsere Sache."}}
    made = good(await client.post(f"{DESK}/templates", json=wish, headers=ADA), 201)

    [filled] = good(await client.get(at(german, "templates"), headers=ADA))["items"]
    assert filled["text"] == f"{german['number']}: „Bäume“ in {area['name']} ist nicht unsere Sache."
    wish["texts"] |= {"en": "“{title}” is not ours."}
    url = f"{DESK}/templates/{made['template_id']}"
    assert good(await client.put(url, json=wish, headers=BEN))["texts"] == wish["texts"]
    [filled] = good(await client.get(at(english, "templates"), headers=ADA))["items"]
    assert filled["text"] == "“Trees” is not ours."
    other = wish | {"name": "not OURS"}
    refused(await client.post(f"{DESK}/templates", json=other, headers=ADA), 409, "template-name-is-taken")
    unknown = wish | {"name": "Other", "texts": {"en": "Dear {author}"}}
    wrong = await client.post(f"{DESK}/templates", json=unknown, headers=ADA)
    assert refused(wrong, 422, "template-has-unknown-places")["detail"].endswith("not {author}.")
    assert (await client.delete(url, headers=ADA)).status_code == 204
    refused(await client.delete(url, headers=ADA), 404, "template-is-not-known")
    assert good(await client.get(f"{DESK}/templates", headers=ADA))["items"] == []


async def test_a_preview_says_what_would_be_read_and_does_nothing(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round, language="de", contact=IDA)
    before, facts = await seen(client, idea, **ADA), await announced(runtime.database)

    shown = good(await client.post(at(idea, "preview"), json=NOT_OURS, headers=ADA))

    assert shown["state"] == "rejected"
    assert not shown["is_public"]
    assert shown["says"].endswith(": The railway belongs to the state.")
    assert "nicht" in shown["says"]
    assert "Guten Tag" in shown["told"]
    assert "The railway belongs to the state." in shown["told"]
    assert (await seen(client, idea, **ADA), await announced(runtime.database)) == (before, facts)
    assert good(await client.get(TELLINGS, headers=ADA))["items"] == []
    lacking = await client.post(at(idea, "preview"), json={"action": "reject"}, headers=ADA)
    refused(lacking, 422, "fields-are-wrong")


async def test_prepared_answers_are_published_one_by_one_and_what_no_longer_fits_is_named(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    ideas = [await suggested(client, a_round, title=f"Idea {number}") for number in range(3)]
    for idea in ideas:
        as_seen = await version(client, idea)
        good(await client.put(at(idea, "prepared"), json=NOT_OURS, headers=ADA | as_seen))
    assert "railway" not in (await client.get(f"{IDEAS}/{ideas[0]['number']}")).text
    assert "railway" not in str(await announced(runtime.database))
    await acted(client, ideas[1], "accept")

    waiting = good(await client.get(f"{DESK}/prepared", headers=ADA))["items"]

    assert [one["fits"] for one in waiting] == [True, False, True]
    assert good(await client.get(f"{DESK}/prepared", headers=BEN))["items"] == []
    first = good(await client.post(at(ideas[0], "prepared/publish"), headers=ADA))
    assert (first["state"], first["reason"]) == ("rejected", NOT_OURS["reason"])
    second = await client.post(at(ideas[1], "prepared/publish"), headers=ADA)
    refused(second, 412, "it-has-changed")
    again = await client.post(at(ideas[0], "prepared/publish"), headers=ADA)
    refused(again, 404, "no-answer-is-prepared")
    left = good(await client.get(f"{DESK}/prepared", headers=ADA))["items"]
    assert [one["idea"]["number"] for one in left] == [ideas[1]["number"], ideas[2]["number"]]
    assert (await seen(client, ideas[1]))["state"] == "accepted", "nothing is overwritten"
    assert (await client.delete(at(ideas[1], "prepared"), headers=ADA)).status_code == 204


async def test_nobody_overwrites_what_another_has_prepared_and_two_presses_publish_once(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    good(await client.put(at(idea, "prepared"), json={"action": "accept"}, headers=ADA))

    other = await client.put(at(idea, "prepared"), json=NOT_OURS, headers=BEN)
    refused(other, 409, "answer-is-prepared-by-another")
    refused(await client.post(at(idea, "prepared/publish"), headers=BEN), 404, "no-answer-is-prepared")
    pressed = await asyncio.gather(*(client.post(at(idea, "prepared/publish"), headers=ADA) for _ in range(3)))

    assert sorted(answer.status_code for answer in pressed) == [200, 404, 404]
    assert [line["state"] for line in (await seen(client, idea))["life_line"]] == ["submitted", "accepted"]


@pytest.mark.parametrize("what", ["notes", "templates"])
async def test_what_staff_write_is_for_those_who_moderate(client: httpx.AsyncClient, a_round: Json, what: str) -> None:
    idea = await suggested(client, a_round)

    assert (await client.get(at(idea, what))).status_code == 401
    assert (await client.get(at(idea, what), headers=staff_headers("auditor"))).status_code == 403
    assert (await client.get(f"{DESK}/prepared", headers=staff_headers("auditor"))).status_code == 403
