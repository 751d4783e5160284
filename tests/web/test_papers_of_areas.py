"""Where each area has a paper, a voter chooses the area, fills in its paper, and may think again until it is cast."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from playwright.async_api import Page, expect

from commonpurse import preparation
from commonpurse.ballot_box import BallotBox
from commonpurse.counting import certify, close
from commonpurse.town_hall import eventually
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_every_kind_of_ballot import WAYS, Officers, officers_of
from tests.web.test_two_at_one_page import at_work
from tests.web.town import Town, Towns
from tests.web.visiting import cast, enter_code, follow

NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
async def town(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town of these tests' own: its polls come and go."""
    async with towns.with_sample(tmp_path_factory.mktemp("papers-of-areas")) as running:
        yield running


@pytest.fixture(scope="module")
async def officers(town: Town) -> AsyncIterator[Officers]:
    """With a ninth project, which is for all areas: the sample's eight stand each in one."""
    async with officers_of(town) as working:
        hall, poll = working.hall, working.before
        await hall.sign_in("moderator", town.passwords["moderator"])
        about = {name: poll[name] for name in ("round_id", "fund_id")}
        made = await preparation.propose(hall, {**about, "title": "Trees for all", "summary": "Everywhere."})
        path = f"/proposals/{made['proposal_id']}"
        await hall.act("proposals", path, "accept", staff="moderator", cost_cents=5000_00)
        yield working


@dataclass(frozen=True)
class Papers:
    """An open poll's projects by the name of their area; those for all under an empty one."""

    poll_id: str
    numbers: dict[str, list[int]]

    @property
    def areas(self) -> list[str]:
        return sorted(filter(None, self.numbers))


async def open_papers(officers: Officers, code: str, method: str = "approval", **terms: object) -> Papers:
    poll_id = await officers.open_poll(method, code, area_choice="voter", **terms)
    poll = await officers.hall.must("voting", "GET", f"/polls/{poll_id}")
    town = await officers.hall.must("ideas", "GET", f"/rounds/{poll['round_id']}")
    names = {area["area_id"]: area["name"] for area in town["areas"]}
    numbers: dict[str, list[int]] = {}
    for project in poll["projects"]:
        numbers.setdefault(names.get(project["area_id"], ""), []).append(project["number"])
    assert numbers[""] == [9]
    return Papers(poll_id, numbers)


async def a_page(
    town: Town, new_context: NewContext, code: str, language: str = "en", *, scripts: bool = False
) -> Page:
    context = await new_context(java_script_enabled=scripts, viewport=NARROW, locale=language)
    page = await context.new_page()
    await enter_code(page, town, code) if language == "en" else await _enter_in_german(page, town, code)
    return page


async def _enter_in_german(page: Page, town: Town, code: str) -> None:
    await page.goto(f"{town.address}/vote")
    await page.get_by_label("Ihr Code").fill(code)
    await follow(page, page.get_by_role("button", name="Weiter zum Stimmzettel"))


async def take(page: Page, area: str) -> None:
    """Choose the area and go on to its paper."""
    await page.get_by_label(area, exact=True).check()
    await follow(page, page.get_by_role("button", name="Show me this paper"))


async def test_a_voter_chooses_an_area_thinks_again_finds_both_papers_as_left_and_casts_one(
    town: Town, officers: Officers, new_context: NewContext
) -> None:
    code = town.codes.pop()
    poll = await open_papers(officers, code)
    papers, (first, second) = poll.numbers, poll.areas[:2]
    page = await a_page(town, new_context, code)

    await expect(page.get_by_role("heading", level=1)).to_have_text("For which area do you vote?")
    await demand_fits(page)
    await take(page, first)
    await expect(page.get_by_role("heading", level=2, name=first)).to_be_visible()
    await expect(page.locator(f"#project-{papers[second][0]}")).to_have_count(0)
    await page.locator(f"#project-{papers[first][0]}").check()
    await page.locator(f"#project-{papers[''][0]}").check()
    await follow(page, page.get_by_role("button", name="Take another area's paper"))
    await take(page, second)
    await expect(page.locator(f"#project-{papers[first][0]}")).to_have_count(0)
    await expect(page.locator(f"#project-{papers[''][0]}")).to_be_checked()
    await page.locator(f"#project-{papers[second][0]}").check()
    await follow(page, page.get_by_role("button", name="Take another area's paper"))
    await take(page, first)
    await expect(page.locator(f"#project-{papers[first][0]}")).to_be_checked()
    await follow(page, page.get_by_role("button", name="Check my ballot"))

    numbers = await page.locator(".ballot-number").all_inner_texts()
    assert sorted(map(int, numbers)) == sorted([papers[first][0], papers[""][0]])
    await expect(page.get_by_role("main")).to_contain_text("It is not cast yet")
    assert await cast(page)

    again = await a_page(town, new_context, code)
    await take(again, second)
    await again.locator(f"#project-{papers[second][0]}").check()
    await follow(again, again.get_by_role("button", name="Check my ballot"))
    assert await cast(again)
    await expect(again.get_by_role("main")).to_contain_text("It takes the place of the ballot you cast before.")
    await close(officers.hall, poll.poll_id)
    assert (await officers.hall.must("voting", "GET", f"/polls/{poll.poll_id}"))["ballots"] == 1


