"""A gateway says that it lives, which services it reaches, and, to whoever may know, what it measured."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from commonpurse.parts import SERVICE_NAMES
from gateways.mail.main import build as build_mail
from gateways.mail.main import desk_of
from gateways.mail.settings import MailSettings
from gateways.sms.main import build as build_sms
from gateways.sms.settings import SmsSettings
from gateways.web.main import build as build_web
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.support.inspecting import AS_INSPECTOR, INSPECTION_TOKEN

ALIVE = [name for name in SERVICE_NAMES if name != "voting"]


def a_service(name: ServiceName) -> Starlette:
    return Starlette(routes=[Route(f"/api/{name}/health/live", lambda _: JSONResponse({"status": "alive"}))])


def a_gateway(part: str, *, tells_of_process: bool = True) -> ASGIApp:
    settings = WebSettings(inspection_token=INSPECTION_TOKEN, council_name="Town")
    neighbours = Neighbours(Settings(), {name: a_service(name) for name in ALIVE} | {"voting": Starlette()})
    if part == "web":
        return build_web(settings, neighbours, tells_of_process=tells_of_process)
    if part == "mail":
        desk = desk_of(settings, neighbours, MailSettings())
        return build_mail(settings, neighbours, desk, tells_of_process=tells_of_process)
    return build_sms(settings, neighbours, SmsSettings(secret="s" * 20), tells_of_process=tells_of_process)


def asking(part: str, *, tells_of_process: bool = True) -> httpx.AsyncClient:
    base = "http://town" + ("" if part == "web" else f"/{part}")
    app = a_gateway(part, tells_of_process=tells_of_process)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base)


@pytest.mark.parametrize("part", ["web", "sms", "mail"])
async def test_it_is_ready_whatever_is_away_and_says_what(part: str) -> None:
    async with asking(part) as gateway:
        alive, ready = await gateway.get("/health/live"), await gateway.get("/health/ready")

    assert (alive.status_code, alive.json()) == (200, {"status": "alive"})
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    assert ready.json()["reaches"] == dict.fromkeys(ALIVE, True) | {"voting": False}


@pytest.mark.parametrize("part", ["web", "sms", "mail"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer of bad news"}, {"Authorization": "Basic x"}])
async def test_nobody_else_reads_what_it_measured(part: str, headers: dict[str, str]) -> None:
    async with asking(part) as gateway:
        answer = await gateway.get("/metrics", headers=headers)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "commonpurse_" not in answer.text


@pytest.mark.parametrize("part", ["web", "sms", "mail"])
async def test_its_answers_are_timed_by_route_and_never_by_path(part: str) -> None:
    async with asking(part) as gateway:
        await gateway.get("/receipts-of/AB3D-5F7H-K9MN-P")
        await gateway.get("/health/live")

        told = (await gateway.get("/metrics", headers=AS_INSPECTOR)).text

    assert f'service="{part}",status="200"' in told
    assert "AB3D" not in told


async def test_beside_others_in_one_process_it_tells_of_itself_alone() -> None:
    async with asking("web", tells_of_process=False) as gateway:
        await gateway.get("/health/live")
        beside = (await gateway.get("/metrics", headers=AS_INSPECTOR)).text
    async with asking("web") as gateway:
        alone = (await gateway.get("/metrics", headers=AS_INSPECTOR)).text

    assert 'service="web"' in beside
    assert "python_info" not in beside
    assert "python_info" in alone
