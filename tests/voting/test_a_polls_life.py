import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, update

from services.voting.domain.polls.workflow import WORKFLOW
from services.voting.storage.tables import PollRow
from services.voting.use_cases.polls.keep_polls_on_time import keep_polls_on_time
from tests.support.staff import staff_headers
from tests.voting.support.town import ADA, BASE, GRACE, VotingTown

CHANGE_WORDS = {"redact-line", "rename"}


async def actions_of(town: VotingTown, poll_id: object, name: str = ADA, role: str = "returning-officer") -> list[str]:
    headers = staff_headers(role, name=name)  # type: ignore[arg-type]
    answer = await town.client.get(f"{BASE}/polls/{poll_id}/actions", headers=headers)
    return [action["action"] for action in answer.json()["items"]]


def test_every_state_of_a_poll_is_reached_and_left_by_somebody() -> None:
    names = {state.name for state in WORKFLOW.states}

    steps = [action for action in WORKFLOW.actions if action.to]  # taking words down leads nowhere
    reached = {action.to for action in steps}
    left = {name for action in steps for name in action.of}

    assert reached == names - {"drafted"}
    assert left == names - {"announced", "cancelled"}


async def test_each_state_offers_its_actions_to_returning_officers_alone(town: VotingTown) -> None:
    poll_id = (await town.draft())["poll_id"]

    offered = [await actions_of(town, poll_id)]
    for action in ("publish", "open", "close", "count"):
        await town.must(poll_id, action)
        offered.append(await actions_of(town, poll_id))

    while_open = ["close", "extend", "withdraw-project", "cancel"]
    steps = [[action for action in now if action not in CHANGE_WORDS] for now in offered]
    assert steps == [["publish", "cancel"], ["open", "cancel"], while_open, ["count"], ["certify"]]
    assert await actions_of(town, poll_id, role="administrator") == []


