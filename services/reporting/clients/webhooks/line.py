"""A kept connection to one subscriber, on which requests go one after the other. Source: RFC 9112.

A pool of httpx's kind costs much for each webhook; a subscriber's own few connections need none.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import httptools

MOST_READ = 64 * 1024
"""So many bytes of an answer are read. Whatever else they say is not listened to."""
_FIRST_FINAL = 200


class AnswerIsNotHttp(Exception):
    """What came is no answer, or the connection ended before there was one."""


class LineIsDead(Exception):
    """The subscriber had ended the kept connection before it could hear anything: it is asked on another one."""


@dataclass(slots=True)
class Answer:
    """A status, what is to be known of the headers, and the beginning of the body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class _Reading:
    """The answer while it comes."""

    answer: asyncio.Future[Answer]
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    came: int = 0
    status: int = 0

    @property
    def has_a_status(self) -> bool:
        """Whether the status and the headers are there, and not only what is said in advance."""
        return self.status >= _FIRST_FINAL

    @property
    def ends_with_the_connection(self) -> bool:
        """Whether nothing else says where the body ends. Source: RFC 9112, 6.3."""
        is_chunked = self.headers.get("transfer-encoding", "").lower().endswith("chunked")
        return self.has_a_status and not is_chunked and "content-length" not in self.headers


class Line(asyncio.Protocol):
    """One connection. It is kept until the subscriber ends it, or an answer was not read to its end."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._reading: _Reading | None = None
        self._answered, self.free_since = 0, 0.0

    @property
    def is_open(self) -> bool:
        """Whether another request may go over it."""
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, head: bytes, body: bytes) -> Answer:
        """What is answered to the request.

        Raises:
            AnswerIsNotHttp: if that is no answer.
            LineIsDead: if the connection had been kept, and ended before a byte came back.
            OSError: if the connection broke.
        """
        assert self._transport is not None
        assert self._reading is None
        loop = asyncio.get_running_loop()
        reading = self._reading = _Reading(loop.create_future())
        try:
            self._transport.write(head + body)
            answer = await reading.answer
        except BaseException:
            self.close()
            raise
        finally:
            self._reading, self.free_since = None, loop.time()
        self._answered += 1
        return answer

    def close(self) -> None:
        """End the connection now, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    # What asyncio says.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        reading = self._reading
        if reading is None or reading.answer.done():
            self.close()  # nobody has asked
            return
        reading.came += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._finish(reading, is_kept=False)
        except httptools.HttpParserError as error:
            self._fail(AnswerIsNotHttp(type(error).__name__))
        else:
            self._break_off_what_is_long(reading)

    def connection_lost(self, exc: Exception | None) -> None:
        reading = self._reading
        if reading is None:
            return
        if self._answered and not reading.came:
            self._fail(LineIsDead())
        elif isinstance(exc, OSError):  # of TLS, too
            self._fail(exc)
        elif reading.ends_with_the_connection:
            self._finish(reading, is_kept=False)
        else:  # whoever broke off in the middle may not have kept what it was sent
            self._fail(AnswerIsNotHttp("the connection ended before the answer did"))

    def _break_off_what_is_long(self, reading: _Reading) -> None:
        if reading.came <= MOST_READ:
            return
        if reading.has_a_status:
            self._finish(reading, is_kept=False)
        else:
            self._fail(AnswerIsNotHttp("so much, and no status yet"))

    # What the parser says.

    def on_message_begin(self) -> None:
        if self._reading is not None and self._reading.answer.done():
            self.close()  # more than was asked for
        elif self._reading is not None:
            self._reading.headers.clear()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._reading is not None:
            self._reading.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        if self._reading is not None:
            self._reading.status = self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        if self._reading is not None and len(self._reading.body) < MOST_READ:
            self._reading.body += body

    def on_message_complete(self) -> None:
        if self._reading is not None and self._reading.has_a_status:  # before it comes what is preliminary
            self._finish(self._reading, is_kept=self._parser.should_keep_alive())

    def _finish(self, reading: _Reading, *, is_kept: bool) -> None:
        if not reading.answer.done():
            reading.answer.set_result(Answer(reading.status, reading.headers, bytes(reading.body)))
        if not is_kept:
            self.close()

    def _fail(self, error: Exception) -> None:
        if self._reading is not None and not self._reading.answer.done():
            self._reading.answer.set_exception(error)
        self.close()


def head_of(target: str, host: str, headers: Mapping[str, str], length: int) -> bytes:
    """The beginning of a POST. Its words are those of addresses that were looked at, and of our own headers."""
    lines = [f"POST {target} HTTP/1.1", f"Host: {host}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, f"Content-Length: {length}", "", ""]).encode("ascii")
