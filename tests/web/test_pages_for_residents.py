import httpx
import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.town import Town
from tests.web.visiting import announced_poll, cast, choose, enter_code, first_of, follow, open_poll


async def addresses(town: Town) -> list[str]:
    """Every page for residents that can be opened by its address."""
    opened, announced = await open_poll(town), await announced_poll(town)
    idea, proposal = await first_of(town, "ideas", "ideas"), await first_of(town, "proposals", "proposals")
    listed = await first_of(town, "proposals", "proposals?state=on_ballot")
    return [
        "/",
        f"/rounds/{opened['round_id']}",
        "/ideas",
        "/ideas?q=nothing-like-it",
        f"/ideas/{idea['number']}",
        "/ideas/new",
        f"/ideas/{idea['number']}/thanks",
        "/proposals",
        f"/proposals/{proposal['number']}",
        f"/proposals/{proposal['number']}/offer",
        f"/proposals/{listed['number']}",
        f"/proposals/{listed['number']}/offer",
        f"/offers/{await an_offer(town)}",
        "/proposals/compare",
        f"/proposals/compare?one={proposal['number']}&other={listed['number']}",
        "/vote",
        f"/polls/{opened['poll_id']}/turnout",
        f"/polls/{opened['poll_id']}/results",
        f"/polls/{announced['poll_id']}/results",
        f"/polls/{announced['poll_id']}/turnout",
        "/results",
        "/count",
        "/receipt",
    ]


async def an_offer(town: Town) -> str:
    """The id of an offer that the public may see."""
    async with httpx.AsyncClient(base_url=town.address) as client:
        listed = (await client.get("/api/proposals/v1/proposals?limit=50")).json()["items"]
        seen = [(await client.get(f"/api/proposals/v1/proposals/{one['number']}")).json() for one in listed]
    return next(str(offer["offer_id"]) for one in seen for offer in one["offers"])


async def demand_sound(page: Page) -> None:
    await demand_no_finding(page)
    await demand_fits(page)


# Each scheme and each width once: what axe finds of colours does not depend on the width, nor of places on the scheme.
LOOKS = pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])


@LOOKS
async def test_axe_finds_nothing_on_any_page(town: Town, new_context: NewContext, scheme: str, width: int) -> None:
    context = await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))

    for address in await addresses(town):
        answer = await page.goto(town.address + address)
        assert answer
        assert answer.status == 200, address
        await demand_sound(page)

    assert not complaints


@LOOKS
async def test_axe_finds_nothing_on_the_way_to_a_vote(
    town: Town, new_context: NewContext, scheme: str, width: int
) -> None:
    context = await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = await context.new_page()

    await page.goto(f"{town.address}/vote")
    await follow(page, page.get_by_role("button", name="Go on to the ballot paper"))
    await demand_sound(page)
    await enter_code(page, town, town.codes[0])
    await demand_sound(page)
    await choose(page, 1, 2)
    await demand_sound(page)
    await cast(page)
    await demand_sound(page)
    await follow(page, page.get_by_role("link", name="Check this receipt"))
    await demand_sound(page)


@pytest.mark.parametrize("path", ["/nowhere", "/ideas/zz-9999", "/ideas/find?number=zz-9999", "/polls/no-poll/results"])
async def test_an_address_without_a_page_says_so_calmly(town: Town, new_context: NewContext, path: str) -> None:
    page = await (await new_context()).new_page()

    answer = await page.goto(town.address + path)

    assert answer
    assert answer.status == 404
    await demand_sound(page)


async def test_pages_fit_small_screens_and_thumbs(town: Town, new_context: NewContext) -> None:
    page = await (await new_context()).new_page()

    for address in await addresses(town):
        await page.goto(town.address + address)
        # 640 pixels are what is left of 1280 at twice the size.
        for width in (640, 320):
            await page.set_viewport_size({"width": width, "height": 640})
            await demand_fits(page)
        assert await page.evaluate(_SMALL_TARGETS) == [], address


async def test_every_page_is_whole_without_javascript(town: Town, new_context: NewContext) -> None:
    with_script = await (await new_context()).new_page()
    without = await (await new_context(java_script_enabled=False)).new_page()

    for address in await addresses(town):
        await with_script.goto(town.address + address)
        await without.goto(town.address + address)
        said = [await page.locator("main").inner_text() for page in (with_script, without)]
        assert said[0] == said[1], address


# Links inside a sentence are as high as their line; WCAG 2.5.8 excepts them.
_SMALL_TARGETS = """
[...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, .button, nav a, .links a')]
  .filter(element => element.offsetParent && !element.closest('.skip'))
  .filter(element => element.getBoundingClientRect().height < 44 && !element.matches('.choice-box'))
  .map(element => element.outerHTML.slice(0, 80))
"""


async def test_a_page_is_read_in_another_language_and_other_colours_without_losing_its_place(
    town: Town, new_context: NewContext
) -> None:
    page = await (await new_context(java_script_enabled=False, color_scheme="dark")).new_page()
    await page.goto(f"{town.address}/ideas?q=benches")

    await page.get_by_role("link", name="Deutsch").click()
    await page.get_by_role("link", name="Helle Farben").click()

    await expect(page.get_by_role("searchbox")).to_have_value("benches")
    assert await page.locator("html").get_attribute("data-scheme") == "light"
    await expect(page.get_by_role("link", name="Dunkle Farben")).to_be_visible()
    await expect(page.get_by_role("link", name="Helle Farben")).to_be_hidden()


async def test_an_answer_to_a_form_offers_no_way_to_lose_what_was_typed(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    await page.goto(f"{town.address}/ideas/new")
    await page.get_by_label("What do you suggest?").fill("A bench")

    await page.get_by_role("button", name="Send my suggestion").click()

    await expect(page.get_by_label("What do you suggest?")).to_have_value("A bench")
    await page.get_by_role("link", name="Deutsch").click()
    await expect(page.locator("[name=title]")).to_have_value("A bench")


async def test_an_idea_and_a_proposal_say_what_happens_next(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()

    for service, things, next_step in (
        ("ideas", "ideas?state=accepted", "If it can be done, it becomes a proposal. You find the answer here by"),
        ("proposals", "proposals?state=on_ballot", "Everyone who may vote decides about it."),
        ("proposals", "proposals?state=funded", "It has the money. Now it is built."),
    ):
        found = await first_of(town, service, things)
        await page.goto(f"{town.address}/{service}/{found['number']}")
        await expect(page.locator("main")).to_contain_text(next_step)


async def test_two_proposals_stand_side_by_side(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    one = await first_of(town, "proposals", "proposals?state=on_ballot")
    other = await first_of(town, "proposals", "proposals?state=funded")
    await page.goto(f"{town.address}/proposals/{one['number']}")
    await page.get_by_role("link", name="Compare it with another").click()

    await page.get_by_label("The other").select_option(one["number"])
    await page.get_by_role("button", name="Compare").click()
    await expect(page.get_by_role("alert")).to_contain_text("Please choose two different proposals.")
    await page.get_by_label("The other").select_option(other["number"])
    await page.get_by_role("button", name="Compare").click()

    headings = page.get_by_role("table", name="Side by side").locator("thead th")
    await expect(headings).to_have_text([one["title"], other["title"]])
