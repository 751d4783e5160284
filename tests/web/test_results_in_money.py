"""The results in money: the page, the interface for programs and the command tell one story of the same ballots."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.printed_commands import run_printed
from tests.web.town import Town
from tests.web.visiting import announced_poll

Json = dict[str, Any]


async def _downloads(town: Town, poll: Json) -> tuple[bytes, str, Json]:
    async with httpx.AsyncClient(base_url=town.address) as anybody:
        answers = [
            (await anybody.get(path)).raise_for_status()
            for path in (
                f"/polls/{poll['poll_id']}/ballots.pb",
                f"/polls/{poll['poll_id']}/results.csv",
                f"/api/voting/v1/polls/{poll['poll_id']}/outcome",
            )
        ]
    return answers[0].content, answers[1].text, answers[2].json()


async def test_the_page_the_interface_and_the_command_tell_the_same_of_the_file_that_is_given(
    town: Town, new_context: NewContext, tmp_path: Path
) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    poll = await announced_poll(town)
    ballots, table, outcome = await _downloads(town, poll)
    (tmp_path / "ballots.pb").write_bytes(ballots)

    as_table = await run_printed("commonpurse tally ballots.pb --explain --csv", tmp_path)
    as_json = await run_printed("commonpurse tally ballots.pb --explain --json", tmp_path)

    assert as_table.output.splitlines() == table.splitlines()
    said: Json = json.loads(as_json.output)["explanation"]
    del said["second_count"]
    told = outcome["stories"]
    said["outcome"].pop("areas")
    told["outcome"].pop("areas")  # the ballots' file does not say where projects are
    assert said == told
    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results")
    for loser in said["losers"]:
        line = _line(page, loser["project"])
        for amount in ("missing_in_the_end", "supporters_had", "left", "rest_lacked", "wins_at_cost"):
            if loser[amount]:
                await expect(line).to_contain_text(_as_said(loser[amount]))
        await expect(line).to_contain_text(f"{loser['wins_with_votes']} more voters")
    for winner in said["winners"]:
        for group in winner["payers"]:
            if group["people"] >= 10:
                paid = f"{group['people']} people paid {_as_said(group['paid_each'])} each"
                await expect(_line(page, winner["project"])).to_contain_text(paid)


def _line(page: Page, number: str) -> Any:
    own_number = page.locator(".ballot-number", has_text=re.compile(rf"^{number}$"))
    return page.locator("li.ballot-line", has=own_number)


def _as_said(amount: str) -> str:
    return f"€{float(amount):,.2f}".removesuffix(".00")


async def test_the_table_holds_a_line_for_each_project_and_no_formula(town: Town) -> None:
    poll = await announced_poll(town)

    _, table, outcome = await _downloads(town, poll)

    rows = {row["project"]: row for row in csv.DictReader(table.splitlines())}
    assert set(rows) == {str(project["number"]) for project in outcome["projects"]}
    assert (rows["1"]["missing"], rows["1"]["people"], rows["1"]["funded"]) == ("2.46", "43", "no")
    for project in outcome["projects"]:
        missing = project["missing_cents"]
        assert rows[str(project["number"])]["missing"] == ("" if missing is None else f"{missing / 100:.2f}")


async def test_the_flow_is_a_picture_with_its_table_and_both_hold_the_whole_money(
    town: Town, new_context: NewContext
) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    poll = await announced_poll(town)
    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results")

    flow = page.get_by_role("region", name="Where the money went")
    await flow.get_by_text("The same as a table").click()

    rows = flow.get_by_role("table").locator("tbody tr")
    amounts = [await row.locator("td").first.inner_text() for row in await rows.all()]
    assert sum(float(amount.strip("€").replace(",", "")) for amount in amounts) * 100 == poll["budget_cents"]
    ends = flow.locator(".flow-ends li")
    assert await ends.count() == await flow.locator("svg path").count() == await rows.count()
    await expect(ends.last).to_contain_text("Not spent")
    await expect(flow).to_contain_text("82 people had €426.88 each to pay with.")


async def test_of_whom_it_reached_no_small_cell_is_told(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    poll = await announced_poll(town)
    _, _, outcome = await _downloads(town, poll)

    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results")

    reach = outcome["stories"]["outcome"]
    assert reach["voters"] - reach["voters_with_a_winner"] < 20, "the sample has areas in which few have no winner"
    parts = outcome["reached"]["by_area"]
    assert parts
    assert all((part["least_percent"], part["most_percent"]) != (100, 100) for part in parts)
    who = page.get_by_role("region", name="Who was reached")
    await expect(who.get_by_text("85%", exact=True)).to_be_visible()
    await expect(who).to_contain_text("at least")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (360, "light"), (1280, "dark")])
async def test_the_page_with_all_its_details_open_is_sound_for_axe(
    town: Town, new_context: NewContext, width: int, scheme: str
) -> None:
    context = await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = await context.new_page()
    poll = await announced_poll(town)
    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results")

    for summary in await page.locator("details > summary").all():
        await summary.click()

    await demand_no_finding(page)
    await demand_fits(page)
