"""How a server goes: it says so, lets whoever keeps a connection go elsewhere, and only then takes nobody any more.

The order is what makes a rolling restart lose nothing. While it drains, answers end their connections and readiness
says 503, so clients and proxies turn to another process. A connection that a client of ours has kept idle is forgotten
there sooner (``KEPT_IDLE_S``) than it is ended here, so no request is ever sent into a connection that is just ended.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.shared.platform.running import leaving

# For who has connected before the listener was closed, and whose request is still on its way.
_ON_THEIR_WAY_S = 0.2


class DrainingServer(uvicorn.Server):
    """uvicorn, told to stop by its owner; whoever waits in it for something to happen is told, too.

    By itself it raises a caught signal again once it has stopped, and so would skip what we still have to put away.
    """

    def __init__(self, config: uvicorn.Config, drain_s: float) -> None:
        super().__init__(config)
        self._drain_s = drain_s

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._begins_to_leave = leaving.announce_in(self.lifespan.state)
        self._drains = leaving.announce_draining_in(self.lifespan.state)
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._drain_s:
            self._drains.set()
            await asyncio.sleep(self._drain_s)
            for server in self.servers:
                server.close()
            await asyncio.sleep(_ON_THEIR_WAY_S)
        self._begins_to_leave.set()
        await super().shutdown(sockets)

    def stop(self) -> None:
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class LastAnswers:
    """An app whose answers end their connections while its server drains."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_part(message: Message) -> None:
            if message["type"] == "http.response.start" and leaving.is_draining(scope):
                message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
            await send(message)

        await self._app(scope, receive, send_and_part)
