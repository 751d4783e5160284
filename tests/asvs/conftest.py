"""What the tests of the standard's requirements ask: the pages without services, residents as a council runs it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import api
from libs.shared.platform.running.settings import ServiceName
from services.residents.main import SERVICE
from tests.conftest import NewDatabaseOf
from tests.residents.strict import Strict, strict_residents

HTTPS = "https://town.example"


@pytest.fixture
async def pages() -> AsyncIterator[httpx.AsyncClient]:
    """A browser-like client of the pages, which come by HTTPS and have no service behind them."""
    settings = WebSettings(is_https=True, languages=["en", "de"])
    app = build(settings, Neighbours(settings, in_process={}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HTTPS) as client:
        yield client


@pytest.fixture
async def strict(database_of: NewDatabaseOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Strict]:
    """Residents, asking for all that a council's must."""
    async with strict_residents(await database_of("residents"), monkeypatch, tmp_path) as residents:
        yield Strict(residents)


@pytest.fixture
async def staff_pages(strict: Strict) -> AsyncIterator[httpx.AsyncClient]:
    """The pages by HTTPS in front of residents."""
    settings = WebSettings(is_https=True, web_key=strict.residents.runtime.settings.web_key)
    beside: dict[ServiceName, FastAPI] = {"residents": api(SERVICE, strict.residents.runtime)}
    neighbours = Neighbours(settings, in_process=beside, gateway="web")
    app = build(settings, neighbours)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HTTPS) as client:
        yield client
