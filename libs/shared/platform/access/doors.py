"""At the door of each service: whoever shows a key is asked about before anything is done, whatever they ask for.

The limits of keys are said as draft-ietf-httpapi-ratelimit-headers-10 does: ``RateLimit-Policy`` and ``RateLimit``.
They are counted in this process, as all attempts are (``attempts.py``).
"""

import math
import re
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import httpx
from limits import RateLimitItemPerMinute
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.shared.kernel.errors import TooManyAttempts
from libs.shared.platform.access import refusals
from libs.shared.platform.access.attempts import Limit
from libs.shared.platform.access.integrators import (
    A_KEY,
    A_TOKEN,
    KEPT_AT,
    KEY_BEGINS,
    TOKEN_BEGINS,
    Integrator,
)
from libs.shared.platform.access.parts import rights_of
from libs.shared.platform.access.shown import bearer_in
from libs.shared.platform.api import problems
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.part_settings import GATEWAY_HEADER
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.runtime import Runtime

PATH = "/api/residents/v1/integrators/current"
_OUR_SIGNS = re.compile(r"\bcp[kt]_[A-Za-z0-9_-]{20,}")
_BY_CODE = {kind.code: kind for kind in refusals.REFUSALS}
_NOT_FOR_STAFF = "This gateway speaks for residents alone: staff sign in on the pages. Nothing was done."
_UNWELL = "We cannot check your key just now. Nothing was done. Please try again in a minute."


class Doors:
    """ASGI middleware. It leaves who asks in the scope, for whoever wants to know (``integrators.py``)."""

    def __init__(self, app: ASGIApp, runtime: Runtime) -> None:
        self._app, self._runtime = app, runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == PATH:
            await self._app(scope, receive, send)
            return
        if self._brings_staff_where_it_may_not(scope):
            await problems.render(403, "forbidden", "Forbidden", _NOT_FOR_STAFF)(scope, receive, send)
            return
        try:
            shown = key_shown(scope)
            asks = await who_shows(shown, self._runtime.neighbours) if shown else None
        except refusals.KeyIsRefused as refusal:
            await refused(refusal)(scope, receive, send)
            return
        except NeighbourIsUnwell:
            await problems.render(503, "service-unavailable", "Service unavailable", _UNWELL)(scope, receive, send)
            return
        if asks is None:
            await self._app(scope, receive, send)
        else:
            await self._within_limit(asks, scope, receive, send)

    def _brings_staff_where_it_may_not(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        rights = rights_of(self._runtime.settings, headers.get(GATEWAY_HEADER))
        speaks_for_residents_alone = bool(rights) and rights <= {"residents", "texts"}
        return speaks_for_residents_alone and "authorization" in headers

    async def _within_limit(self, asks: Integrator, scope: Scope, receive: Receive, send: Send) -> None:
        attempts = self._runtime.attempts
        limit = Limit(RateLimitItemPerMinute(asks.per_minute, namespace="requests-of-a-key"), str(asks.key_id))

        async def saying(message: Message) -> None:
            if message["type"] == "http.response.start":
                left, wait = max(0, asks.per_minute - attempts.made(limit)), attempts.seconds_left(limit)
                said = {"RateLimit-Policy": f'"key";q={asks.per_minute};w=60', "RateLimit": f'"key";r={left};t={wait}'}
                lines = [(name.lower().encode(), value.encode()) for name, value in said.items()]
                message = {**message, "headers": [*message.get("headers", ()), *lines]}
            await send(message)

        try:
            await attempts.take([limit])
        except TooManyAttempts as error:
            await _too_many(error.retry_after_s)(scope, receive, saying)
            return
        scope[KEPT_AT] = asks
        await self._app(scope, receive, saying)


def key_shown(scope: Scope) -> str | None:
    """The key that the request shows; none if it shows none.

    Raises:
        KeyIsRefused: if it shows several, stands where no key belongs, or is not written as keys are.
    """
    fields = [(name, value.decode("latin-1")) for name, value in scope["headers"]]
    shown = [value for name, value in fields if name == b"authorization"]
    ours = [value for value in shown if bearer_in(value).startswith((KEY_BEGINS, TOKEN_BEGINS))]
    elsewhere = [value for name, value in fields if name not in (b"authorization", b"cookie", b"referer")]
    address = unquote(scope["query_string"].decode("latin-1")) + " " + str(scope["path"])
    if _OUR_SIGNS.search(address) or (not ours and any(_OUR_SIGNS.search(value) for value in elsewhere)):
        raise refusals.KeyIsInTheWrongPlace
    if (ours and len(shown) > 1) or any(_OUR_SIGNS.search(value) for value in elsewhere):
        raise refusals.SeveralKeysAreShown
    if not ours:
        return None
    key = bearer_in(ours[0])
    if key.count(KEY_BEGINS) + key.count(TOKEN_BEGINS) > 1 and re.search(r"[,\s]", key):
        raise refusals.SeveralKeysAreShown
    if not (A_KEY.fullmatch(key) or A_TOKEN.fullmatch(key)):
        raise refusals.KeyIsMalformed
    return key


async def who_shows(key: str, neighbours: Neighbours) -> Integrator:
    """Whose key it is. Residents is asked each time, so that a revoked one opens nothing from that moment on.

    Raises:
        KeyIsRefused: if it opens nothing.
        NeighbourIsUnwell: if residents does not say.
    """
    try:
        answer = await neighbours.client("residents").get(PATH, headers={"Authorization": f"Bearer {key}"})
        said: dict[str, Any] = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise NeighbourIsUnwell(f"residents does not say whose a key is: {type(error).__name__}") from None
    if refusal := _BY_CODE.get(str(said.get("code"))):
        raise refusal
    if answer.is_error:
        raise NeighbourIsUnwell(f"residents answered {answer.status_code} when asked whose a key is")
    return Integrator(
        UUID(said["integrator_id"]), said["name"], UUID(said["key_id"]), frozenset(said["scopes"]), said["per_minute"]
    )


def refused(refusal: refusals.KeyIsRefused) -> Response:
    """The refusal as a problem, with its challenge."""
    answer = problems.render(refusal.status, refusal.code, refusal.title, str(refusal), **vars(refusal))
    answer.headers["WWW-Authenticate"] = refusal.challenge()
    return answer


def _too_many(wait_s: int) -> Response:
    words = f"This key has made as many requests as it may in a minute. Nothing was done. Go on in {wait_s} seconds."
    answer = problems.render(429, "too-many-attempts", "Too many attempts", words, retry_after_s=wait_s)
    answer.headers["Retry-After"] = str(math.ceil(wait_s))
    return answer
