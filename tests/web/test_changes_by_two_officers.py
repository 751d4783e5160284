"""Two officers change an open poll on its page: one proposes, the other reads what it is, and confirms."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town
from tests.web.visiting import open_poll

FLOOD, MILL = "The flood closed the library.", "The mill was sold."


async def both(town: Town, new_context: NewContext) -> tuple[Page, Page]:
    """The pages of two officers, the second on a phone."""
    pages = [await (await new_context(viewport={"width": width, "height": 800})).new_page() for width in (1280, 360)]
    for page, name in zip(pages, ("officer-1", "officer-2"), strict=True):
        await sign_in(page, town, name)
    return pages[0], pages[1]


async def test_a_later_end_is_proposed_by_one_and_confirmed_by_another_who_reads_it_beside_the_button(
    town: Town, new_context: NewContext
) -> None:
    poll = await open_poll(town)
    one, another = await both(town, new_context)
    address = f"{town.address}/staff/polls/{poll['poll_id']}"
    end = datetime.fromisoformat(poll["closes_at"]).astimezone(ZoneInfo("Europe/Berlin")) + timedelta(days=1)
    await one.goto(address)
    await one.locator("[name=extend-closes_at]").fill(f"{end:%Y-%m-%dT%H:%M}")
    await one.locator("[name=extend-reason]").fill(FLOOD)
    await one.get_by_role("button", name="Propose a later end").click()
    await expect(one.get_by_role("status")).to_contain_text("Another returning officer must confirm it")
    await expect(one.get_by_role("button", name="Confirm the later end")).to_have_count(0)

    await another.goto(address)
    waiting = another.locator(".notice").filter(has_text="A second returning officer is to confirm")
    await expect(waiting).to_contain_text(FLOOD)
    first_to_do = another.locator("form.action").first
    await expect(first_to_do.get_by_role("button", name="Confirm the later end")).to_be_visible()
    await demand_no_finding(another)
    await demand_fits(another)
    await another.get_by_role("button", name="Confirm the later end").click()

    await expect(another.get_by_role("status")).to_be_visible()
    later = (await open_poll(town))["closes_at"]
    assert datetime.fromisoformat(later) == end.replace(second=0, microsecond=0)


async def test_a_withdrawn_project_cannot_be_chosen_any_more_and_the_ballot_paper_says_why(
    town: Town, new_context: NewContext
) -> None:
    poll = await open_poll(town)
    one, another = await both(town, new_context)
    address = f"{town.address}/staff/polls/{poll['poll_id']}"
    await one.goto(address)
    last = poll["projects"][-1]["number"]
    await one.locator("[name=withdraw-project-project]").select_option(index=last)
    await one.locator("[name=withdraw-project-reason]").fill(MILL)
    await one.get_by_role("button", name="Propose to withdraw a project").click()
    await another.goto(address)
    await another.get_by_role("button", name="Confirm the withdrawal").click()
    await expect(another.get_by_role("status")).to_be_visible()

    resident = await (await new_context(viewport={"width": 360, "height": 800})).new_page()
    await resident.goto(f"{town.address}/vote")
    await resident.get_by_label("Your code").fill(town.codes.pop())
    await resident.get_by_role("button", name="Go on to the ballot paper").click()

    await expect(resident.get_by_text(MILL)).to_be_visible()
    await expect(resident.locator(f"input#project-{last}")).to_have_count(0)
    await demand_no_finding(resident)
    await demand_fits(resident)
