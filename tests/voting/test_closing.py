import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from services.voting.domain.casting.slip import commit, receipt_of
from services.voting.domain.polls.actors import Actor
from services.voting.storage import sealed_box
from services.voting.use_cases.polls.act_on_poll import ActOnPoll, act_on_poll
from services.voting.use_cases.polls.destroy_pseudonyms import destroy_pseudonyms
from services.voting.use_cases.polls.keep_polls_on_time import keep_polls_on_time
from tests.support.staff import pseudonym_of, staff_id_of
from tests.voting.support.town import ADA, BASE, VotingTown

OFFICER = Actor(staff_id_of(ADA), frozenset({"returning-officer"}))


async def tables_of(town: VotingTown) -> set[str]:
    async with town.database.reading() as session:
        found = await session.execute(text("select relname from pg_class where relkind in ('r', 'p')"))
        return {name for (name,) in found}


async def rows_of(town: VotingTown, statement: str) -> list[Any]:
    async with town.database.reading() as session:
        return [tuple(row) for row in await session.execute(text(statement))]


async def test_closing_destroys_the_pseudonyms_and_keeps_every_ballot_that_can_be_opened(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    receipts = {(await town.cast(poll_id, f"person {n}", [n % 5 + 1])).json()["receipt"] for n in range(20)}
    receipts.add((await town.cast(poll_id, "person 0", [5, 4])).json()["receipt"])

    await town.must(poll_id, "close")

    assert f"ballots_{poll_id.hex}" not in await tables_of(town)
    sealed = await rows_of(town, "select commitment, nonce, choices, was_replaced from sealed_ballots")
    assert {receipt_of(bytes(row[0])) for row in sealed} == receipts
    assert all(commit(poll_id, bytes(nonce), str(choices)) == bytes(c) for c, nonce, choices, _ in sealed)
    assert [choices for _, _, choices, was_replaced in sealed if was_replaced] == ["1"]
    columns = await rows_of(town, "select column_name from information_schema.columns where table_name like 'sealed%'")
    assert ("pseudonym",) not in columns


async def test_the_rewritten_box_lies_in_another_order_than_people_came(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    came = [(await town.cast(poll_id, f"person {n}", [1])).json()["receipt"] for n in range(30)]

    await town.must(poll_id, "close")

    lies = [receipt_of(bytes(c)) for (c,) in await rows_of(town, "select commitment from sealed_ballots order by ctid")]
    by_pseudonym = sorted(range(30), key=lambda n: pseudonym_of(poll_id, f"person {n}"))
    assert sorted(lies) == sorted(came)
    assert lies not in (came, sorted(came), [came[n] for n in by_pseudonym])


async def test_sealing_that_was_broken_off_begins_anew(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    receipt = (await town.cast(poll_id, "ann", [1])).json()["receipt"]
    await act_on_poll(ActOnPoll(poll_id, "close", OFFICER, {"reason": "It is time."}), town.database)
    async with town.database.reading() as broken_off:
        await sealed_box.rewrite(broken_off, poll_id, [])
    assert await rows_of(town, "select 1 from sealed_ballots") == []
    counted_too_early = await town.act(poll_id, "count")

    await keep_polls_on_time(town.database)
    await keep_polls_on_time(town.database)
    await destroy_pseudonyms(poll_id, town.database)

    assert counted_too_early.json()["code"] == "pseudonyms-are-not-destroyed"
    status = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": receipt})
    assert status.json() == {"status": "in-the-box", "is_rehearsal": False}
    kinds = [kind for kind, _ in await town.events()]
    assert kinds.count("voting.pseudonyms-destroyed.v1") == 1


async def test_many_who_seal_the_same_box_at_once_do_it_once_and_nobody_who_looks_up_a_receipt_fails(
    town: VotingTown,
) -> None:
    statuses = []
    for _ in range(4):
        poll_id = await town.open_poll()
        receipt = (await town.cast(poll_id, "ann", [1])).json()["receipt"]
        await act_on_poll(ActOnPoll(poll_id, "close", OFFICER, {"reason": "It is time."}), town.database)

        sealing = asyncio.gather(*(destroy_pseudonyms(poll_id, town.database) for _ in range(6)))
        while not sealing.done():
            answer = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": receipt})
            statuses.append(answer.json().get("status"))
        await sealing

    assert {*statuses} == {"in-the-box"}
    kinds = [kind for kind, _ in await town.events()]
    assert kinds.count("voting.pseudonyms-destroyed.v1") == 4


async def test_a_cancelled_poll_loses_its_pseudonyms_too(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    await town.cast(poll_id, "ann", [1])

    await town.must(poll_id, "cancel")

    assert f"ballots_{poll_id.hex}" not in await tables_of(town)
    assert [kind for kind, _ in await town.events()][-1] == "voting.pseudonyms-destroyed.v1"


async def test_every_ballot_that_was_acknowledged_around_closing_is_counted_and_no_other(town: VotingTown) -> None:
    poll_id = await town.open_poll()

    async def close_amid_them() -> int:
        await asyncio.gather(*(town.cast(poll_id, f"early {n}", [1]) for n in range(5)))
        return int((await town.must(poll_id, "close"))["ballots"])

    casts = asyncio.gather(*(town.cast(poll_id, f"person {n}", [n % 5 + 1]) for n in range(120)))
    ballots, answers = await asyncio.gather(close_amid_them(), casts)

    accepted = [answer for answer in answers if answer.status_code == 201]
    refused = {answer.json()["code"] for answer in answers if answer.status_code != 201}
    assert ballots == len(accepted) + 5
    assert refused <= {"poll-is-not-open"}
    sealed = await rows_of(town, "select count(*) from sealed_ballots")
    assert sealed == [(ballots,)]
    assert [data["ballots"] for kind, data in await town.events() if kind == "voting.turnout-announced.v1"] == [ballots]


async def test_receipts_are_counted_after_the_count(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    receipt = (await town.cast(poll_id, "ann", [1])).json()["receipt"]
    await town.announce(poll_id)

    counted = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": receipt})
    unknown = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": "0" * 24})
    nonsense = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": "hello"})

    assert counted.json() == {"status": "counted", "is_rehearsal": False}
    assert [(one.status_code, one.json()["code"]) for one in (unknown, nonsense)] == [(404, "no-such-receipt")] * 2


async def test_a_receipt_that_a_restored_past_does_not_know_gets_an_explanation(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    kept = (await town.cast(poll_id, "ann", [1])).json()["receipt"]
    await town.was_put_back(by=timedelta(hours=2))

    lost = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": "0" * 24})
    found = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": kept})
    nonsense = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": "hello"})

    assert (lost.status_code, lost.json()["code"], lost.json()["is_open"]) == (404, "receipt-may-be-lost", True)
    assert "please cast it again. The same code is good for it." in lost.json()["detail"]
    assert found.json() == {"status": "in-the-box", "is_rehearsal": False}
    assert nonsense.json()["code"] == "no-such-receipt"


async def test_a_poll_that_lost_nothing_has_no_lost_receipts(town: VotingTown) -> None:
    await town.was_put_back(by=timedelta(hours=2))
    poll_id = await town.open_poll()

    unknown = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": "0" * 24})

    assert unknown.json()["code"] == "no-such-receipt"
