"""Pages that a council must have: filled by settings or by texts of its own, and never with a sample."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from gateways.web.legal.filled import gaps_of
from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.conftest import NewContext
from tests.support.serving import served
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town

PAGES = ("imprint", "privacy", "accessibility", "help")
FILLED: dict[str, Any] = {
    "council_address": "Market Square 1, 12345 Lowmarsh",
    "council_mail": "hall@lowmarsh.example",
    "council_phone": "01234 5678",
    "council_represented_by": "Mayor Ada Example",
    "data_protection_officer": "privacy@lowmarsh.example",
    "data_protection_authority": "State Commissioner",
    "accessibility_authority": "State Office",
}
Visiting = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def visiting() -> Visiting:
    """A visitor of pages that are set up so."""

    @asynccontextmanager
    async def visit(**settings: Any) -> AsyncIterator[httpx.AsyncClient]:
        set_so = WebSettings(council_name="Town of Lowmarsh", **settings)
        async with (
            served(build(set_so, Neighbours(set_so, in_process={}))) as address,
            httpx.AsyncClient(base_url=address) as client,
        ):
            yield client

    return visit


@pytest.mark.parametrize("language", ["en", "de"])
async def test_each_page_is_there_in_each_language_and_no_page_hides_a_sample(
    visiting: Visiting, language: str
) -> None:
    async with visiting() as visitor:
        pages = [await visitor.get(f"/{page}?lang={language}") for page in PAGES]

    assert [page.status_code for page in pages] == [200] * 4
    for page in pages:
        assert not re.search(r"lorem|example|todo|xxx|\bfill in\b|None|\{\{", page.text, re.IGNORECASE)
        assert all(f'href="/{each}"' in page.text for each in PAGES)


async def test_what_the_council_sets_stands_where_people_look_for_it(visiting: Visiting) -> None:
    async with visiting(**FILLED) as visitor:
        imprint, privacy, accessibility = [(await visitor.get(f"/{page}")).text for page in PAGES[:3]]

    assert all(FILLED[name] in imprint for name in FILLED if name.startswith("council"))
    assert "privacy@lowmarsh.example" in privacy
    assert "State Commissioner" in privacy
    assert "State Office" in accessibility


async def test_a_text_of_the_councils_own_takes_the_place_of_a_page_and_leaves_the_form(
    visiting: Visiting, tmp_path: Path
) -> None:
    (tmp_path / "accessibility.en.txt").write_text(
        "# Our promise\n\nAsk <us> at https://lowmarsh.example\n\n- one\n- two"
    )
    async with visiting(legal_dir=tmp_path) as visitor:
        english, german = [(await visitor.get(f"/accessibility?lang={each}")).text for each in ("en", "de")]

    assert "<h2>Our promise</h2>" in english
    assert "Ask &lt;us&gt; at <a href=" in english
    assert "<li>two</li>" in english
    assert "EN 301 549" not in english
    assert 'name="words"' in english
    assert "EN 301 549" in german


def test_staff_are_told_what_is_missing(tmp_path: Path) -> None:
    for language in ("en", "de"):
        (tmp_path / f"imprint.{language}.txt").write_text("We are the town of Lowmarsh.")

    assert {gap.variable.lower().removeprefix("commonpurse_") for gap in gaps_of(WebSettings())} == {*FILLED} - {
        "council_phone"
    }
    assert gaps_of(WebSettings(**FILLED)) == []
    assert {gap.page for gap in gaps_of(WebSettings(legal_dir=tmp_path))} == {"privacy", "accessibility"}


async def test_security_txt_names_a_contact_and_a_day_that_lies_ahead(visiting: Visiting) -> None:
    async with visiting(
        security_contact="mailto:security@lowmarsh.example", public_url="https://a.example/"
    ) as visitor:
        answer = await visitor.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    expires = datetime.fromisoformat(fields["Expires"])
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@lowmarsh.example"
    assert fields["Canonical"] == "https://a.example/.well-known/security.txt"
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)


async def test_without_a_contact_there_is_no_security_txt(visiting: Visiting) -> None:
    async with visiting() as visitor:
        answer = await visitor.get("/.well-known/security.txt")

    assert answer.status_code == 404


async def test_a_barrier_reaches_the_desk_and_waits_there_until_it_is_answered(
    new_context: NewContext, town: Town
) -> None:
    neighbour: Page = await (await new_context(java_script_enabled=False)).new_page()
    await neighbour.goto(f"{town.address}/accessibility")
    await neighbour.get_by_role("button", name="Send the report").click()
    await expect(neighbour.locator("#words-error")).to_contain_text("what did not work")
    await neighbour.get_by_label("What did not work for you?").fill("My screen reader skips the map.")
    await neighbour.get_by_label("On which page?").fill("/ideas")
    await neighbour.get_by_label("Your mail address or telephone number").fill("ada@example.org")
    await neighbour.get_by_role("button", name="Send the report").click()
    await expect(neighbour.get_by_role("heading", name="Your report has arrived")).to_be_visible()

    await sign_in(neighbour, town, "moderator")
    report = neighbour.get_by_role("listitem").filter(has_text="My screen reader skips the map.")
    await expect(report).to_contain_text("ada@example.org")
    await report.get_by_role("button", name="It is answered").click()

    await expect(report).to_have_count(0)
