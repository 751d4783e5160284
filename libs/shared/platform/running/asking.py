"""Asking a service, with its refusals and failures told apart."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
import structlog

from libs.shared.platform.running.calling import NEVER_SENT

log = structlog.get_logger()

_NEVER_SENT = (*NEVER_SENT, httpx.PoolTimeout)


class Refused(Exception):
    """The service said no, and why: a problem's ``code`` and its particulars."""

    def __init__(self, code: str, particulars: Mapping[str, Any]) -> None:
        super().__init__(code)
        self.code, self.particulars = code, particulars


class OutOfReach(Exception):
    """The service gave no answer. ``may_have_acted`` tells whether it might have done what was asked all the same."""

    def __init__(self, *, may_have_acted: bool) -> None:
        super().__init__()
        self.may_have_acted = may_have_acted


async def ask(
    service: httpx.AsyncClient, path: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the service answers to the body.

    Raises:
        Refused: if it said no.
        OutOfReach: if it gave no answer, or is in trouble itself.
    """
    return await _answer(lambda: service.post(path, json=body, headers=headers), path)


async def look_up(service: httpx.AsyncClient, path: str, query: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the service shows there.

    Raises:
        Refused: if it said no.
        OutOfReach: if it gave no answer, or is in trouble itself.
    """
    return await _answer(lambda: service.get(path, params=query), path)


async def _answer(asked: Callable[[], Awaitable[httpx.Response]], path: str) -> dict[str, Any]:
    try:
        answer = await asked()
    except httpx.HTTPError as error:
        log.warning("a service is out of reach", path=path, failure=type(error).__name__)
        raise OutOfReach(may_have_acted=not isinstance(error, _NEVER_SENT)) from None
    if answer.is_server_error:
        log.warning("a service is in trouble", path=path, status=answer.status_code)
        raise OutOfReach(may_have_acted=True)
    content = _content(answer)
    if not answer.is_success:
        raise Refused(str(content.get("code", "")), content)
    return content


def _content(answer: httpx.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        raise OutOfReach(may_have_acted=True) from None
    return content if isinstance(content, dict) else {}
