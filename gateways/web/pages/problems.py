"""Errors as calm pages: what happened, that nothing was lost, what to do now."""

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gateways.web.clients.asking import ServiceIsUnreachable, ServiceRefused
from gateways.web.pages.refusals import in_words
from gateways.web.pages.rendering import render
from gateways.web.words.message import say
from libs.shared.platform.api.methods import allowed_at

log = structlog.get_logger()

_NOT_FOUND, _METHOD_NOT_ALLOWED, _CONTENT_TOO_LARGE, _SERVER_ERROR = 404, 405, 413, 500
_TOO_LONG = say("What you sent is too long, so nothing was changed. Please go back and make it shorter.")
_UNKNOWN = say("That did not work, and nothing was changed. Please try again.")
_TRY_AGAIN_AFTER_S = "30"


def install(app: Starlette) -> None:
    """Make the app answer every error with a page."""
    app.add_exception_handler(ServiceIsUnreachable, _on_unreachable_service)
    app.add_exception_handler(ServiceRefused, _on_refusal)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_surprise)


def not_found(request: Request) -> Response:
    """The page for an address where nothing is."""
    return render(request, "problems/not_found.html", status=_NOT_FOUND)


def too_long(request: Request) -> Response:
    """The page for whoever sent more than any form of ours holds."""
    return render(request, "problems/refused.html", status=_CONTENT_TOO_LARGE, message=_TOO_LONG)


def _route_of(request: Request) -> str:
    """The page's address as it is declared: what somebody asked for may hold what nobody else should read."""
    return str(getattr(request.scope.get("route"), "path", "none"))


def _on_unreachable_service(request: Request, error: Exception) -> Response:
    log.warning("service unreachable", route=_route_of(request), error=str(error))
    answer = render(request, "problems/unreachable.html", status=503)
    answer.headers["Retry-After"] = _TRY_AGAIN_AFTER_S
    return answer


def _on_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServiceRefused)
    if error.status == _NOT_FOUND or error.code == "malformed-request":
        return not_found(request)
    return render(request, "problems/refused.html", status=error.status, message=in_words(error))


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == _NOT_FOUND:
        return not_found(request)
    if error.status_code >= _SERVER_ERROR:
        return render(request, "problems/went_wrong.html", status=error.status_code)
    message = _TOO_LONG if error.status_code == _CONTENT_TOO_LARGE else _UNKNOWN
    answer = render(request, "problems/refused.html", status=error.status_code, message=message)
    if error.status_code == _METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = allowed_at(request.app.routes, request.scope)
    return answer


def _on_surprise(request: Request, error: Exception) -> Response:
    log.error("unexpected error", route=_route_of(request), error=type(error).__name__, exc_info=error)
    return render(request, "problems/went_wrong.html", status=500)
