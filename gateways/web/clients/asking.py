"""Asking a service: its JSON, or in which of two ways it did not answer."""

from typing import Any
from urllib.parse import quote

import httpx

Json = dict[str, Any]

ON_BEHALF_OF = "X-Commonpurse-Client"
"""The header with an opaque mark of where a request comes from, by which services limit attempts."""

_SERVER_ERROR = 500
_CLIENT_ERROR = 400
_NOT_FOUND = 404


class ServiceIsUnreachable(Exception):
    """The service did not answer, or answered that something broke on its side: what was asked may have been done."""


class ServiceRefused(Exception):
    """The service said no, and why: a stable code and the particulars of the broken rule."""

    def __init__(self, status: int, problem: Json) -> None:
        self.status, self.problem = status, problem
        self.code: str = problem.get("code", "unknown")
        super().__init__(f"{status} {self.code}")


def piece(text: str) -> str:
    """The text as one piece of a path, whatever somebody typed into an address."""
    return quote(text, safe="")


async def ask(client: httpx.AsyncClient, method: str, path: str, /, **how: Any) -> httpx.Response:
    """The service's answer, if it did what was asked.

    Raises:
        ServiceIsUnreachable: if there is no answer, or it is a 5xx.
        ServiceRefused: if the answer is a problem of the asking side.
    """
    if headers := how.get("headers"):
        how["headers"] = {name: _sendable(value) for name, value in headers.items()}
    try:
        request = client.build_request(method, path, **how)
    except httpx.InvalidURL:  # somebody typed into an address what no address holds: a NUL, a line end
        raise ServiceRefused(_NOT_FOUND, {}) from None
    return await send(client, request)


def _sendable(value: str) -> str:
    """What a header can hold of a key, a version or a session that somebody typed, or that a cookie brought along.

    Ours are of plain signs: of what holds others the rest fits nothing, and the service says so.
    """
    return "".join(sign for sign in value if sign.isascii() and sign.isprintable())


async def send(client: httpx.AsyncClient, request: httpx.Request) -> httpx.Response:
    """The service's answer to the request, if it did what was asked; ``ask`` says what is raised."""
    try:
        response = await client.send(request)
    except httpx.HTTPError as error:
        # The error's own text may hold an address with a receipt in it: only its kind is told.
        raise ServiceIsUnreachable(type(error).__name__) from None
    if response.status_code >= _SERVER_ERROR:
        raise ServiceIsUnreachable(f"answered {response.status_code}")
    if response.status_code >= _CLIENT_ERROR:
        raise ServiceRefused(response.status_code, _problem(response))
    return response


def _problem(response: httpx.Response) -> Json:
    try:
        problem = response.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
