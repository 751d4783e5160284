"""A ballot is cast as the page shows it, once, whatever browsers, lines and people in a hurry do."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from html import unescape

import httpx
import pytest
from playwright.async_api import expect

from tests.conftest import NewContext
from tests.web.town import Town
from tests.web.visiting import choose, enter_code, follow


@asynccontextmanager
async def a_browser(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True) as browser:
        yield browser


def hidden_in(page: httpx.Response) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in fields}


async def to_the_paper(browser: httpx.AsyncClient, code: str) -> httpx.Response:
    return await browser.post("/vote", data={"code": code})


async def to_the_check(browser: httpx.AsyncClient, code: str, *numbers: int) -> httpx.Response:
    paper = await to_the_paper(browser, code)
    return await browser.post("/vote/choose", data={**hidden_in(paper), "choice": [str(each) for each in numbers]})


async def press(browser: httpx.AsyncClient, check: httpx.Response) -> httpx.Response:
    return await browser.post("/vote/cast", data=hidden_in(check))


def receipt_in(page: httpx.Response) -> str:
    found = re.search(r'class="receipt-code"[^>]*>([^<]+)<', page.text)
    assert found, page.text
    return found[1]


@pytest.fixture
def codes(town: Town) -> Iterator[list[str]]:
    """Two people's codes. They go back under all that were never used: these tests do not mind an earlier ballot."""
    taken = [town.codes.pop(0), town.codes.pop(0)]
    yield taken
    town.codes[:0] = taken


async def test_a_page_in_another_tab_casts_nothing_but_what_it_shows(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        check_of_ann = await to_the_check(browser, codes[0], 1)
        check_of_bob = await to_the_check(browser, codes[1], 2)

        told = await press(browser, check_of_ann)

        assert "The page you came from showed another ballot" in told.text
        assert "Nothing was cast" in told.text
        assert "Your vote is cast" in (await press(browser, check_of_bob)).text


async def test_nobody_is_told_that_their_vote_is_cast_when_it_was_somebody_elses(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        check_of_ann = await to_the_check(browser, codes[0], 1)
        check_of_bob = await to_the_check(browser, codes[1], 1)
        await press(browser, check_of_bob)

        told = await press(browser, check_of_ann)

    assert "Your vote is cast" not in told.text
    assert "Another ballot was cast in this browser meanwhile" in told.text


async def test_a_paper_that_was_open_for_one_voter_is_not_taken_for_the_next(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        paper_of_ann = await to_the_paper(browser, codes[0])
        await to_the_paper(browser, codes[1])

        told = await browser.post("/vote/choose", data={**hidden_in(paper_of_ann), "choice": ["3"]})
        again = await to_the_paper(browser, codes[0])

    assert "Another code was typed in this browser meanwhile" in told.text
    assert re.search(r'value="3"[^>]* checked', again.text)


async def test_what_one_voter_chose_is_not_ticked_for_the_next(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        await to_the_check(browser, codes[0], 1)

        paper = await to_the_paper(browser, codes[1])

    assert " checked" not in paper.text


async def test_a_second_press_on_a_slow_line_gets_the_receipt_of_the_first(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser, a_browser(town) as line_that_was_cut:
        check = await to_the_check(browser, codes[0], 1)
        line_that_was_cut.cookies.update(browser.cookies)
        first = await press(line_that_was_cut, check)

        second = await press(browser, check)
        third = await press(browser, check)

    assert receipt_in(first) == receipt_in(second) == receipt_in(third)
    assert "Your vote is cast" in second.text
    assert ("It takes the place" in second.text) == ("It takes the place" in first.text)


async def test_the_page_with_the_ballot_says_that_it_is_cast_when_one_goes_back_to_it(
    town: Town, codes: list[str]
) -> None:
    async with a_browser(town) as browser:
        await press(browser, await to_the_check(browser, codes[0], 1))

        for step in ("/vote/check", "/vote/choose"):
            assert "Your vote is cast" in (await browser.get(step)).text
        assert "Your ballot is in the box" in (await browser.get("/vote")).text


async def test_a_ballot_that_waits_is_remembered_at_home_and_at_the_code(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        check = await to_the_check(browser, codes[0], 1)

        for door in ("/", "/vote"):
            page = await browser.get(door)
            assert "Your ballot is not cast yet" in page.text
            assert 'href="/vote/check"' in page.text
        await press(browser, check)
        assert "Your ballot is not cast yet" not in (await browser.get("/")).text


async def test_who_keeps_no_cookies_is_told_why_nothing_goes_on(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        check = await to_the_check(browser, codes[0], 1)
        browser.cookies.clear()
        cast = await press(browser, check)
        browser.cookies.clear()
        looked = await browser.get("/vote/check")

    for page in (cast, looked):
        assert page.url.path == "/vote"
        assert "the browser keeps no cookies" in page.text
        assert "Nothing was cast" in page.text


async def test_what_was_chosen_outlives_the_session(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        paper = await to_the_paper(browser, codes[0])
        browser.cookies.clear()

        told = await browser.post("/vote/choose", data={**hidden_in(paper), "choice": ["2"]})
        again = await to_the_paper(browser, codes[0])

    assert "What you chose is still here" in told.text
    assert re.search(r'value="2"[^>]* checked', again.text)


async def test_an_error_is_a_page_to_read_and_not_the_answer_to_a_form(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        wrong = await browser.post("/vote", data={"code": "0000-0000-0000-1"})
        seen_again = await browser.get("/vote")
        paper = await to_the_paper(browser, codes[0])
        empty = await browser.post("/vote/choose", data=hidden_in(paper))
        nothing = await browser.post("/receipt", data={"receipt": "0000", "poll": hidden_in(paper)["poll"]})

    assert [len(page.history) for page in (wrong, empty, nothing)] == [1, 1, 1]
    assert "We do not know this code." in wrong.text
    assert "We do not know this code." not in seen_again.text
    assert "Please choose at least" in empty.text
    assert "No ballot has this receipt." in nothing.text


async def test_going_back_after_an_error_never_asks_to_send_again(new_context: NewContext, town: Town) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    await enter_code(page, town, "0000-0000-0000-1")
    await page.get_by_label("Your code").fill(town.codes[0])
    await follow(page, page.get_by_role("button", name="Go on to the ballot paper"))
    await choose(page)
    await choose(page, 1)

    for _ in range(3):
        answer = await page.go_back()
        assert answer is None or answer.request.method == "GET"
        await expect(page.get_by_role("heading", level=1)).to_be_visible()


async def test_a_receipt_stands_in_no_address_and_in_no_code_of_an_unknown_host(town: Town, codes: list[str]) -> None:
    async with a_browser(town) as browser:
        done = await press(browser, await to_the_check(browser, codes[0], 1))
        receipt = receipt_in(done)

        mine = await browser.get("/receipt/mine")
        form = hidden_in(await browser.get("/receipt")) | {"receipt": receipt}
        form.setdefault("poll", hidden_in(await to_the_paper(browser, codes[1])).get("poll", ""))
        typed = await browser.post("/receipt", data=form)

    assert "This ballot is in the box" in mine.text
    assert "This ballot is in the box" in typed.text
    assert "no proof on its own" in typed.text
    assert "receipt-qr" not in done.text
    addresses = [str(page.url) for page in (done, mine, typed)] + re.findall(r'(?:href|action)="([^"]+)"', done.text)
    assert not [address for address in addresses if receipt in address]
