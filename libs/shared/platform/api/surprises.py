"""Surprises, unexpected errors: answered in plain words as a last resort, and logged without what was asked."""

from collections.abc import Callable

import asyncpg
import structlog
from fastapi import Response
from sqlalchemy.exc import DBAPIError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.shared.platform.api import problems
from libs.shared.platform.running import retrying
from libs.shared.platform.watching.failures import place_of

log = structlog.get_logger()

_READING = ("GET", "HEAD")

# PostgreSQL's text cannot hold the character NUL: "character not in repertoire", "untranslatable character".
_NUL_STATES = ("22021", "22P05")


Answering = Callable[[Exception, Scope], Response]
"""What an error that nobody expected is answered with; it writes the line in the log, too."""


class Surprises:
    """ASGI middleware inside the framework's own, which would print the error with whatever it quotes."""

    def __init__(self, app: ASGIApp, answered_by: Answering | None = None) -> None:
        self._app, self._answered_by = app, answered_by or _answer_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def noting_the_start(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting_the_start)
        except Exception as error:
            response = self._answered_by(error, scope)
            if has_begun:
                raise
            await response(scope, receive, send)


def _is_beyond_any_column(cause: BaseException | None) -> bool:
    return isinstance(cause, asyncpg.DataError) and "out of int" in str(cause)


def _doubt(scope: Scope) -> str:
    """What is true of a change whose end nobody heard: a commit may have come through before the line was cut."""
    if scope.get("method") in _READING:
        return ""
    return "We do not know whether what you asked for was done. "


def _answer_to(error: Exception, scope: Scope) -> Response:
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _NUL_STATES:
        return problems.render(422, "malformed-request", "The request is malformed", "A text holds the character NUL.")
    if isinstance(error, DBAPIError) and _is_beyond_any_column(getattr(error.orig, "__cause__", None)):
        return problems.render(422, "malformed-request", "The request is malformed", "A number is too large.")
    # Where it happened, but not the error's own words: they may quote a code or a choice.
    where = place_of(error)
    route = getattr(scope.get("route"), "path", "none")
    if retrying.passes(error):
        log.warning("temporarily unable to answer", route=route, failure=type(error).__name__, where=where)
        words = f"We cannot reach something we need. {_doubt(scope)}Please try again in a moment."
        response = problems.render(503, "service-unavailable", "Service unavailable", words)
        response.headers["Retry-After"] = "5"
        return response
    log.error("unexpected error", route=route, failure=type(error).__name__, where=where)
    words = f"Something unexpected happened. {_doubt(scope)}Please try again."
    return problems.render(500, "internal-error", "Something went wrong on our side", words)
