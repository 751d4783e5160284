"""“Changes requested” leads on: with the key of whoever proposed it, and for staff; a case is found by its number."""

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.eventually import eventually
from tests.web.test_pages_for_staff import sign_in
from tests.web.test_suggest import fill_in, send
from tests.web.town import Town
from tests.web.visiting import follow


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
async def page(request: pytest.FixtureRequest, new_context: NewContext) -> Page:
    """A page of a browser with or without JavaScript."""
    return await (await new_context(java_script_enabled=request.param)).new_page()


async def a_proposal_that_waits(page: Page, town: Town, title: str) -> tuple[str, str, str]:
    """An idea that became a proposal of which changes are asked; the idea's number and key, the proposal's number."""
    await fill_in(page, town, title)
    number = await send(page)
    key = await page.locator(".receipt-key").inner_text()
    async with httpx.AsyncClient(base_url=town.address) as client:
        wish = {"name": "moderator", "password": town.passwords["moderator"]}
        token = (await client.post("/api/residents/v1/staff/sessions", json=wish)).raise_for_status().json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        idea = (await client.get(f"/api/ideas/v1/ideas/{number}")).raise_for_status().json()
        found = (await client.get(f"/api/ideas/v1/rounds/{idea['round_id']}")).raise_for_status().json()
        act = f"/api/ideas/v1/ideas/{number}/actions"
        (await client.post(act, json={"action": "accept"})).raise_for_status()
        over = {"action": "hand-over", "fund_id": found["funds"][0]["fund_id"]}
        (await client.post(act, json=over)).raise_for_status()

        async def became() -> str:
            now = (await client.get(f"/api/ideas/v1/ideas/{number}")).json()
            assert now["proposal_number"]
            return str(now["proposal_number"])

        proposal = await eventually(became)
        ask = {"action": "request-changes", "reason": "Which bench do you mean?"}
        (await client.post(f"/api/proposals/v1/proposals/{proposal}/actions", json=ask)).raise_for_status()
    return number, key, proposal


async def test_whoever_suggested_it_changes_the_proposal_with_the_ideas_key(page: Page, town: Town) -> None:
    number, key, proposal = await a_proposal_that_waits(page, town, "A bench somewhere")
    await page.goto(f"{town.address}/ideas/{number}")
    await expect(page.locator("main")).to_contain_text("Whoever proposed it changes it.")
    await follow(page, page.get_by_role("link", name="Is it yours? Change it here"))
    await expect(page.locator("main")).to_contain_text("Which bench do you mean?")

    await page.get_by_label("Your key").fill("ÄÖÜ wrong ✗")
    await follow(page, page.get_by_role("button", name="Go on to the words"))
    await expect(page.get_by_role("alert")).to_contain_text("This key does not belong to this proposal.")
    await page.get_by_label("Your key").fill(key.lower())
    await follow(page, page.get_by_role("button", name="Go on to the words"))
    await expect(page.get_by_label("What is proposed?")).to_have_value("A bench somewhere")
    await page.get_by_label("What is proposed?").fill("")
    await follow(page, page.get_by_role("button", name="Send it in again"))
    await expect(page.get_by_role("alert")).to_contain_text("Please say in a few words what is proposed.")
    await page.get_by_label("What is proposed?").fill("A bench at the bus stop")
    await page.get_by_role("button", name="Send it in again").click()

    await page.wait_for_url(f"**/proposals/{proposal}")
    await expect(page.locator("main")).to_contain_text("The proposal was submitted again.")
    await page.goto(f"{town.address}/ideas/{number}")
    await expect(page.get_by_role("link", name="Is it yours? Change it here")).to_have_count(0)
    await page.goto(f"{town.address}/proposals/{proposal}/change")
    await expect(page.locator("main")).to_contain_text("This proposal does not wait for changes now.")


async def test_staff_change_it_for_them_and_find_it_by_its_number(page: Page, town: Town) -> None:
    idea, _, proposal = await a_proposal_that_waits(page, town, "A roof somewhere")
    await sign_in(page, town, "moderator")
    await page.get_by_label("Number of an idea or a proposal").fill(f" {proposal.lower().replace('-', ' ')} ")
    await follow(page, page.get_by_role("button", name="Find it"))
    await follow(page, page.get_by_role("link", name="Change it for them"))

    await page.get_by_label("What is proposed?").fill("A roof for the bus stop")
    await page.get_by_role("button", name="Submit it again").click()

    await page.wait_for_url(f"**/staff/proposals/{proposal}?done=resubmit")
    await expect(page.get_by_role("heading", level=1)).to_have_text("A roof for the bus stop")
    await page.goto(f"{town.address}/staff/find?number={idea}")
    await page.wait_for_url(f"**/staff/ideas/{idea}")


async def test_a_number_that_nobody_has_is_said_where_it_was_typed(page: Page, town: Town) -> None:
    await sign_in(page, town, "moderator")

    await page.goto(f"{town.address}/staff/find?number=nonsense/%2e%2e")

    await expect(page.get_by_role("alert")).to_contain_text("There is no idea and no proposal of this number.")


async def test_words_are_taken_down_at_the_desk_and_gone_from_the_pages(page: Page, town: Town) -> None:
    await fill_in(page, town, "Ask Wilhelmina Quittenbaum")
    number = await send(page)
    await sign_in(page, town, "moderator")
    await page.goto(f"{town.address}/staff/ideas/{number}")
    await follow(page, page.get_by_role("button", name="Accept", exact=True))

    form = page.locator("form", has=page.locator("[name=action][value=redact]"))
    await expect(form.get_by_label("Title")).to_have_value("Ask Wilhelmina Quittenbaum")
    await form.get_by_label("Title").fill("A bench by the pond")
    await form.get_by_label("Reason (public)").fill("It named a person.")
    await follow(page, form.get_by_role("button", name="Take words down"))

    await expect(page.get_by_text("The words are taken down, everywhere.")).to_be_visible()
    await expect(page.locator("details", has_text="What was taken down")).to_contain_text("Quittenbaum")
    await page.goto(f"{town.address}/ideas/{number}")
    await expect(page.locator("main")).to_contain_text("A bench by the pond")
    await expect(page.locator("main")).to_contain_text("It named a person.")
    await expect(page.locator("body")).not_to_contain_text("Quittenbaum")
    async with httpx.AsyncClient(base_url=town.address) as client:
        assert "Quittenbaum" not in (await client.get("/api/ideas/v1/events?limit=1000")).text


async def test_the_pages_for_changes_fit_and_can_be_read(new_context: NewContext, town: Town) -> None:
    page = await (await new_context()).new_page()
    _, key, proposal = await a_proposal_that_waits(page, town, "A bench of oak")
    await page.goto(f"{town.address}/proposals/{proposal}/change")
    await demand_no_finding(page)
    await page.get_by_label("Your key").fill(key)
    await follow(page, page.get_by_role("button", name="Go on to the words"))
    await demand_no_finding(page)
    await demand_fits(page)
    await sign_in(page, town, "moderator")
    await page.wait_for_url(f"{town.address}/staff")

    for path in (f"/staff/proposals/{proposal}/change", "/staff/find?number=nonsense", "/staff"):
        await page.goto(town.address + path)
        await demand_no_finding(page)
        await demand_fits(page)
