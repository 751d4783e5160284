"""News that a part set aside: an administrator sees the reason and has it tried again, on the page and by command."""

import asyncio
import re
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect
from typer.testing import CliRunner, Result

from commonpurse.main import app
from libs.shared.events.envelope import Envelope
from libs.shared.events.examples import envelope_of
from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.platform.facts import dead_letters
from libs.shared.platform.storage.database import Database
from libs.shared.platform.streams.stream import Delivery
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import ADMIN_PASSWORD, Town

REASON = "IdeaIsNotKnown: what the reason says stands here"


@pytest.fixture
async def proposals(town: Town) -> AsyncIterator[Database]:
    database = Database(town.settings.database_of("proposals"))
    yield database
    async with database.transaction() as tx:
        for letter in await dead_letters.waiting(tx.session):
            await dead_letters.take(tx.session, letter.id)
    await database.aclose()


def an_event() -> Envelope:
    event = IdeaStateChanged(idea_id=uuid4(), state="accepted", text="It is public now.")
    return envelope_of(event, "ideas", 7)


async def a_letter(proposals: Database, listener: str = "proposals") -> str:
    async with proposals.transaction() as tx:
        delivery = Delivery(f"ideas/0@{uuid4()}", an_event().encode())
        await dead_letters.set_aside(tx.session, listener, "ideas", delivery, REASON)
        return f"proposals/{(await dead_letters.waiting(tx.session))[-1].id}"


async def command(town: Town, *arguments: str) -> Result:
    who = ["--url", town.address, "--name", "admin", "--password", ADMIN_PASSWORD]
    return await asyncio.to_thread(CliRunner().invoke, app, ["dead-letters", *who, *arguments])


@pytest.mark.parametrize("width", [360, 1280])
async def test_an_administrator_has_news_tried_again_on_the_page_and_it_counts_once(
    page: Page, town: Town, proposals: Database, width: int
) -> None:
    await page.set_viewport_size({"width": width, "height": 900})
    await a_letter(proposals)
    await sign_in(page, town, "admin", ADMIN_PASSWORD)
    await page.goto(f"{town.address}/staff/health")
    await expect(page.get_by_role("row").filter(has_text="It has set aside 1 pieces")).to_be_visible()
    await expect(page.get_by_text(REASON)).to_be_visible()
    await demand_no_finding(page)
    await demand_fits(page)
    late = await page.context.new_page()
    await late.goto(page.url)

    await page.get_by_role("button", name="Try again").click()
    await late.get_by_role("button", name="Try again").click()

    await expect(page.get_by_text("The news is applied.")).to_be_visible()
    await expect(page.get_by_text(REASON)).to_have_count(0)
    await expect(late.get_by_text("applied already. Nothing was done twice.")).to_be_visible()
    await page.goto(f"{town.address}/staff/acts")
    await expect(page.get_by_role("row").filter(has_text="Had news applied again").first).to_contain_text("admin")


async def test_what_cannot_be_applied_yet_stays_with_words(page: Page, town: Town, proposals: Database) -> None:
    await a_letter(proposals, listener="a-view-of-before.1")
    await sign_in(page, town, "admin", ADMIN_PASSWORD)
    await page.goto(f"{town.address}/staff/health")

    await page.get_by_role("button", name="Try again").click()

    await expect(page.get_by_text("no listener a-view-of-before.1 any more")).to_be_visible()
    await expect(page.get_by_text(REASON)).to_be_visible()


async def test_a_moderator_has_nothing_tried_again(page: Page, town: Town, proposals: Database) -> None:
    name = await a_letter(proposals)
    await sign_in(page, town, "moderator")
    await page.goto(f"{town.address}/staff/health")

    answer = await page.request.post(f"{town.address}/staff/health/set-aside/{name}", headers={"Origin": town.address})

    assert "Try again" not in await page.content()
    assert not re.search("applied", await answer.text())
    async with proposals.reading() as session:
        assert len(await dead_letters.waiting(session)) == 1


async def test_the_command_lists_and_replays_one_or_all_and_twice_is_once(town: Town, proposals: Database) -> None:
    first, second = await a_letter(proposals), await a_letter(proposals)

    listed = await command(town)
    one = await command(town, "--replay", first)
    again = await command(town, "--replay", first)
    rest = await command(town, "--replay", "all")

    assert (listed.exit_code, one.exit_code, again.exit_code, rest.exit_code) == (1, 0, 1, 0)
    assert all(name in listed.output for name in (first, second, REASON))
    assert f"{first}: applied" in one.output
    assert "nothing waits there" in again.output
    assert rest.output.endswith(f"{second}: applied\n")
    assert f"{first}: " not in rest.output
    assert (await command(town)).output.endswith("nothing was set aside\n")


async def test_the_command_says_what_still_cannot_be_applied(town: Town, proposals: Database) -> None:
    name = await a_letter(proposals, listener="a-view-of-before.1")

    said = await command(town, "--replay", name)

    assert said.exit_code == 1
    assert f"{name}: there is no listener a-view-of-before.1 any more" in said.output
