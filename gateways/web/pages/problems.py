"""Errors as calm pages: what happened, that nothing was lost, what to do now.

What goes wrong with a form leads back to the page with the form: an error that answered it could not be left, and come
back to, without sending the form again.
"""

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.pages.forms import typed_into
from gateways.web.pages.kept_forms import FormIsNotTaken, come_back
from gateways.web.pages.refusals import AWAY, in_words
from gateways.web.pages.rendering import render
from gateways.web.words.message import Message, say
from libs.shared.platform.api import problems
from libs.shared.platform.api.methods import allowed_at
from libs.shared.platform.watching.failures import kind_of, place_of
from libs.shared.platform.watching.request_ids import request_id

log = structlog.get_logger()

_NOT_FOUND, _METHOD_NOT_ALLOWED, _CONTENT_TOO_LARGE, _SERVER_ERROR = 404, 405, 413, 500
_TOO_LONG = say("What you sent is too long, so nothing was changed. Please go back and make it shorter.")
_UNKNOWN = say("That did not work, and nothing was changed. Please try again.")
_TRY_AGAIN_AFTER_S = "30"
_INTERFACES = "/api/"


def install(app: Starlette) -> None:
    """Make the app answer every error with a page."""
    app.add_exception_handler(FormIsNotTaken, _on_form_to_correct)
    app.add_exception_handler(ServiceIsUnreachable, _on_unreachable_service)
    app.add_exception_handler(ServiceRefused, _on_refusal)
    app.add_exception_handler(HTTPException, _on_http_error)


def not_found(request: Request) -> Response:
    """The page for an address where nothing is."""
    return render(request, "problems/not_found.html", status=_NOT_FOUND)


def too_long(request: Request) -> Response:
    """The page for whoever sent more than any form of ours holds."""
    return render(request, "problems/refused.html", status=_CONTENT_TOO_LARGE, message=_TOO_LONG)


WHOLE_FORM = "content"
"""Beside what something stands that is wrong with no one field: the content of the page."""


async def sent_back(request: Request, words: Message | str, *, is_late: bool = False, whose: str = "") -> Response:
    """Back to the page with the form that was sent, which says the words above it."""
    form = await typed_into(request)
    form.refuse(WHOLE_FORM, words)
    return come_back(request, FormIsNotTaken(form, is_late=is_late), whose=whose)


def _route_of(request: Request) -> str:
    """The page's address as it is declared: what somebody asked for may hold what nobody else should read."""
    return str(getattr(request.scope.get("route"), "path", "none"))


async def _on_form_to_correct(request: Request, error: Exception) -> Response:
    assert isinstance(error, FormIsNotTaken)
    return come_back(request, error)


async def _on_unreachable_service(request: Request, error: Exception) -> Response:
    log.warning("service unreachable", route=_route_of(request), error=str(error))
    if request.method == "POST":
        return await sent_back(request, AWAY)
    answer = render(request, "problems/unreachable.html", status=503)
    answer.headers["Retry-After"] = _TRY_AGAIN_AFTER_S
    return answer


async def _on_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServiceRefused)
    if request.method == "POST":
        return await sent_back(request, in_words(error))
    if error.status == _NOT_FOUND or error.code == "malformed-request":
        return not_found(request)
    return render(request, "problems/refused.html", status=error.status, message=in_words(error))


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == _NOT_FOUND:
        return _no_such_interface() if request.url.path.startswith(_INTERFACES) else not_found(request)
    if error.status_code >= _SERVER_ERROR:
        return _went_wrong(request, error.status_code)
    message = _TOO_LONG if error.status_code == _CONTENT_TOO_LARGE else _UNKNOWN
    answer = render(request, "problems/refused.html", status=error.status_code, message=message)
    if error.status_code == _METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = allowed_at(request.app.routes, request.scope)
    return answer


def _no_such_interface() -> Response:
    """To a program that asks a service that there is not: what it understands, and no page."""
    told = "There is no such interface here: /developers has all. Nothing was done."
    return problems.render(_NOT_FOUND, "not-found", "Not Found", told)


def on_surprise(error: Exception, scope: Scope) -> Response:
    """The page for an error that nobody expected, and the line about it: the place, not the error's own words."""
    request = Request(scope)
    log.error("unexpected error", route=_route_of(request), failure=kind_of(error), where=place_of(error))
    return _went_wrong(request, _SERVER_ERROR)


def _went_wrong(request: Request, status: int) -> Response:
    return render(request, "problems/went_wrong.html", status=status, number=request_id())