async def test_certifying_takes_two_different_officers(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    await town.must(poll_id, "close", "count")

    first = await town.act(poll_id, "certify", by=ADA)
    again = await town.act(poll_id, "certify", by=ADA)
    early = await town.act(poll_id, "announce", by=ADA)
    second = await town.act(poll_id, "certify", by=GRACE)

    assert (first.json()["state"], second.json()["state"]) == ("counted", "certified")
    assert [line["text"] for line in second.json()["life_line"]][-2:] == [
        "A first person certified the count; a second must do so, too.",
        "A second person certified the count; now it stands.",
    ]
    assert (again.status_code, again.json()["code"]) == (409, "certified-by-the-same-person")
    assert (early.status_code, early.json()["code"]) == (409, "state-has-changed")


async def test_whose_account_was_made_or_changed_after_the_poll_closed_does_not_certify_it(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    await town.must(poll_id, "close", "count")
    url, wish = f"{BASE}/polls/{poll_id}/actions", {"action": "certify"}
    now = datetime.now(UTC)
    late = staff_headers("returning-officer", name=ADA, since=now + timedelta(minutes=1))
    early = staff_headers("returning-officer", name=GRACE, since=now - timedelta(days=1))

    offered = await town.client.get(url, headers=late)
    refused = await town.client.post(url, json=wish, headers=late)
    certified = await town.client.post(url, json=wish, headers=early)

    assert "certify" not in [action["action"] for action in offered.json()["items"]]
    assert (refused.status_code, refused.json()["code"]) == (409, "officer-came-after-closing")
    assert certified.status_code == 200


async def test_closing_before_its_time_needs_a_reason_that_everyone_can_read(town: VotingTown) -> None:
    poll_id = await town.open_poll()

    without = await town.act(poll_id, "close")
    closed = await town.act(poll_id, "close", reason="The bridge is gone.")

    assert (without.status_code, without.json()["code"]) == (422, "fields-are-wrong")
    assert closed.json()["life_line"][-1]["text"] == "Voting ended early: The bridge is gone."
    german = await town.client.get(f"{BASE}/polls/{poll_id}", headers={"Accept-Language": "de"})
    assert [(line["text"], line["by"]) for line in german.json()["life_line"]][:2] == [
        ("Der Stimmzettel wurde veröffentlicht.", "Die Wahlleitung"),
        ("Die Abstimmung begann.", "Die Wahlleitung"),
    ]


@pytest.mark.parametrize("steps", [(), ("publish",), ("publish", "open")])
async def test_a_poll_can_be_called_off_until_it_is_closed(town: VotingTown, steps: tuple[str, ...]) -> None:
    poll_id = (await town.draft())["poll_id"]
    if steps:
        await town.must(poll_id, *steps)

    cancelled = await town.act(poll_id, "cancel", reason="The budget is gone.")

    assert cancelled.json()["state"] == "cancelled"
    told = [data for kind, data in await town.events() if kind == "voting.poll-cancelled.v1"]
    assert told == ([{"poll_id": poll_id, "reason": "The budget is gone."}] if steps else [])
    assert set(await actions_of(town, poll_id)) <= CHANGE_WORDS


async def test_the_clock_opens_and_closes_a_poll_by_the_databases_time(town: VotingTown) -> None:
    now = datetime.now(UTC)
    soon, late = (now + timedelta(minutes=5)).isoformat(), (now + timedelta(minutes=10)).isoformat()
    poll_id = (await town.draft(opens_at=soon, closes_at=late))["poll_id"]
    await town.must(poll_id, "publish")
    await keep_polls_on_time(town.database)
    states = [(await town.client.get(f"{BASE}/polls/{poll_id}")).json()["state"]]

    for time in (PollRow.opens_at, PollRow.closes_at):
        async with town.database.transaction() as tx:
            await tx.session.execute(update(PollRow).values({time: func.clock_timestamp()}))
        await keep_polls_on_time(town.database)
        states.append((await town.client.get(f"{BASE}/polls/{poll_id}")).json()["state"])
    await keep_polls_on_time(town.database)

    assert states == ["published", "open", "closed"]
    body = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()
    assert [(line["text"], line["by"]) for line in body["life_line"][1:]] == [
        ("Voting began.", "The clock"),
        ("Voting ended.", "The clock"),
    ]
    assert [kind for kind, _ in await town.events()][-1] == "voting.pseudonyms-destroyed.v1"
    assert await actions_of(town, poll_id) == ["count", "rename"]


async def test_the_lot_is_committed_to_before_voting_and_revealed_with_the_outcome(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    before = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()

    outcome = await town.announce(poll_id)

    assert before["lot_seed"] is None
    assert hashlib.sha256(outcome["lot_seed"].encode()).hexdigest() == before["lot_commitment"]
    told = dict(await town.events())
    assert told["voting.poll-published.v1"]["lot_commitment"] == before["lot_commitment"]
    assert told["voting.outcome-announced.v1"]["lot_seed"] == outcome["lot_seed"]


async def test_an_outcome_is_secret_until_it_is_announced(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    await town.cast(poll_id, "ann", [1])
    await town.must(poll_id, "close", "count")

    answers = [await town.client.get(f"{BASE}/polls/{poll_id}/{what}") for what in ("outcome", "ballots.pb")]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert {answer.json()["code"] for answer in answers} == {"outcome-is-not-announced"}


async def test_actions_that_are_not_possible_say_so(town: VotingTown) -> None:
    poll_id = await town.open_poll()
    headers = staff_headers("moderator")

    unknown = await town.act(poll_id, "burn")
    twice = await town.act(poll_id, "open")
    others = await town.client.post(f"{BASE}/polls/{poll_id}/actions", json={"action": "cancel"}, headers=headers)
    nobody = await town.client.post(f"{BASE}/polls/{poll_id}/actions", json={"action": "cancel"})

    assert [(answer.status_code, answer.json()["code"]) for answer in (unknown, twice, others)] == [
        (422, "action-is-not-known"),
        (409, "state-has-changed"),
        (403, "action-is-not-yours"),
    ]
    assert nobody.status_code == 401
