"""Times every answer of an app, by route."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.shared.platform import metrics

# Whatever else a client calls its method counts as one: each label's value is kept for good.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Measured:
    """ASGI middleware that feeds the request metrics. It sees neither body nor path, which may name a person."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app, self._service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), "500"

        async def noting_the_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, noting_the_status)
        finally:
            # The route's template, never the path: a path may hold a tracking number.
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            metrics.REQUESTS.labels(self._service, method, route, status).observe(time.perf_counter() - began)
