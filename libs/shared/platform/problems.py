"""Errors as RFC 9457 ``application/problem+json``, the same from every service."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException

from libs.shared.kernel.errors import DomainError

log = structlog.get_logger()

_MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """How a broken rule is said over HTTP: its status, and a title that is the same each time."""

    status: int
    title: str


Problems = Mapping[type[DomainError], Problem]


def render(status: int, code: str, title: str, detail: str, **particulars: object) -> Response:
    """A problem as a response. ``particulars`` are the error's own attributes, for a machine."""
    body = {"type": f"/problems/{code}", "code": code, "status": status, "title": title, "detail": detail}
    return Response(to_json(body | particulars, fallback=str), status, media_type=_MEDIA_TYPE)


def install(app: FastAPI, problems: Problems) -> None:
    """Make the app answer every error as a problem."""

    def on_domain_error(_: Request, error: Exception) -> Response:
        assert isinstance(error, DomainError)
        problem = problems[type(error)]
        return render(problem.status, error.code, problem.title, str(error), **vars(error))

    app.add_exception_handler(DomainError, on_domain_error)
    app.add_exception_handler(RequestValidationError, _on_malformed_request)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_surprise)


def _on_malformed_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # The input itself is left out: it may hold a code or a choice.
    errors = [
        {"field": ".".join(str(part) for part in one["loc"][1:]), "message": one["msg"]} for one in error.errors()
    ]
    detail = "; ".join(f"{one['field'] or 'body'}: {one['message']}" for one in errors)
    return render(422, "malformed-request", "The request is malformed", detail, errors=errors)


def _on_http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    response = render(error.status_code, phrase.lower().replace(" ", "-"), phrase, str(error.detail))
    response.headers.update(error.headers or {})
    return response


def _on_surprise(request: Request, error: Exception) -> Response:
    log.error("unexpected error", route=request.scope.get("path", ""), error=type(error).__name__, exc_info=error)
    return render(500, "internal-error", "Something went wrong on our side", "Nothing was changed. Please try again.")
