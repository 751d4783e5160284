"""Whoever proposed something appeals against its refusal with their key, and reads on its page what becomes of that."""

import httpx
from playwright.async_api import expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_changes import a_proposal_that_waits
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town
from tests.web.visiting import follow


async def test_a_refusal_is_appealed_against_on_the_pages_and_whoever_refused_cannot_decide(
    new_context: NewContext, town: Town
) -> None:
    page = await (await new_context()).new_page()
    _, key, proposal = await a_proposal_that_waits(page, town, "A bench that is refused")
    async with httpx.AsyncClient(base_url=town.address) as client:
        wish = {"name": "moderator", "password": town.passwords["moderator"]}
        token = (await client.post("/api/residents/v1/staff/sessions", json=wish)).raise_for_status().json()["token"]
        refusal = {"action": "reject", "criterion": "not-ours", "reason": "The pavement is the state's."}
        act, staff = f"/api/proposals/v1/proposals/{proposal}/actions", {"Authorization": f"Bearer {token}"}
        (await client.post(act, json=refusal, headers=staff)).raise_for_status()

    await page.goto(f"{town.address}/proposals/{proposal}")
    await follow(page, page.get_by_role("link", name="Is it yours? Ask for another look"))
    await expect(page.locator("main")).to_contain_text("The pavement is the state's.")
    await demand_no_finding(page)
    await demand_fits(page)
    await page.get_by_label("Your key").fill("ABCD EFGH")
    await follow(page, page.get_by_role("button", name="Send the appeal"))
    await expect(page.get_by_role("alert")).to_contain_text("Please say what was overlooked")
    await page.get_by_label("Why should somebody look at it again?").fill("It was sold to the town in May.")
    await follow(page, page.get_by_role("button", name="Send the appeal"))
    await expect(page.get_by_role("alert")).to_contain_text("This key does not belong to this proposal.")
    await page.get_by_label("Your key").fill(key.lower())
    await follow(page, page.get_by_role("button", name="Send the appeal"))

    await page.wait_for_url(f"**/proposals/{proposal}")
    await expect(page.locator("main")).to_contain_text("Somebody else decides.")
    await expect(page.locator("main")).not_to_contain_text("sold to the town")
    await page.goto(f"{town.address}/proposals/{proposal}/appeal")
    await expect(page.locator("main")).to_contain_text("an appeal can be made once")

    await sign_in(page, town, "moderator")
    await expect(page.get_by_role("link", name="A bench that is refused")).to_be_visible()
    await page.goto(f"{town.address}/staff/proposals/{proposal}")
    await expect(page.locator("main")).to_contain_text("It was sold to the town in May.")
    await expect(page.locator("main")).to_contain_text("Whoever refused the proposal does not decide about this.")
    await expect(page.get_by_role("button", name="Uphold the refusal")).to_have_count(0)
