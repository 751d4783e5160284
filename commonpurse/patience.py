"""How long the server waits for whoever talks to it, and for how many: nobody can keep the port from the others.

uvicorn waits without end for the first byte, for the last header and for the rest of a body, keeps a head however long
it becomes, and takes connections until the process has no file left to open.
"""

import asyncio
import resource
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from commonpurse.gathering import GatheringTransport

FOR_THE_HEAD_S = 15.0
FOR_THE_BODY_S = 300.0
LONGEST_HEAD = 65_536
_SIGNS_BESIDE_EACH_BYTE = 8  # a chunk of one byte comes with five
_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 38\r\nconnection: close\r\n\r\nThe head of this request is too long.\n"
)
_FILES_WANTED = 65_536
_FILES_FOR_OURSELVES = 256  # the database, other parts, files
_MOST_CONNECTIONS = 4_096


def most_connections() -> int:
    """How many connections this process can serve at once. Raises the limit of open files as far as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, _FILES_WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = _FILES_WANTED if soft == resource.RLIM_INFINITY else soft
    return max(64, min(_MOST_CONNECTIONS, files - _FILES_FOR_OURSELVES))


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol with an end to its patience.

    When all connections are taken, the one that has been idle longest makes room, or has been sending longest: whoever
    merely keeps connections open loses them to those who ask for something.
    """

    for_the_head_s = FOR_THE_HEAD_S
    for_the_body_s = FOR_THE_BODY_S
    most_connections = _MOST_CONNECTIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: asyncio.TimerHandle | None = None
        self._idle_since = self.loop.time()
        self._beside_the_body, self._is_another = 0, False

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an answer on it, or has not even sent what is to be answered."""
        return self.cycle is None or self.cycle.response_complete or self._waiting is not None

    def data_received(self, data: bytes) -> None:
        self._is_another = False
        super().data_received(data)
        if not self._is_another:
            self._beside_the_body += len(data)
        if self._beside_the_body > LONGEST_HEAD and not self.transport.is_closing():
            self._refuse_the_head()

    def on_body(self, body: bytes) -> None:
        self._beside_the_body -= len(body) * (1 + _SIGNS_BESIDE_EACH_BYTE)
        super().on_body(body)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        if len(self.connections) >= self.most_connections:
            self._make_room()
        super().connection_made(GatheringTransport(transport, self.loop))
        self._wait(self.for_the_head_s)

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        # What came in one piece with the end of the request before is not weighed: a piece is no longer than it is.
        self._beside_the_body, self._is_another = 0, True
        if self._waiting is None:  # the first request's time began with the connection
            self._wait(self.for_the_head_s)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._wait_no_more()
        self._wait(self.for_the_body_s)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._wait_no_more()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self._idle_since = self.loop.time()
        super().on_response_complete()

    def _wait(self, seconds: float) -> None:
        self._waiting = self.loop.call_later(seconds, self._give_up)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if self.transport is not None and not self.transport.is_closing():
            self.transport.abort()

    def _refuse_the_head(self) -> None:
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(_TOO_LONG)
            self.transport.close()
        else:
            self._give_up()

    def _make_room(self) -> None:
        idle = [one for one in self.connections if isinstance(one, PatientProtocol) and one.is_idle]
        if idle:
            longest = min(idle, key=lambda one: one._idle_since)  # noqa: SLF001 - of our own kind
            self.connections.discard(longest)
            longest._give_up()  # noqa: SLF001
