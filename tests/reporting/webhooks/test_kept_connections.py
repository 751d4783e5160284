"""A connection that is kept may die, and an answer may break off: neither loses a webhook."""

import pytest

from tests.support.newsroom import Newsroom
from tests.support.posting import a_poster, office_of
from tests.support.receiver import OK, Received, Receiver, an_answer

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"


def answering(receiver: Receiver, *turns: bytes | None) -> None:
    """Let it answer one request after the other with these; at none it ends the connection."""
    left = iter(turns)

    async def reply(_: Received) -> bytes:
        turn = next(left)
        if turn is None:
            raise ConnectionError
        return turn

    receiver.reply = reply


@pytest.mark.parametrize(
    ("turns", "outcome"), [((OK, None, OK), "accepted"), ((OK, None, None), "no-answer")], ids=["once", "no more"]
)
async def test_a_kept_connection_that_died_unheard_is_asked_once_more_on_another(
    posting_newsroom: Newsroom, receiver: Receiver, turns: tuple[bytes | None, ...], outcome: str
) -> None:
    answering(receiver, *turns)
    async with a_poster(office_of(posting_newsroom)) as poster:
        first = await poster.post(receiver.url, {}, b"{}")
        second = await poster.post(receiver.url, {}, b"{}")

    assert (first.outcome, second.outcome) == ("accepted", outcome)
    assert len(receiver.received) == len(turns)


async def test_a_connection_that_the_subscriber_ended_after_its_answer_is_replaced(
    posting_newsroom: Newsroom, receiver: Receiver
) -> None:
    receiver.hangs_up = True
    async with a_poster(office_of(posting_newsroom)) as poster:
        found = [(await poster.post(receiver.url, {}, b"{}")).outcome for _ in range(3)]

    assert found == ["accepted"] * 3


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok",
        CHUNKED,
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 100 Continue\r\n\r\n",
    ],
    ids=["of a length", "in chunks", "in the headers", "in advance"],
)
async def test_an_answer_that_is_cut_off_is_none(posting_newsroom: Newsroom, receiver: Receiver, said: bytes) -> None:
    receiver.always(said)
    receiver.hangs_up = True
    async with a_poster(office_of(posting_newsroom)) as poster:
        attempt = await poster.post(receiver.url, {}, b"{}")

    assert (attempt.outcome, attempt.status) == ("no-answer", None)


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\n\r\nok",
        CHUNKED + b"0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + an_answer(200, b"ok"),
    ],
    ids=["until the connection ends", "in chunks", "after one in advance"],
)
async def test_an_answer_is_whole_when_what_says_its_end_has_come(
    posting_newsroom: Newsroom, receiver: Receiver, said: bytes
) -> None:
    receiver.always(said)
    receiver.hangs_up = True
    async with a_poster(office_of(posting_newsroom)) as poster:
        attempt = await poster.post(receiver.url, {}, b"{}")

    assert (attempt.outcome, attempt.answer) == ("accepted", "ok")
