"""Whoever is not sure of an answer sends the same again: it is one ballot, with one receipt."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from tests.support.staff import a_permit
from tests.voting.support.town import BASE, Body, VotingTown


def a_later_permit(poll_id: UUID, person: str, minutes: int = 1) -> str:
    return a_permit(poll_id, person, now=datetime.now(UTC) + timedelta(minutes=minutes))


async def cast_with(town: VotingTown, permit: str, choices: list[int], **more: str) -> Body:
    ballot = {"permit": permit, "choices": choices, **more}
    answer = await town.client.post(f"{BASE}/ballots", json=ballot)
    assert answer.status_code == 201, answer.text
    body: Body = answer.json()
    return body


async def ballots_in(town: VotingTown) -> int:
    """How many there are in all boxes, those that were replaced among them."""
    async with town.database.reading() as session:
        return int(await session.scalar(text("select count(*) from ballots")) or 0)


async def test_the_same_permit_with_the_same_choices_gets_the_first_answer_again(town: VotingTown) -> None:
    for may_replace in (True, False):
        poll_id = await town.open_poll(may_replace=may_replace)
        permit = a_permit(poll_id, "ann")

        first = await cast_with(town, permit, [5, 1])
        again = await cast_with(town, permit, [1, 5])

        assert again == first
        assert first["status"] == "in-the-box"
    assert await ballots_in(town) == 2


async def test_a_second_press_while_the_first_is_under_way_gets_the_same_receipt(town: VotingTown) -> None:
    poll_id = await town.open_poll(may_replace=False)
    permit = a_permit(poll_id, "ann")

    answers = await asyncio.gather(*(cast_with(town, permit, [2]) for _ in range(8)))

    assert len({answer["receipt"] for answer in answers}) == 1
    assert not any(answer["is_replacement"] for answer in answers)
    assert (await town.must(poll_id, "close"))["ballots"] == 1


async def test_the_same_person_with_the_same_choices_by_another_way_keeps_the_first_ballot(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    first = await cast_with(town, a_permit(poll_id, "ann"), [3])

    by_text = await cast_with(town, a_permit(poll_id, "ann", "sms"), [3])

    assert by_text["receipt"] == first["receipt"]
    assert await ballots_in(town) == 1


async def test_what_comes_again_late_does_not_take_the_place_of_a_newer_ballot(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    slow = a_permit(poll_id, "ann")
    first = await cast_with(town, slow, [1])
    newer = await cast_with(town, a_later_permit(poll_id, "ann"), [2])

    late = await cast_with(town, slow, [1])

    assert late["receipt"] == first["receipt"]
    assert late["status"] == "replaced"
    status = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": newer["receipt"]})
    assert status.json() == {"status": "in-the-box", "is_rehearsal": False}


async def test_a_text_that_is_delivered_again_is_known_whatever_its_permit(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    first = await cast_with(town, a_permit(poll_id, "ann"), [1], delivery="a hash of message 1")
    await cast_with(town, a_later_permit(poll_id, "ann", 1), [2], delivery="a hash of message 2")

    again = await cast_with(town, a_later_permit(poll_id, "ann", 2), [1], delivery="a hash of message 1")
    meant = await cast_with(town, a_later_permit(poll_id, "ann", 3), [1], delivery="a hash of message 3")

    assert (again["receipt"], again["status"]) == (first["receipt"], "replaced")
    assert (meant["is_replacement"], meant["status"]) == (True, "in-the-box")
    assert meant["receipt"] != first["receipt"]


async def test_whoever_changes_their_mind_and_back_with_new_permits_has_a_new_ballot(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    for minutes, choices in enumerate(([1], [2], [1])):
        last = await cast_with(town, a_later_permit(poll_id, "ann", minutes), choices)

    outcome = await town.announce(poll_id)

    assert last["is_replacement"]
    assert {project["number"]: project["score"] for project in outcome["projects"]} == {1: 1, 2: 0, 3: 0, 4: 0, 5: 0}


async def test_what_makes_a_receipt_findable_is_gone_once_the_poll_has_closed(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    await cast_with(town, a_permit(poll_id, "ann"), [1], delivery="a hash of message 1")

    await town.must(poll_id, "close")

    async with town.database.reading() as session:
        columns = await session.execute(
            text(
                "select table_name, column_name from information_schema.columns"
                " where column_name in ('mark', 'pseudonym') and table_schema = current_schema()"
            )
        )
        assert {tuple(row) for row in columns} == {("ballots", "mark"), ("ballots", "pseudonym")}
        assert await session.scalar(text("select count(*) from ballots")) == 0


async def test_a_permit_that_is_written_otherwise_is_none(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    permit = a_permit(poll_id, "ann")
    head, claims, signature = permit.split(".")
    last = {"A": "B", "Q": "R", "g": "h", "w": "x"}[
        signature[-1]
    ]  # the two stray bits that an Ed25519 signature leaves

    for other in (f"{permit}==", f"{permit}=", f"{head}.{claims}=.{signature}", permit[:-1] + last, f"{permit}\n"):
        answer = await town.cast_with(other, [1])

        assert (answer.status_code, answer.json()["code"]) == (401, "permit-is-not-valid")
    assert (await town.cast_with(permit, [1])).status_code == 201
