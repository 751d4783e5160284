"""A load generator that costs little: requests are bytes made beforehand, connections are kept, answers barely read."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_STATUS = slice(9, 12)


@dataclass(frozen=True, slots=True)
class Load:
    """How long it took, and how many answers had which status."""

    seconds: float
    statuses: Counter[str]


async def send_all(port: int, requests: Sequence[bytes], connections: int) -> Load:
    """Send each request once over so many connections, each waiting for its answer before the next."""
    waiting, statuses, loop = iter(requests), Counter[str](), asyncio.get_running_loop()
    began = time.perf_counter()
    ends = [loop.create_future() for _ in range(connections)]
    for end in ends:
        await loop.create_connection(lambda end=end: _Caller(waiting, statuses, end), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    return Load(time.perf_counter() - began, statuses)


def post(path: str, body: bytes) -> bytes:
    """A request in bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Caller(asyncio.Protocol):
    def __init__(self, waiting: Iterator[bytes], statuses: Counter[str], end: asyncio.Future[None]) -> None:
        self._waiting, self._statuses, self._end = waiting, statuses, end
        self._transport: asyncio.Transport | None = None
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send_next()

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, found, body = self._got.partition(b"\r\n\r\n")
        if not found or len(body) < _content_length(head):
            return
        self._statuses[head[_STATUS].decode()] += 1
        self._got = b""
        self._send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._end.done():
            self._end.set_exception(exc or ConnectionResetError("the server hung up"))

    def _send_next(self) -> None:
        assert self._transport is not None
        if (request := next(self._waiting, None)) is not None:
            self._transport.write(request)
            return
        self._end.set_result(None)
        self._transport.close()


def _content_length(head: bytes) -> int:
    start = head.lower().index(b"content-length:") + 15
    return int(head[start:].partition(b"\r\n")[0])
