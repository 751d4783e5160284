"""Nobody keeps the port from others: by saying nothing, half of something, or by one connection after another."""

import asyncio
import resource
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from commonpurse.patience import LONGEST_HEAD, PatientProtocol, most_connections
from tests.support.serving import served

ASK = b"GET / HTTP/1.1\r\nHost: town\r\n\r\n"
HALF_A_BODY = b"POST / HTTP/1.1\r\nHost: town\r\nContent-Length: 1000\r\n\r\nhalf"


class Hasty(PatientProtocol):
    for_the_head_s = 0.5
    for_the_body_s = 0.5
    most_connections = 3


class Peer:
    """Somebody who has a connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def ask(self, what: bytes = ASK) -> bytes:
        """What comes back, if anything does before the server hangs up."""
        self.writer.write(what)
        await self.writer.drain()
        head = await self.reader.readuntil(b"\r\n\r\n")
        return head + await self.reader.readexactly(len("open"))

    async def is_hung_up_on(self) -> bool:
        try:
            async with asyncio.timeout(10):
                return await self.reader.read() == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False

    async def sends_until_hung_up_on(self, begin: bytes, piece: bytes, most: int = 2_000_000) -> int:
        """How much it could send, a piece at a time, until the server hung up."""
        sent = len(begin)
        self.writer.write(begin)
        try:
            while sent < most and not self.reader.at_eof():
                self.writer.write(piece)
                await self.writer.drain()
                sent += len(piece)
                await asyncio.sleep(0.005)
        except ConnectionError:
            pass
        return sent


class Callers:
    """Opens connections to the server, and closes them all in the end."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.peers: list[Peer] = []

    async def one_more(self) -> Peer:
        self.peers.append(Peer(*await asyncio.open_connection("127.0.0.1", self.port)))
        return self.peers[-1]


async def _answer(request: Request) -> PlainTextResponse:
    await request.body()
    return PlainTextResponse("open")


@pytest.fixture
async def callers() -> AsyncIterator[Callers]:
    """Callers of a server that is hasty, and serves three at once."""
    app = Starlette(routes=[Route("/", _answer, methods=["GET", "POST"])])
    async with served(app, Hasty) as address:
        calling = Callers(int(address.rpartition(":")[2]))
        yield calling
        for peer in calling.peers:
            peer.writer.close()


@pytest.mark.parametrize("said", [b"", b"G", ASK[:-2], b"GET / HTTP/1.1\r\nX: y\r\n", HALF_A_BODY])
async def test_whoever_begins_and_does_not_go_on_is_hung_up_on(callers: Callers, said: bytes) -> None:
    peer = await callers.one_more()

    peer.writer.write(said)

    assert await peer.is_hung_up_on()


async def test_a_second_request_has_its_own_time(callers: Callers) -> None:
    peer = await callers.one_more()

    first = await peer.ask()
    peer.writer.write(ASK[:-2])

    assert first.endswith(b"open")
    assert await peer.is_hung_up_on()


async def test_an_idle_connection_is_kept_after_an_answer(callers: Callers) -> None:
    peer = await callers.one_more()

    answers = []
    for _ in range(3):
        answers.append(await peer.ask())
        await asyncio.sleep(2 * Hasty.for_the_head_s)

    assert all(answer.endswith(b"open") for answer in answers)


async def test_when_all_connections_are_taken_the_longest_idle_makes_room(callers: Callers) -> None:
    kept = [await callers.one_more() for _ in range(Hasty.most_connections)]
    for peer in reversed(kept):
        await peer.ask()

    newcomer = await (await callers.one_more()).ask()

    assert newcomer.endswith(b"open")
    assert await kept[-1].is_hung_up_on()
    assert (await kept[0].ask()).endswith(b"open")


async def test_a_thousand_idle_connections_keep_nobody_out(callers: Callers) -> None:
    for _ in range(1_000):
        await callers.one_more()

    answer = await (await callers.one_more()).ask()

    assert answer.endswith(b"open")


LONG_HEADS = {
    "one field": (b"GET / HTTP/1.1\r\nHost: town\r\nX: ", b"a" * 10_000),
    "many fields": (b"GET / HTTP/1.1\r\nHost: town\r\n", b"X: y\r\n" * 1_500),
    "an address": (b"GET /", b"a" * 10_000),
    "fields behind the body": (
        HALF_A_BODY.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked")[:-4] + b"0\r\n",
        b"X: y\r\n" * 1_500,
    ),
    "the words of a chunk": (
        HALF_A_BODY.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked")[:-4] + b"1;a=",
        b"b" * 10_000,
    ),
    "nothing but line ends": (b"", b"\r\n" * 5_000),
}


@pytest.mark.parametrize("head", LONG_HEADS.values(), ids=LONG_HEADS)
async def test_a_head_without_end_is_refused_long_before_its_time_is_over(
    callers: Callers, monkeypatch: pytest.MonkeyPatch, head: tuple[bytes, bytes]
) -> None:
    monkeypatch.setattr(Hasty, "for_the_head_s", 60.0)
    monkeypatch.setattr(Hasty, "for_the_body_s", 60.0)
    peer = await callers.one_more()

    sent = await peer.sends_until_hung_up_on(*head)

    assert LONGEST_HEAD <= sent < 10 * LONGEST_HEAD


async def test_a_head_as_long_as_is_allowed_and_a_long_body_in_small_chunks_are_taken(callers: Callers) -> None:
    cookies = b"GET / HTTP/1.1\r\nHost: town\r\nCookie: " + b"a" * 30_000 + b"\r\n\r\n"
    chunked = b"POST / HTTP/1.1\r\nHost: town\r\nTransfer-Encoding: chunked\r\n\r\n"

    answers = [await (await callers.one_more()).ask(cookies)]
    answers += [await (await callers.one_more()).ask(chunked + b"1\r\na\r\n" * 50_000 + b"0\r\n\r\n")]

    assert all(answer.endswith(b"open") for answer in answers)


async def test_when_all_connections_are_taken_whoever_sends_without_end_makes_room(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hasty, "for_the_body_s", 60.0)
    slow = [await callers.one_more() for _ in range(Hasty.most_connections)]
    for peer in slow:
        peer.writer.write(HALF_A_BODY)
        await peer.writer.drain()
    await asyncio.sleep(0.1)

    newcomer = await (await callers.one_more()).ask()

    assert newcomer.endswith(b"open")
    assert await slow[0].is_hung_up_on()


def test_there_are_fewer_connections_than_files_that_may_be_open() -> None:
    most = most_connections()

    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert 64 <= most < soft
