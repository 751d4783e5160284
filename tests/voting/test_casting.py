import asyncio

from tests.support.answers import refused
from tests.voting.support.town import BASE, VotingTown


async def test_a_ballot_is_in_the_box_when_its_receipt_is_given(town: VotingTown) -> None:
    poll_id = await town.open_poll()

    answer = await town.cast(poll_id, "ann", [5, 1])

    body = answer.json()
    assert answer.status_code == 201
    assert body["choices"] == [{"number": 1, "title": "Project 1"}, {"number": 5, "title": "Project 5"}]
    assert not body["is_replacement"]
    status = await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": body["receipt"].lower()})
    assert status.json() == {"status": "in-the-box", "is_rehearsal": False}


async def test_people_who_come_together_get_each_their_own_answer(town: VotingTown) -> None:
    poll_id = await town.open_poll(may_replace=False)
    await town.cast(poll_id, "ann", [1])

    answers = await asyncio.gather(
        *(town.cast(poll_id, f"person {number}", [number % 5 + 1]) for number in range(40)),
        town.cast(poll_id, "ann", [2]),
        town.cast(poll_id, "bad", [77]),
        town.cast_with("no permit", [1]),
    )

    assert [answer.status_code for answer in answers] == [201] * 40 + [409, 422, 401]
    assert [answer.json()["code"] for answer in answers[40:]] == [
        "ballot-was-already-cast",
        "unknown-project",
        "permit-is-not-valid",
    ]
    assert len({answer.json()["receipt"] for answer in answers[:40]}) == 40
    assert (await town.must(poll_id, "close"))["ballots"] == 41


async def test_a_second_ballot_replaces_the_first_while_the_poll_is_open(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    first = (await town.cast(poll_id, "ann", [1])).json()["receipt"]

    second = await town.cast(poll_id, "ann", [2], "sms")

    assert second.json()["is_replacement"]
    statuses = [
        (await town.client.post(f"{BASE}/polls/{poll_id}/receipts", json={"receipt": one})).json()["status"]
        for one in (first, second.json()["receipt"])
    ]
    assert statuses == ["replaced", "in-the-box"]
    outcome = await town.announce(poll_id)
    assert outcome["ballots"] == 1
    assert {project["number"]: project["score"] for project in outcome["projects"]} == {1: 0, 2: 1, 3: 0, 4: 0, 5: 0}
    kinds = [kind for kind, _ in await town.events()]
    assert kinds == [
        "voting.poll-published.v1",
        "voting.poll-opened.v1",
        "voting.poll-closed.v1",
        "voting.turnout-announced.v1",
        "voting.pseudonyms-destroyed.v1",
        "voting.poll-counted.v1",
        "voting.poll-certified.v1",
        "voting.outcome-announced.v1",
    ]


async def test_a_receipt_in_an_address_is_not_read_and_the_answer_says_how_to_send_it(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    receipt = (await town.cast(poll_id, "ann", [1])).json()["receipt"]

    answer = await town.client.get(f"{BASE}/polls/{poll_id}/receipts/{receipt}")

    refused(answer, 410, "receipt-stands-in-the-address")
    assert {"deprecation", "sunset"} <= answer.headers.keys()
    assert "/polls/{poll_id}/receipts" in answer.headers["link"]
    assert "POST" in answer.json()["detail"]
