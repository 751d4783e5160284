"""What residents do on the pages, for several tests to do the same."""

from typing import Any

import httpx
from playwright.async_api import Locator, Page

from tests.web.town import Town


async def open_poll(town: Town) -> dict[str, Any]:
    """The town's open poll, as the public sees it."""
    return await _poll(town, "open")


async def announced_poll(town: Town) -> dict[str, Any]:
    """The town's announced poll."""
    return await _poll(town, "announced")


async def first_of(town: Town, service: str, things: str) -> dict[str, Any]:
    """The first public idea or proposal of a list."""
    found = await _get(town, f"/api/{service}/v1/{things}")
    first: dict[str, Any] = found["items"][0]
    return first


async def follow(page: Page, link_or_button: Locator) -> None:
    """Click, and return when the page behind it is there: after a click alone the old one may still be shown."""
    async with page.expect_navigation():
        await link_or_button.click()


async def enter_code(page: Page, town: Town, code: str) -> None:
    """Step 1: from the home page to the ballot paper."""
    await page.goto(f"{town.address}/vote")
    await page.get_by_label("Your code").fill(code)
    await follow(page, page.get_by_role("button", name="Go on to the ballot paper"))


async def choose(page: Page, *numbers: int) -> None:
    """Step 2: tick the projects and go on."""
    await page.locator("#project-1").wait_for()
    for box in await page.get_by_role("checkbox", checked=True).all():
        await box.uncheck()
    for number in numbers:
        await page.locator(f"#project-{number}").check()
    await follow(page, page.get_by_role("button", name="Check my ballot"))


async def cast(page: Page) -> str:
    """Step 3: cast; the receipt."""
    await page.get_by_role("button", name="Cast my vote").click()
    await page.wait_for_url("**/vote/done")
    return await page.locator(".receipt-code").inner_text()


async def _poll(town: Town, state: str) -> dict[str, Any]:
    poll: dict[str, Any] = (await _get(town, f"/api/voting/v1/polls?state={state}"))["items"][0]
    return poll


async def _get(town: Town, path: str) -> Any:
    async with httpx.AsyncClient(base_url=town.address) as client:
        return (await client.get(path)).raise_for_status().json()
