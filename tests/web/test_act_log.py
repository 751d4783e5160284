"""The act log on the pages: administrators and auditors read what staff did, in words."""

from pathlib import Path

import httpx
from playwright.async_api import Page, expect

from commonpurse.parts import SERVICE_NAMES
from gateways.web.staff.people.act_words import WHAT
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.staff_routes import asks_who_it_is, every_route
from tests.web.test_pages_for_staff import sign_in, suggest
from tests.web.town import Town


async def test_an_administrator_reads_who_did_what(page: Page, town: Town) -> None:
    number = await suggest(page, town, "A seat in the shade")
    await sign_in(page, town, "moderator")
    await page.goto(f"{town.address}/staff/ideas/{number}")
    await page.get_by_role("button", name="Accept").click()
    await expect(page.get_by_text("It is accepted.")).to_be_visible()
    await page.get_by_role("button", name="Sign out").click()

    await sign_in(page, town, "admin", "a long enough password")
    await page.get_by_role("link", name="Act log").click()

    row = page.get_by_role("row").filter(has_text=number)
    await expect(row).to_contain_text("moderator")
    await expect(row).to_contain_text("Answered an idea from the desk: accept")
    await expect(page.get_by_role("row").filter(has_text="Signed out").first).to_contain_text("moderator")
    await demand_no_finding(page)
    await demand_fits(page)


async def test_on_a_phone_each_act_is_a_block_whose_words_stand_beside_each_other(
    new_context: NewContext, town: Town
) -> None:
    page = await (await new_context(viewport={"width": 360, "height": 800})).new_page()
    await sign_in(page, town, "admin", "a long enough password")
    await page.goto(f"{town.address}/staff/acts")

    row = page.get_by_role("row").filter(has_text="Acted on a poll: open").first
    boxes = [await cell.bounding_box() for cell in await row.locator("[data-word] > span").all()]
    word, action = await row.get_by_text("Acted on a poll").bounding_box(), await row.locator("code").bounding_box()

    assert word
    assert action
    assert len({box["x"] for box in boxes if box}) == 1
    assert min(box["width"] for box in boxes if box and box["height"]) > 30
    assert action["x"] >= word["x"]
    await demand_fits(page)
    await demand_no_finding(page)


async def test_earlier_acts_are_behind_a_link_and_none_is_told_twice(page: Page, town: Town) -> None:
    await sign_in(page, town, "admin", "a long enough password")
    await page.goto(f"{town.address}/staff/acts")
    seen: list[str] = []

    while True:
        seen += await page.locator("tbody tr").all_inner_texts()
        later = page.get_by_role("link", name="Earlier acts")
        if not await later.count():
            break
        await page.goto(f"{town.address}{await later.get_attribute('href')}")

    kept = 0
    async with httpx.AsyncClient(base_url=town.address) as client:
        body = {"name": "admin", "password": "a long enough password"}
        token = (await client.post("/api/residents/v1/staff/sessions", json=body)).json()["token"]
        for part in SERVICE_NAMES:
            headers = {"Authorization": f"Bearer {token}"}
            newest = (await client.get(f"/api/{part}/v1/acts?at_most=1", headers=headers)).json()["items"]
            kept += newest[0]["number"] if newest else 0
    assert len(seen) == kept - 1  # the session for counting came after


async def test_the_log_is_fetched_as_a_file(page: Page, town: Town, tmp_path: Path) -> None:
    await sign_in(page, town, "admin", "a long enough password")
    await page.goto(f"{town.address}/staff/acts")

    async with page.expect_download() as fetched:
        await page.get_by_role("link", name="Ballot box CSV").click()

    file = tmp_path / "acts.csv"
    await (await fetched.value).save_as(file)
    assert file.read_text().startswith("service,number,at,staff,what,on,outcome,client,previous,digest\n")
    assert "POST /polls/{poll_id}/actions publish" in file.read_text()


async def test_others_are_told_that_it_is_not_for_them(page: Page, town: Town) -> None:
    await sign_in(page, town, "moderator")

    answer = await page.goto(f"{town.address}/staff/acts")

    assert answer is not None
    assert answer.status == 403
    await expect(page.get_by_role("link", name="Act log")).to_have_count(0)


def test_each_thing_that_staff_can_do_has_words() -> None:
    kept = {
        f"{method} {route.path.removeprefix(f'/api/{name}/v1')}"
        for name, route in every_route()
        if asks_who_it_is(route)
        for method in (route.methods or set()) - {"GET", "HEAD"}
    }

    assert kept - set(WHAT) == set()
    assert {"POST /rounds", "POST /staff", "POST /polls/{poll_id}/actions"} <= kept
