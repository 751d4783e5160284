import pytest

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_the_style_guide(
    plain_pages: str, new_context: NewContext, scheme: str, width: int
) -> None:
    context = await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    await page.goto(f"{plain_pages}/styleguide")

    await demand_no_finding(page)
    await demand_fits(page)
    assert not complaints


async def test_the_chosen_scheme_is_kept_on_the_next_page(plain_pages: str, new_context: NewContext) -> None:
    page = await (await new_context(color_scheme="light")).new_page()
    await page.goto(f"{plain_pages}/styleguide")

    await page.get_by_role("link", name="Dark colours").click()
    await page.goto(f"{plain_pages}/styleguide")

    assert await page.locator("html").get_attribute("data-scheme") == "dark"


async def test_focus_is_seen_and_the_content_is_one_step_away(plain_pages: str, new_context: NewContext) -> None:
    page = await (await new_context()).new_page()
    await page.goto(f"{plain_pages}/styleguide")

    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    box = await skip.bounding_box()
    assert box
    assert box["y"] >= 0
    await page.keyboard.press("Enter")

    assert await page.evaluate("document.activeElement.id") == "content"
