"""A vote is rehearsed from its draft to its outcome, on the pages alone; and each of them says that it is not real."""

import csv
import io
from uuid import UUID

import asyncpg
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.eventually import eventually
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town
from tests.web.visiting import announced_poll, cast, choose, follow, open_poll

BANNER = "This is a rehearsal"
WHY = "It was tried out."


async def do(page: Page, address: str, action: str) -> None:
    """Press the button as soon as the poll has come so far, and wait until it is done."""
    button = page.get_by_role("button", name=action, exact=True)
    for _ in range(60):
        await page.goto(address)
        if await button.count():
            break
        await page.wait_for_timeout(250)
    if await page.locator("[name=close-reason]").count():
        await page.locator("[name=close-reason]").fill(WHY)
    await button.click()
    await expect(page.get_by_role("status").first).to_be_visible()


async def demand_banner(page: Page) -> None:
    await expect(page.locator(".notice").filter(has_text=BANNER)).to_be_visible()
    assert await page.locator("meta[name=robots][content=noindex]").count() == 1
    await demand_no_finding(page)
    await demand_fits(page)


async def drafted_from(page: Page, town: Town, poll_id: str) -> str:
    """The address of the control page of a new rehearsal."""
    await page.goto(f"{town.address}/staff/polls/{poll_id}")
    await page.get_by_role("button", name="Draft a rehearsal").click()
    await expect(page.locator(".notice").filter(has_text=BANNER)).to_be_visible()
    return page.url.partition("?")[0]


async def residents_hear_of(town: Town, poll_id: str) -> None:
    """Facts travel a moment behind: until the events of the rehearsal have arrived."""

    async def is_open() -> bool:
        connection = await asyncpg.connect(town.settings.database_of("residents"))
        try:
            return bool(await connection.fetchval("select state = 'open' from polls where poll_id = $1", UUID(poll_id)))
        finally:
            await connection.close()

    await eventually(is_open)


async def fetched_codes(page: Page, address: str) -> list[str]:
    """Three test codes, as the file has them."""
    await page.goto(address)
    await page.get_by_label("How many?").fill("3")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Fetch test codes").click()
    rows = list(csv.DictReader(io.StringIO((await (await download.value).path()).read_text())))
    assert [row["number"] for row in rows] == ["TEST-1", "TEST-2", "TEST-3"]
    return [row["code"] for row in rows]


async def voted(page: Page, town: Town, poll_id: str, code: str) -> None:
    """Through all steps, on a telephone, with a mistyped code first."""
    await page.goto(f"{town.address}/vote/rehearsals/{poll_id}")
    await demand_banner(page)
    await page.get_by_label("Your code").fill("K7QP")
    await follow(page, page.get_by_role("button", name="Go on to the ballot paper"))
    await demand_banner(page)
    await page.get_by_label("Your code").fill(code)
    await follow(page, page.get_by_role("button", name="Go on to the ballot paper"))
    await demand_banner(page)
    await choose(page, 1, 2)
    await demand_banner(page)
    await cast(page)
    await demand_banner(page)
    await expect(page.get_by_role("link", name="See how many have voted")).to_have_count(0)


async def test_a_vote_is_rehearsed_to_its_outcome_and_nobody_takes_it_for_real(
    town_of_its_own: Town, new_context: NewContext
) -> None:
    town = town_of_its_own
    real, announced = await open_poll(town), await announced_poll(town)
    officers = [await (await new_context(accept_downloads=True)).new_page() for _ in range(2)]
    for page, name in zip(officers, ("officer-1", "officer-2"), strict=True):
        await sign_in(page, town, name)
    one, another = officers
    control = await drafted_from(one, town, real["poll_id"])
    poll_id = control.rpartition("/")[2]
    await do(one, control, "Publish the ballot paper")
    await do(one, control, "Open the poll")
    await residents_hear_of(town, poll_id)
    codes = await fetched_codes(one, control)
    phone = await (await new_context(viewport={"width": 360, "height": 800})).new_page()

    await voted(phone, town, poll_id, codes[0])
    await phone.goto(f"{town.address}/polls/{poll_id}/results")
    await demand_banner(phone)
    for address in ("/", "/vote", "/results", f"/rounds/{real['round_id']}", "/receipt"):
        await phone.goto(town.address + address)
        assert poll_id not in await phone.content()
        await expect(phone.get_by_text(BANNER)).to_have_count(0)
    for action in ("Close the poll", "Count the ballots", "Certify the count"):
        await do(one, control, action)
    await do(another, control, "Certify the count")
    await do(one, control, "Announce the outcome")

    await phone.goto(f"{town.address}/polls/{poll_id}/results")
    await demand_banner(phone)
    await expect(phone.get_by_role("heading", name="Count it again yourself")).to_be_visible()
    await phone.goto(f"{town.address}/results")
    listed = await phone.content()
    assert announced["poll_id"] in listed
    assert poll_id not in listed
    await one.goto(f"{town.address}/staff")
    await expect(one.locator("section", has=one.locator("#rehearsals")).get_by_role("listitem")).to_have_count(1)
    assert (await open_poll(town))["poll_id"] == real["poll_id"]


async def test_how_many_test_codes_is_a_number(town_of_its_own: Town, new_context: NewContext) -> None:
    page = await (await new_context()).new_page()
    await sign_in(page, town_of_its_own, "officer-1")
    control = await drafted_from(page, town_of_its_own, (await open_poll(town_of_its_own))["poll_id"])
    await do(page, control, "Publish the ballot paper")
    await page.goto(control)

    await page.get_by_label("How many?").fill("some")
    await page.get_by_role("button", name="Fetch test codes").click()

    await expect(page.locator(".field").filter(has_text="How many?")).to_contain_text(
        "Write a whole number, 1 or more."
    )
    assert await page.get_by_label("How many?").input_value() == "some"
