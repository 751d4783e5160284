"""Whoever suggested something gets a key on the page of thanks, and withdraws the idea with it."""

import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_suggest import fill_in, send
from tests.web.town import Town


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
async def neighbour(request: pytest.FixtureRequest, new_context: NewContext) -> Page:
    """A page of a browser with or without JavaScript."""
    return await (await new_context(java_script_enabled=request.param)).new_page()


async def test_an_idea_is_withdrawn_with_the_key_from_the_thanks(neighbour: Page, town: Town) -> None:
    await fill_in(neighbour, town, "A fountain for the pond")
    number = await send(neighbour)
    key = await neighbour.locator(".receipt-key").inner_text()
    assert key.replace(" ", "") not in neighbour.url

    await neighbour.goto(f"{town.address}/ideas/{number}")
    await neighbour.get_by_role("link", name="Is this your idea?").click()
    await neighbour.get_by_role("button", name="Withdraw my idea").click()
    await expect(neighbour.get_by_role("alert")).to_contain_text("Please type the key")
    await neighbour.get_by_label("The key to your idea").fill("ABCD EFGH")
    await neighbour.get_by_role("button", name="Withdraw my idea").click()
    await expect(neighbour.get_by_role("alert")).to_contain_text("This key does not belong to this idea.")
    await neighbour.get_by_label("The key to your idea").fill(key.lower())
    await neighbour.get_by_role("button", name="Withdraw my idea").click()

    await neighbour.wait_for_url(f"**/ideas/{number}")
    main = neighbour.locator("main")
    await expect(main).to_contain_text("Whoever suggested the idea withdrew it.")
    await expect(main).not_to_contain_text("fountain")
    await neighbour.goto(f"{town.address}/ideas/{number}/yours")
    await expect(neighbour.get_by_role("button", name="Withdraw my idea")).to_have_count(0)


async def test_the_pages_of_an_idea_of_ones_own_fit_and_can_be_read(new_context: NewContext, town: Town) -> None:
    page = await (await new_context()).new_page()
    await fill_in(page, town, "A bench of stone")
    number = await send(page)
    await demand_no_finding(page)
    await demand_fits(page)

    await page.goto(f"{town.address}/ideas/{number}/yours")

    await demand_no_finding(page)
    await demand_fits(page)
