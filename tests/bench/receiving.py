"""A subscriber in a process of its own, as a city's is: it answers at once, and tells what came when.

``POST`` anything is taken, or refused while nothing is wanted; the bench asks and steers it with ``GET``.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import ClassVar

import httptools
import httpx

_OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
_AWAY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """The process, as the bench steers it."""

    url: str
    client: httpx.AsyncClient

    async def turns(self, how: str) -> None:
        """Take everything (``back``) or nothing (``away``) from now on, and forget what came."""
        (await self.client.get(f"{self.url}/{how}")).raise_for_status()

    async def came(self, number: int, patience_s: float) -> dict[str, float]:
        """When each came, by what it is about, on this machine's monotonic clock: once there are so many.

        Raises:
            TimeoutError: if they do not come.
        """
        until = time.monotonic() + patience_s
        while (count := int((await self.client.get(f"{self.url}/count")).text)) < number:
            if time.monotonic() > until:
                raise TimeoutError(f"{count} of {number} webhooks came within {patience_s} s")
            await asyncio.sleep(0.1)  # seldom: asking takes the processor away from what is measured
        found: dict[str, float] = (await self.client.get(f"{self.url}/came")).json()
        return found


@asynccontextmanager
async def a_subscriber() -> AsyncIterator[Subscriber]:
    """The process, until the block ends."""
    command = (sys.executable, "-m", "tests.bench.receiving")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout
        port = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
        async with httpx.AsyncClient(trust_env=False) as client:
            yield Subscriber(f"http://127.0.0.1:{port}", client)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


class _Connection(asyncio.Protocol):
    received: ClassVar[list[tuple[float, bytes]]] = []
    post: ClassVar[bytes] = _OK

    def __init__(self) -> None:
        self._parser = httptools.HttpRequestParser(self)
        self._url, self._body = b"", bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._url, self._body = b"", bytearray()

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        if self._parser.get_method() == b"GET":
            self._transport.write(_answer(self._said()))
            return
        if self.post is _OK:
            self.received.append((time.monotonic(), bytes(self._body)))
        self._transport.write(self.post)

    def _said(self) -> str:
        if self._url == b"/count":
            return str(len(self.received))
        if self._url == b"/came":
            return json.dumps({json.loads(body)["subject"]: at for at, body in reversed(self.received)})
        _Connection.post = _AWAY if self._url == b"/away" else _OK
        self.received.clear()
        return "so be it"


def _answer(said: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(said)}\r\n\r\n{said}".encode()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Connection, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve())
