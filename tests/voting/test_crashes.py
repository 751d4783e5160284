"""Real processes: one is killed amid casting, two race for the same people."""

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from tests.support.staff import a_permit
from tests.voting.support.serving import VotingProcess, a_voting_process
from tests.voting.support.town import BASE, VotingTown

PEOPLE = 160
AT_ONCE = 24
KILL_AFTER = 40


async def cast_at(client: httpx.AsyncClient, poll_id: UUID, person: int) -> httpx.Response | None:
    """The answer, or None if the process died before it came."""
    ballot = {"permit": a_permit(poll_id, str(person)), "choices": [person % 5 + 1]}
    try:
        return await client.post(f"{BASE}/ballots", json=ballot)
    except httpx.TransportError:
        return None


async def cast_all(voting: VotingProcess, poll_id: UUID, people: list[int], kill_after: int = 10**9) -> dict[int, str]:
    """The receipts of those whose ballot was acknowledged; the process is killed after so many."""
    receipts: dict[int, str] = {}
    waiting = iter(people)

    async def a_queue(client: httpx.AsyncClient) -> None:
        for person in waiting:
            answer = await cast_at(client, poll_id, person)
            if answer is not None and answer.status_code == 201:
                receipts[person] = answer.json()["receipt"]
                if len(receipts) == kill_after:
                    voting.process.kill()

    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(base_url=voting.address, timeout=60, limits=limits) as client:
        await asyncio.gather(*(a_queue(client) for _ in range(AT_ONCE)))
    return receipts


async def rows_of(town: VotingTown, statement: str) -> list[Any]:
    async with town.database.reading() as session:
        return list((await session.execute(text(statement))).all())


async def test_what_was_acknowledged_before_a_kill_counts_once_and_has_one_receipt(
    town: VotingTown,
) -> None:
    poll_id = await town.open_poll(may_replace=False)
    people = list(range(PEOPLE))

    async with a_voting_process(town.database.url) as doomed:
        before = await cast_all(doomed, poll_id, people, KILL_AFTER)
        await doomed.kill()
    async with a_voting_process(town.database.url) as reborn:
        after = await cast_all(reborn, poll_id, people)

    assert KILL_AFTER <= len(before) < PEOPLE
    assert after.keys() == {*people}
    assert before.items() <= after.items()
    outcome = await town.announce(poll_id)
    assert outcome["ballots"] == PEOPLE
    for receipt in [*after.values()][::20]:
        status = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": receipt})
        assert status.json() == {"status": "counted", "is_rehearsal": False}
    assert await rows_of(town, "select count(*) from sealed_ballots") == [(PEOPLE,)]


async def test_a_person_who_votes_at_two_processes_at_once_has_one_ballot(town: VotingTown) -> None:
    once_only, replaceable = await town.open_poll(may_replace=False), await town.open_poll(may_replace=True)
    people = range(30)

    async with (
        a_voting_process(town.database.url) as one,
        a_voting_process(town.database.url) as two,
        httpx.AsyncClient(base_url=one.address, timeout=60) as here,
        httpx.AsyncClient(base_url=two.address, timeout=60) as there,
    ):
        answers = {
            poll_id: await asyncio.gather(
                *(cast_at(client, poll_id, person) for person in people for client in (here, there))
            )
            for poll_id in (once_only, replaceable)
        }

    receipts = {
        poll_id: Counter(answer.json()["receipt"] for answer in given if answer) for poll_id, given in answers.items()
    }
    assert [len(given) for given in receipts.values()] == [30, 30]
    assert all(set(given.values()) == {2} for given in receipts.values())
    outcomes = [await town.announce(poll_id) for poll_id in (once_only, replaceable)]
    assert [outcome["ballots"] for outcome in outcomes] == [30, 30]
    boxes = "select count(*), count(*) filter (where was_replaced) from sealed_ballots"
    assert await rows_of(town, boxes) == [(60, 0)]
