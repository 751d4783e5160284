"""An answer from the desk is kept back for a while: until then nobody outside knows of it, and it can be taken back."""

import asyncio
from datetime import datetime, timedelta

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from services.ideas.domain.desk.taking_back import TimeToTakeBack
from services.ideas.use_cases.desk.send_answers_out import send_one_out
from tests.support.answers import Json, good, refused
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import IDA, IDEAS, TELLINGS, acted, seen, suggested

DESK = "/api/ideas/v1/desk"
TIME = f"{DESK}/time-to-take-back"
ADA, BEN = staff_headers("moderator", name="Ada"), staff_headers("moderator", name="Ben")
CHIEF = staff_headers("administrator", name="Chief")
NOT_OURS = {"action": "reject", "criterion": "not-ours", "reason": "The railway belongs to the state."}
MINUTES = 5


def at(idea: Json, what: str) -> str:
    return f"{DESK}/ideas/{idea['number']}/{what}"


@pytest.fixture
async def with_time(client: httpx.AsyncClient) -> None:
    good(await client.put(TIME, json={"minutes": MINUTES}, headers=CHIEF))


async def answered(client: httpx.AsyncClient, idea: Json, wish: Json = NOT_OURS) -> datetime:
    given = good(await client.post(at(idea, "answers"), json=wish, headers=ADA))
    assert given["state"] == "submitted"
    return datetime.fromisoformat(given["goes_out_at"])


async def place(client: httpx.AsyncClient, idea: Json) -> Json:
    return good(await client.get(f"{DESK}/ideas/{idea['number']}", headers=ADA))


def test_what_takes_words_down_is_never_kept_back() -> None:
    now = datetime.fromisoformat("2026-11-30T08:00+00:00")

    assert TimeToTakeBack(5).goes_out_at("reject", now) == now + timedelta(minutes=5)
    assert [TimeToTakeBack(5).goes_out_at(each, now) for each in ("redact", "redact-line", "correct-title")] == [
        None
    ] * 3
    assert TimeToTakeBack().goes_out_at("reject", now) is None


