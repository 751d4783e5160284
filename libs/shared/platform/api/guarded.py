"""What every answer of an API says to browsers: what it is, and how it may be fetched."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NO_GUESSING = {"X-Content-Type-Options": "nosniff"}
"""The answer is what its Content-Type says, and nothing that a browser would rather see in it."""

NO_PAGE = {**NO_GUESSING, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
"""What an API answers is no page, whatever somebody writes into it, and stands in no frame."""

ONLY_BY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
"""For a year: whoever came by HTTPS once does not come without it again."""


def of_an_api(*, is_https: bool) -> dict[str, str]:
    """What every answer of an API says; where residents come by HTTPS also that they shall go on so."""
    return NO_PAGE | (ONLY_BY_HTTPS if is_https else {})


class Guarded:
    """ASGI middleware that adds headers to each answer, whoever made it, unless the answer has them.

    An answer that says one with nothing in it goes without.
    """

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._lines = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self._names = {name for name, _ in self._lines}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarding(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                names = {name for name, _ in own}
                added = [line for line in self._lines if line[0] not in names]
                message["headers"] = [line for line in own if line[1] or line[0] not in self._names] + added
            await send(message)

        await self._app(scope, receive, guarding)
