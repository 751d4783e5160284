"""Errors as RFC 9457 ``application/problem+json``, the same from every service."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from libs.shared.kernel.errors import DomainError, TooManyAttempts
from libs.shared.platform.access.refusals import KeyIsRefused
from libs.shared.platform.api.methods import allowed_at
from libs.shared.platform.watching.request_ids import request_id

_MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """How a broken rule is said over HTTP: its status, and a title that is the same each time."""

    status: int
    title: str


Problems = Mapping[type[DomainError], Problem]


def render(status: int, code: str, title: str, detail: str, /, **particulars: object) -> Response:
    """A problem as a response. ``particulars`` are the error's own attributes, for a machine."""
    body: dict[str, object] = {
        "type": f"/problems/{code}",
        "code": code,
        "status": status,
        "title": title,
        "detail": detail,
    }
    if number := request_id():
        body["instance"] = number.urn
    return Response(to_json(particulars | body, fallback=str), status, media_type=_MEDIA_TYPE)


def install(app: FastAPI, problems: Problems) -> None:
    """Make the app answer every error as a problem."""

    def on_domain_error(_: Request, error: Exception) -> Response:
        assert isinstance(error, DomainError)
        problem = next((problems[kind] for kind in type(error).__mro__ if kind in problems), None)
        if problem is None:
            raise error
        response = render(problem.status, error.code, problem.title, str(error), **vars(error))
        if isinstance(error, TooManyAttempts):
            response.headers["Retry-After"] = str(error.retry_after_s)
        if isinstance(error, KeyIsRefused):
            response.headers["WWW-Authenticate"] = error.challenge()
        return response

    app.add_exception_handler(DomainError, on_domain_error)
    app.add_exception_handler(RequestValidationError, _on_malformed_request)
    app.add_exception_handler(HTTPException, _on_http_error)


async def body_is_too_long(scope: Scope, receive: Receive, send: Send) -> None:
    """The answer to a request that brings more than any should."""
    words = "What was sent is longer than anything that is taken here. Nothing of it was read, and nothing was changed."
    await render(413, "body-is-too-long", "The body is too long", words)(scope, receive, send)


def _on_malformed_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # The input itself is left out: it may hold a code or a choice.
    errors = [
        {"field": ".".join(str(part) for part in one["loc"][1:]), "message": one["msg"]} for one in error.errors()
    ]
    detail = "; ".join(f"{one['field'] or 'body'}: {one['message']}" for one in errors)
    return render(422, "malformed-request", "The request is malformed", detail, errors=errors)


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.BAD_REQUEST:  # the framework could not even parse the body
        return render(422, "malformed-request", "The request is malformed", str(error.detail), errors=[])
    phrase = HTTPStatus(error.status_code).phrase
    response = render(error.status_code, phrase.lower().replace(" ", "-"), phrase, str(error.detail))
    response.headers.update(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = allowed_at(request.app.routes, request.scope)
    return response
