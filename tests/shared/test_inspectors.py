"""What is measured and how the interface is described: for whoever has the token, for staff, and for nobody else."""

import httpx
import pytest

from libs.shared.platform.running.settings import Settings
from tests.support.crier import a_service, crying
from tests.support.inspecting import AS_INSPECTOR, INSPECTION_TOKEN
from tests.support.staff import beside_residents, staff_headers

EVERYTHING = ("/metrics", "/openapi.json", "/docs")
ADMINISTRATOR, CLERK = staff_headers("administrator"), staff_headers("moderator")


async def asked(settings: Settings, path: str, headers: dict[str, str]) -> int:
    async with (
        crying(a_service(), settings, beside_residents()) as crier,
        httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town/api/voting") as client,
    ):
        return (await client.get(path, headers=headers)).status_code


@pytest.fixture
def settings(a_database: str) -> Settings:
    return Settings(database_url=a_database, inspection_token=INSPECTION_TOKEN)


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer the tests' Prometheus shows that"}])
async def test_nobody_else_gets_anything(settings: Settings, path: str, headers: dict[str, str]) -> None:
    assert await asked(settings, path, headers) == 401


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("headers", [AS_INSPECTOR, ADMINISTRATOR], ids=["the token", "an administrator"])
async def test_the_token_and_administrators_get_all(settings: Settings, path: str, headers: dict[str, str]) -> None:
    assert await asked(settings, path, headers) == 200


async def test_other_staff_read_the_reference_and_measure_nothing(settings: Settings) -> None:
    assert [await asked(settings, path, CLERK) for path in EVERYTHING] == [403, 200, 200]


async def test_without_a_token_in_the_settings_none_is_good(a_database: str) -> None:
    assert await asked(Settings(database_url=a_database), "/metrics", {"Authorization": "Bearer "}) == 401


async def test_the_reference_is_public_where_the_settings_say_so_and_the_metrics_never(a_database: str) -> None:
    settings = Settings(database_url=a_database, reference_is_public=True)

    assert [await asked(settings, path, {}) for path in EVERYTHING] == [401, 200, 200]
