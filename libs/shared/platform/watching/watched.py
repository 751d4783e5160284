"""Writes a line about each request that was refused: no session, not allowed, or one too many.

The lines are bounded as all are (``running/repetition.py``): who is refused a thousand times fills no disk.
"""

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger()

_REFUSALS = {401: "not signed in", 403: "access refused", 413: "body refused", 429: "limit reached"}


class Watched:
    """ASGI middleware. Of a request it tells the route, whose template names nobody, and the status."""

    def __init__(self, app: ASGIApp, part: str) -> None:
        self._app, self._part = app, part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def watching(message: Message) -> None:
            if message["type"] == "http.response.start" and (words := _REFUSALS.get(message["status"])):
                route = getattr(scope.get("route"), "path", "none")
                log.warning(words, part=self._part, method=scope["method"], route=route, status=message["status"])
            await send(message)

        await self._app(scope, receive, watching if scope["type"] == "http" else send)
