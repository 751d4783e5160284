"""One request to a service: its body, or what was refused and why."""

from typing import Any

import httpx

from libs.shared.platform.neighbours import Neighbours
from libs.shared.platform.settings import ServiceName

_SERVER_ERROR = 500


class Refused(Exception):
    """The service refused the request for a reason that the reader can do something about."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status, self.problem = status, problem
        self.code = str(problem.get("code", "unknown"))
        self.detail = str(problem.get("detail", ""))
        super().__init__(f"{status} {self.code}: {self.detail}")


class ServiceIsAway(Exception):
    """The service did not answer, or failed; nothing was changed."""


async def ask(
    neighbours: Neighbours,
    service: ServiceName,
    method: str,
    path: str,
    *,
    token: str | None = None,
    json: object = None,
    content: bytes | None = None,
    params: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Any:
    """The answer's body: parsed where it is JSON, else its text.

    Args:
        path: Below ``/api/<service>/v1``.
        token: A staff token, for what is not public.

    Raises:
        Refused: with the service's problem.
        ServiceIsAway: if it cannot be reached or answers with an error of its own.
    """
    sent = dict(headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {})
    given = {name: value for name, value in (params or {}).items() if value not in (None, "")}
    try:
        answer = await neighbours.client(service).request(
            method, f"/api/{service}/v1{path}", json=json, content=content, params=given, headers=sent
        )
    except httpx.TransportError as error:
        raise ServiceIsAway(service) from error
    if answer.status_code >= _SERVER_ERROR:
        raise ServiceIsAway(service)
    is_json = "json" in answer.headers.get("content-type", "")
    if answer.is_error:
        raise Refused(answer.status_code, answer.json() if is_json else {})
    return answer.json() if is_json else answer.text
