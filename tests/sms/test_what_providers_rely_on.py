import asyncio
from urllib.parse import quote

import httpx

from tests.sms.support.town import SECRET, TextingTown


async def test_the_same_message_id_gets_the_same_reply_and_no_second_ballot(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()
    text = f"{town.codes['person 1']} 1"

    at_once = await asyncio.gather(*(town.text(text, message_id="m1") for _ in range(3)))
    later = await town.text(text, message_id="m1")
    another = await town.text(text, message_id="m2")
    changed = await town.text(f"{town.codes['person 1']} 2", message_id="m3")

    assert {*at_once, later} == {at_once[0]}
    assert another == at_once[0], "the same ballot keeps its first receipt"
    assert changed.startswith("Your new vote")
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_a_text_that_comes_again_after_a_restart_does_not_replace_a_newer_vote(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()
    code = town.codes["person 1"]
    first = await town.text(f"{code} 1", message_id="m1")

    await town.restart()
    again = await town.text(f"{code} 1", message_id="m1")
    newer = await town.text(f"{code} 2", message_id="m2")
    await town.restart()
    late = await town.text(f"{code} 1", message_id="m1")

    assert again == first
    assert newer.startswith("Your new vote was counted and replaces the earlier one: 2 Bicycle stands.")
    assert late.startswith("This text came to us twice.")
    receipt = newer.rpartition(" ")[2]
    found = await town.client("voting").post(f"/api/voting/v1/polls/{poll_id}/receipts", json={"receipt": receipt})
    assert found.json() == {"status": "in-the-box", "is_rehearsal": False}


async def test_the_same_message_id_from_another_number_is_another_message(town: TextingTown) -> None:
    await town.an_open_poll()

    first = await town.text(f"{town.codes['person 1']} 1", number="+4911", message_id="m1")
    second = await town.text(f"{town.codes['person 2']} 2", number="+4922", message_id="m1")

    assert "1 Playground" in first
    assert "2 Bicycle stands" in second


async def test_after_twenty_texts_a_number_is_told_once_to_wait_and_then_nothing(town: TextingTown) -> None:
    replies = [await town.text("Hello") for _ in range(23)]

    assert replies[19].startswith("A machine answers here.")
    assert replies[20].startswith("Not counted: you sent too many texts.")
    assert replies[21:] == ["", ""]
    assert (await town.text("Hello", number="+49 151 000")).startswith("A machine answers here.")


async def test_after_too_many_tries_with_one_code_the_reply_says_to_wait(town: TextingTown) -> None:
    await town.an_open_poll()

    replies = [await town.text(f"{town.codes['person 1']} 1", number=f"+49{number}") for number in range(21)]

    assert replies[19] == replies[0]
    assert replies[20].startswith("Not counted: there were too many tries.")


async def ask(town: TextingTown, **headers: str) -> httpx.Response:
    return await town.texts.post("/sms/generic", json={"from": "+49", "text": "HELP"}, headers=headers)


async def test_without_the_secret_nobody_is_heard(town: TextingTown) -> None:
    secret = "X-Commonpurse-Secret"

    answers = [await ask(town), await ask(town, **{secret: "wrong"}), await ask(town, **{secret: SECRET})]

    assert [answer.status_code for answer in answers] == [401, 403, 200]


async def test_a_machine_learns_the_outcome_without_reading_the_words(town: TextingTown) -> None:
    await town.an_open_poll()

    async def outcome(text: str) -> str:
        headers = {"X-Commonpurse-Secret": SECRET}
        answer = await town.texts.post("/sms/generic", json={"from": "+49", "text": text}, headers=headers)
        return str(answer.json()["outcome"])

    code = town.codes["person 1"]
    outcomes = [await outcome(text) for text in (f"{code} 1", f"{code} 2", f"{code} 99", "STOP", "Hello", "7 12")]

    assert outcomes == ["counted", "replaced", "unknown_project", "stop", "question", "no_code"]


async def test_a_form_is_taken_like_json(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()
    secret = {"X-Commonpurse-Secret": SECRET}
    forms = [
        {"from": "+49 1", "text": f"{town.codes[f'person {number}']} 1", "message_id": f"m{number}"}
        for number in (1, 2)
    ]

    encoded = await town.texts.post("/sms/generic", data=forms[0], headers=secret)
    multipart = await town.texts.post("/sms/generic", files={k: (None, v) for k, v in forms[1].items()}, headers=secret)
    in_ucs2 = await town.texts.post(
        "/sms/generic",
        content=b"from=%2B493&text=" + quote(f"{town.codes['person 3']} 4".encode("utf-16-be")).encode(),
        headers=secret | {"Content-Type": "application/x-www-form-urlencoded"},
    )
    nobody = await town.texts.post("/sms/generic", data={"text": "HELP"}, headers=secret)
    nothing = await town.texts.post("/sms/generic", content=b"{", headers=secret)

    assert [answer.json()["outcome"] for answer in (encoded, multipart, in_ucs2)] == ["counted"] * 3
    assert [answer.status_code for answer in (nobody, nothing)] == [422, 422]
    assert await town.ballots_in_the_box(poll_id) == 3


async def test_a_malformed_request_does_not_give_the_text_back(town: TextingTown) -> None:
    body = {"text": f"{town.codes['person 1']} 1", "message_id": "m" * 300}

    answer = await town.texts.post("/sms/generic", json=body, headers={"X-Commonpurse-Secret": SECRET})

    assert answer.status_code == 422
    assert town.codes["person 1"] not in answer.text
