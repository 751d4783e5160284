"""The staff's page that says what works and what does not, read while some of it is down."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.serving import served
from tests.support.staff import staff_headers

TIMEKEEPER = {
    "worker": "voting.timekeeper",
    "is_at_work": False,
    "since": "2026-11-28T13:00:05Z",
    "failure": "DiskFullError",
}
AHEAD = {
    "worker": "proposals",
    "is_at_work": False,
    "since": "2026-11-28T13:00:05Z",
    "failure": "SourceWasPutBack",
    "words": "residents was put back to position 3; I have heard up to 6",
}
RELAY = {"worker": "ideas.relay", "is_at_work": True, "since": "2026-11-28T12:00:00Z", "failure": None}


ROOM = [
    {"what": "data", "free_percent": 40, "is_short": False},
    {"what": "log", "free_percent": 3, "is_short": True},
    {"what": "of a newer version", "free_percent": 3, "is_short": True},
]


def a_service(*standings: object, **condition: object) -> ASGIApp:
    async def ready(_: Request) -> JSONResponse:
        return JSONResponse({"status": "not ready", "troubles": {}, "standings": standings, **condition}, 503)

    return Starlette(routes=[Route("/api/{service}/health/ready", ready)])


def out_of_order() -> ASGIApp:
    return Starlette()


@pytest.fixture
async def pages() -> AsyncIterator[str]:
    settings = WebSettings(council_name="Town of Lowmarsh")
    parts: dict[ServiceName, ASGIApp] = {
        "ideas": a_service(RELAY, clock_is_off_s=-86400.2, dead_letters=3, room=[ROOM[0]]),
        "proposals": a_service(AHEAD),
        "deliberation": a_service(),
        "residents": out_of_order(),
        "voting": a_service(TIMEKEEPER),
        "reporting": a_service(room=ROOM, clock_is_off_s=0.1, dead_letters=0),
    }
    async with served(build(settings, Neighbours(settings, parts))) as address:
        yield address


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_says_what_is_down_since_when_and_what_to_do(
    new_context: NewContext, pages: str, width: int, scheme: str
) -> None:
    context = await new_context(viewport={"width": width, "height": 900}, java_script_enabled=True)
    await sign_in(context.add_cookies, pages)
    page: Page = await context.new_page()

    await page.goto(f"{pages}/staff/health?scheme={scheme}")

    row = page.get_by_role("row").filter(has_text="voting.timekeeper")
    await expect(row).to_contain_text("disk is full")
    await expect(row.locator("time")).to_have_attribute("datetime", "2026-11-28T13:00:05+00:00")
    await expect(page.get_by_role("row").filter(has_text="Roll and invitation codes")).to_contain_text(
        "does not answer"
    )
    await expect(page.get_by_role("row").filter(has_text="86400 seconds apart")).to_contain_text("time service")
    await expect(page.get_by_role("row").filter(has_text="has set aside 3 pieces of news")).to_contain_text("Ideas")
    nearly_full = page.get_by_role("row").filter(has_text="The disk is nearly full, 3 %")
    await expect(nearly_full).to_contain_text("write-ahead log")
    await expect(page.get_by_role("listitem").filter(has_text="Database: 40% free")).to_have_count(1)
    await expect(page.get_by_role("listitem").filter(has_text="Turnout and results")).to_be_visible()
    await expect(page.get_by_text("ideas.relay")).to_have_count(0)
    ahead = page.get_by_role("row").filter(has_text="residents was put back to position 3 of what it has told")
    await expect(ahead).to_contain_text("heard up to 6")
    await expect(ahead).to_contain_text("commonpurse reconcile")
    await expect(page.get_by_text("There is none that all parts know of.")).to_be_visible()
    await demand_no_finding(page)
    await demand_fits(page)


async def test_whoever_is_not_signed_in_is_asked_to(page: Page, pages: str) -> None:
    await page.goto(f"{pages}/staff/health")

    await page.wait_for_url("**/staff/sign-in?next=/staff/health")


async def sign_in(add_cookies: object, pages: str) -> None:
    token = staff_headers("administrator")["Authorization"].removeprefix("Bearer ")
    assert callable(add_cookies)
    await add_cookies([{"name": "staff", "value": token, "url": pages}])
