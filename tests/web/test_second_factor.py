"""Signing in on the pages as a council has it: a password of one's own, an authenticator app, recovery codes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Page, expect

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import api
from services.residents.main import SERVICE
from tests.conftest import NewContext
from tests.residents.conftest import ADMIN_PASSWORD, Residents
from tests.residents.strict import FIRST, OWN, strict_residents
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.serving import served


@dataclass
class Desk:
    """The pages in front of residents alone, and somebody with a telephone."""

    address: str
    residents: Residents

    def code(self, secret: str) -> str:
        return pyotp.TOTP(secret).at(self.residents.clock.now())

    async def sign_in(self, page: Page, password: str, code: str = "") -> None:
        await page.goto(f"{self.address}/staff/sign-in?next=/staff/people")
        await page.get_by_label("Your name").fill(FIRST)
        await page.get_by_label("Password").fill(password)
        await page.get_by_label("Code of your authenticator app").fill(code)
        await page.get_by_role("button", name="Sign in").click()

    async def choose_password(self, page: Page) -> None:
        await self.sign_in(page, ADMIN_PASSWORD)
        await page.get_by_label("The password that you have now").fill(ADMIN_PASSWORD)
        await page.get_by_label("New password").fill(OWN)
        await page.get_by_role("button", name="Change the password").click()
        await page.wait_for_url("**/staff/sign-in?next=/staff")

    async def set_up(self, page: Page) -> tuple[str, list[str]]:
        """The app's secret and the recovery codes."""
        await self.sign_in(page, OWN)
        await page.get_by_role("button", name="Set up a second factor").click()
        secret = (await page.locator(".receipt-code").inner_text()).replace(" ", "")
        await page.get_by_label("Code of the app").fill(self.code(secret))
        await page.get_by_role("button", name="Finish").click()
        return secret, await page.locator("ol code").all_inner_texts()


@pytest.fixture
async def desk(a_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Desk]:
    """The pages of a council that signs in strictly."""
    async with strict_residents(a_database, monkeypatch, tmp_path) as residents:
        residents.clock.time = datetime.now(UTC)
        settings = residents.runtime.settings
        neighbours = Neighbours(settings, in_process={"residents": api(SERVICE, residents.runtime)}, gateway="web")
        async with served(build(WebSettings(), neighbours)) as address:
            yield Desk(address, residents)


@pytest.mark.parametrize("has_script", [True, False], ids=["with JavaScript", "without JavaScript"])
async def test_the_first_sign_in_leads_to_a_password_an_app_and_then_in(
    new_context: NewContext, desk: Desk, has_script: bool
) -> None:
    page = await (await new_context(java_script_enabled=has_script)).new_page()

    await desk.choose_password(page)
    secret, codes = await desk.set_up(page)
    await page.goto(f"{desk.address}/staff/people")

    await expect(page.get_by_role("heading", level=1)).to_have_text("People")
    assert len(codes) == 10
    assert len(secret) == 32


async def test_nothing_else_opens_before_the_first_steps_are_done(page: Page, desk: Desk) -> None:
    await desk.sign_in(page, ADMIN_PASSWORD)

    await page.goto(f"{desk.address}/staff/people")

    await page.wait_for_url("**/staff/password")


async def test_signing_in_takes_the_code_and_says_so(page: Page, desk: Desk) -> None:
    await desk.choose_password(page)
    secret, codes = await desk.set_up(page)
    await page.context.clear_cookies()

    await desk.sign_in(page, OWN)
    await expect(page.get_by_role("alert")).to_contain_text("Type it once more, and the code")
    await desk.sign_in(page, OWN, desk.code(secret))
    await expect(page.get_by_role("alert")).to_contain_text("was used already")
    await desk.sign_in(page, OWN, codes[0])

    await expect(page.get_by_role("heading", level=1)).to_have_text("People")


async def test_a_mistyped_code_leaves_the_secret_on_the_page(page: Page, desk: Desk) -> None:
    await desk.choose_password(page)
    await desk.sign_in(page, OWN)
    await page.get_by_role("button", name="Set up a second factor").click()
    secret = await page.locator(".receipt-code").inner_text()
    await demand_no_finding(page)
    await demand_fits(page)

    await page.get_by_label("Code of the app").fill("12")
    await page.get_by_role("button", name="Finish").click()

    await expect(page.get_by_role("alert")).to_contain_text("This code is wrong")
    assert await page.locator(".receipt-code").inner_text() == secret
