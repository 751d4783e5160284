"""Request ids: each request's number, in its answer, in what is logged meanwhile, and in what is asked of neighbours.

Whoever tells of an error can name it, and whoever looks for it finds its lines in the logs of every part. It is drawn
anew for each request and stored nowhere, so it names no person and no ballot.
"""

from contextvars import ContextVar
from uuid import UUID, uuid4

import httpx
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

HEADER = "X-Request-Id"

_ID: ContextVar[UUID | None] = ContextVar("request_id", default=None)


def request_id() -> UUID | None:
    """The number of the request that is being answered; none where nobody asked."""
    return _ID.get()


class RequestIds:
    """ASGI middleware, outside of all that logs. A proxy's own number for the request is kept, if it is a UUID."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number = _given(Headers(scope=scope).get(HEADER)) or uuid4()

        async def numbering(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = str(number)
            await send(message)

        before = _ID.set(number)
        try:
            with bound_contextvars(request=str(number)):
                await self._app(scope, receive, numbering)
        finally:
            _ID.reset(before)


async def pass_on(request: httpx.Request) -> None:
    """For a client's event hooks: what is asked of a neighbour has the number of the request that it is asked for."""
    if number := _ID.get():
        request.headers[HEADER] = str(number)


def _given(told: str | None) -> UUID | None:
    try:
        return UUID(told) if told else None
    except ValueError:
        return None
