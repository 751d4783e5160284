"""Sees each request to a service, and that what staff did, or were refused, is in the act log."""

import asyncio
from http import HTTPStatus

import structlog
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.shared.platform.acts import act_rows, noting
from libs.shared.platform.acts.noting import Act
from libs.shared.platform.api import problems
from libs.shared.platform.running.runtime import Runtime

log = structlog.get_logger()

_TO_WRITE_S = 10.0


class Witness:
    """ASGI middleware. What changed something was kept in the same transaction (``Database``); here comes the rest.

    That is what was refused, and what only fetched something.
    """

    def __init__(self, app: ASGIApp, runtime: Runtime) -> None:
        self._app, self._runtime = app, runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        act, is_withheld = Act(self._runtime.service, scope), False

        async def completing(message: Message) -> None:
            nonlocal is_withheld
            # Before the answer leaves: nobody has a file, or a session, that is not in the log.
            if message["type"] == "http.response.start" and not await self._is_complete(act, message["status"]):
                is_withheld = True
                await _not_in_the_log()(scope, receive, send)
            if not is_withheld:
                await send(message)

        token = noting.begin(act)
        try:
            await self._app(scope, receive, completing)
        finally:
            noting.end(token)

    async def _is_complete(self, act: Act, status: int) -> bool:
        """Whether the log has what it must have; of a refusal it may lack the entry, as it changed nothing."""
        is_done = status < HTTPStatus.BAD_REQUEST
        if not act.is_kept or (act.is_recorded and is_done):
            return True
        try:
            async with (
                asyncio.timeout(_TO_WRITE_S),
                self._runtime.database.transaction(is_shown=False, acts=False) as tx,
            ):
                entry = await act_rows.append(tx.session, act, _outcome(status))
        except Exception as error:  # noqa: BLE001 - whatever it is, the log lacks the entry
            failure = type(error).__name__
            log.error("act is not in the log", service=act.service, act=act.what, failure=failure)  # noqa: TRY400 - an error's words may quote
            return not is_done
        act_rows.tell(entry)
        return True


def _outcome(status: int) -> str:
    if status < HTTPStatus.BAD_REQUEST:
        return "done"
    return f"{'refused' if status < HTTPStatus.INTERNAL_SERVER_ERROR else 'failed'} {status}"


def _not_in_the_log() -> Response:
    words = "We cannot write down that you did this, so you get no answer to it. Please try again in a moment."
    return problems.render(503, "service-unavailable", "Service unavailable", words)
