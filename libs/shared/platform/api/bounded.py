"""How much a request may bring: what is longer is refused before it is read, whoever sends it."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENOUGH = 1_000_000
"""Bytes that hold every JSON body and every form of ours many times over."""


class Bounded:
    """Answers with ``refused`` instead of passing on a body that is too long.

    A length that the request names is looked at before a byte is read; one that it does not name is counted on the way,
    and whatever the app makes of the cut is replaced by the refusal.
    """

    def __init__(
        self, app: ASGIApp, refused: ASGIApp, most_bytes: int = ENOUGH, longer: Mapping[str, int] | None = None
    ) -> None:
        """
        Args:
            longer: The bytes that are allowed where the path has a segment of this name, such as ``roll``.
        """
        self._app, self._refused = app, refused
        self._most_bytes, self._longer = most_bytes, dict(longer or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most_of(scope["path"])
        headers = Headers(scope=scope)
        named = headers.get("content-length", "0")
        if not named.isdecimal() or int(named) > most:
            await self._refused(scope, _nothing_more, _and_hang_up(send))
        elif "transfer-encoding" in headers:
            await _Counted(scope, receive, send, most).answer(self._app, self._refused)
        else:  # servers read as much as was named, and nothing where nothing was (RFC 9112, section 6.3)
            await self._app(scope, receive, send)

    def _most_of(self, path: str) -> int:
        return max((most for name, most in self._longer.items() if name in path.split("/")), default=self._most_bytes)


class _Counted:
    """One request whose body is counted while the app reads it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        self._scope, self._receive, self._send, self._left = scope, receive, send, most
        self._has_begun = False

    @property
    def _is_too_long(self) -> bool:
        return self._left < 0

    async def answer(self, app: ASGIApp, refused: ASGIApp) -> None:
        try:
            await app(self._scope, self._counting, self._unless_too_long)
        except Exception:
            if not self._is_too_long:
                raise
        if self._is_too_long and not self._has_begun:
            await refused(self._scope, _nothing_more, _and_hang_up(self._send))

    async def _counting(self) -> Message:
        if self._is_too_long:
            return await _nothing_more()
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        return await _nothing_more() if self._is_too_long else message

    async def _unless_too_long(self, message: Message) -> None:
        if self._is_too_long and not self._has_begun:
            return  # what the app says of a body that was cut off; the refusal comes in its place
        self._has_begun = True
        await self._send(message)


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}


def _and_hang_up(send: Send) -> Send:
    # Else the server would read the rest of the body to find the next request behind it.
    async def hanging_up(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
        await send(message)

    return hanging_up
