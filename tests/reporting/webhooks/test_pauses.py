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
from tests.support.receiver import Receiver, an_answer
from tests.support.subscribing import a_subscription

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
