"""An integrator signs in with a key, sees how it stands, has it replaced, and gives it back."""

import asyncio
import re

import pytest
from playwright.async_api import Page, expect

from tests.support.axe import demand_fits, demand_no_finding
from tests.web.developers.conftest import Integrator, NewIntegrator
from tests.web.town import Town

A_KEY = re.compile(r"cpk_[A-Za-z0-9_-]{43}")
HOME = "/developers/account"


@pytest.fixture
async def integrator(an_integrator: NewIntegrator) -> Integrator:
    return await an_integrator(per_minute=500)


async def test_an_integrator_sees_what_their_key_opens_and_neither_page_nor_cookie_has_the_key(
    integrator: Integrator,
) -> None:
    asked = await integrator.browser.get(HOME)

    page = await integrator.sign_in(page=asked)

    assert (asked.url.path, page.url.path) == ("/developers/sign-in", HOME)
    for words in (integrator.name, integrator.client_id, "Harvester", "webhooks:manage", "at most 500 requests"):
        assert words in page.text
    assert integrator.key not in page.text + str(integrator.browser.cookies)
    assert "cpt_" not in page.text + str(integrator.browser.cookies)
    assert page.headers["cache-control"] == "no-store"


async def test_a_replaced_key_is_shown_once_and_the_former_works_for_a_while(integrator: Integrator) -> None:
    page = await integrator.sign_in()

    replaced = await integrator.press(page, "Replace the key", f"{HOME}/key")
    (new,) = A_KEY.findall(replaced.text)
    later = await integrator.browser.get(HOME)

    assert [await integrator.opens(key) for key in (new, integrator.key)] == [200, 200]
    assert not A_KEY.search(later.text)
    assert "Replace the key" in later.text  # of the new one: one is signed in with it from now on
    with_former = await integrator.sign_in()
    assert "This key was replaced:" in with_former.text
    assert "Replace the key" not in with_former.text


async def test_a_key_that_was_given_back_opens_nothing_and_nobody_is_signed_in_with_it(integrator: Integrator) -> None:
    page = await integrator.sign_in()

    told = await integrator.press(page, "Give the key back", f"{HOME}/key/end")

    assert (told.url.path, "The key is given back." in told.text) == ("/developers/sign-in", True)
    assert await integrator.opens(integrator.key) == 401
    assert (await integrator.browser.get(HOME)).url.path == "/developers/sign-in"


@pytest.mark.parametrize("wrong", ["cpk_" + "a" * 43, "nonsense"])
async def test_a_wrong_key_is_said_beside_the_field_and_typed_anew(integrator: Integrator, wrong: str) -> None:
    told = await integrator.sign_in(wrong)

    assert "Id and key do not fit together" in told.text
    assert integrator.client_id in told.text
    assert wrong not in told.text


async def test_a_key_of_another_account_signs_nobody_in(integrator: Integrator, an_integrator: NewIntegrator) -> None:
    other = await an_integrator()

    told = await integrator.sign_in(other.key)

    assert "Id and key do not fit together" in told.text
    assert (await integrator.browser.get(HOME)).url.path == "/developers/sign-in"


async def test_whoever_guesses_keys_on_the_page_is_told_to_wait(integrator: Integrator) -> None:
    told = await asyncio.gather(*(integrator.sign_in("cpk_" + "a" * 43) for _ in range(24)))

    assert any("There were too many attempts." in page.text for page in told)
    assert (await integrator.sign_in()).url.path == HOME


async def test_nobody_is_sent_elsewhere_by_signing_in(integrator: Integrator) -> None:
    for wanted in ("https://elsewhere.example/developers/account", "//elsewhere.example", "/staff", "/\\elsewhere"):
        page = await integrator.browser.get("/developers/sign-in", params={"next": wanted})

        assert (await integrator.sign_in(page=page)).url.path == HOME


async def test_signed_out_one_is_asked_to_sign_in_again(integrator: Integrator) -> None:
    page = await integrator.sign_in()

    await integrator.press(page, "Sign out", "/developers/sign-out")

    assert (await integrator.browser.get(f"{HOME}/webhooks")).url.path == "/developers/sign-in"


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("de", 1280)])
async def test_the_pages_of_the_account_fit_and_have_no_barrier(
    page: Page, posting_town: Town, integrator: Integrator, language: str, width: int
) -> None:
    await page.set_viewport_size({"width": width, "height": 900})
    await page.goto(f"{posting_town.address}{HOME}?lang={language}")
    await demand_no_finding(page)
    await demand_fits(page)

    await page.locator("#client_id").fill(integrator.client_id)
    await page.locator("#api_key").fill(integrator.key)
    await page.locator("main form button").click()
    for path in (HOME, f"{HOME}/webhooks"):
        await page.goto(f"{posting_town.address}{path}")
        await expect(page.get_by_text(integrator.name).first).to_be_visible()
        await demand_no_finding(page)
        await demand_fits(page)
