"""The pages before a stand-in for all services, which writes down what it is asked."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI, Response

from commonpurse.parts import SERVICE_NAMES
from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.support.held_clock import HeldClock
from tests.support.serving import served

ROUND: dict[str, Any] = {
    "round_id": "01900000-0000-7000-8000-000000000001",
    "name": "Lowmarsh 2026",
    "currency": "EUR",
    "is_archived": False,
    "areas": [],
    "funds": [{"fund_id": "01900000-0000-7000-8000-000000000002", "name": "All", "budget_cents": 500_000}],
    "calendar": [
        {"name": "suggest", "starts_on": "2026-11-01", "ends_on": "2026-11-23"},
        {"name": "vote", "starts_on": "2026-11-24", "ends_on": "2026-12-24"},
    ],
}


@dataclass
class TownHall:
    """Services that answer with one round, and write down what they are asked."""

    name: str = "Lowmarsh 2026"
    edition: str = "first"
    tells_editions: bool = True
    away: set[str] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)
    while_asked: Any = None

    def service(self, service: str) -> FastAPI:
        """One of the services."""
        app = FastAPI()

        @app.get("/{path:path}")
        async def answer(path: str) -> Any:
            await asyncio.sleep(0)
            self.asked[path] += 1
            if service in self.away:
                return Response(status_code=503)
            if path.endswith("/editions"):
                return {"whole": self.edition} if self.tells_editions else Response(status_code=404)
            body = self._body(path)
            if self.while_asked:
                self.while_asked()
            return body

        return app

    def _body(self, path: str) -> Any:
        if path.endswith("/rounds"):
            return {"items": [ROUND | {"name": self.name}]}
        return {"items": [], "total": 0, "page": 1, "pages": 1, "next": None, "as_of": None}

    @property
    def questions(self) -> int:
        """How often more than an edition was asked for."""
        return sum(count for path, count in self.asked.items() if not path.endswith("/editions"))

    def change(self, name: str) -> None:
        """Do something that the pages show."""
        self.name, self.edition = name, f"edition of {name}"


@dataclass(frozen=True)
class Pages:
    """The pages before the town hall, as browsers reach them."""

    hall: TownHall
    clock: HeldClock
    browser: httpx.AsyncClient

    async def home(self, **headers: str) -> httpx.Response:
        return await self.browser.get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})


@asynccontextmanager
async def pages_of_a_town_hall() -> AsyncIterator[Pages]:
    """The pages, served as residents reach them."""
    hall, clock = TownHall(), HeldClock()
    settings = WebSettings(council_name="Town of Lowmarsh")
    neighbours = Neighbours(settings, in_process={name: hall.service(name) for name in SERVICE_NAMES})
    async with (
        served(build(settings, neighbours, clock)) as address,
        httpx.AsyncClient(base_url=address, headers={"accept-language": "en"}) as browser,
    ):
        yield Pages(hall, clock, browser)
    await neighbours.aclose()
