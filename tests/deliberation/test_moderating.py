"""What the office does with comments, and what everybody reads of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
from sqlalchemy import text as sql

from libs.shared.platform.running.runtime import Runtime
from services.deliberation.use_cases.erase_contacts import erase_contacts
from services.deliberation.use_cases.erase_originals import erase_originals
from tests.support.answers import Json, good, refused
from tests.support.discussing import BASE, COMMENTS, MODERATOR, acted, discussion, hidden, said, shown, threads
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.staff import staff_headers

SECRET = "Zwiebelfisch"
BY_PHONE = {"kind": "phone", "address": "+49 30 123456"}


async def queue(client: httpx.AsyncClient, name: str) -> list[Json]:
    found: list[Json] = good(await client.get(COMMENTS, params={"queue": name}, headers=MODERATOR))["items"]
    return found


async def tellings(client: httpx.AsyncClient) -> str:
    items = good(await client.get(f"{BASE}/tellings", headers=MODERATOR))["items"]
    return "\n".join(one["text"] for one in items)


async def test_what_is_taken_down_leaves_its_place_and_the_reason(
    client: httpx.AsyncClient, runtime: Runtime, idea: UUID
) -> None:
    comment = await shown(client, idea, f"{SECRET} is a liar.", name=SECRET, side="against")
    await shown(client, idea, "He is not.", in_reply_to=comment["comment_id"])

    await hidden(client, comment)

    [thread] = await threads(client, idea)
    assert [thread[name] for name in ("text", "name", "criterion_label", "reason")] == [
        None,
        None,
        "Insults or threatens somebody",
        "It insults the neighbours.",
    ]
    assert [one["text"] for one in thread["replies"]] == ["He is not."]
    counted = good(await client.get(discussion(idea)))
    assert (counted["against"], counted["not_shown"]) == (0, {"insulting": 1})
    async with runtime.database.reading() as session:
        tables = [str(list(await session.execute(sql(f"table {one}")))) for one in ("comments", "journal", "tellings")]
    assert SECRET not in "".join(tables)


async def test_no_event_holds_words_or_reasons(client: httpx.AsyncClient, runtime: Runtime, idea: UUID) -> None:
    comment = await shown(client, idea, f"{SECRET} lives there.", name=SECRET, kind="question")
    await acted(client, comment, "answer", office=SECRET, answer=f"Ask {SECRET}.")
    await hidden(client, comment, reason=f"{SECRET} was named.")

    told = await announced(runtime.database)

    assert [kind.split(".")[1] for kind, _ in told] == [
        "comment-made",
        "comment-shown",
        "question-answered",
        "comment-hidden",
    ]
    assert SECRET not in str(told)


async def test_what_was_taken_down_is_kept_for_the_office_for_a_while_and_can_be_put_back(
    client: httpx.AsyncClient, runtime: Runtime, idea: UUID
) -> None:
    mistaken, lost = await shown(client, idea, "It is fine.", name="Ida"), await shown(client, idea, SECRET)
    for comment in (mistaken, lost):
        await hidden(client, comment)
    address = f"{COMMENTS}/{mistaken['comment_id']}"
    assert [one["text"] for one in good(await client.get(address, headers=MODERATOR))["originals"]] == ["It is fine."]
    assert good(await client.get(address))["originals"] == []

    back = await acted(client, mistaken, "put-back")

    assert (back["text"], back["name"], back["reason"]) == ("It is fine.", "Ida", None)
    clock = HeldClock()
    clock.move(datetime.now(UTC) - clock.now() + timedelta(days=91))
    assert await erase_originals(runtime.database, clock) == 2  # and the reason that stands no more
    refused(
        await client.post(f"{COMMENTS}/{lost['comment_id']}/actions", json={"action": "put-back"}, headers=MODERATOR),
        409,
        "words-are-erased",
    )


async def test_a_reason_can_be_said_in_other_words(client: httpx.AsyncClient, runtime: Runtime, idea: UUID) -> None:
    comment = await shown(client, idea, contact=BY_PHONE)
    await hidden(client, comment, reason=f"{SECRET} was insulted.")

    reworded = await acted(client, comment, "reword-reason", reason="Somebody was insulted.")

    assert reworded["reason"] == "Somebody was insulted."
    assert SECRET not in await tellings(client)
    assert (await announced(runtime.database))[-1][0] == "deliberation.comment-hidden.v1"


async def test_two_who_decide_at_once_do_not_overwrite_each_other(client: httpx.AsyncClient, idea: UUID) -> None:
    comment = await said(client, idea)
    first_seen = good(await client.get(f"{COMMENTS}/{comment['comment_id']}", headers=MODERATOR))["version"]
    await acted(client, comment, "show")

    url, match = f"{COMMENTS}/{comment['comment_id']}/actions", {"If-Match": f'"{first_seen}"'}
    wish = {"action": "hide", "criterion": "off-topic", "reason": "It is about something else."}

    refused(await client.post(url, json={"action": "show"}, headers=MODERATOR), 409, "state-has-changed")
    refused(await client.post(url, json=wish, headers=MODERATOR | match), 412, "it-has-changed")
    refused(
        await client.post(url, json={"action": "hide"}, headers=MODERATOR),
        422,
        "fields-are-wrong",
    )


async def test_whoever_wrote_it_takes_it_back_by_key(client: httpx.AsyncClient, runtime: Runtime, idea: UUID) -> None:
    comment, another = await shown(client, idea, SECRET), await shown(client, idea)
    url = f"{COMMENTS}/{comment['comment_id']}/actions"
    refused(await client.post(url, json={"action": "withdraw"}), 401, "unauthorized")
    for headers in ({"X-Comment-Key": another["key"]}, MODERATOR):
        refused(await client.post(url, json={"action": "withdraw"}, headers=headers), 403, "action-is-not-yours")

    await acted(client, comment, "withdraw", headers={"X-Comment-Key": comment["key"]})

    assert {one["state"]: one["text"] for one in await threads(client, idea)} == {
        "withdrawn": None,
        "shown": "It is too loud there.",
    }
    assert (await announced(runtime.database))[-1][0] == "deliberation.comment-withdrawn.v1"


async def test_a_question_is_answered_marked_and_told(client: httpx.AsyncClient, idea: UUID) -> None:
    question = await shown(client, idea, "Who pays?", kind="question", contact=BY_PHONE)
    comment = await shown(client, idea)
    assert [one["text"] for one in await queue(client, "unanswered")] == ["Who pays?"]
    reviewer = staff_headers("reviewer")

    answer = {"office": "Parks department", "answer": "The fund does."}
    await acted(client, question, "answer", headers=reviewer, **answer)

    [seen] = await threads(client, idea, kind="question")
    assert (seen["office"], seen["answer"]) == ("Parks department", "The fund does.")
    assert "Parks department answers your question: The fund does." in await tellings(client)
    assert await queue(client, "unanswered") == []
    assert good(await client.get(discussion(idea)))["answered"] == 1
    refused(
        await client.post(
            f"{COMMENTS}/{comment['comment_id']}/actions", json={"action": "answer"} | answer, headers=reviewer
        ),
        409,
        "only-questions-are-answered",
    )
    again = await acted(client, question, "answer", office="Parks department", answer="The council does.")
    assert again["was_answered_otherwise"] is True
    assert "The fund does." not in await tellings(client)


async def test_reports_bring_it_before_a_person_and_decide_nothing(client: httpx.AsyncClient, idea: UUID) -> None:
    comment = await shown(client, idea)
    version = good(await client.get(f"{COMMENTS}/{comment['comment_id']}", headers=MODERATOR))["version"]
    for criterion in ("insulting", "insulting", "off-topic"):
        answer = await client.post(f"{COMMENTS}/{comment['comment_id']}/reports", json={"criterion": criterion})
        assert "reports" not in good(answer, 201)

    [reported] = await queue(client, "reported")

    assert reported["reports"] == {"insulting": 2, "off-topic": 1}
    assert reported["version"] == version
    assert (await threads(client, idea))[0]["text"]
    assert "reports" not in (await threads(client, idea))[0]
    await acted(client, comment, "leave-it")
    assert await queue(client, "reported") == []
    waiting = await said(client, idea)
    refused(
        await client.post(f"{COMMENTS}/{waiting['comment_id']}/reports", json={"criterion": "off-topic"}),
        409,
        "comment-is-not-shown",
    )


async def test_queues_and_contacts_are_for_staff_and_contacts_not_for_ever(
    client: httpx.AsyncClient, runtime: Runtime, idea: UUID
) -> None:
    comment = await shown(client, idea, contact=BY_PHONE)
    address = f"{COMMENTS}/{comment['comment_id']}"
    refused(await client.get(COMMENTS, params={"queue": "waiting"}), 401, "unauthorized")
    assert good(await client.get(address))["contact"] is None
    assert good(await client.get(address, headers=MODERATOR))["contact"]["kind"] == "phone"
    clock = HeldClock()
    clock.move(datetime.now(UTC) - clock.now() + timedelta(days=181))

    assert await erase_contacts(runtime.database, clock) == 1
    assert good(await client.get(address, headers=MODERATOR))["contact"] is None


async def test_what_can_be_done_is_offered_to_those_who_can(client: httpx.AsyncClient, idea: UUID) -> None:
    comment = await shown(client, idea)
    url = f"{COMMENTS}/{comment['comment_id']}/actions"

    offered = [
        [one["action"] for one in good(await client.get(url, headers=headers))["items"]]
        for headers in (MODERATOR, staff_headers("reviewer"), {"X-Comment-Key": comment["key"]})
    ]

    assert offered == [["hide"], [], ["withdraw"]]
