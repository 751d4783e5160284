"""The service ideas on a fresh database, asked over HTTP."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest

from libs.shared.platform.runtime import Runtime, assemble
from libs.shared.platform.service import api, started
from libs.shared.platform.settings import Settings
from services.ideas.main import SERVICE
from tests.support.staff import beside_residents, staff_headers

Json = dict[str, Any]


@asynccontextmanager
async def ideas_on(database: str) -> AsyncIterator[tuple[Runtime, httpx.AsyncClient]]:
    """The running service and a client of it."""
    runtime = assemble("ideas", Settings(database_url=database), in_process=beside_residents())
    transport = httpx.ASGITransport(api(SERVICE, runtime))
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(started(SERVICE, runtime))
        client = httpx.AsyncClient(transport=transport, base_url="http://ideas")
        yield runtime, await stack.enter_async_context(client)


@pytest.fixture
async def service(a_database: str) -> AsyncIterator[tuple[Runtime, httpx.AsyncClient]]:
    async with ideas_on(a_database) as running:
        yield running


@pytest.fixture
def client(service: tuple[Runtime, httpx.AsyncClient]) -> httpx.AsyncClient:
    """A client of the service."""
    return service[1]


@pytest.fixture
def runtime(service: tuple[Runtime, httpx.AsyncClient]) -> Runtime:
    """What the service runs on."""
    return service[0]


@pytest.fixture
async def a_round(client: httpx.AsyncClient) -> Json:
    """A published round with two areas and two funds."""
    answer = await client.post("/api/ideas/v1/rounds", json=a_plan(), headers=staff_headers("administrator"))
    assert answer.status_code == 201, answer.text
    published: Json = answer.json()
    return published


def a_plan(**changes: Any) -> Json:
    """What an administrator sends to publish a round."""
    plan: Json = {
        "name": "Lichtenberg 2027",
        "currency": "EUR",
        "hourly_value_cents": 1500,
        "areas": [{"name": "Mitte", "population": 12_000}, {"name": "Karlshorst"}],
        "funds": [
            {"name": "Whole town", "budget_cents": 20_000_000},
            {"name": "Karlshorst", "budget_cents": 3_000_000, "area": "Karlshorst"},
        ],
        "calendar": [
            {"name": "suggest", "starts_on": "2026-11-01", "ends_on": "2027-02-28"},
            {"name": "vote", "starts_on": "2027-06-01", "ends_on": "2027-06-21"},
        ],
    }
    return plan | changes
