"""A clerk reads a roll in: the difference is shown and asked about before it is taken; lost letters are helped."""

import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_pages_for_staff import a_round, sign_in
from tests.web.town import Town


async def read_in(page: Page, town: Town, content: str) -> None:
    await page.goto(f"{town.address}/staff/rounds/{await a_round(page, town)}/roll")
    await page.locator("#roll").set_input_files(
        {"name": "roll.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    await page.get_by_role("button", name="Show what changes").click()


async def look_at_a_difference(page: Page, town: Town) -> None:
    await read_in(page, town, "Nr;Ortsteil\n001;Old Town\n02.03.2026;Old Town\n")
    await expect(page.get_by_role("heading", level=1)).to_have_text("What this file would change")
    await demand_fits(page)
    await demand_no_finding(page)


async def take_what_is_answered(page: Page, town: Town) -> None:
    await read_in(page, town, "Nr;Ortsteil\n001;Old Town\n9001;Old Town\n")
    await expect(page.get_by_text("A poll is open, so nobody is taken off the roll")).to_be_visible()

    await page.get_by_role("button", name="Take the roll").click()
    await expect(page.get_by_role("alert")).to_contain_text("answer everything that is asked")
    await page.get_by_label("Yes: a program took zeros away").check()
    await page.get_by_role("button", name="Take the roll").click()
    await expect(page.locator(".notice-good")).to_contain_text("The roll was taken")


async def replace_one_code(page: Page, town: Town) -> str:
    await page.get_by_label("Number on the roll").fill("nobody")
    await page.get_by_role("button", name="Make a new code").click()
    await expect(page.get_by_role("alert")).to_contain_text("Nobody on the roll has this number.")

    await page.get_by_label("Number on the roll").fill("009001")
    await page.get_by_role("button", name="Make a new code").click()
    return await page.locator(".notice-good strong").inner_text()


async def fetch_new_letters(page: Page) -> str:
    await page.get_by_role("button", name="Fetch new codes").click()
    await expect(page.get_by_role("alert")).to_contain_text("Tick the box first")
    await page.get_by_label("I know that the old codes end").check()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Fetch new codes").click()
    return (await (await download.value).path()).read_text()


async def is_good(page: Page, town: Town, code: str) -> bool:
    body = {"code": code, "channel": "web"}
    return (await page.request.post(f"{town.address}/api/residents/v1/permits", data=body)).ok


async def test_a_clerk_sees_answers_takes_and_helps_with_lost_letters(
    new_context: NewContext, town_of_its_own: Town
) -> None:
    town = town_of_its_own
    page = await (await new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)).new_page()
    await sign_in(page, town, "clerk")

    await take_what_is_answered(page, town)
    code = await replace_one_code(page, town)
    assert await is_good(page, town, code)
    new = await fetch_new_letters(page)

    assert new.startswith("number,code")
    assert "9001," not in new, "this code was used, so it stays"
    assert await is_good(page, town, code)
    assert not await is_good(page, town, town.codes[-1])


@pytest.mark.parametrize("width", [360, 1280])
async def test_the_difference_fits_and_can_be_read_by_everyone(new_context: NewContext, town: Town, width: int) -> None:
    page = await (await new_context(viewport={"width": width, "height": 800})).new_page()
    await sign_in(page, town, "clerk")

    await look_at_a_difference(page, town)

    await page.get_by_role("button", name="Give this file up").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Roll and invitation codes")
