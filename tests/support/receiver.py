"""A subscriber to webhooks, for tests: it keeps what it is sent, and answers as the test wants, or not at all."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json

TO_THIS_MACHINE = {
    "COMMONPURSE_WEBHOOKS_SECRET": "ab" * 32,
    "COMMONPURSE_WEBHOOKS_INTO": "127.0.0.0/8",
    "COMMONPURSE_WEBHOOKS_BY_HTTP": "true",
}
"""The settings with which a part sends webhooks to a receiver on this machine."""

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def an_answer(status: int, body: bytes = b"", *headers: str) -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status} So", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass(frozen=True, slots=True)
class Received:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> Any:
        return from_json(self.body)


Reply = Callable[[Received], Awaitable[bytes]]


async def _ok(_: Received) -> bytes:
    return OK


@dataclass
class Receiver:
    """What came, in the order in which it came. ``reply`` may be replaced."""

    url: str = ""
    reply: Reply = _ok
    received: list[Received] = field(default_factory=list)
    hangs_up: bool = False
    """Whether it ends the connection after each answer."""

    def always(self, answer: bytes) -> None:
        """Answer all requests from now on with this."""

        async def reply(_: Received) -> bytes:
            return answer

        self.reply = reply

    async def hang(self, _: Received) -> bytes:
        """A reply that never comes."""
        await asyncio.Event().wait()
        return b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's requests."""
        try:
            while request := await _read(reader):
                self.received.append(request)
                writer.write(await self.reply(request))
                await writer.drain()
                if self.hangs_up:
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Received | None:
    if not (first := (await reader.readline()).decode().split()):
        return None
    headers: dict[str, str] = {}
    while line := (await reader.readline()).decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Received(first[1], headers, await reader.readexactly(int(headers.get("content-length", "0"))))


@asynccontextmanager
async def a_receiver(trust: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """A subscriber on the loopback address, until the block ends."""
    receiver, tasks = Receiver(), set[asyncio.Task[None]]()

    def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(receiver.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=trust)
    scheme, port = "https" if trust else "http", server.sockets[0].getsockname()[1]
    receiver.url = f"{scheme}://127.0.0.1:{port}/events"
    try:
        yield receiver
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
