"""Turnout and an idea's life line renew themselves while they are looked at; without a script, by loading anew."""

import asyncio
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
from playwright.async_api import Page, Route, expect

from tests.command.test_up import polls_of
from tests.conftest import NewContext
from tests.web.test_suggest import fill_in, send
from tests.web.town import Town

LIVE = re.compile(r"/api/(ideas|voting)/v1/events/stream\?")
_TEMPLATES = Path(__file__).parents[2] / "gateways" / "web" / "templates"
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_page_that_renews_a_part_of_itself_brings_the_script_that_does_it() -> None:
    said = {path.name: path.read_text() for path in _TEMPLATES.rglob("*.html")}
    renewing = {name for name, text in said.items() if "hx-get" in text and "{% extends" in text}

    assert {"ideas.html", "import.html"} <= renewing
    assert {name for name in renewing if "vendor/htmx-" not in said[name]} == set()


async def withdraw(page: Page, town: Town, number: str, key: str) -> None:
    await page.goto(f"{town.address}/ideas/{number}/yours")
    await page.get_by_label("The key to your idea").fill(key)
    await page.get_by_role("button", name="Withdraw my idea").click()
    await page.wait_for_url(f"**/ideas/{number}")


async def test_whoever_looks_at_an_idea_sees_its_life_line_grow(new_context: NewContext, town: Town) -> None:
    author = await (await new_context()).new_page()
    reader = await (await new_context()).new_page()
    without_script = await (await new_context(java_script_enabled=False)).new_page()
    await fill_in(author, town, "A fountain for the meadow")
    number = await send(author)
    key = await author.locator(".receipt-key").inner_text()
    async with reader.expect_response(LIVE) as stream:
        await reader.goto(f"{town.address}/ideas/{number}")
    await without_script.goto(f"{town.address}/ideas/{number}")
    assert (await stream.value).headers["content-type"].startswith("text/event-stream")

    await withdraw(author, town, number, key)

    await expect(reader.locator("#life-line")).to_contain_text(
        "Whoever suggested the idea withdrew it.", timeout=15_000
    )
    await expect(reader.locator("#state")).to_contain_text("Withdrawn")
    await expect(without_script.locator("#life-line")).not_to_contain_text("withdrew")
    await without_script.reload()
    await expect(without_script.locator("#life-line")).to_contain_text("Whoever suggested the idea withdrew it.")


async def test_turnout_is_renewed_when_it_is_announced_and_goes_on_where_it_was_let_go(page: Page, town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address) as client:
        poll_id = next(poll["poll_id"] for poll in await polls_of(client) if poll["state"] == "open")
    event_id, asked = str(uuid4()), asyncio.Queue[str]()

    async def tell(route: Route) -> None:
        await asked.put(route.request.url)
        body = f"id: {event_id}\nevent: voting.turnout-announced.v1\ndata: {{}}\n\n"
        await route.fulfill(content_type="text/event-stream", body=body)

    await page.route(LIVE, tell)
    turnout = f"{town.address}/polls/{poll_id}/turnout"
    await page.goto(turnout)
    await page.locator("#figures").evaluate("part => part.replaceChildren('of before')")
    await expect(page.locator("#figures")).to_contain_text("ballots so far", timeout=15_000)

    await page.evaluate(HIDE, True)
    while not asked.empty():
        first = asked.get_nowait()
    await page.evaluate(HIDE, False)
    again = await asyncio.wait_for(asked.get(), 15)

    assert parse_qs(urlsplit(first).query) == {"subject": [poll_id]}
    assert parse_qs(urlsplit(again).query) == {"subject": [poll_id], "lastEventId": [event_id]}
