"""What is to end says so in its answers, before it does and after.

Source: RFC 9745 (``Deprecation``, since when), RFC 8594 (``Sunset``, from when on it is gone), RFC 8288 (``Link``).
"""

from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MARK = "x-ending"


def ends(*, since: date, gone_from: date, instead: str) -> dict[str, Any]:
    """What a route says when it is declared, as ``@routes.get("/…", **ends(…))``.

    Args:
        since: From when on nobody should begin to use it.
        gone_from: From when on it may be gone: half a year later, unless it tells of a person (docs/integrating.md).
        instead: The path that takes its place.
    """
    return {"deprecated": True, "openapi_extra": {_MARK: said_of_what_ends(since, gone_from, instead)}}


def said_of_what_ends(since: date, gone_from: date, instead: str) -> dict[str, str]:
    """The same as headers, of a parameter that ends while its route stays."""
    return {
        "Deprecation": f"@{int(_midnight(since).timestamp())}",
        "Sunset": format_datetime(_midnight(gone_from), usegmt=True),
        "Link": f'<{instead}>; rel="successor-version"',
    }


class Endings:
    """ASGI middleware that adds to each answer of a route that ends what it says of that, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def saying_so(message: Message) -> None:
            if message["type"] == "http.response.start" and (said := marks_of(scope.get("route"))):
                lines = [(name.lower().encode(), value.encode()) for name, value in said.items()]
                message = {**message, "headers": [*message.get("headers", ()), *lines]}
            await send(message)

        await self._app(scope, receive, saying_so)


def marks_of(route: object) -> dict[str, str]:
    """The headers that a route says; none if it is not to end."""
    return dict((getattr(route, "openapi_extra", None) or {}).get(_MARK, {}))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
