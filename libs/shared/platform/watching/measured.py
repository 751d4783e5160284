"""Times every answer of an app, by route."""

import time

from prometheus_client import Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.shared.platform.running import leaving
from libs.shared.platform.watching import metrics

_STREAM = b"text/event-stream; charset=utf-8"
# Whatever else a client calls its method counts as one: each label's value is kept for good.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Measured:
    """ASGI middleware that feeds the request metrics. It sees neither body nor path, which may name a person."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app, self._service = app, service
        self._timers: dict[tuple[str, str, int], Histogram] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, is_stream = time.perf_counter(), 500, False
        waits = leaving.waits_of(scope)

        async def noting_the_status(message: Message) -> None:
            nonlocal status, is_stream
            if message["type"] == "http.response.start":
                status = message["status"]
                is_stream = (b"content-type", _STREAM) in message.get("headers", ())
            await send(message)

        try:
            await self._app(scope, receive, noting_the_status)
        finally:
            # The route's template, never the path: a path may hold a tracking number. Of a stream nobody waits for the
            # end: how long somebody listened is no time that an answer took; nor is how long a poll of the feed waits.
            route = getattr(scope.get("route"), "path", "none")
            if not is_stream:
                took = time.perf_counter() - began - sum(waits)
                self._timer(scope["method"], route, status).observe(max(0.0, took))

    def _timer(self, method: str, route: str, status: int) -> Histogram:
        # Looking a metric up by its labels takes longer than all the rest that is done here.
        labels = (method if method in _METHODS else "other", route, status)
        if labels not in self._timers:
            self._timers[labels] = metrics.REQUESTS.labels(self._service, *map(str, labels))
        return self._timers[labels]
