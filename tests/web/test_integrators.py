"""Integrators on the pages: an administrator makes an account, gives a key, and takes it back."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import api
from services.residents.main import SERVICE
from tests.residents.conftest import ADMIN_PASSWORD, Residents, residents_at
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.serving import served


@pytest.fixture
async def residents(a_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Residents]:
    """Residents with its first administrator, at the time of now."""
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(tmp_path / "poll-keys"))
    async with residents_at(a_database, monkeypatch) as service:
        service.runtime.own["is_strict"] = False
        service.clock.time = datetime.now(UTC)
        yield service


@pytest.fixture
async def address(residents: Residents) -> AsyncIterator[str]:
    """The pages in front of residents alone."""
    neighbours = Neighbours(residents.runtime.settings, {"residents": api(SERVICE, residents.runtime)}, gateway="web")
    async with served(build(WebSettings(), neighbours)) as address:
        yield address


@pytest.fixture
async def integrators(page: Page, address: str) -> Page:
    """The administrator at the integrators' accounts."""
    await page.goto(f"{address}/staff/sign-in?next=/staff/integrators")
    await page.get_by_label("Your name").fill("admin")
    await page.get_by_label("Password").fill(ADMIN_PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/staff/integrators")
    return page


async def make_account(page: Page, name: str = "Evening Gazette") -> None:
    await page.get_by_label("Name", exact=True).fill(name)
    await page.get_by_role("button", name="Make the account").click()


async def give_key(page: Page, name: str = "Harvester") -> str:
    """The key as the page shows it."""
    await page.get_by_label("What it is for").fill(name)
    await page.get_by_role("button", name="Give a key").click()
    found = re.search(r"cpk_[A-Za-z0-9_-]{43}", await page.locator("main").inner_text())
    assert found
    return found[0]


async def opens(residents: Residents, key: str) -> httpx.Response:
    url = "/api/residents/v1/integrators/current"
    return await residents.http.get(url, headers={"Authorization": f"Bearer {key}"})


@pytest.mark.parametrize("width", [360, 1280])
async def test_a_key_is_given_shown_once_and_taken_back(integrators: Page, residents: Residents, width: int) -> None:
    page = integrators
    await page.set_viewport_size({"width": width, "height": 900})
    await make_account(page)
    await expect(page.get_by_text("The account was made.")).to_be_visible()

    key = await give_key(page)
    await demand_no_finding(page)
    await demand_fits(page)
    assert (await opens(residents, key)).json()["name"] == "Evening Gazette"
    await page.reload()
    assert key not in await page.content()

    await page.get_by_role("button", name="Revoke “Harvester”").click()
    await expect(page.get_by_text("The key was revoked.")).to_be_visible()
    await expect(page.get_by_role("button", name="Revoke “Harvester”")).to_have_count(0)
    assert (await opens(residents, key)).json()["code"] == "key-was-revoked"


async def test_a_key_form_comes_back_with_what_is_wrong_beside_the_field(integrators: Page) -> None:
    page = integrators
    await make_account(page)

    await page.get_by_label("What it is for").fill("Harvester")
    await page.get_by_label("Expires after").fill("731")
    await page.get_by_label("At most").fill("many")
    await page.get_by_label("Read public events").uncheck()
    await page.get_by_role("button", name="Give a key").click()

    await expect(page.locator("#days-error")).to_contain_text("from 1 to 730")
    await expect(page.locator("#per_minute-error")).to_contain_text("from 1 to 60")
    await expect(page.get_by_label("What it is for")).to_have_value("Harvester")
    await expect(page.get_by_text("Choose at least one thing that the key opens.").first).to_be_visible()


async def test_a_name_that_is_taken_is_said_beside_it(integrators: Page, address: str) -> None:
    page = integrators
    await make_account(page)
    await page.goto(f"{address}/staff/integrators")

    await make_account(page, "evening gazette")

    await expect(page.locator("#integrator_name-error")).to_contain_text("of this name already")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_developers_find_addresses_keys_and_webhooks(page: Page, address: str, language: str, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 900})

    await page.goto(f"{address}/developers?lang={language}")

    for text in (f"{address}/api/voting/v1", "/oauth/token", f"{address}/api/reporting/v1/webhooks"):
        await expect(page.get_by_text(text).first).to_be_visible()
    await demand_no_finding(page)
    await demand_fits(page)
