"""The outcome of a vote on other sites: the one page that may stand in a frame, and oEmbed, which tells of it."""

import html
import re

import httpx
import pytest
from playwright.async_api import Page, expect
from starlette.responses import HTMLResponse

from tests.support.axe import demand_fits, demand_no_finding
from tests.support.serving import served
from tests.web.town import Town
from tests.web.visiting import announced_poll, open_poll

NOBODYS = "00000000-0000-4000-8000-000000000000"


async def test_another_site_shows_the_outcome_in_a_frame(town: Town, page: Page) -> None:
    poll = await announced_poll(town)
    async with httpx.AsyncClient(base_url=town.address) as client:
        told = (await client.get("/oembed", params={"url": f"{town.address}/polls/{poll['poll_id']}/results"})).json()
        counted = (await client.get(f"/api/reporting/v1/polls/{poll['poll_id']}/results")).json()
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", poll["name"])

    # The town is at 127.0.0.1: to a browser, localhost is another site.
    async with served(HTMLResponse(told["html"])) as gazette:
        await page.goto(gazette.replace("127.0.0.1", "localhost"))
        frame = page.frame_locator("iframe")
        await expect(frame.get_by_role("heading", level=1)).to_have_text(poll["name"])
        funded = [project for project in counted["projects"] if project["is_funded"]]
        assert await frame.locator("li.ballot-line").count() == len(funded) > 0
        await expect(frame.get_by_role("link")).to_have_attribute("target", "_blank")


@pytest.mark.parametrize("width", [360, 1280])
async def test_the_frame_fits_and_has_no_barrier(town: Town, page: Page, width: int) -> None:
    poll = await announced_poll(town)
    await page.set_viewport_size({"width": width, "height": 600})
    await page.goto(f"{town.address}/polls/{poll['poll_id']}/results/frame")

    await demand_no_finding(page)
    await demand_fits(page)


async def test_nothing_else_may_stand_in_a_frame(town: Town) -> None:
    poll = await announced_poll(town)
    async with httpx.AsyncClient(base_url=town.address) as client:
        framed = await client.get(f"/polls/{poll['poll_id']}/results/frame")
        others = [f"/polls/{poll['poll_id']}/results", "/results", f"/polls/{NOBODYS}/results/frame", "/oembed"]
        answers = [await client.get(path) for path in others]

    assert framed.headers["content-security-policy"].endswith("form-action 'none'; frame-ancestors *")
    assert "x-frame-options" not in framed.headers
    assert "<form" not in framed.text
    assert "<script" not in framed.text
    for answer in answers:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], answer.url
        assert answer.headers["x-frame-options"] == "DENY"


async def test_a_vote_that_is_not_decided_says_so_in_its_frame(town: Town) -> None:
    poll = await open_poll(town)
    async with httpx.AsyncClient(base_url=town.address) as client:
        framed = await client.get(f"/polls/{poll['poll_id']}/results/frame", headers={"accept-language": "en"})

    assert "This vote is not decided yet." in framed.text


async def test_editors_find_the_frame_by_the_page_of_the_results(town: Town) -> None:
    poll = await announced_poll(town)
    async with httpx.AsyncClient(base_url=town.address) as client:
        page = (await client.get(f"/polls/{poll['poll_id']}/results")).text
        [found] = re.findall(r'type="application/json\+oembed" href="([^"]+)"', page)
        told = (await client.get(html.unescape(found) + "&maxwidth=300&maxheight=9000")).json()

    assert (told["width"], told["height"]) == (300, 480)
    assert 'width="300" height="480"' in told["html"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 404),
        ({"url": "https://elsewhere.example/polls/" + NOBODYS + "/results"}, 404),
        ({"url": f"/polls/{NOBODYS}/results"}, 404),
        ({"url": "http://[broken/"}, 404),
        ({"url": "/results", "format": "xml"}, 501),
        ({"url": "/results", "maxwidth": "wide"}, 400),
        ({"url": "/results", "maxheight": "0"}, 400),
    ],
)
async def test_what_cannot_be_shown_in_a_frame_is_refused_in_words(
    town: Town, asked: dict[str, str], status: int
) -> None:
    async with httpx.AsyncClient(base_url=town.address) as client:
        answer = await client.get("/oembed", params=asked)

    assert answer.status_code == status
    assert answer.json()["error"]
