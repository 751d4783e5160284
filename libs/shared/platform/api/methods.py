"""HTTP's methods: HEAD wherever there is GET, and 405 with those that a place does offer.

Source: RFC 9110, sections 9.1 (GET and HEAD are always there), 9.3.2 (HEAD) and 10.2.1 (Allow).
"""

from collections.abc import Iterable

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


_BY_HEAD = "commonpurse.asked_by_head"


def asked_by_head(scope: Scope) -> bool:
    """Whether nobody reads the body, which may then be none: one that has no end would keep the connection."""
    return bool(scope.get(_BY_HEAD))


class HeadAsGet:
    """ASGI middleware that answers HEAD as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        asked = {**scope, "method": "GET", _BY_HEAD: True}
        try:
            await self._app(asked, receive, without_body)
        finally:  # what was found out, as the route, is told to those around: they measure, trace and log by it
            scope.update(asked | {"method": "HEAD"})


def allowed_at(routes: Iterable[BaseRoute], scope: Scope) -> str:
    """What the header Allow says of the place: all of its methods, on however many routes they stand."""
    known = list(routes)

    def is_offered(method: str) -> bool:
        asked = {**scope, "method": "GET" if method == "HEAD" else method}
        return any(route.matches(dict(asked))[0] is Match.FULL for route in known)

    return ", ".join(method for method in _METHODS if is_offered(method))
