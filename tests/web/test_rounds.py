"""Several rounds at once: a new one hides nothing of another, and each keeps its own areas, money and calendar."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.eventually import eventually
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town, Towns
from tests.web.visiting import follow

NEXT = "Lindenhof decides 2027"
TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date()  # as the council's calendar has it


@dataclass(frozen=True)
class TwoRounds:
    """A town whose council has published its next round while people vote in the present one."""

    town: Town
    old: dict[str, Any]
    new: dict[str, Any]
    admin: httpx.AsyncClient
    visitor: httpx.AsyncClient

    async def page(self, path: str) -> str:
        """The HTML of a page for residents."""
        return (await self.visitor.get(path)).raise_for_status().text

    async def api(self, path: str) -> Any:
        """What the public API says."""
        return (await self.visitor.get(path)).raise_for_status().json()


@pytest.fixture(scope="module")
async def rounds(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TwoRounds]:
    data = tmp_path_factory.mktemp("two-rounds")
    async with (
        towns.with_sample(data) as town,
        httpx.AsyncClient(base_url=town.address) as admin,
        httpx.AsyncClient(base_url=town.address, follow_redirects=True) as visitor,
    ):
        account = {"name": "admin", "password": "a long enough password"}
        token = (await admin.post("/api/residents/v1/staff/sessions", json=account)).json()["token"]
        admin.headers["Authorization"] = f"Bearer {token}"
        plan = {
            "name": NEXT,
            "currency": "PLN",
            "areas": [{"name": "Harbour"}],
            "funds": [{"name": "Everyone's fund", "budget_cents": 900_000}],
            "calendar": [{"name": "suggest", "starts_on": str(TODAY), "ends_on": str(TODAY + timedelta(days=30))}],
        }
        new = (await admin.post("/api/ideas/v1/rounds", json=plan)).raise_for_status().json()
        listed = (await visitor.get("/api/ideas/v1/rounds")).json()["items"]
        yield TwoRounds(town, next(one for one in listed if one["name"] != NEXT), new, admin, visitor)


@pytest.fixture
async def neighbour(new_context: NewContext) -> Page:
    """A page of a browser without JavaScript."""
    return await (await new_context(java_script_enabled=False)).new_page()


async def test_home_still_opens_with_the_vote_and_shows_where_both_rounds_are(rounds: TwoRounds) -> None:
    home = await rounds.page("/")

    assert "Vote now" in home
    assert "€145,000" in home
    assert home.index(rounds.old["name"]) < home.index(NEXT)


async def test_lists_show_all_rounds_and_one_can_be_chosen(rounds: TwoRounds) -> None:
    everything, old, new = [
        await rounds.page(f"/proposals{asked}")
        for asked in ("", f"?round={rounds.old['round_id']}", f"?round={rounds.new['round_id']}")
    ]

    assert "Shade for the market square" in everything
    assert "Shade for the market square" in old
    assert "Shade for the market square" not in new
    assert ("Old Town</a>" in old, "Harbour</a>" in old) == (True, False)
    assert ("Old Town</a>" in new, "Harbour</a>" in new) == (False, True)
    assert "Repair café" in await rounds.page("/ideas")


async def test_an_area_leads_to_its_own_round(rounds: TwoRounds) -> None:
    area = next(one for one in rounds.old["areas"] if one["name"] == "Old Town")

    page = await rounds.page(f"/proposals?area={area['area_id']}")

    assert "Shade for the market square" in page


async def test_compare_says_the_area_and_the_currency_of_each_proposals_own_round(rounds: TwoRounds) -> None:
    listed = (await rounds.api("/api/proposals/v1/proposals"))["items"]
    shade, other = [one for one in listed if one["area_id"]][:2]

    page = await rounds.page(f"/proposals/compare?one={shade['number']}&other={other['number']}")

    names = {one["area_id"]: one["name"] for one in rounds.old["areas"]}
    assert names[shade["area_id"]] in page
    assert names[other["area_id"]] in page
    assert "€" in page
    assert "PLN" not in page


async def test_a_suggestion_is_for_the_round_that_takes_some_and_for_another_if_somebody_says_so(
    neighbour: Page, rounds: TwoRounds
) -> None:
    await neighbour.goto(f"{rounds.town.address}/ideas/new?round={rounds.old['round_id']}")
    await neighbour.get_by_label("What do you suggest?").fill("A bell for the bridge")
    await neighbour.get_by_label("Why does it matter?").fill("Ships must hear it.")
    await neighbour.get_by_label("For which round?").select_option(label=NEXT)
    await neighbour.get_by_label("Where?").select_option(label="Old Town")
    await neighbour.get_by_role("button", name="Send my suggestion").click()
    await expect(neighbour.locator("#where-error")).to_contain_text("does not belong to this round")

    await neighbour.get_by_label("Where?").select_option(label="Harbour")
    await neighbour.get_by_role("button", name="Send my suggestion").click()

    number = await neighbour.locator(".receipt-number").inner_text()
    idea = await rounds.api(f"/api/ideas/v1/ideas/{number}")
    assert [idea["round_id"], idea["area_id"]] == [rounds.new["round_id"], rounds.new["areas"][0]["area_id"]]


async def test_the_usual_round_of_a_suggestion_is_the_one_whose_calendar_asks_for_some(rounds: TwoRounds) -> None:
    page = await rounds.page("/ideas/new")

    assert f'name="round" value="{rounds.new["round_id"]}"' in page
    assert "Harbour" in page
    assert "Old Town" not in page


async def test_staff_enter_what_came_by_letter_for_either_round(neighbour: Page, rounds: TwoRounds) -> None:
    await sign_in(neighbour, rounds.town, "moderator")
    await neighbour.goto(f"{rounds.town.address}/staff/enter")
    await neighbour.get_by_label("Title").fill("A bench for the hill")
    await neighbour.get_by_label("What was suggested?").fill("It is steep.")
    await neighbour.get_by_label("Where?").select_option(label="Old Town")
    await neighbour.get_by_role("button", name="Enter it").click()
    await expect(neighbour.locator("#area_id-error")).to_contain_text("does not belong to this round")

    await neighbour.get_by_label("For which round?").select_option(label=rounds.old["name"])
    await neighbour.get_by_role("button", name="Enter it").click()

    await expect(neighbour.get_by_text("The suggestion is entered.")).to_be_visible()
    await expect(neighbour.locator("main")).to_contain_text("Old Town")


async def test_a_round_is_changed_and_a_calendar_under_a_poll_is_refused_in_words(
    neighbour: Page, rounds: TwoRounds
) -> None:
    await sign_in(neighbour, rounds.town, "admin", "a long enough password")
    await neighbour.goto(f"{rounds.town.address}/staff/rounds/{rounds.old['round_id']}")
    await neighbour.get_by_label("Name", exact=True).fill("Lindenhof decides again")
    tomorrow = str(TODAY + timedelta(days=1))
    await neighbour.get_by_label("Vote: from").fill(tomorrow)

    async def refused() -> bool:
        """Once ideas has heard of the poll."""
        await follow(neighbour, neighbour.get_by_role("button", name="Keep the changes"))
        return await neighbour.locator("#vote_on-error").count() == 1

    await eventually(refused)
    assert "The vote must begin no later" in await neighbour.locator("#vote_on-error").inner_text()
    await expect(neighbour.get_by_label("Name", exact=True)).to_have_value("Lindenhof decides again")

    before = next(phase["starts_on"] for phase in rounds.old["calendar"] if phase["name"] == "vote")
    await neighbour.get_by_label("Vote: from").fill(before)
    await neighbour.get_by_label("More areas").fill("The islands")
    await neighbour.get_by_role("button", name="Keep the changes").click()
    await expect(neighbour.get_by_text("The round is changed, and everyone can see it.")).to_be_visible()

    assert "Lindenhof decides again" in await rounds.page("/rounds")
    assert "The islands" in await rounds.page(f"/proposals?round={rounds.old['round_id']}")
    wish = {"name": rounds.old["name"]}
    (await rounds.admin.patch(f"/api/ideas/v1/rounds/{rounds.old['round_id']}", json=wish)).raise_for_status()


async def test_a_round_is_put_away_and_taken_out_again(neighbour: Page, rounds: TwoRounds) -> None:
    await sign_in(neighbour, rounds.town, "admin", "a long enough password")
    door = f"{rounds.town.address}/staff/rounds/{rounds.new['round_id']}"
    await neighbour.goto(door)
    await neighbour.get_by_role("button", name="Put it away").click()
    await expect(neighbour.get_by_text("The round is put away.")).to_be_visible()
    lists = [await rounds.page("/proposals"), await rounds.page("/ideas/new"), await rounds.page("/")]
    overview, its_own = await rounds.page("/rounds"), await rounds.page(f"/rounds/{rounds.new['round_id']}")
    await neighbour.goto(door)
    await neighbour.get_by_role("button", name="Take it out again").click()

    assert not [page for page in lists if re.search(rf"\b{NEXT}\b", page)]
    assert NEXT in overview
    assert NEXT in its_own
    assert NEXT in await rounds.page("/proposals")


async def test_the_vote_under_way_keeps_its_round_from_being_put_away(neighbour: Page, rounds: TwoRounds) -> None:
    await sign_in(neighbour, rounds.town, "admin", "a long enough password")
    await neighbour.goto(f"{rounds.town.address}/staff/rounds/{rounds.old['round_id']}")

    await neighbour.get_by_role("button", name="Put it away").click()

    await expect(neighbour.get_by_role("alert")).to_contain_text("is not decided yet")


async def test_whoever_may_not_change_a_round_is_told_before_they_type(neighbour: Page, rounds: TwoRounds) -> None:
    await sign_in(neighbour, rounds.town, "moderator")

    for path in ("/staff/rounds/new", f"/staff/rounds/{rounds.old['round_id']}"):
        await neighbour.goto(rounds.town.address + path)
        await expect(neighbour.get_by_role("heading", level=1)).to_have_text("This is somebody else's task")


@pytest.mark.parametrize("width", [360, 1280])
async def test_axe_finds_nothing_on_pages_of_several_rounds(
    rounds: TwoRounds, new_context: NewContext, width: int
) -> None:
    page = await (await new_context(viewport={"width": width, "height": 800})).new_page()
    await sign_in(page, rounds.town, "admin", "a long enough password")

    paths = ["/", "/rounds", "/proposals", "/ideas", "/staff/rounds", f"/staff/rounds/{rounds.old['round_id']}"]
    for path in [*paths, f"/ideas/new?round={rounds.old['round_id']}", "/staff/enter"]:
        await page.goto(rounds.town.address + path)
        await demand_no_finding(page)
        await demand_fits(page)
