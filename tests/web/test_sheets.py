"""The office describes a proposal in full, and everybody reads what each part costs before help and after it."""

import httpx
import pytest
from playwright.async_api import expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town
from tests.web.visiting import follow


@pytest.mark.parametrize("width", [360, 1280])
async def test_staff_write_a_sheet_and_the_proposals_page_says_it(
    new_context: NewContext, town: Town, width: int
) -> None:
    async with httpx.AsyncClient(base_url=town.address) as client:
        found = (await client.get("/api/proposals/v1/proposals?limit=100")).json()["items"]
    proposal = next(one for one in found if (one["cost_cents"] or 0) > 100_000)
    cost, number = proposal["cost_cents"], proposal["number"]
    other = next(one for one in found if one["round_id"] == proposal["round_id"] and one["number"] != number)
    page = await (await new_context(viewport={"width": width, "height": 900})).new_page()
    await sign_in(page, town, "moderator")
    await page.goto(f"{town.address}/staff/proposals/{number}")
    await follow(page, page.get_by_role("link", name="Describe it in full"))

    await page.get_by_label("Who is responsible").fill("Parks department")
    await page.get_by_label("The same in easy language").fill("We build a bench.\n\nYou can sit there.")
    await page.get_by_label("What it costs, line by line").fill("Benches: 900")
    await follow(page, page.get_by_role("button", name="Keep it"))
    await expect(page.get_by_role("alert")).to_contain_text("Line 1 is not clear")
    await page.get_by_label("What it costs, line by line").fill("Benches = 900\nGround = 1")
    await follow(page, page.get_by_role("button", name="Keep it"))
    await expect(page.get_by_role("alert")).to_contain_text("do not add up")
    await demand_no_finding(page)
    await demand_fits(page)
    rest = f"{(cost - 90_000) // 100}.{cost % 100:02d}"
    await page.get_by_label("What it costs, line by line").fill(f"Benches = 900\nGround = {rest}")
    both = page.get_by_label("Proposals that cannot be done as well")
    await both.fill(f"{number} = Both need the same ground.")
    await follow(page, page.get_by_role("button", name="Keep it"))
    await expect(page.get_by_role("alert")).to_contain_text("Line 1 names this proposal itself")
    await both.fill(f"{other['number']} = Both need the same ground.")
    await follow(page, page.get_by_role("button", name="Keep it"))
    await expect(page.get_by_role("status")).to_contain_text("It is kept")

    await page.goto(f"{town.address}/proposals/{number}")
    await expect(page.get_by_role("table", name="Line by line")).to_contain_text("Benches")
    await expect(page.locator("aside dl")).to_contain_text("Parks department")
    await page.get_by_text("In easy language").click()
    await expect(page.get_by_text("You can sit there.")).to_be_visible()
    await demand_no_finding(page)
    await demand_fits(page)
    await follow(page, page.get_by_role("link", name=other["title"]))
    await expect(page.get_by_role("listitem").filter(has_text="Both need the same ground.")).to_contain_text(number)
