"""After a form the focus is on what is said of it, or on the heading of the page that it led to."""

import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.web.test_pages_for_staff import sign_in, suggest
from tests.web.town import Town
from tests.web.visiting import choose, enter_code, first_of, follow


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
async def somebody(request: pytest.FixtureRequest, new_context: NewContext) -> Page:
    """A page of a browser with or without JavaScript."""
    return await (await new_context(java_script_enabled=request.param)).new_page()


async def test_each_step_of_a_vote_begins_at_its_heading_and_ends_at_the_receipt(somebody: Page, town: Town) -> None:
    await enter_code(somebody, town, town.codes[20 if await has_script(somebody) else 21])
    await expect(somebody.get_by_role("heading", level=1)).to_be_focused()

    await choose(somebody, 1, 2)
    await expect(somebody.get_by_role("heading", level=1)).to_be_focused()

    await somebody.get_by_role("button", name="Cast my vote").click()
    await expect(somebody.get_by_role("status")).to_be_focused()


async def test_whoever_has_suggested_hears_that_it_arrived(somebody: Page, town: Town) -> None:
    await somebody.goto(f"{town.address}/ideas/new")
    await somebody.get_by_label("What do you suggest?").fill("A rail for the stairs to the river")
    await somebody.get_by_label("Why does it matter?").fill("They are steep.")
    await follow(somebody, somebody.get_by_role("button", name="Send my suggestion"))

    await expect(somebody.get_by_role("heading", level=1)).to_be_focused()


async def test_whoever_has_reported_a_barrier_hears_that_it_arrived(somebody: Page, town: Town) -> None:
    await somebody.goto(f"{town.address}/accessibility")
    await somebody.locator("#words").fill("The map says nothing to me.")
    await follow(somebody, somebody.locator("main form button"))

    await expect(somebody.get_by_role("status")).to_be_focused()


async def test_staff_hear_what_became_of_what_they_did(somebody: Page, town: Town) -> None:
    number = await suggest(somebody, town, "A lamp at the bus stop")
    await sign_in(somebody, town, "moderator")
    await expect(somebody.get_by_role("heading", level=1)).to_be_focused()
    await somebody.goto(f"{town.address}/staff/ideas/{number}")

    await follow(somebody, somebody.get_by_role("button", name="Accept"))

    await expect(somebody.locator("[role=status], [role=status] a").and_(somebody.locator(":focus"))).to_be_visible()


async def test_a_page_that_no_form_led_to_begins_at_its_top(somebody: Page, town: Town) -> None:
    await enter_code(somebody, town, town.codes[22])

    await somebody.goto(f"{town.address}/proposals")

    await expect(somebody.locator("h1:focus")).to_have_count(0)


async def test_the_kept_page_of_others_is_not_the_page_behind_a_form(somebody: Page, town: Town) -> None:
    number = (await first_of(town, "ideas", "ideas"))["number"]
    stranger = await somebody.request.get(f"{town.address}/ideas/{number}")
    await somebody.goto(f"{town.address}/ideas")
    await somebody.get_by_label("Your tracking number").fill(number)

    await follow(somebody, somebody.get_by_role("button", name="Look it up"))

    await expect(somebody.get_by_role("heading", level=1)).to_be_focused()
    await somebody.context.clear_cookies()
    again = await somebody.request.get(f"{town.address}/ideas/{number}")
    assert await again.text() == await stranger.text()


async def has_script(page: Page) -> bool:
    await page.set_content("<noscript><p id='none'>none</p></noscript>")
    return not await page.locator("#none").is_visible()
