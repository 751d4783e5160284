"""What people stumbled over on the pages, each once."""

import re

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.web.test_pages_for_staff import sign_in, suggest
from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import Town
from tests.web.visiting import first_of, open_poll


@pytest.fixture
async def neighbour(new_context: NewContext) -> Page:
    """A page of a phone's browser without JavaScript."""
    context = await new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    return await context.new_page()


async def test_the_way_past_the_menus_leads_past_the_staffs_menu_too(neighbour: Page, town: Town) -> None:
    await sign_in(neighbour, town, "moderator")

    assert await neighbour.locator("main .staff-places").count() == 0
    assert await neighbour.locator("body > .staff-bar, body .staff-bar").count() == 1


async def test_a_refusal_is_not_chosen_for_staff_and_each_card_has_its_heading(neighbour: Page, town: Town) -> None:
    number = await suggest(neighbour, town, "A pool of jelly")
    await sign_in(neighbour, town, "moderator")
    await neighbour.goto(f"{town.address}/staff/ideas/{number}")

    await expect(neighbour.locator("#reject-criterion")).to_have_value("")
    await expect(neighbour.get_by_role("form", name="Reject")).to_be_visible()
    await neighbour.locator("#reject-reason").fill("No jelly.")
    await neighbour.get_by_role("button", name="Reject").click()

    await expect(neighbour.get_by_role("alert")).to_contain_text("Criterion")


async def test_turnout_comes_before_what_warns_on_a_phone(neighbour: Page, town: Town) -> None:
    await sign_in(neighbour, town, "officer-1")
    await neighbour.goto(f"{town.address}/staff/polls/{(await open_poll(town))['poll_id']}")

    figures, closing = neighbour.locator(".facts").first, neighbour.get_by_role("button", name="Close")
    above, below = await figures.bounding_box(), await closing.first.bounding_box()
    assert above
    assert below
    assert above["y"] < below["y"]


async def test_the_seal_of_the_lot_can_be_noted_while_people_vote(town: Town) -> None:
    poll = await open_poll(town)
    async with httpx.AsyncClient(base_url=town.address) as visitor:
        pages = [
            await visitor.get(f"/polls/{poll['poll_id']}/results"),
            await visitor.get(f"/rounds/{poll['round_id']}"),
        ]

    assert len(poll["lot_commitment"]) == 64
    assert all(poll["lot_commitment"] in page.text for page in pages)


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("POST", "/nowhere"), ("POST", "/ideas")])
async def test_an_error_page_keeps_the_switches(town: Town, method: str, path: str) -> None:
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True) as visitor:
        page = await visitor.request(method, path)
        german = re.search(r'<a href="([^"]*lang=de[^"]*)"', page.text)
        assert german
        answer = await visitor.get(page.url.join(german[1].replace("&amp;", "&")))

    assert page.is_client_error
    assert "scheme=dark" in page.text
    assert '<html lang="de"' in answer.text
    assert answer.status_code in (200, 404)


async def test_a_card_is_opened_wherever_it_is_touched(neighbour: Page, town: Town) -> None:
    await neighbour.goto(f"{town.address}/proposals")
    card = neighbour.locator(".card").first
    title = await card.get_by_role("link").inner_text()

    await card.locator(".card-foot").scroll_into_view_if_needed()
    foot = await card.locator(".card-foot").bounding_box()
    assert foot
    async with neighbour.expect_navigation():
        await neighbour.mouse.click(foot["x"] + 5, foot["y"] + 5)

    await expect(neighbour.get_by_role("heading", level=1)).to_have_text(title)


async def test_the_list_leads_to_the_comparison(neighbour: Page, town: Town) -> None:
    await neighbour.goto(f"{town.address}/proposals")

    await neighbour.get_by_role("link", name="Compare two proposals").click()

    assert neighbour.url == f"{town.address}/proposals/compare"


async def test_whoever_suggests_sees_that_they_can_hear_of_it(neighbour: Page, town: Town) -> None:
    await neighbour.goto(f"{town.address}/ideas/new")

    await expect(neighbour.get_by_label("Your mail address or telephone number")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "path"),
    [("moderator", "/staff/polls/new"), ("officer-1", "/staff/enter"), ("officer-1", "/staff/rounds/new")],
)
async def test_nobody_opens_a_form_that_is_not_theirs(neighbour: Page, town: Town, name: str, path: str) -> None:
    await sign_in(neighbour, town, name)

    answer = await neighbour.goto(town.address + path)

    assert answer
    assert answer.status == 403
    await expect(neighbour.get_by_role("heading", level=1)).to_have_text("This is somebody else's task")


async def test_a_proposal_prints_on_one_sheet(new_context: NewContext, town: Town) -> None:
    page = await (await new_context()).new_page()
    listed = await first_of(town, "proposals", "proposals?state=on_ballot")
    await page.goto(f"{town.address}/proposals/{listed['number']}")

    sheets = re.findall(rb"/Type\s*/Page\b", await page.pdf(format="A4"))

    assert len(sheets) == 1


async def test_large_amounts_are_set_in_figures_without_a_stroke_through_the_zero(neighbour: Page, town: Town) -> None:
    await neighbour.goto(town.address)

    family = await neighbour.locator("h1").evaluate("node => getComputedStyle(node).fontFamily")

    assert family.startswith('"Plain Figures"')


async def test_every_idea_and_proposal_has_a_picture_in_the_colour_of_its_part_of_town(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address) as visitor:
        listed, again = [(await visitor.get("/proposals")).text for _ in range(2)]

    tiles = re.findall(r'<svg class="tile tile-(\w+)"', listed)
    assert len(tiles) == listed.count('<article class="card">')
    assert len(set(tiles)) > 2
    assert re.findall(r'<svg class="tile.*?</svg>', listed) == re.findall(r'<svg class="tile.*?</svg>', again)


async def test_what_should_change_is_not_said_of_a_proposal_that_was_withdrawn(town: Town) -> None:
    [(round_id, _), *_] = await town.rounds()
    async with httpx.AsyncClient(base_url=town.address) as proposer, at_work(town, "moderator") as moderator:
        found = (await proposer.get(f"/api/ideas/v1/rounds/{round_id}")).raise_for_status().json()
        wish = {"round_id": round_id, "fund_id": found["funds"][0]["fund_id"], "title": "A well", "summary": "Water."}
        proposal = (await proposer.post("/api/proposals/v1/proposals", json=wish)).raise_for_status().json()
        its_page, key = f"/proposals/{proposal['number']}", {"X-Edit-Key": proposal["edit_key"]}
        case = await moderator.get(f"/staff{its_page}")
        asked = form_of(case, "Ask for changes") | {"request-changes-reason": "Where would it stand?"}
        await moderator.post(case.url.path, data=asked)
        waiting = await moderator.get(its_page)
        act = f"/api/proposals/v1{its_page}/actions"
        (await proposer.post(act, json={"action": "withdraw"}, headers=key)).raise_for_status()
        withdrawn = await moderator.get(its_page)

    assert "What should change" in waiting.text
    assert "What should change" not in withdrawn.text
    assert "Where would it stand?" in withdrawn.text, "its life line still says it"
