"""Each kind of ballot is filled in and cast with the keys alone, on a narrow screen, from the code to the receipt."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from commonpurse.counting import close
from tests.conftest import NewContext
from tests.web.test_every_kind_of_ballot import Act, Officers, officers_of, score, side, tick, type_in
from tests.web.town import Town, Towns

BALLOTS: dict[str, list[Act]] = {
    "approval": tick(1, 3),
    "knapsack": tick(1),
    "points": type_in(n1="3", n2="2"),
    "allocation": type_in(n1="60", n2="40"),
    "score": score(n1="4"),
    "ranking": type_in(n1="2", n3="1"),
    "for-and-against": side(n1="for", n2="against"),
}
MOST_KEYS = 250


@pytest.fixture(scope="module")
async def town(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town of these tests' own: its polls come and go."""
    async with towns.with_sample(tmp_path_factory.mktemp("by-keyboard")) as running:
        yield running


@pytest.fixture(scope="module")
async def officers(town: Town) -> AsyncIterator[Officers]:
    async with officers_of(town) as working:
        yield working


async def has_focus(page: Page, where: str) -> bool:
    return bool(await page.evaluate("where => document.activeElement.matches(where)", where))


async def press_until(page: Page, key: str, where: str) -> None:
    """The key again and again, until what is there has the focus."""
    for _ in range(MOST_KEYS):
        await page.keyboard.press(key)
        if await has_focus(page, where):
            return
    raise AssertionError(f"{key} never led to {where}")


async def do(page: Page, act: Act) -> None:
    """One act of a ballot, by keys alone."""
    how, where, text = act
    if how == "check" and where.endswith(("-for", "-against")):
        number = where.removeprefix("#project-").partition("-")[0]
        await press_until(page, "Tab", f"[id^='project-{number}-']")
        if not await has_focus(page, where):
            await press_until(page, "ArrowDown", where)
        return
    await press_until(page, "Tab", where)
    match how:
        case "fill":
            await page.keyboard.press("Control+A")
            await page.keyboard.type(text)
        case "select":
            await page.keyboard.press("End")
        case _:
            await page.keyboard.press("Space")


async def press_button(page: Page, text: str) -> None:
    """The button or link with the text, reached by Tab and pressed by Enter."""
    for _ in range(MOST_KEYS):
        await page.keyboard.press("Tab")
        if await has_focus(page, "button, a") and text in await page.evaluate(
            "() => document.activeElement.textContent"
        ):
            break
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


@pytest.mark.parametrize("method", sorted(BALLOTS))
async def test_a_ballot_is_cast_with_the_keys_alone(
    method: str, town: Town, officers: Officers, new_context: NewContext
) -> None:
    code = town.codes.pop()
    poll_id = await officers.open_poll(method, code)
    page = await (await new_context(viewport={"width": 360, "height": 640})).new_page()
    await page.goto(f"{town.address}/vote")
    await press_until(page, "Tab", "[name=code]")
    await page.keyboard.type(code)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    for act in BALLOTS[method]:
        await do(page, act)

    await press_button(page, "Check my ballot")
    await expect(page).to_have_url(f"{town.address}/vote/check")
    await press_button(page, "Cast my vote")

    await expect(page).to_have_url(f"{town.address}/vote/done")
    await expect(page.locator(".receipt-code")).to_be_visible()
    await close(officers.hall, poll_id)
