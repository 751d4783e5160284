"""Requests to an app in this process: an httpx client without a network."""

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp, Message, Scope

from libs.shared.platform.watching import request_ids, tracing

_WENT_WRONG = 500


class InProcessClient(httpx.AsyncClient):
    """Hands requests to the app. An error inside looks as it would over the network: a 500, not an exception.

    What httpx does between a request and its transport is for a network and for whoever is not trusted: connections,
    timeouts, redirects, sign-in, cookies. Services use none of it, and it took as long as many an answer.
    """

    def __init__(self, app: ASGIApp, base_url: str, headers: dict[str, str]) -> None:
        super().__init__(base_url=base_url, headers=headers, transport=httpx.AsyncBaseTransport())
        self._app = app

    async def send(self, request: httpx.Request, **_for_a_network: Any) -> httpx.Response:
        await request_ids.pass_on(request)
        await tracing.pass_on(request)
        exchange = _Exchange(await request.aread())
        try:
            await self._app(_scope_of(request), exchange.receive, exchange.send)
        except Exception:  # noqa: BLE001 - the app has told its log
            exchange.status = exchange.status or _WENT_WRONG
        finally:
            exchange.is_over.set()
        body = b"" if request.method == "HEAD" else b"".join(exchange.body)
        return httpx.Response(exchange.status, headers=exchange.headers, content=body, request=request)


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


def _scope_of(request: httpx.Request) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "server": (request.url.host, request.url.port),
        "client": ("127.0.0.1", 0),
        "root_path": "",
    }
