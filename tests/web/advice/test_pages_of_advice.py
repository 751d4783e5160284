"""A vote that funds nothing, on every page: what is asked, voted and told is of options, and nobody wins money."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from commonpurse import preparation
from commonpurse.ballot_box import BallotBox
from commonpurse.counting import certify_and_announce, close
from commonpurse.town_hall import TownHall, eventually
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding, demand_tables_fit
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import ADMIN_PASSWORD, Town, Towns
from tests.web.visiting import follow

OPTIONS = [
    {"title": "Close the pool on Mondays", "kind": "saving", "saving_cents": 120_000_00},
    {"title": "Light the parks until ten", "kind": "policy"},
    {"title": "Libraries open on Sundays", "kind": "service"},
]
OF_MONEY = re.compile(
    r"\bprojects?\b|\bfunded\b(?! by)|Projekt|in the pot|im Topf|finanziert(?! wird| nichts)", re.IGNORECASE
)


class Asked:
    """A town that asks what matters: one poll is announced, one is open."""

    def __init__(self, town: Town, hall: TownHall, round_body: dict[str, Any], codes: list[str]) -> None:
        self.town, self.hall, self.round, self.codes = town, hall, round_body, codes
        self.open, self.announced = "", ""

    async def poll(self, name: str, method: str, max_choices: int) -> BallotBox:
        now = datetime.now(UTC)
        draft = {
            "round_id": self.round["round_id"],
            "fund_id": self.round["funds"][0]["fund_id"],
            "name": name,
            "method": method,
            "rule": "ranked-list",
            "options": OPTIONS,
            "limits": {"max_choices": max_choices},
            "channels": ["web", "sms"],
            "opens_at": (now + timedelta(minutes=10)).isoformat(),
            "closes_at": (now + timedelta(days=7)).isoformat(),
        }
        box = BallotBox(self.hall, await preparation.draft_poll(self.hall, draft))
        await preparation.open_poll(self.hall, box.poll_id)
        await eventually(lambda: box.is_known_to_residents(self.codes[0]), "residents to hear of the poll")
        return box


@pytest.fixture(scope="module")
async def asked(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Asked]:
    folder: Path = tmp_path_factory.mktemp("advice")
    async with towns.with_sample(folder) as town:
        hall = TownHall(dict.fromkeys(("ideas", "proposals", "voting", "residents", "reporting"), town.address))
        await hall.sign_in("admin", ADMIN_PASSWORD, "admin")
        for name in ("moderator", "clerk", "officer-1", "officer-2"):
            await hall.sign_in(name, town.passwords[name])
        funds = [{"name": "Services", "budget_cents": 0, "spent_by": "advice"}]
        wish = {"name": "Hard times", "currency": "EUR", "areas": [{"name": "North"}], "funds": funds}
        made = await hall.must("ideas", "POST", "/rounds", wish, staff="admin")
        codes = await preparation.import_roll(hall, made["round_id"], [(one, "North") for one in range(1, 9)])
        told = Asked(town, hall, made, codes)
        box = await told.poll("What may be saved?", "allocation", 1000)
        for code, shares in zip(codes, ({1: 60, 2: 40}, {1: 20, 2: 30, 3: 50}, {2: 100}), strict=False):
            await box.cast(await box.permit(code), "allocation", shares)
        await close(hall, box.poll_id)
        await certify_and_announce(hall, box.poll_id)
        told.announced = box.poll_id
        told.open = (await told.poll("For or against?", "for-and-against", 5)).poll_id
        await eventually(lambda: _is_told(town, box.poll_id), "the results to be told")
        yield told
        await hall.aclose()


async def _is_told(town: Town, poll_id: str) -> bool | None:
    async with httpx.AsyncClient(base_url=town.address) as client:
        return (await client.get(f"/api/reporting/v1/polls/{poll_id}/results")).is_success or None


async def text_of(asked: Asked, path: str) -> str:
    """What stands in the page's main part, in one line."""
    async with httpx.AsyncClient(base_url=asked.town.address, follow_redirects=True) as client:
        page = (await client.get(path)).raise_for_status().text
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2].partition("</main")[0]).split())