async def test_nobody_goes_on_without_an_area_and_a_page_of_another_paper_counts_as_it_was_shown(
    town: Town, officers: Officers, new_context: NewContext
) -> None:
    code = town.codes.pop()
    poll = await open_papers(officers, code)
    papers, (first, second) = poll.numbers, poll.areas[:2]
    page = await a_page(town, new_context, code)

    await page.goto(f"{town.address}/vote/choose")
    await expect(page.get_by_role("heading", level=1)).to_have_text("For which area do you vote?")
    await take(page, first)
    other = await page.context.new_page()
    await other.goto(f"{town.address}/vote/area")
    await take(other, second)
    await page.locator(f"#project-{papers[first][0]}").check()
    await follow(page, page.get_by_role("button", name="Check my ballot"))

    assert await page.locator(".ballot-number").all_inner_texts() == [str(papers[first][0])]
    await close(officers.hall, poll.poll_id)


async def test_too_many_projects_of_the_area_are_told_beside_the_paper(
    town: Town, officers: Officers, new_context: NewContext
) -> None:
    code = town.codes.pop()
    limits = {"max_choices": 3, "max_in_area": 1}
    poll = await open_papers(officers, code, limits=limits)
    papers, area = poll.numbers, next(name for name in poll.areas if len(poll.numbers[name]) > 1)
    page = await a_page(town, new_context, code)

    await take(page, area)
    for number in papers[area][:2]:
        await page.locator(f"#project-{number}").check()
    await follow(page, page.get_by_role("button", name="Check my ballot"))

    told = "You chose 2 projects of the area; the ballot holds 1 of them. Please take 1 away."
    await expect(page.get_by_role("alert")).to_contain_text(told)
    await demand_fits(page)
    await close(officers.hall, poll.poll_id)


@pytest.mark.parametrize("method", sorted(WAYS))
async def test_each_kind_of_ballot_can_be_filled_in_on_the_paper_of_an_area_in_german(
    town: Town, officers: Officers, new_context: NewContext, method: str
) -> None:
    code = town.codes.pop()
    poll = await open_papers(officers, code, method)
    area = poll.areas[0]
    page = await a_page(town, new_context, code, "de", scripts=True)

    await expect(page.get_by_role("heading", level=1)).to_have_text("Für welchen Ortsteil stimmen Sie ab?")
    await demand_no_finding(page)
    await page.get_by_label(area, exact=True).check()
    await follow(page, page.get_by_role("button", name="Diesen Stimmzettel zeigen"))

    await expect(page.get_by_role("heading", level=2, name=area)).to_be_visible()
    await demand_no_finding(page)
    await demand_fits(page)
    await close(officers.hall, poll.poll_id)


async def test_officers_and_residents_read_whose_each_project_is_and_of_which_money_each_turn_was(
    town: Town, officers: Officers
) -> None:
    code = town.codes.pop()
    about = await officers.hall.must("ideas", "GET", f"/rounds/{officers.before['round_id']}")
    first = min(about["areas"], key=lambda area: area["name"])
    money = [{"area_id": first["area_id"], "name": first["name"], "guaranteed_cents": 10_000_00}]
    poll = await open_papers(officers, code, area_money=money)
    box, whole = BallotBox(officers.hall, poll.poll_id), f"/polls/{poll.poll_id}"
    await box.cast(await box.permit(code), "approval", {poll.numbers[first["name"]][0]: 1, 9: 1})
    await close(officers.hall, poll.poll_id)
    await officers.hall.sign_in("officer-2", town.passwords["officer-2"])
    await certify(officers.hall, poll.poll_id)

    async with at_work(town, "officer-1") as browser:
        signed = _cells((await browser.get(f"/staff{whole}")).text)
        await officers.hall.act("voting", whole, "announce", staff="officer-1")
        results = await eventually(lambda: _told(browser, f"{whole}/results"), "the view of the results")

    order = sorted(poll.areas, key=lambda name: poll.numbers[name])
    assert signed["paper", "Area"] == [name or "For all areas" for name in (*order, "") for _ in poll.numbers[name]]
    assert set(signed["outcome", "Area"]) == {*poll.areas, "For all areas"}
    guaranteed = f"What is guaranteed to {first['name']}"
    assert set(signed["turns", "Which money"]) == {guaranteed, "The money that is for all"}
    assert " · For all areas<" in results
    assert f"guaranteed to {first['name']}" in results
    assert "Whose ballot paper somebody chose is kept nowhere." in results


async def _told(browser: httpx.AsyncClient, page: str) -> str | None:
    """The page of the results, once it has them."""
    text = (await browser.get(page)).text
    return text if "Not funded, and by how much" in text else None


def _cells(page: str) -> dict[tuple[str, str], list[str]]:
    """What stands in the tables of a page, by the name of the table and of the column."""
    found: dict[tuple[str, str], list[str]] = {}
    for table, rows in re.findall(r'<caption id="([^"]+)">.*?<tbody[^>]*>(.*?)</tbody>', page, re.DOTALL):
        for column, cell in re.findall(r'data-word="([^"]+)"><span>(.*?)</span>', rows):
            found.setdefault((table, column), []).append(cell)
    return found
