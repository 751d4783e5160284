from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, Depends

from libs.shared.platform.access.staff import Staff, staff_with
from libs.shared.platform.running.settings import Settings
from tests.support.crier import a_service, crying
from tests.support.staff import beside_residents, staff_headers, staff_id_of

routes = APIRouter(prefix="/api/voting/v1")


@routes.get("/desk")
async def desk(staff: Annotated[Staff, Depends(staff_with("moderator", "administrator"))]) -> dict[str, str]:
    return {"name": staff.name, "id": str(staff.staff_id)}


@pytest.fixture
async def client(a_database: str) -> AsyncIterator[httpx.AsyncClient]:
    service = a_service(routers=[routes])
    async with (
        crying(service, Settings(database_url=a_database), beside_residents()) as crier,
        httpx.AsyncClient(transport=httpx.ASGITransport(crier.app), base_url="http://town/api/voting/v1") as client,
    ):
        yield client


async def test_whoever_has_the_role_is_let_in_by_name(client: httpx.AsyncClient) -> None:
    answer = await client.get("/desk", headers=staff_headers("auditor", "moderator", name="Grace"))

    assert answer.json() == {"name": "Grace", "id": str(staff_id_of("Grace"))}


async def test_another_role_is_told_whom_it_is_for(client: httpx.AsyncClient) -> None:
    answer = await client.get("/desk", headers=staff_headers("auditor"))

    assert answer.status_code == 403
    assert answer.json()["detail"] == "This is for: moderator, administrator."


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Basic YWRtaW46YWRtaW4="},
        staff_headers("administrator", lasts=timedelta(seconds=-1)),
    ],
)
async def test_whoever_has_no_valid_token_is_asked_to_sign_in(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await client.get("/desk", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path"), [("GET", "/dead-letters"), ("POST", "/dead-letters/1/replay")])
async def test_dead_letters_are_for_administrators(client: httpx.AsyncClient, method: str, path: str) -> None:
    assert (await client.request(method, path)).status_code == 401
    assert (await client.request(method, path, headers=staff_headers("moderator"))).status_code == 403
