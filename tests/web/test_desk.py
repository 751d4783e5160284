"""The desk of a town in which more waits than one page holds."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import Towns

NEXT = re.compile(r'<a href="([^"]*ideas=\d+[^"]*)" rel="next">')
LINES = re.compile(r'<a href="/staff/ideas/([\w-]+)"')
WAITING = 45


@pytest.fixture(scope="module")
async def moderator(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    """A moderator at a desk on which many ideas wait."""
    data = tmp_path_factory.mktemp("desk")
    async with towns.with_sample(data) as town, at_work(town, "moderator") as browser:
        for number in range(WAITING):
            page = await browser.get("/staff/enter")
            wish = {"title": f"Idea {number}", "text": "For all.", "channel": "letter"}
            made = await browser.post("/staff/enter", data=form_of(page, "submission_id") | wish)
            assert made.is_success
        yield browser


def screened(page: httpx.Response) -> list[str]:
    """The ideas to screen that the page lists."""
    section = re.search(r'<section[^>]*aria-labelledby="ideas">.*?</section>', page.text, re.DOTALL)
    assert section
    return LINES.findall(section.group())


async def test_every_idea_that_waits_can_be_reached_from_the_desk_and_none_stands_there_twice(
    moderator: httpx.AsyncClient,
) -> None:
    page, seen = await moderator.get("/staff"), list[str]()
    while True:
        seen += screened(page)
        if not (onward := NEXT.search(page.text)):
            break
        assert onward.group(1).endswith("#ideas"), "a keyboard goes on where the list begins"
        page = await moderator.get(onward.group(1).replace("&amp;", "&"))

    assert len(seen) == len({*seen}) >= WAITING
    assert f'<span class="count">{len(seen)}</span>' in page.text
    assert 'rel="prev"' in page.text


async def test_a_page_behind_the_last_one_is_the_last_one(moderator: httpx.AsyncClient) -> None:
    last = await moderator.get("/staff?ideas=3")

    assert screened(await moderator.get("/staff?ideas=99")) == screened(last) != []
    assert (await moderator.get("/staff?ideas=some")).is_success