async def test_before_a_council_sets_a_time_an_answer_goes_out_at_once(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    good(await client.put(at(idea, "prepared"), json={"action": "accept"}, headers=ADA))

    given = good(await client.post(at(idea, "answers"), json=NOT_OURS, headers=ADA))

    assert given == {"number": idea["number"], "state": "rejected", "goes_out_at": None}
    assert good(await client.get(f"{DESK}/prepared", headers=ADA))["items"] == [], "they have answered otherwise"
    refused(await client.post(at(idea, "answers/take-back"), headers=ADA), 409, "no-answer-is-kept-back")


async def test_nobody_outside_knows_of_an_answer_before_it_goes_out(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, with_time: None
) -> None:
    idea = await suggested(client, a_round, contact=IDA)
    before, facts = await seen(client, idea), await announced(runtime.database)

    goes_out_at = await answered(client, idea)
    assert not await send_one_out(runtime.database, goes_out_at - timedelta(seconds=1))

    assert (await seen(client, idea), await announced(runtime.database)) == (before, facts)
    assert good(await client.get(TELLINGS, headers=ADA))["items"] == []
    waiting = (await place(client, idea))["answer"]
    assert "railway" in waiting["says"]
    assert datetime.fromisoformat(waiting["goes_out_at"]) == goes_out_at
    assert good(await client.get(f"{DESK}/figures", headers=BEN))["kept_back"] == 1
    assert await send_one_out(runtime.database, goes_out_at)
    after = await seen(client, idea, **ADA)
    assert (after["state"], after["reason"]) == ("rejected", NOT_OURS["reason"])
    assert len(await announced(runtime.database)) > len(facts)
    assert len(good(await client.get(TELLINGS, headers=ADA))["items"]) == 1
    assert (await place(client, idea))["answer"] is None
    assert not await send_one_out(runtime.database, goes_out_at)


async def test_whoever_takes_an_answer_back_loses_no_word_of_it(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, with_time: None
) -> None:
    idea = await suggested(client, a_round)
    goes_out_at = await answered(client, idea)
    refused(
        await client.post(at(idea, "answers/take-back"), headers=staff_headers("reviewer")),
        409,
        "no-answer-is-kept-back",
    )

    assert (await client.post(at(idea, "answers/take-back"), headers=BEN)).status_code == 204

    assert not await send_one_out(runtime.database, goes_out_at)
    own = good(await client.get(at(idea, "prepared"), headers=ADA))
    assert (own["fields"], own["goes_out_at"], own["fits"]) == (
        {"criterion": "not-ours", "reason": NOT_OURS["reason"]}, None, True,
    )  # fmt: skip
    refused(await client.post(at(idea, "answers/take-back"), headers=ADA), 409, "no-answer-is-kept-back")
    refused(await client.get(at(idea, "prepared"), headers=BEN), 404, "no-answer-is-prepared")
    other = await client.post(at(idea, "answers"), json={"action": "accept"}, headers=BEN)
    refused(other, 409, "answer-is-prepared-by-another")
    assert (await client.delete(at(idea, "prepared"), headers=BEN)).status_code == 204
    good(await client.post(at(idea, "answers"), json={"action": "accept"}, headers=BEN))
    assert good(await client.post(at(idea, "prepared/publish"), headers=BEN))["state"] == "accepted"


async def test_who_answers_second_is_told_and_whoever_suggested_it_may_still_withdraw(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, with_time: None
) -> None:
    idea, redacted = await suggested(client, a_round), await suggested(client, a_round, title="Two")
    goes_out_at = await answered(client, idea)
    await answered(client, redacted)

    accept = {"action": "accept"}
    for path in (at(idea, "answers"), f"{IDEAS}/{idea['number']}/actions"):
        refused(await client.post(path, json=accept, headers=BEN), 409, "answer-is-kept-back")
    refused(await client.put(at(idea, "prepared"), json=accept, headers=ADA), 409, "answer-is-kept-back")
    wish = {"action": "withdraw"}
    key = {"X-Idea-Key": idea["key"]}
    good(await client.post(f"{IDEAS}/{idea['number']}/actions", json=wish, headers=key))
    await acted(client, redacted, "redact", title="Two", text="Something else.", reason="It named a person.")

    assert [await send_one_out(runtime.database, goes_out_at + timedelta(minutes=1)) for _ in range(3)] == [
        True,
        True,
        False,
    ]
    assert (await seen(client, idea))["state"] == "withdrawn", "nothing is overwritten"
    came_back = good(await client.get(f"{DESK}/prepared", headers=ADA))["items"]
    assert [(one["came_back"], one["fits"], one["goes_out_at"]) for one in came_back] == [(True, False, None)] * 2
    assert good(await client.get(f"{DESK}/figures", headers=ADA))["came_back"] == 2
    assert good(await client.get(f"{DESK}/figures", headers=BEN))["came_back"] == 0


async def test_an_answer_goes_out_once_or_is_taken_back_whoever_is_quicker(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, with_time: None
) -> None:
    ideas = [await suggested(client, a_round, title=f"Idea {number}") for number in range(3)]
    due = max([await answered(client, idea) for idea in ideas])

    workers = [send_one_out(runtime.database, due) for _ in range(6)]
    taking = [client.post(at(idea, "answers/take-back"), headers=BEN) for idea in ideas]
    _, answers = await asyncio.gather(asyncio.gather(*workers), asyncio.gather(*taking))
    while await send_one_out(runtime.database, due):
        pass

    for idea, answer in zip(ideas, answers, strict=True):
        now = await seen(client, idea, **ADA)
        is_taken_back = answer.status_code == 204
        assert [line["state"] for line in now["life_line"]] == ["submitted", *([] if is_taken_back else ["rejected"])]
        assert ((await place(client, idea))["answer"] is not None) == is_taken_back


async def test_next_passes_what_is_answered_already(client: httpx.AsyncClient, a_round: Json, with_time: None) -> None:
    ideas = [await suggested(client, a_round, title=f"Idea {number}") for number in range(2)]
    await answered(client, ideas[0])
    mine = {"round_id": a_round["round_id"]}

    assert good(await client.post(f"{DESK}/next", params=mine, headers=BEN))["number"] == ideas[1]["number"]


async def test_the_council_sets_the_time_within_an_hour(client: httpx.AsyncClient, with_time: None) -> None:
    now = good(await client.get(TIME, headers=ADA))
    assert now["minutes"] == MINUTES

    for wrong in (-1, 61, 1.5, "5"):
        refused(await client.put(TIME, json={"minutes": wrong}, headers=CHIEF), 422, "malformed-request")
    assert (await client.put(TIME, json={"minutes": 1}, headers=ADA)).status_code == 403
    as_seen = {"If-Match": f'"{now["version"]}"'}
    assert good(await client.put(TIME, json={"minutes": 10}, headers=CHIEF | as_seen))["minutes"] == 10
    refused(await client.put(TIME, json={"minutes": 20}, headers=CHIEF | as_seen), 412, "it-has-changed")
