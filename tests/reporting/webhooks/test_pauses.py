"""A subscriber that says how long to wait is waited for."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from libs.shared.events.voting import PollOpened
from services.reporting.clients.webhooks.poster import AT_ONCE
from services.reporting.domain.webhooks.attempts import Attempt, Failing, pause_in
from services.reporting.use_cases.webhooks.deliver import next_due
from tests.support.eventually import eventually
from tests.support.newsroom import Newsroom
from tests.support.posting import a_poster, as_heard, hear, office_of
from tests.support.receiver import OK, Received, Receiver, an_answer
from tests.support.subscribing import a_subscription, asked, deliveries

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "pause"),
    [
        ("60", A_MINUTE),
        (" 0 ", timedelta()),
        ("9" * 5_000, timedelta(days=1)),
        ("Mon, 04 May 2026 13:00:00 GMT", AN_HOUR),
        ("Mon, 04 May 2026 11:00:00 GMT", timedelta()),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=1)),
    ],
)
def test_a_pause_is_asked_for_in_seconds_or_until_a_date(said: str, pause: timedelta) -> None:
    assert pause_in(said, NOW) == pause


@pytest.mark.parametrize(
    "said",
    [None, "", "soon", "-1", "1.5", "\N{SUPERSCRIPT TWO}", "Mon, 04 May 99999999999999999999 13:00:00 GMT", ",", ":"],
)
def test_a_pause_that_cannot_be_read_is_none(said: str | None) -> None:
    assert pause_in(said, NOW) is None


@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        (timedelta(), timedelta(seconds=5)),
        (A_MINUTE, A_MINUTE),
        (timedelta(days=1), timedelta(hours=6)),
        (None, timedelta(seconds=5)),
    ],
)
def test_a_pause_is_five_seconds_at_least_and_six_hours_at_most(asked: timedelta | None, pause: timedelta) -> None:
    assert Failing().again(NOW, asked).next_at == NOW + pause


@pytest.mark.parametrize(("status", "pause"), [(429, A_MINUTE), (503, A_MINUTE), (500, None), (301, None), (200, None)])
async def test_a_pause_is_heard_where_an_answer_may_ask_for_one(
    posting_newsroom: Newsroom, receiver: Receiver, status: int, pause: timedelta | None
) -> None:
    receiver.always(an_answer(status, b"", "RETRY-AFTER: 60"))
    async with a_poster(office_of(posting_newsroom)) as poster:
        attempt: Attempt = await poster.post(receiver.url, {}, b"{}")

    assert (attempt.status, attempt.pause_asked) == (status, pause)


async def test_after_too_many_nothing_more_is_begun_and_all_waits_as_long_as_was_asked(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    receiver.always(an_answer(429, b"", "Retry-After: 3600"))
    made = await a_subscription(posting_newsroom, receiver)
    office, whose = office_of(posting_newsroom), UUID(made["subscription_id"])
    told = [as_heard(PollOpened(poll_id=uuid4()), posting_newsroom) for _ in range(3 * AT_ONCE)]

    await hear(posting_newsroom, *told)

    async def it_waits() -> None:
        due = await next_due(office, whose)
        assert due is not None
        assert due > office.clock.now() + AN_HOUR / 2

    await eventually(it_waits)
    assert 1 <= len(receiver.received) <= AT_ONCE


@pytest.mark.parametrize("status", [429, 503])
async def test_too_many_holds_all_back_though_others_were_taken_and_nobody_said_for_how_long(
    posting_newsroom: Newsroom, receiver: Receiver, status: int
) -> None:
    async def every_other_one(_: Received) -> bytes:
        return an_answer(status) if len(receiver.received) % 2 else OK

    receiver.reply = every_other_one
    made = await a_subscription(posting_newsroom, receiver)
    told = [as_heard(PollOpened(poll_id=uuid4()), posting_newsroom) for _ in range(3 * AT_ONCE)]

    await hear(posting_newsroom, *told)

    async def it_waits() -> None:
        assert (await asked(posting_newsroom, "GET", f"/{made['subscription_id']}")).json()["next_at"]

    await eventually(it_waits)
    assert 1 <= len(receiver.received) <= AT_ONCE


async def test_an_event_that_breaks_the_connection_waits_by_itself_while_others_are_taken(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    made = await a_subscription(posting_newsroom, receiver)
    told = [as_heard(PollOpened(poll_id=uuid4()), posting_newsroom) for _ in range(3)]

    async def all_but_the_first(request: Received) -> bytes:
        if request.event["id"] == str(told[0].id):
            raise ConnectionError
        return OK

    receiver.reply = all_but_the_first

    await hear(posting_newsroom, *told)

    async def two_are_taken() -> None:
        assert len(await deliveries(posting_newsroom, made, state="delivered")) == len(told) - 1

    await eventually(two_are_taken)
    (waits,) = await deliveries(posting_newsroom, made, state="failing")
    assert (waits["event_id"], waits["attempts"]) == (str(told[0].id), 1)
    assert (await asked(posting_newsroom, "GET", f"/{made['subscription_id']}")).json()["failing_since"] is None
