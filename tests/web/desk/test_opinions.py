"""Departments are asked for their opinion of an idea at the desk, and what they say stands beside it."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Page

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_pages_for_staff import sign_in
from tests.web.test_two_at_one_page import an_idea, at_work, form_of
from tests.web.town import Town


@pytest.fixture
async def moderator(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with at_work(town, "moderator") as browser:
        yield browser


async def asked_of(moderator: httpx.AsyncClient, *names: str) -> tuple[str, httpx.Response]:
    """An idea's page at the desk after these new departments were asked, and its number."""
    for name in names:
        page = await moderator.get("/staff/departments")
        await moderator.post("/staff/departments", data=form_of(page, "Put on the list") | {"name": name})
    number = (await an_idea(moderator)).rpartition("/")[2]
    case = await moderator.get(f"/staff/ideas/{number}?beside=1&state=submitted")
    boxes = [re.findall(rf'name="(ask-[0-9a-f-]+)"[^>]*>\s*(?:<[^>]*>\s*)*{name}', case.text)[-1] for name in names]
    typed = dict.fromkeys(boxes, "yes") | {"question": "Can ducks live there?", "working_days": "10"}
    path = f"/staff/desk/ideas/{number}/opinions"
    return number, await moderator.post(path, data=form_of(case, "Ask them") | typed)


async def test_departments_are_asked_together_and_what_one_says_is_written_down_once(
    moderator: httpx.AsyncClient,
) -> None:
    number, case = await asked_of(moderator, "Water board", "Bird wardens")
    assert case.text.count("Can ducks live there?") == 2
    assert case.text.count("Asked until") == 2
    form = form_of(case, "Write it down")
    [first, second] = re.findall(rf"/staff/desk/ideas/{number}/opinions/([0-9a-f-]+)", case.text)
    path = f"/staff/desk/ideas/{number}/opinions/{first}"

    lacking = await moderator.post(path, data=form | {f"stance-{first}": "", f"opinion-{first}": "Too dry."})
    assert "Choose what the department says." in lacking.text
    assert "Too dry.</textarea>" in lacking.text
    said = {f"stance-{first}": "against", f"opinion-{first}": "Too dry."}
    answered = await moderator.post(path, data=form | said)
    again = await moderator.post(path, data=form | said)
    gone = await moderator.post(f"/staff/desk/ideas/{number}/opinions/{second}", data=form | {"what": "take-back"})

    assert "Against it" in answered.text
    assert "The department has answered already." in again.text
    assert "Asked until" not in gone.text
    assert "Opinions: 1 of 1" in (await moderator.get(f"/staff/ideas?q={number}&opinions=in")).text
    assert number in (await moderator.get("/staff/opinions?state=answered&after=nonsense")).text
    assert "Too dry." not in (await moderator.get(f"/ideas/{number}")).text


async def test_what_is_missing_of_a_question_is_said_and_nothing_typed_is_lost(moderator: httpx.AsyncClient) -> None:
    number, case = await asked_of(moderator, "Fishers")
    asked_again = form_of(case, "Write it down") | {"question": "And fish?", "working_days": "soon"}

    wrong = await moderator.post(f"/staff/desk/ideas/{number}/opinions", data=asked_again)

    assert "Tick the departments that are asked." in wrong.text
    assert "Write a number of working days, from 1 to 250." in wrong.text
    assert "And fish?</textarea>" in wrong.text


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
async def test_opinions_read_well_in_each_width(
    moderator: httpx.AsyncClient, town: Town, new_context: NewContext, width: int, scheme: str
) -> None:
    number, _ = await asked_of(moderator, f"Readers of {width} pixels")
    page: Page = await (await new_context(viewport={"width": width, "height": 900})).new_page()
    await sign_in(page, town, "moderator")

    for path in (f"/staff/ideas/{number}?beside=1&", "/staff/opinions?"):
        await page.goto(f"{town.address}{path}scheme={scheme}")
        await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        await demand_no_finding(page)
        await demand_fits(page)
