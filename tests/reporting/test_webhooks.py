"""Webhooks as a subscriber has them: real requests to a real port of this machine."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from standardwebhooks import Webhook

from libs.shared.events.ideas import IdeaReworded
from libs.shared.events.rehearsals import RehearsalOpened
from libs.shared.events.voting import PollClosed, PollOpened
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, a_round_published, accepted, an_idea_submitted
from tests.support.newsroom import Newsroom
from tests.support.receiver import Receiver, an_answer
from tests.support.staff import staff_headers
from tests.support.subscribing import AT, a_subscription, asked, come, deliveries


async def test_what_a_subscriber_gets_is_what_the_standards_library_takes(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    made, poll_id = await a_subscription(posting_newsroom, receiver), uuid4()

    await posting_newsroom.announce(PollOpened(poll_id=poll_id))

    await come(receiver, 1)
    (got,) = receiver.received
    told = Webhook(made["secret"]).verify(got.body, got.headers)
    assert told["type"] == PollOpened.type
    assert told["data"]["poll_id"] == str(poll_id)
    assert got.headers["webhook-id"] == told["id"]
    assert got.headers["content-type"] == "application/cloudevents+json"


async def test_events_of_one_thing_come_in_their_order_and_each_once(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    await a_subscription(posting_newsroom, receiver, types=[PollClosed.type])
    one, another = uuid4(), uuid4()

    for number in range(1, 21):
        await posting_newsroom.announce(*(PollClosed(poll_id=poll, ballots=number) for poll in (one, another)))

    await come(receiver, 40)
    for poll in (one, another):
        of_it = [each.event["data"] for each in receiver.received if each.event["subject"] == str(poll)]
        assert [data["ballots"] for data in of_it] == [*range(1, 21)]


async def test_only_events_of_the_wanted_types_and_round_come(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    wanted, other, poll, foreign = (uuid4() for _ in range(4))
    await a_subscription(posting_newsroom, receiver, types=[PollClosed.type], round_id=str(wanted))

    await posting_newsroom.announce(a_round_published(wanted), a_round_published(other))
    await posting_newsroom.announce(a_poll_published(poll, wanted), a_poll_published(foreign, other))
    await posting_newsroom.announce(
        PollOpened(poll_id=poll), PollClosed(poll_id=foreign, ballots=1), PollClosed(poll_id=poll, ballots=2)
    )

    await come(receiver, 1)
    assert receiver.received[0].event["data"] == {"poll_id": str(poll), "ballots": 2}


async def test_while_a_secret_is_replaced_both_verify(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    made = await a_subscription(posting_newsroom, receiver)

    fresh = (await asked(posting_newsroom, "POST", f"/{made['subscription_id']}/secret")).json()["secret"]
    await posting_newsroom.announce(PollOpened(poll_id=uuid4()))

    await come(receiver, 1)
    assert fresh != made["secret"]
    for secret in (made["secret"], fresh):
        assert Webhook(secret).verify(receiver.received[0].body, receiver.received[0].headers)


async def test_a_secret_is_shown_once_and_is_in_no_table(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    made = await a_subscription(posting_newsroom, receiver)

    listed = await asked(posting_newsroom, "GET")
    one = await asked(posting_newsroom, "GET", f"/{made['subscription_id']}")
    async with posting_newsroom.reporting.database.reading() as session:
        kept = await session.scalar(
            text("select sealed_secret from webhook_subscriptions where subscription_id = :it"),
            {"it": made["subscription_id"]},
        )

    assert made["secret"].startswith("whsec_")
    assert "whsec_" not in listed.text + one.text
    assert base64.b64decode(made["secret"].removeprefix("whsec_")) not in kept
    assert made["secret"].encode() not in kept


async def test_one_thing_that_is_refused_holds_back_itself_alone(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    made = await a_subscription(posting_newsroom, receiver)
    refused, taken = uuid4(), uuid4()

    async def reply(one: object) -> bytes:
        return an_answer(500, b"not this one") if str(refused) in str(one) else an_answer(204)

    receiver.reply = reply
    await posting_newsroom.announce(PollOpened(poll_id=refused), PollClosed(poll_id=refused, ballots=1))
    await posting_newsroom.announce(PollOpened(poll_id=taken), PollClosed(poll_id=taken, ballots=1))

    async def all_are_told_but_those() -> None:
        assert len(await deliveries(posting_newsroom, made, state="delivered")) == 2

    await eventually(all_are_told_but_those)
    (failing,) = await deliveries(posting_newsroom, made, state="failing")
    assert (failing["outcome"], failing["status"], failing["answer"]) == ("refused", 500, "not this one")
    assert len(await deliveries(posting_newsroom, made, state="waiting")) == 2
    receiver.received.clear()
    receiver.always(an_answer(200))
    again = await asked(posting_newsroom, "POST", f"/{made['subscription_id']}/deliveries/{failing['number']}/again")
    assert again.status_code == httpx.codes.ACCEPTED
    await come(receiver, 2)
    assert [one.event["type"] for one in receiver.received] == [PollOpened.type, PollClosed.type]


async def test_gone_turns_it_off_and_what_waited_comes_when_it_is_on_again(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    made = await a_subscription(posting_newsroom, receiver)
    path, poll_id = f"/{made['subscription_id']}", uuid4()
    receiver.always(an_answer(410))

    await posting_newsroom.announce(PollOpened(poll_id=poll_id))

    async def it_is_off() -> None:
        assert (await asked(posting_newsroom, "GET", path)).json()["off_because"] == "gone"

    await eventually(it_is_off)
    await posting_newsroom.announce(PollClosed(poll_id=poll_id, ballots=3))
    receiver.received.clear()
    receiver.always(an_answer(200))
    await asked(posting_newsroom, "POST", f"{path}/on")
    await come(receiver, 1)
    assert receiver.received[0].event["type"] == PollOpened.type


async def test_words_that_were_taken_down_are_not_delivered_nor_listed(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    made, idea = (
        await a_subscription(posting_newsroom, receiver),
        accepted(an_idea_submitted(uuid4(), "1"), "Call Erna, 0170 555"),
    )
    receiver.always(an_answer(500, b"Call Erna, 0170 555? no"))
    await posting_newsroom.announce(idea)

    async def it_was_refused() -> None:
        assert await deliveries(posting_newsroom, made, state="failing")

    await eventually(it_was_refused)
    await posting_newsroom.announce(IdeaReworded(idea_id=idea.idea_id, title="A bench", text=None))

    async def the_list_says_it_otherwise() -> None:
        assert "Erna" not in str(await deliveries(posting_newsroom, made))

    await eventually(the_list_says_it_otherwise)
    receiver.received.clear()
    receiver.always(an_answer(200))
    number = (await deliveries(posting_newsroom, made, state="failing"))[0]["number"]
    await asked(posting_newsroom, "POST", f"/{made['subscription_id']}/deliveries/{number}/again")
    await come(receiver, 2)
    assert receiver.received[0].event["data"]["title"] == "A bench"
    assert all(b"Erna" not in one.body for one in receiver.received)


async def test_nothing_is_told_of_a_rehearsal(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    made = await a_subscription(posting_newsroom, receiver)

    refused = await asked(
        posting_newsroom, "POST", json={"name": "x", "url": receiver.url, "types": [RehearsalOpened.type]}
    )
    await posting_newsroom.announce(RehearsalOpened(poll_id=uuid4()), PollOpened(poll_id=uuid4()))

    assert refused.status_code == 422
    assert refused.json()["code"] == "event-is-not-for-you"
    await come(receiver, 1)
    assert [one["type"] for one in await deliveries(posting_newsroom, made)] == [PollOpened.type]


async def test_a_sample_is_signed_and_says_that_it_is_one(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    made = await a_subscription(posting_newsroom, receiver)

    answer = await asked(posting_newsroom, "POST", f"/{made['subscription_id']}/sample", json={"type": PollClosed.type})

    assert answer.json()["outcome"] == "accepted"
    (got,) = receiver.received
    assert Webhook(made["secret"]).verify(got.body, got.headers)["type"] == PollClosed.type
    assert got.headers["commonpurse-sample"] == "true"
    assert await deliveries(posting_newsroom, made) == []


async def test_a_subscription_that_is_ended_is_told_nothing(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    ended, other = await a_subscription(posting_newsroom, receiver, name="ended"), uuid4()
    await a_subscription(posting_newsroom, receiver, name="stays", types=[PollClosed.type])

    answer = await asked(posting_newsroom, "DELETE", f"/{ended['subscription_id']}")
    await posting_newsroom.announce(PollOpened(poll_id=other), PollClosed(poll_id=other, ballots=1))

    assert answer.status_code == 204
    await come(receiver, 1)
    gone = await asked(posting_newsroom, "GET", f"/{ended['subscription_id']}")
    assert (gone.status_code, gone.json()["code"]) == (404, "no-such-subscription")


async def test_administrators_alone_manage_webhooks(posting_newsroom: Newsroom) -> None:
    nobody = await posting_newsroom.client.get(AT)
    officer = await posting_newsroom.client.get(AT, headers=staff_headers("returning-officer"))

    assert (nobody.status_code, officer.status_code) == (401, 403)


async def test_without_a_key_nobody_subscribes_and_is_told_why(
    posting_newsroom: Newsroom, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = posting_newsroom.reporting.runtime.own["webhooks"]
    monkeypatch.setitem(posting_newsroom.reporting.runtime.own, "webhooks", replace(office, given_key=None))

    answer = await asked(posting_newsroom, "POST", json={"name": "x", "url": receiver.url})

    assert (answer.status_code, answer.json()["code"]) == (409, "webhooks-are-not-set-up")
    assert "COMMONPURSE_WEBHOOKS_SECRET" in answer.json()["detail"]


async def test_events_of_before_the_subscription_do_not_come(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    before, after = uuid4(), uuid4()
    await posting_newsroom.announce(PollOpened(poll_id=before))

    made = await a_subscription(posting_newsroom, receiver)
    await posting_newsroom.announce(PollOpened(poll_id=after))

    await come(receiver, 1)
    assert receiver.received[0].event["subject"] == str(after)
    assert datetime.fromisoformat(made["made_at"]) < datetime.now(UTC)
