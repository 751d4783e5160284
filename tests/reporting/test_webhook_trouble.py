"""Subscribers that hang, lie, talk without end or are gone for days: nobody else notices, and nothing is lost."""

import asyncio
import re
import ssl
import time
from dataclasses import replace
from datetime import timedelta
from http.server import HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from libs.shared.events.voting import PollClosed, PollOpened
from libs.shared.platform.telling.post_office import PostOffice
from libs.shared.platform.telling.postman import Postman
from services.reporting.clients.webhooks.poster import trusted
from services.reporting.domain.webhooks.signature import new_secret, signed
from services.reporting.main import SERVICE
from services.reporting.storage.webhooks import tellings, waiting
from services.reporting.use_cases.webhooks.deliver import deliver
from tests.support.certificates import certificates_for_loopback
from tests.support.eventually import eventually
from tests.support.newsroom import Newsroom
from tests.support.posting import a_poster, as_heard, hear, office_of
from tests.support.receiver import Receiver, a_receiver, an_answer
from tests.support.subscribing import a_subscription, asked, come, deliveries

INTEGRATING = (Path(__file__).parents[2] / "docs" / "integrating.md").read_text()


async def test_a_subscriber_that_hangs_slows_nobody_else(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    async with a_receiver() as hanging:
        hanging.reply = hanging.hang
        await a_subscription(posting_newsroom, hanging)
        await a_subscription(posting_newsroom, receiver)
        began = time.monotonic()

        for _ in range(20):
            await posting_newsroom.announce(PollOpened(poll_id=uuid4()))

        await come(receiver, 20)
        assert time.monotonic() - began < 8
        assert 1 <= len(hanging.received) <= 16


async def test_a_subscriber_that_does_not_answer_in_time_is_given_up_on_for_now(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    receiver.reply = receiver.hang
    async with a_poster(office_of(posting_newsroom), patience_s=0.2) as poster:
        attempt = await poster.post(receiver.url, {}, b"{}")

    assert (attempt.outcome, attempt.status) == ("timeout", None)


@pytest.mark.parametrize("status", [200, 500])
async def test_of_a_long_answer_the_beginning_is_kept_and_the_rest_not_read(
    posting_newsroom: Newsroom, receiver: Receiver, status: int
) -> None:
    receiver.always(an_answer(status, b"n\0 " + b"x" * 10_000_000))
    async with a_poster(office_of(posting_newsroom)) as poster:
        attempt = await poster.post(receiver.url, {}, b"{}")

    assert attempt.status == status
    assert len(attempt.answer) == 2_000
    assert "\0" not in attempt.answer


async def test_a_redirect_is_not_followed(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    async with a_receiver() as elsewhere, a_poster(office_of(posting_newsroom)) as poster:
        receiver.always(an_answer(302, b"", f"Location: {elsewhere.url}"))

        attempt = await poster.post(receiver.url, {}, b"{}")

        assert (attempt.outcome, attempt.status) == ("redirected", 302)
        assert elsewhere.received == []


async def test_whoever_lies_about_tls_is_told_nothing(posting_newsroom: Newsroom, tmp_path: Path) -> None:
    papers = certificates_for_loopback(tmp_path)
    lying = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lying.load_cert_chain(papers.certificate, papers.key)
    office = office_of(posting_newsroom)
    async with a_receiver(lying) as receiver, a_poster(office) as poster:
        unknown = await poster.post(receiver.url, {}, b"{}")

        assert unknown.outcome == "tls"
        assert receiver.received == []
        async with a_poster(replace(office, trust=trusted(papers.authority))) as believing:
            assert (await believing.post(receiver.url, {}, b"{}")).outcome == "accepted"


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000])
async def test_whoever_does_not_speak_http_has_not_answered(
    posting_newsroom: Newsroom, receiver: Receiver, said: bytes
) -> None:
    async def reply(_: object) -> bytes:
        if not said:
            raise ConnectionError
        return said

    receiver.reply = reply
    async with a_poster(office_of(posting_newsroom)) as poster:
        assert (await poster.post(receiver.url, {}, b"{}")).outcome == "no-answer"


class _Later:
    """A clock that is ahead."""

    def __init__(self, room: Newsroom, by: timedelta) -> None:
        self._clock, self._by = office_of(room).clock, by

    def now(self) -> Any:
        return self._clock.now() + self._by


@pytest.mark.parametrize("answer", [an_answer(500), an_answer(503)])
async def test_after_three_days_of_failures_it_is_turned_off_and_told_by_mail(
    posting_newsroom: Newsroom, receiver: Receiver, answer: bytes
) -> None:
    receiver.always(answer)
    made = await a_subscription(posting_newsroom, receiver, contact="data@town.example", language="de")
    office, path = office_of(posting_newsroom), f"/{made['subscription_id']}"
    await posting_newsroom.announce(PollOpened(poll_id=uuid4()))

    async def it_failed() -> None:
        assert await deliveries(posting_newsroom, made, state="failing")

    await eventually(it_failed)
    almost = replace(office, clock=_Later(posting_newsroom, timedelta(days=2, hours=20)))
    after = replace(office, clock=_Later(posting_newsroom, timedelta(days=3, hours=3)))
    async with a_poster(office) as poster:
        assert await deliver(almost, UUID(made["subscription_id"]), poster)
        assert (await asked(posting_newsroom, "GET", path)).json()["off_at"] is None
        assert await deliver(after, UUID(made["subscription_id"]), poster)

    told = (await asked(posting_newsroom, "GET", path)).json()
    assert told["off_because"] == "failing"
    assert (await deliveries(posting_newsroom, made, state="failing"))[0]["attempts"] >= 3
    async with posting_newsroom.reporting.database.reading() as session:
        mail = await tellings.next_by_mail(session, after.clock.now())
        assert mail is not None
    assert mail.contact.address == "data@town.example"
    assert "drei Tagen" in mail.text


async def test_the_postman_brings_the_news(posting_newsroom: Newsroom, receiver: Receiver) -> None:
    sent = []

    class Post(PostOffice):
        async def send(self, mail: Any) -> None:
            sent.append(mail)

    receiver.always(an_answer(410))
    made = await a_subscription(posting_newsroom, receiver, contact="gone@town.example")
    postman = Postman(
        posting_newsroom.reporting.runtime, tellings, Post("smtp://x", "a@town.example"), "https://t.example"
    )
    await posting_newsroom.announce(PollOpened(poll_id=uuid4()))

    async def it_is_told() -> None:
        await postman.send_one()
        assert "gone@town.example" in [mail.to for mail in sent]

    await eventually(it_is_told)
    (mail,) = [one for one in sent if one.to == "gone@town.example"]
    assert f"https://t.example/staff/webhooks/{made['subscription_id']}" in mail.text


async def test_an_event_that_is_heard_again_after_a_restore_is_not_told_again(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    made = await a_subscription(posting_newsroom, receiver)
    told = as_heard(PollOpened(poll_id=uuid4()), posting_newsroom)
    await hear(posting_newsroom, told)
    await come(receiver, 1)

    again = told.model_copy(update={"epoch": uuid4(), "position": 3})
    await hear(posting_newsroom, again, as_heard(PollClosed(poll_id=uuid4(), ballots=1), posting_newsroom))

    await come(receiver, 2)
    assert [one["type"] for one in await deliveries(posting_newsroom, made)] == [PollClosed.type, PollOpened.type]


async def test_an_event_that_was_set_aside_is_told_when_it_is_tried_again(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    await a_subscription(posting_newsroom, receiver)
    apply = SERVICE.replayer_of("webhooks")
    assert apply is not None

    async with posting_newsroom.reporting.database.transaction() as tx:
        await apply([as_heard(PollOpened(poll_id=uuid4()), posting_newsroom)], tx)

    await come(receiver, 1)


async def test_a_hundred_thousand_that_wait_are_taken_in_bounded_pieces(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    made = await a_subscription(posting_newsroom, receiver)
    await asked(posting_newsroom, "POST", f"/{made['subscription_id']}/off")
    values = {"whose": made["subscription_id"]}
    async with posting_newsroom.reporting.database.transaction() as tx:
        for statement in _A_HUNDRED_THOUSAND:
            await tx.session.execute(text(statement), values)
    began = time.monotonic()

    async with posting_newsroom.reporting.database.reading() as session:
        now = office_of(posting_newsroom).clock.now()
        piece = await waiting.due(session, UUID(made["subscription_id"]), now, 256, 16)

    assert [len(queue.deliveries) for queue in piece] == [16] * 16
    assert time.monotonic() - began < 5
    assert receiver.received == []


_A_HUNDRED_THOUSAND = (
    (
        "insert into webhook_events select gen_random_uuid(), 'voting.poll-opened.v1', 'many-' || n % 1000, '{}'"
        " from generate_series(1, 100000) as n where cast(:whose as text) <> ''"
    ),
    (
        "insert into webhook_queues select cast(:whose as uuid), 'many-' || n, now() - interval '1 hour', 0"
        " from generate_series(0, 999) as n"
    ),
    (
        "insert into webhook_deliveries (subscription_id, event_id, key, is_waiting, attempts)"
        " select cast(:whose as uuid), event_id, subject, true, 0 from webhook_events where subject like 'many-%'"
    ),
)


async def test_under_another_key_a_subscription_turns_itself_off_and_signs_nothing(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    made = await a_subscription(posting_newsroom, receiver)
    other = replace(office_of(posting_newsroom), given_key=b"x" * 32)

    async with a_poster(other) as poster:
        assert not await deliver(other, UUID(made["subscription_id"]), poster)

    told = (await asked(posting_newsroom, "GET", f"/{made['subscription_id']}")).json()
    assert told["off_because"] == "secret-lost"
    assert receiver.received == []


async def test_the_receiver_of_the_documentation_takes_what_is_ours_and_nothing_else(
    posting_newsroom: Newsroom,
) -> None:
    code = re.search(r"```python\n(import base64.*?)```", INTEGRATING, re.DOTALL)
    assert code
    secret, spoken = new_secret(), dict[str, Any](__name__="documented")
    exec(code[1].replace("whsec_…", secret), spoken)  # noqa: S102 - our own page
    server = HTTPServer(("127.0.0.1", 0), spoken["Receiver"])
    thread = Thread(target=server.serve_forever)
    thread.start()
    url, body = f"http://127.0.0.1:{server.server_address[1]}/", b'{"type": "voting.poll-opened.v1"}'
    try:
        async with a_poster(office_of(posting_newsroom)) as poster:
            ours = signed("one", int(time.time()), body, [new_secret(), secret])
            old = signed("one", int(time.time()) - 900, body, [secret])
            forged = signed("one", int(time.time()), body, [new_secret()])
            found = [(await poster.post(url, headers, body)).status for headers in (ours, old, forged, {})]
            found.append((await poster.post(url, ours, body + b" ")).status)
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        thread.join()

    assert found == [204, 401, 401, 401, 401]
