import asyncio
import re
from uuid import UUID

import httpx
import pytest

from gateways.sms import gsm
from tests.sms.support.town import SECRET, Town

RECEIPT = r"(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}"


def receipt_in(reply: str) -> str:
    found = re.search(RECEIPT, reply)
    assert found, reply
    return found.group()


async def status_of(town: Town, poll_id: UUID, reply: str) -> str:
    url = f"/api/voting/v1/polls/{poll_id}/receipts/{receipt_in(reply)}"
    return str((await town.client("voting").get(url)).json()["status"])


async def test_a_text_with_a_code_and_numbers_becomes_a_ballot_and_the_reply_names_what_was_counted(town: Town) -> None:
    poll_id = await town.an_open_poll()

    reply = await town.text(f"{town.codes['person 1']} 2 1")

    assert re.fullmatch(f"Your vote was counted: 1 Playground, 2 Bicycle stands. Receipt: {RECEIPT}", reply)
    assert await status_of(town, poll_id, reply) == "in-the-box"
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_a_german_keyword_gets_a_german_reply(town: Town) -> None:
    await town.an_open_poll()

    reply = await town.text(f"stimme {town.codes['person 1'].lower()} 3 und 4")

    assert reply.startswith("Ihre Stimme ist gezählt: 3 Bäume am Kanal, 4 Łąka. Beleg: ")
    assert gsm.segments(reply) == 2, "the meadow's name is outside the alphabet"


async def test_a_second_text_replaces_the_first_and_says_so(town: Town) -> None:
    poll_id = await town.an_open_poll()
    first = await town.text(f"{town.codes['person 1']} 1")

    second = await town.text(f"{town.codes['person 1']} 2", number="+49151999")

    assert second.startswith("Your new vote was counted and replaces the earlier one: 2 Bicycle stands.")
    assert await status_of(town, poll_id, first) == "replaced"
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_where_the_first_ballot_stands_a_second_text_is_told_so(town: Town) -> None:
    poll_id = await town.an_open_poll(may_replace=False)
    await town.text(f"{town.codes['person 1']} 1")

    reply = await town.text(f"{town.codes['person 1']} 2")

    assert reply.startswith("Not counted: you have voted already.")
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_points_are_cast_and_named(town: Town) -> None:
    limits = {"max_choices": 3, "max_points_each": 5, "max_points": 10}
    await town.an_open_poll(method="points", limits=limits)

    reply = await town.text(f"{town.codes['person 1']} 1=5 2:2")

    assert reply.startswith("Your vote was counted: 1=5 Playground, 2=2 Bicycle stands.")


@pytest.mark.parametrize(
    ("choices", "reply"),
    [
        ("1 99", "Not counted: there is no project 99 on the ballot paper."),
        ("1 2 3 4", "Not counted: you may choose at most 3, and you chose 4."),
        ("1 2 1", "Not counted: you chose project 1 more than once."),
        ("1=2 2=3", "Not counted: this vote is without points."),
        ("", "Not counted: the numbers of your projects are missing."),
        ("one two", 'Not counted: we did not understand "ONE". After the code send only the numbers'),
        ("STOP", "Nothing was counted."),
    ],
)
async def test_what_breaks_a_rule_of_the_paper_is_not_counted_and_each_rule_has_its_words(
    town: Town, choices: str, reply: str
) -> None:
    poll_id = await town.an_open_poll()

    assert (await town.text(f"{town.codes['person 1']} {choices}")).startswith(reply)
    assert await town.ballots_in_the_box(poll_id) == 0


@pytest.mark.parametrize(
    ("choices", "reply"),
    [
        ("1=5 2=5 3=1", "Not counted: you may give 10 points in all, and you gave 11."),
        ("1=6", "Not counted: project 1 may get at most 5 points, and you gave 6."),
        ("1 2", "Not counted: this vote is with points."),
        ("1=1", "Not counted: please choose at least 2. You chose 1."),
        ("1=3 2", "Not counted: only some projects have points."),
    ],
)
async def test_rules_about_points_have_their_words(town: Town, choices: str, reply: str) -> None:
    limits = {"min_choices": 2, "max_choices": 3, "max_points_each": 5, "max_points": 10}
    await town.an_open_poll(method="points", limits=limits)

    assert (await town.text(f"{town.codes['person 1']} {choices}")).startswith(reply)


async def test_too_few_points_for_a_project_have_their_words(town: Town) -> None:
    limits = {"max_choices": 3, "min_points_each": 2, "max_points_each": 5, "max_points": 10}
    await town.an_open_poll(method="points", limits=limits)

    reply = await town.text(f"{town.codes['person 1']} 1=1")

    assert reply == "Not counted: each project you choose gets at least 2 points. You gave project 1 1."


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("HILFE", "So stimmen Sie ab:"),
        ("HELP", "To vote, text the code"),
        ("STOP", "Nothing was counted."),
        ("ABMELDEN", "Nichts wurde gezählt."),
        (None, "We got no words from you"),
        ("", "We got no words from you"),
        ("Hello!", "Not counted: we found no code."),
        ("x" * 2000, "Not counted: the text is too long."),
        ("0000-0000-0000-1 7", "Not counted: we do not know this code."),
        ("WAHL 0000-0000-0000-1 7", "Nicht gezählt: Diesen Code kennen wir nicht."),
    ],
)
async def test_what_is_no_vote_has_its_words(town: Town, text: str | None, reply: str) -> None:
    assert (await town.text(text)).startswith(reply)


