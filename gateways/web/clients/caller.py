"""Somebody who asks one service on behalf of a page."""

from dataclasses import dataclass, replace
from typing import Any

import httpx

from gateways.web.clients.asking import Json, ask
from gateways.web.keeping.answers import KeptAnswers
from gateways.web.keeping.editions import WHOLE
from gateways.web.keeping.ground import Ground
from libs.shared.platform.running.settings import ServiceName


@dataclass(frozen=True, slots=True)
class Caller:
    """Asks the service, and wants its words in the reader's language. What is public may have been kept.

    Attributes:
        ground: what the page rests on, noted with each question.
        part: which part of what the service tells is asked for.
    """

    http: httpx.AsyncClient
    language: str
    service: ServiceName
    answers: KeptAnswers
    ground: Ground
    part: str = WHOLE

    def about(self, part: str) -> "Caller":
        """The caller, for a part of what the service tells that has an edition of its own."""
        return replace(self, part=part)

    async def get(self, path: str, /, **query: Any) -> Any:
        """What the service tells everybody at the path; parameters that are none or empty are left out."""
        source = (self.service, self.part)
        return await self.answers.get(self.http, source, path, _said(query), self.language, self.ground)

    async def get_as(self, headers: dict[str, str], path: str, /, **query: Any) -> Any:
        """What the service has at the path for whoever sends the headers, and for nobody else."""
        return (await self._ask("GET", path, params=_said(query), headers=self._headers | headers)).json()

    async def post(self, path: str, body: Json, headers: dict[str, str] | None = None) -> Any:
        """What the service made of the body; fields that are none are left out."""
        sent = {name: value for name, value in body.items() if value is not None}
        return (await self._ask("POST", path, json=sent, headers=self._headers | (headers or {}))).json()

    async def send(self, path: str, content: bytes, headers: dict[str, str], timeout_s: float, **query: Any) -> Any:
        """What the service made of a file, which may take it longer than a question does."""
        return (
            await self._ask(
                "POST",
                path,
                content=content,
                params=_said(query),
                headers=self._headers | headers,
                timeout=timeout_s,
            )
        ).json()

    async def put(self, path: str, body: Json, headers: dict[str, str]) -> Any:
        """What the service made of the body, which replaces what stood there."""
        return (await self._ask("PUT", path, json=body, headers=self._headers | headers)).json()

    async def patch(self, path: str, body: Json, headers: dict[str, str]) -> Any:
        """What the service made of the body; what it does not name stays."""
        return (await self._ask("PATCH", path, json=body, headers=self._headers | headers)).json()

    async def delete(self, path: str, headers: dict[str, str], **query: Any) -> None:
        """The service takes away what stands there."""
        await self._ask("DELETE", path, params=_said(query), headers=self._headers | headers)

    async def download(self, path: str, headers: dict[str, str] | None = None) -> bytes:
        """The file at the path, as it is for whoever sends the headers."""
        return (await self._ask("GET", path, headers=headers or {})).content

    async def _ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        self.ground.give_way()
        return await ask(self.http, method, path, **how)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self.language}


def _said(query: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in query.items() if value not in (None, "")}
