"""Requests to an app in this process: an httpx transport without a network."""

import asyncio
from collections.abc import AsyncIterator, Iterable

import httpx
from starlette.types import ASGIApp, Message, Scope

_WENT_WRONG = 500


class InProcess(httpx.AsyncBaseTransport):
    """Hands requests to the app. An error inside looks as it would over the network: a 500, not an exception.

    httpx's own ASGITransport looks for another kind of event loop on the disk, for each request: a tenth of a voter's
    time in one process.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        exchange = _Exchange(await request.aread())
        try:
            await self._app(_scope_of(request), exchange.receive, exchange.send)
        except Exception:  # noqa: BLE001 - the app has told its log
            exchange.status = exchange.status or _WENT_WRONG
        finally:
            exchange.is_over.set()
        body = b"" if request.method == "HEAD" else b"".join(exchange.body)
        return httpx.Response(exchange.status, headers=list(exchange.headers), stream=_Whole(body))


class _Exchange:
    """One request as the app reads it, and the answer as it writes it."""

    def __init__(self, sent: bytes) -> None:
        self._sent: bytes | None = sent
        self.status, self.headers, self.body = 0, list[tuple[bytes, bytes]](), list[bytes]()
        self.is_over = asyncio.Event()

    async def receive(self) -> Message:
        if self._sent is None:
            await self.is_over.wait()
            return {"type": "http.disconnect"}
        sent, self._sent = self._sent, None
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.body.append(message.get("body", b""))
            if not message.get("more_body", False):
                self.is_over.set()


class _Whole(httpx.AsyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body


def _scope_of(request: httpx.Request) -> Scope:
    headers: Iterable[tuple[bytes, bytes]] = request.headers.raw
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in headers],
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "server": (request.url.host, request.url.port),
        "client": ("127.0.0.1", 0),
        "root_path": "",
    }
