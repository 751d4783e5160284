import re
from uuid import UUID

from libs.shared.kernel import gsm
from tests.sms.support.town import TextingTown

RECEIPT = r"(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}"


def receipt_in(reply: str) -> str:
    found = re.search(RECEIPT, reply)
    assert found, reply
    return found.group()


async def status_of(town: TextingTown, poll_id: UUID, reply: str) -> str:
    url, body = f"/api/voting/v1/polls/{poll_id}/receipts", {"receipt": receipt_in(reply)}
    return str((await town.client("voting").post(url, json=body)).json()["status"])


async def test_a_text_with_a_code_and_numbers_becomes_a_ballot_and_the_reply_names_what_was_counted(
    town: TextingTown,
) -> None:
    poll_id = await town.an_open_poll()

    reply = await town.text(f"{town.codes['person 1']} 2 1")

    assert re.fullmatch(f"Your vote was counted: 1 Playground, 2 Bicycle stands. Receipt: {RECEIPT}", reply)
    assert await status_of(town, poll_id, reply) == "in-the-box"
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_a_german_keyword_gets_a_german_reply(town: TextingTown) -> None:
    await town.an_open_poll()

    reply = await town.text(f"stimme {town.codes['person 1'].lower()} 3 und 4")

    assert reply.startswith("Ihre Stimme ist gezählt: 3 Bäume am Kanal, 4 Łąka. Beleg: ")
    assert gsm.segments(reply) == 2, "the meadow's name is outside the alphabet"


async def test_a_second_text_replaces_the_first_and_says_so(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()
    first = await town.text(f"{town.codes['person 1']} 1")

    second = await town.text(f"{town.codes['person 1']} 2", number="+49151999")

    assert second.startswith("Your new vote was counted and replaces the earlier one: 2 Bicycle stands.")
    assert await status_of(town, poll_id, first) == "replaced"
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_where_the_first_ballot_stands_a_second_text_is_told_so(town: TextingTown) -> None:
    poll_id = await town.an_open_poll(may_replace=False)
    await town.text(f"{town.codes['person 1']} 1")

    reply = await town.text(f"{town.codes['person 1']} 2")

    assert reply.startswith("Not counted: you have voted already.")
    assert await town.ballots_in_the_box(poll_id) == 1


async def test_points_are_cast_and_named(town: TextingTown) -> None:
    limits = {"max_choices": 3, "max_points_each": 5, "max_points": 10}
    await town.an_open_poll(method="points", limits=limits)

    reply = await town.text(f"{town.codes['person 1']} 1=5 2:2")

    assert reply.startswith("Your vote was counted: 1=5 Playground, 2=2 Bicycle stands.")


async def test_a_text_with_a_test_code_votes_in_the_rehearsal_alone_and_each_reply_begins_with_that(
    town: TextingTown,
) -> None:
    poll_id = await town.an_open_poll()
    rehearsal, codes = await town.an_open_rehearsal(poll_id, people=2)

    first = await town.text(f"{codes[0]} 2 1", message_id="first")
    await town.text(f"{codes[1]} 1", number="+49151888")
    anew = await town.text(f"{codes[0]} 3", message_id="second")
    await town.restart()
    again = await town.text(f"{codes[0]} 2 1", message_id="first")
    german = await town.text(f"STIMME {codes[0]} 4", message_id="third")

    assert re.fullmatch(f"Rehearsal, not a vote: 1 Playground, 2 Bicycle stands. Receipt: {RECEIPT}", first)
    assert anew.startswith("Rehearsal, not a vote. This replaces the earlier ballot: 3 ")
    assert again == "Rehearsal, not a vote. This text came to us twice; the later ballot stands."
    assert german.startswith("Probe, keine Wahl. Das ersetzt den früheren Stimmzettel: 4 ")
    assert await town.ballots_in_the_box(rehearsal) == 2
    assert await town.ballots_in_the_box(poll_id) == 0