async def test_before_opening_and_after_closing_the_reply_says_which(town: Town) -> None:
    text = f"{town.codes['person 1']} 1"
    replies = [await town.text(text)]
    poll_id = await town.a_published_poll()
    replies.append(await town.text(text))
    await town.act(poll_id, "open")
    await town.act(poll_id, "close", reason="It is time.")
    replies.append(await town.text(text))

    assert replies == [
        "Not counted: there is no vote for this code now.",
        "Not counted: the vote has not opened yet. Please send your text again when it has.",
        "Not counted: the vote is closed.",
    ]


async def test_a_vote_that_was_called_off_is_told_so(town: Town) -> None:
    poll_id = await town.an_open_poll()
    await town.act(poll_id, "cancel", reason="The paper was wrong.")

    assert await town.text(f"{town.codes['person 1']} 1") == "Not counted: the vote was called off."


async def test_a_vote_that_closed_before_residents_heard_of_it_is_closed(town: Town) -> None:
    poll_id = await town.an_open_poll()
    url = f"/api/voting/v1/polls/{poll_id}/actions"
    await town.client("voting").post(url, json={"action": "close", "reason": "It is time."}, headers=town.officer())

    assert await town.text(f"{town.codes['person 1']} 1") == "Not counted: the vote is closed."


async def test_a_vote_without_texts_and_several_votes_at_once_have_their_words(town: Town) -> None:
    await town.an_open_poll(channels=["web"])
    assert (await town.text(f"{town.codes['person 1']} 1")).startswith(
        "Not counted: this vote takes no ballots by text."
    )

    for _ in range(2):
        await town.an_open_poll()
    assert (await town.text(f"{town.codes['person 1']} 1")).startswith("Not counted: several votes are open")


async def test_the_same_message_id_gets_the_same_reply_and_no_second_ballot(town: Town) -> None:
    poll_id = await town.an_open_poll()
    text = f"{town.codes['person 1']} 1"

    at_once = await asyncio.gather(*(town.text(text, message_id="m1") for _ in range(3)))
    later = await town.text(text, message_id="m1")
    another = await town.text(text, message_id="m2")

    assert {*at_once, later} == {at_once[0]}
    assert another.startswith("Your new vote"), "another message is another vote"
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_the_same_message_id_from_another_number_is_another_message(town: Town) -> None:
    await town.an_open_poll()

    first = await town.text(f"{town.codes['person 1']} 1", number="+4911", message_id="m1")
    second = await town.text(f"{town.codes['person 2']} 2", number="+4922", message_id="m1")

    assert "1 Playground" in first
    assert "2 Bicycle stands" in second


async def test_after_twenty_texts_a_number_is_told_once_to_wait_and_then_nothing(town: Town) -> None:
    replies = [await town.text("Hello") for _ in range(23)]

    assert replies[19].startswith("Not counted: we found no code.")
    assert replies[20].startswith("Not counted: you sent too many texts.")
    assert replies[21:] == ["", ""]
    assert (await town.text("Hello", number="+49 151 000")).startswith("Not counted: we found no code.")


async def test_after_too_many_tries_with_one_code_the_reply_says_to_wait(town: Town) -> None:
    await town.an_open_poll()

    replies = [await town.text(f"{town.codes['person 1']} 1", number=f"+49{number}") for number in range(21)]

    assert replies[19].startswith("Your new vote was counted")
    assert replies[20].startswith("Not counted: there were too many tries.")


async def ask(town: Town, **headers: str) -> httpx.Response:
    return await town.texts.post("/sms/generic", json={"from": "+49", "text": "HELP"}, headers=headers)


async def test_without_the_secret_nobody_is_heard(town: Town) -> None:
    secret = "X-Commonpurse-Secret"

    answers = [await ask(town), await ask(town, **{secret: "wrong"}), await ask(town, **{secret: SECRET})]

    assert [answer.status_code for answer in answers] == [401, 403, 200]


async def test_a_machine_learns_the_outcome_without_reading_the_words(town: Town) -> None:
    await town.an_open_poll()

    async def outcome(text: str) -> str:
        headers = {"X-Commonpurse-Secret": SECRET}
        answer = await town.texts.post("/sms/generic", json={"from": "+49", "text": text}, headers=headers)
        return str(answer.json()["outcome"])

    code = town.codes["person 1"]
    outcomes = [await outcome(text) for text in (f"{code} 1", f"{code} 2", f"{code} 99", "STOP", "Hello")]

    assert outcomes == ["counted", "replaced", "unknown_project", "stop", "no_code"]


async def test_a_malformed_request_does_not_give_the_text_back(town: Town) -> None:
    body = {"text": f"{town.codes['person 1']} 1", "message_id": "m" * 300}

    answer = await town.texts.post("/sms/generic", json=body, headers={"X-Commonpurse-Secret": SECRET})

    assert answer.status_code == 422
    assert town.codes["person 1"] not in answer.text
