import hashlib
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from playwright.async_api import Page, expect

from gateways.web.words.speech import Speech
from tests.conftest import NewContext
from tests.support.printed_commands import run_printed
from tests.web.town import Town
from tests.web.visiting import announced_poll, open_poll


async def test_results_say_what_is_funded_what_missed_and_why(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    poll = await announced_poll(town)

    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results")

    async with httpx.AsyncClient(base_url=town.address) as client:
        counted = (await client.get(f"/api/reporting/v1/polls/{poll['poll_id']}/results")).json()
    funded = [project for project in counted["projects"] if project["is_funded"]]
    shown = page.get_by_role("region", name="Funded", exact=True).locator("li.ballot-line")
    assert await shown.count() == len(funded) > 0
    missed = page.get_by_role("region", name="Not funded, and by how much").locator("li.ballot-line")
    assert await missed.count() == len(counted["projects"]) - len(funded) > 0
    await expect(missed.first).to_contain_text("short")
    await expect(page.get_by_role("region", name="Why these?")).to_contain_text("Equal Shares")
    await expect(shown.first).to_contain_text("people paid for it together from their shares")
    await expect(missed.first).to_contain_text("people who voted for it were €2.46 short")
    short = sorted(project["missing_cents"] for project in counted["projects"] if not project["is_funded"])
    assert await missed.locator(".ballot-number").all_inner_texts() == [
        str(project["number"])
        for cents in short
        for project in counted["projects"]
        if project["missing_cents"] == cents
    ]


async def test_results_say_who_was_reached_what_happened_and_how_the_lot_was_sealed(
    town: Town, new_context: NewContext
) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    poll = await announced_poll(town)

    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results")

    reached = page.get_by_role("region", name="Who was reached")
    await expect(reached.get_by_role("definition").get_by_text("58%", exact=True)).to_be_visible()
    assert await reached.get_by_role("figure", name="How many took part, by area").locator(".bar").count() == 4
    history = page.get_by_role("region", name="What happened so far").locator("li")
    assert await history.count() == len(poll["life_line"])
    await expect(history.nth(2)).to_contain_text("Voting ended early: ")
    await page.get_by_text("Check the lot that decides between equals").click()
    await expect(page.get_by_text(poll["lot_seed"], exact=True)).to_be_visible()
    assert hashlib.sha256(poll["lot_seed"].encode()).hexdigest() in await page.locator("main").inner_text()


async def test_a_vote_of_one_day_names_it_once(town: Town, page: Page) -> None:
    await page.goto(f"{town.address}/results")

    told = await page.get_by_text(re.compile(r"^Voting: ")).all_inner_texts()

    assert told
    for days in told:
        opens, _, closes = days.removeprefix("Voting: ").partition(" to ")
        assert opens != closes


async def test_a_vote_that_was_closed_early_ended_when_it_was_closed(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    poll = await announced_poll(town)
    closed_at = next(line["at"] for line in poll["life_line"] if line["state"] == "closed")

    await page.goto(f"{town.address}/polls/{poll['poll_id']}/turnout")

    ended = Speech("en", ZoneInfo("Europe/Berlin")).short_moment(closed_at)
    await expect(page.locator(".facts dd").last).to_have_text(ended)


async def test_the_chart_has_its_table_one_click_away(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    poll = await announced_poll(town)
    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results")

    why = page.get_by_role("region", name="Why these?")
    await why.get_by_text("The same as a table").click()

    rows = page.get_by_role("table", name="All projects").locator("tbody tr")
    await expect(rows).to_have_count(len(poll["projects"]))
    assert await why.locator(".bars .bar").count() == len(poll["projects"])


async def test_anyone_can_take_the_ballots_away_and_count_them_again(
    town: Town, new_context: NewContext, tmp_path: Path
) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    poll = await announced_poll(town)
    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results")

    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="Download the ballots").click()
    download = await downloading.value
    await download.save_as(tmp_path / download.suggested_filename)
    printed = await page.get_by_role("region", name="Count it again yourself").locator("pre").inner_text()
    ran = await run_printed(printed, tmp_path)

    assert (ran.status, ran.errors) == (0, "")
    assert f"{poll['ballots']} ballots" in ran.output
    assert "The city funded the same projects by its own count." in ran.output


async def test_an_open_poll_shows_turnout_that_renews_itself_and_no_result(town: Town, new_context: NewContext) -> None:
    watcher = await (await new_context()).new_page()
    poll = await open_poll(town)
    await watcher.clock.install()
    await watcher.goto(f"{town.address}/polls/{poll['poll_id']}/turnout")
    await expect(watcher.locator(".facts dd").first).to_have_text("not told yet")
    await expect(watcher.get_by_text("The first figures are told at a full hour")).to_be_visible()

    async with watcher.expect_response("**/turnout/figures") as renewed:
        await watcher.clock.fast_forward(60_000)

    assert (await renewed.value).status == httpx.codes.OK
    await watcher.goto(f"{town.address}/polls/{poll['poll_id']}/results")
    await expect(watcher.get_by_role("heading", name="There is no result yet")).to_be_visible()
