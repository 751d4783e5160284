import pytest
from playwright.async_api import Page

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.town import Town
from tests.web.visiting import announced_poll, cast, choose, enter_code, first_of, follow, open_poll


async def addresses(town: Town) -> list[str]:
    """Every page for residents that can be opened by its address."""
    opened, announced = await open_poll(town), await announced_poll(town)
    idea, proposal = await first_of(town, "ideas", "ideas"), await first_of(town, "proposals", "proposals")
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
        "/offers/0190aaaa-0000-7000-8000-000000000001",
        "/vote",
        f"/polls/{opened['poll_id']}/turnout",
        f"/polls/{opened['poll_id']}/results",
        f"/polls/{announced['poll_id']}/results",
        f"/polls/{announced['poll_id']}/turnout",
        "/results",
        "/receipt",
    ]


async def demand_sound(page: Page) -> None:
    await demand_no_finding(page)
    await demand_fits(page)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
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


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_on_the_way_to_a_vote(
    town: Town, new_context: NewContext, scheme: str, width: int
) -> None:
    context = await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = await context.new_page()

    await page.goto(f"{town.address}/vote")
    await follow(page, page.get_by_role("button", name="Go on to the projects"))
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
