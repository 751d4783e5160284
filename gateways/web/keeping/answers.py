"""Answers of services that are public, kept until their edition changes."""

import json
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic_core import from_json

from gateways.web.clients.asking import ServiceIsUnreachable, ask
from gateways.web.keeping.editions import Editions, Source
from gateways.web.keeping.ground import Ground
from gateways.web.keeping.shelf import Shelf

MOST_BYTES = 16_000_000
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Kept:
    edition: str
    body: bytes


class KeptAnswers:
    """What services answered to everybody who asks the same, in the same language."""

    def __init__(self, editions: Editions, most_bytes: int = MOST_BYTES) -> None:
        self._editions, self._shelf = editions, Shelf[_Kept](most_bytes)

    async def get(
        self, http: httpx.AsyncClient, source: Source, path: str, params: Params, language: str, ground: Ground
    ) -> Any:
        """The service's JSON as it would answer now, for a page with this ground.

        Raises:
            ServiceIsUnreachable: if the service does not answer, even if it did before: a page says so.
            ServiceRefused: if it says no.
        """
        try:
            edition = (await self._editions.of([source]))[source]
            ground.rest_on(source, edition)
            key = (source, path, language, json.dumps(params, sort_keys=True, default=str))
            kept = self._shelf.get(key)
            if kept is None or kept.edition != edition:
                # The edition was looked up before the service is asked, so what it answers is as new, or newer.
                answer = await ask(http, "GET", path, params=params, headers={"Accept-Language": language})
                kept = _Kept(edition or "", answer.content)
                if edition is not None:
                    self._shelf.put(key, kept, len(kept.body) + sum(map(len, key[1:])))
        except ServiceIsUnreachable:
            ground.give_way()  # a page that does without stands only for as long as it must
            raise
        return from_json(kept.body)  # anew for each page, which may change its copy
