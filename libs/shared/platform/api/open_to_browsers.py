"""Public events for pages of any site: browsers may read what stands here, and send what it takes to ask for it.

Source: https://fetch.spec.whatwg.org/#http-cors-protocol. No cookie or token is ever read here, so there is nothing
that another site's page could borrow; and what is not public, such as the feed of everything, stays closed to it.
"""

from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ANYBODY = (b"access-control-allow-origin", b"*")
_TO_READ = (b"access-control-expose-headers", b"ETag, Deprecation, Sunset, Link")
_TO_ASK = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, Last-Event-ID, Cache-Control",
    "Access-Control-Max-Age": "86400",
}


class OpenToBrowsers:
    """ASGI middleware that opens a service's public events, whatever the answer to a request for them is."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        """
        Args:
            base: Where the service's events are, such as ``/api/voting/v1/events``.
        """
        self._app, self._base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._is_public(scope):
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_TO_ASK)(scope, receive, send)
        else:
            await self._app(scope, receive, _opened(send))

    def _is_public(self, scope: Scope) -> bool:
        if scope["path"] == self._base:
            return parse_qs(scope["query_string"].decode("latin-1")).get("audience") == ["public"]
        return str(scope["path"]) in (f"{self._base}/head", f"{self._base}/stream")


def _opened(send: Send) -> Send:
    async def opening(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), _ANYBODY, _TO_READ]}
        await send(message)

    return opening