@pytest.mark.parametrize("language", ["en", "de"])
async def test_no_page_about_it_speaks_of_projects_that_win_money(asked: Asked, language: str) -> None:
    paths = [f"/polls/{asked.announced}/results", f"/polls/{asked.announced}/results/frame"]
    paths += [f"/polls/{asked.open}/results", f"/polls/{asked.open}/turnout"]

    said = {path: await text_of(asked, f"{path}?lang={language}") for path in paths}

    assert {path: OF_MONEY.findall(text) for path, text in said.items()} == {path: [] for path in paths}
    shown = said[paths[0]]
    first = {"en": "1 Light the parks until ten 170 points", "de": "1 Light the parks until ten 170 Punkte"}
    assert first[language] in shown
    assert {"en": "Saves €120,000", "de": "Spart 120.000"}[language] in shown
    assert {"en": "Nothing is funded by it", "de": "Finanziert wird dadurch nichts"}[language] in shown


async def test_open_data_and_the_round_tell_what_it_is(asked: Asked) -> None:
    async with httpx.AsyncClient(base_url=asked.town.address) as client:
        outcomes = (await client.get("/api/reporting/v1/data/outcomes.json")).raise_for_status().json()
    rows = [row for row in outcomes["items"] if row["poll_id"] == asked.announced]
    assert [(row["place"], row["kind"], row["saving_cents"], row["is_funded"]) for row in rows] == [
        (2, "saving", 12_000_000, False),
        (1, "policy", None, False),
        (3, "service", None, False),
    ]
    said = await text_of(asked, f"/rounds/{asked.round['round_id']}?lang=en")
    assert "The whole town: residents advise" in said
    assert "A ranked list that tells the council what matters to people." in said
    async with httpx.AsyncClient(base_url=asked.town.address) as client:
        letters = (await client.get("/api/reporting/v1/data/funds.json")).json()["items"]
    assert "advice" in {row["spent_by"] for row in letters}


@pytest.mark.parametrize(("width", "scheme", "language"), [(360, "light", "de"), (1280, "dark", "en")])
async def test_the_results_are_sound_for_axe_and_fit(
    asked: Asked, new_context: NewContext, width: int, scheme: str, language: str
) -> None:
    page = await (await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})).new_page()

    await page.goto(f"{asked.town.address}/polls/{asked.announced}/results?lang={language}")

    for summary in await page.locator("main summary:visible").all():
        await summary.click()
    await demand_fits(page)
    await demand_tables_fit(page)
    await demand_no_finding(page)


async def test_a_vote_is_cast_and_the_next_poll_drafted(asked: Asked, new_context: NewContext) -> None:
    page = await (await new_context(viewport={"width": 360, "height": 800})).new_page()
    await page.goto(f"{asked.town.address}/vote?lang=en")
    await page.get_by_label("Your code").fill(asked.codes[-1])
    await follow(page, page.locator("main form button").first)

    main = page.locator("main")
    await expect(main).to_contain_text("Use each for an option, or against one.")
    await expect(main).to_contain_text("Saves €120,000")
    assert OF_MONEY.findall(await main.inner_text()) == []
    await demand_no_finding(page)
    await page.locator("#project-1-against").check()
    await follow(page, page.get_by_role("button", name="Check my ballot"))
    assert OF_MONEY.findall(await main.inner_text()) == []
    await page.get_by_role("button", name="Cast my vote").click()
    await page.wait_for_url("**/vote/done")

    officer = await (await new_context(viewport={"width": 1280, "height": 800})).new_page()
    await sign_in(officer, asked.town, "officer-1")
    await officer.goto(f"{asked.town.address}/staff/polls/new?template=five-votes&lang=en")
    await officer.get_by_label("Which fund does it decide on?").select_option(label="Services (Hard times)")
    await officer.get_by_label("Name of the poll").fill("Next year")
    await officer.get_by_label("What is to be ranked?").fill("Pool; saving\nParks; lights")
    await officer.get_by_role("button", name="Draft the poll").click()
    await expect(officer.locator("#options-error")).to_contain_text("has no amount")
    await officer.get_by_label("What is to be ranked?").fill("Pool; saving; 120000; North\nParks; Leistung")
    await officer.get_by_role("button", name="Draft the poll").click()
    await expect(officer.get_by_role("heading", level=1)).to_have_text("Next year")
    await expect(officer.locator("main")).to_contain_text("Saves €120,000")
    await demand_no_finding(officer)
    await officer.get_by_role("link", name="Change the draft").click()
    await expect(officer.get_by_label("What is to be ranked?")).to_have_value(
        "Pool; saving; 120000; North\nParks; service"
    )
