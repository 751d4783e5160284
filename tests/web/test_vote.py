import base64
import hashlib
import hmac
import json
import zlib
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from playwright.async_api import Page, expect

from tests.conftest import NewContext
from tests.web.town import COOKIE_SECRET, Town
from tests.web.visiting import cast, choose, enter_code


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
async def voter(request: pytest.FixtureRequest, new_context: NewContext) -> Page:
    """A page of a browser with or without JavaScript."""
    return await (await new_context(java_script_enabled=request.param)).new_page()


@pytest.fixture
def code(town: Town) -> str:
    """A code that nobody else uses."""
    return town.codes.pop()


async def test_a_code_a_choice_and_a_cast_put_a_ballot_in_the_box(voter: Page, town: Town, code: str) -> None:
    await enter_code(voter, town, code.lower().replace("-", " "))
    await choose(voter, 1, 3)
    await expect(voter.get_by_text("It is not cast yet")).to_be_visible()

    receipt = await cast(voter)

    await expect(voter.get_by_role("heading", name="Your ballot is in the box")).to_be_visible()
    await expect(voter.locator(".receipt")).to_contain_text("Neighbourhood fund 2026")
    await voter.get_by_role("link", name="Check this receipt").click()
    await expect(voter.get_by_text("This ballot is in the box")).to_be_visible()
    assert receipt in await voter.locator("main").inner_text()


async def test_what_was_chosen_is_still_there_on_the_way_back(voter: Page, town: Town, code: str) -> None:
    await enter_code(voter, town, code)
    await choose(voter, 2)

    await voter.get_by_role("link", name="Change my choice").click()

    assert await voter.locator("#project-2").is_checked()
    assert not await voter.locator("#project-1").is_checked()


async def test_a_second_ballot_takes_the_place_of_the_first(voter: Page, town: Town, code: str) -> None:
    await enter_code(voter, town, code)
    await choose(voter, 1)
    first = await cast(voter)

    await enter_code(voter, town, code)
    assert await voter.get_by_role("checkbox", checked=True).count() == 0
    await choose(voter, 2)
    second = await cast(voter)

    await expect(voter.get_by_text("It takes the place of the ballot you cast before")).to_be_visible()
    await voter.goto(f"{town.address}/receipt")
    await voter.get_by_label("Which vote?").select_option(index=0)
    await voter.get_by_label("Your receipt").fill(first)
    await voter.get_by_role("button", name="Check it").click()
    assert first != second
    await expect(voter.get_by_text("This ballot was replaced by a later one")).to_be_visible()


async def test_an_address_with_a_receipt_leads_to_the_empty_form_and_says_why(voter: Page, town: Town) -> None:
    await voter.goto(f"{town.address}/receipt/{uuid4()}/K7QP-2M4X-9TRC-HJ5W-0V8N-Z3BD")

    await expect(voter.get_by_text("addresses are kept in logs").first).to_be_visible()
    await expect(voter.get_by_label("Your receipt")).to_have_value("")
    assert voter.url.partition("?")[0] == f"{town.address}/receipt"


async def test_a_reload_of_the_last_page_casts_nothing_again(voter: Page, town: Town, code: str) -> None:
    await enter_code(voter, town, code)
    await choose(voter, 1)
    receipt = await cast(voter)

    await voter.reload()

    assert await voter.locator(".receipt-code").inner_text() == receipt


async def test_too_many_choices_come_back_with_all_that_was_ticked(voter: Page, town: Town, code: str) -> None:
    await enter_code(voter, town, code)
    await voter.locator("#project-1").wait_for()
    everything = await voter.get_by_role("checkbox").count()

    await choose(voter, *range(1, everything + 1))

    await expect(voter.get_by_role("alert")).to_be_visible()
    assert "Please take" in await voter.get_by_role("alert").inner_text()
    assert await voter.get_by_role("checkbox", checked=True).count() == everything


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please type the code from your letter."),
        ("K7QP-2M4X", "This code is not complete: it has 13 characters."),
        ("0000-0000-0000-1", "We do not know this code."),
    ],
)
async def test_a_wrong_code_is_said_beside_the_field_and_kept(voter: Page, town: Town, typed: str, said: str) -> None:
    await enter_code(voter, town, typed)

    assert await voter.locator("#code").input_value() == typed
    assert said in await voter.locator("#code-error").inner_text()
    assert (await voter.title()).startswith("Error:")


async def test_the_permit_and_the_choice_stand_in_no_address(voter: Page, town: Town, code: str) -> None:
    asked: list[str] = []
    voter.on("request", lambda request: asked.append(request.url))

    await enter_code(voter, town, code)
    await choose(voter, 1, 2)
    await cast(voter)

    steps = [address.removeprefix(town.address) for address in asked if "/static/" not in address]
    assert steps == ["/vote", "/vote", "/vote/choose", "/vote/choose", "/vote/check", "/vote/cast", "/vote/done"]


async def test_nobody_who_comes_later_finds_the_ballot_on_the_device(voter: Page, town: Town, code: str) -> None:
    await enter_code(voter, town, code)
    await choose(voter, 1)
    await cast(voter)

    await voter.get_by_role("button", name="Finish and forget on this device").click()

    assert not [cookie for cookie in await voter.context.cookies(f"{town.address}/vote") if cookie["name"] == "ballot"]
    await voter.goto(f"{town.address}/vote/done")
    assert voter.url == f"{town.address}/vote"


async def test_when_the_time_to_vote_ran_out_the_choice_is_kept(voter: Page, town: Town, code: str) -> None:
    await enter_code(voter, town, code)
    await choose(voter, 2)
    await expect(voter.get_by_text("It is not cast yet")).to_be_visible()
    await let_the_permit_run_out(voter, town)

    await voter.get_by_role("button", name="Cast my vote").click()

    assert "Your time for voting ran out" in await voter.locator("#code-error").inner_text()
    await voter.get_by_label("Your code").fill(code)
    await voter.get_by_role("button", name="Go on to the ballot paper").click()
    await expect(voter.locator("#project-2")).to_be_checked()


async def let_the_permit_run_out(page: Page, town: Town) -> None:
    """The voter's cookie as it is when its permit is no longer valid."""
    key = hmac.new(COOKIE_SECRET.encode(), b"ballot cookie", hashlib.sha256).digest()
    lock = Fernet(base64.urlsafe_b64encode(key))
    kept = {cookie["name"]: cookie["value"] for cookie in await page.context.cookies(f"{town.address}/vote")}
    booth = json.loads(zlib.decompress(lock.decrypt(kept["ballot"].encode()))) | {"permit": "run.out"}
    value = lock.encrypt(zlib.compress(json.dumps(booth).encode())).decode()
    host, path = "127.0.0.1", "/"
    await page.context.add_cookies([{"name": "ballot", "value": value, "domain": host, "path": path}])


async def test_what_is_left_to_choose_is_counted_on_the_device(new_context: NewContext, town: Town, code: str) -> None:
    page = await (await new_context()).new_page()
    await enter_code(page, town, code)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    await page.locator("#project-1").check()
    await page.locator("#project-2").check()

    assert (await page.locator("#left").inner_text()).startswith("2 of ")
    assert not [address for address in asked if "/static/" not in address]
