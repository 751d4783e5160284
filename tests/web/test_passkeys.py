"""Passkeys on the pages, with Chromium's own virtual authenticator: made, named, used, taken away."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.async_api import CDPSession, Page, expect

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import api
from services.residents.domain.passkey import Site
from services.residents.main import SERVICE
from tests.conftest import NewContext
from tests.residents.conftest import ADMIN_PASSWORD
from tests.residents.strict import FIRST, OWN, Strict, strict_residents
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.serving import served
from tests.web.test_second_factor import Desk

STAFF = "/api/residents/v1/staff"


@pytest.fixture
async def desk(a_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Desk]:
    """The pages of a council that says where they are."""
    monkeypatch.setenv("COMMONPURSE_PUBLIC_URL", "http://localhost")
    async with strict_residents(a_database, monkeypatch, tmp_path) as residents:
        residents.clock.time = datetime.now(UTC)
        neighbours = Neighbours(
            residents.runtime.settings, {"residents": api(SERVICE, residents.runtime)}, gateway="web"
        )
        async with served(build(WebSettings(), neighbours)) as address:
            here = f"http://localhost:{urlsplit(address).port}"
            residents.runtime.own["site"] = Site.at(here)
            yield Desk(here, residents)


@pytest.fixture
async def secret(page: Page, desk: Desk) -> str:
    """The secret of the app that was set up, by whoever is signed in on the page."""
    strict = Strict(desk.residents)
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, _ = await strict.enrol(FIRST)
    strict.later()
    await desk.sign_in(page, OWN, desk.code(secret))
    await expect(page.get_by_role("heading", level=1)).to_have_text("People")
    return secret


async def a_device(page: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """An authenticator of the browser's own, whose owner shows a finger, or does not."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
    }
    made = await session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, str(made["authenticatorId"])


async def make(page: Page, desk: Desk, secret: str, name: str) -> None:
    desk.residents.clock.advance(timedelta(seconds=30))
    await page.goto(f"{desk.address}/staff/passkeys")
    await page.get_by_label("Code of the app").fill(desk.code(secret))
    await page.get_by_label("Name of the new passkey").fill(name)
    await page.get_by_role("button", name="Make a passkey").click()
    await page.get_by_role("button", name="Make the passkey now").click()


async def begin_sign_in(page: Page, desk: Desk) -> None:
    await page.goto(f"{desk.address}/staff/sign-in?next=/staff/people")
    await page.get_by_label("Your name").fill(FIRST)
    await page.get_by_label("Password").fill(OWN)
    await page.get_by_role("button", name="With a passkey instead").click()


@pytest.mark.parametrize("width", [360, 1280])
async def test_a_passkey_is_made_named_used_and_taken_away(page: Page, desk: Desk, secret: str, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 900})
    await a_device(page)

    await make(page, desk, secret, "Laptop at work")
    await expect(page.get_by_text("The passkey is kept.")).to_be_visible()
    await demand_no_finding(page)
    await demand_fits(page)
    await page.get_by_role("button", name="Sign out").click()
    await begin_sign_in(page, desk)
    await expect(page.get_by_text("This browser cannot use passkeys")).to_be_hidden()
    await demand_no_finding(page)
    await demand_fits(page)
    await page.get_by_role("button", name="Use the passkey").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("People")

    await page.goto(f"{desk.address}/staff/passkeys")
    await expect(page.get_by_role("listitem").filter(has_text="Laptop at work")).to_contain_text("last used")
    desk.residents.clock.advance(timedelta(seconds=30))
    await page.get_by_label("Code of the app").fill(desk.code(secret))
    await page.get_by_role("button", name="Take “Laptop at work” away").click()
    await page.wait_for_url("**/staff/sign-in**")
    await begin_sign_in(page, desk)
    await expect(page.get_by_text("the account has no passkey").first).to_be_visible()


async def test_several_devices_have_one_each_and_a_device_has_one_only(page: Page, desk: Desk, secret: str) -> None:
    session, first = await a_device(page)
    await make(page, desk, secret, "Laptop")
    await expect(page.get_by_text("The passkey is kept.")).to_be_visible()
    await make(page, desk, secret, "Laptop again")
    await expect(page.get_by_text("The browser gave no passkey.")).to_be_visible()

    await session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": first})
    await a_device(page)
    await make(page, desk, secret, "Telephone")

    await expect(page.get_by_text("The passkey is kept.")).to_be_visible()
    names = await page.locator("li strong").all_inner_texts()
    assert names == ["Laptop", "Telephone"]


async def test_a_device_whose_owner_does_not_show_who_they_are_is_no_passkey(
    page: Page, desk: Desk, secret: str
) -> None:
    session, device = await a_device(page)
    await make(page, desk, secret, "Laptop")
    await expect(page.get_by_text("The passkey is kept.")).to_be_visible()
    await session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})

    await begin_sign_in(page, desk)
    await page.get_by_role("button", name="Use the passkey").click()

    await expect(page.get_by_text("The browser gave no passkey.")).to_be_visible()


async def test_without_javascript_there_is_the_app(
    page: Page, desk: Desk, secret: str, new_context: NewContext
) -> None:
    await a_device(page)
    await make(page, desk, secret, "Laptop")
    await expect(page.get_by_text("The passkey is kept.")).to_be_visible()
    plain = await (await new_context(java_script_enabled=False)).new_page()

    await begin_sign_in(plain, desk)

    await expect(plain.get_by_text("they need JavaScript")).to_be_visible()
    await expect(plain.get_by_role("button", name="Use the passkey")).to_have_count(0)
    await plain.get_by_role("link", name="Sign in with the app's code instead").click()
    desk.residents.clock.advance(timedelta(seconds=30))
    await desk.sign_in(plain, OWN, desk.code(secret))
    await expect(plain.get_by_role("heading", level=1)).to_have_text("People")


class Wire:
    """What a program sends past the pages: each answer of a real device, to be sent again or changed."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self.page, self.http = page, desk.residents.http

    async def question(self) -> dict[str, Any]:
        body = {"name": FIRST, "password": OWN}
        answer = await self.http.post(f"{STAFF}/passkey-questions", json=body)
        assert answer.status_code == 201, answer.text
        asked: dict[str, Any] = answer.json()
        return asked

    async def answer_to(self, asked: dict[str, Any]) -> dict[str, Any]:
        script = """async (options) => (await navigator.credentials.get(
            {publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)})).toJSON()"""
        answer: dict[str, Any] = await self.page.evaluate(script, asked["options"])
        return answer

    async def send(self, ticket: str, answer: dict[str, Any]) -> httpx.Response:
        return await self.http.post(f"{STAFF}/passkey-sessions", json={"ticket": ticket, "answer": answer})


@pytest.fixture
async def wire(page: Page, desk: Desk, secret: str) -> Wire:
    await a_device(page)
    await make(page, desk, secret, "Laptop")
    await expect(page.get_by_text("The passkey is kept.")).to_be_visible()
    return Wire(page, desk)


async def test_an_answer_counts_once_and_for_its_own_question(wire: Wire) -> None:
    asked, other = await wire.question(), await wire.question()
    answer = await wire.answer_to(asked)

    elsewhere = await wire.send(other["ticket"], answer)
    right = await wire.send(asked["ticket"], answer)
    again = await wire.send(asked["ticket"], answer)

    assert [one.status_code for one in (elsewhere, right, again)] == [401, 201, 401]
    assert again.json()["code"] == "passkey-is-wrong"


async def test_an_answer_is_too_late_after_five_minutes_and_once_the_sessions_were_ended(
    wire: Wire, desk: Desk
) -> None:
    late, ended = await wire.question(), await wire.question()
    answers = [await wire.answer_to(late), await wire.answer_to(ended)]
    fresh = await wire.question()
    token = (await wire.send(fresh["ticket"], await wire.answer_to(fresh))).json()["token"]
    await wire.http.delete(f"{STAFF}/sessions/current", headers={"Authorization": f"Bearer {token}"})

    assert (await wire.send(ended["ticket"], answers[1])).status_code == 401
    desk.residents.clock.advance(timedelta(minutes=5, seconds=1))
    assert (await wire.send(late["ticket"], answers[0])).status_code == 401


async def test_an_answer_for_another_address_is_refused(wire: Wire, desk: Desk) -> None:
    asked = await wire.question()
    answer = await wire.answer_to(asked)
    desk.residents.runtime.own["site"] = Site.at("https://participation.town.example")

    assert (await wire.send(asked["ticket"], answer)).status_code == 401


async def test_a_copy_of_a_passkey_is_noticed_by_its_count(wire: Wire) -> None:
    first, second = await wire.question(), await wire.question()
    earlier, later = await wire.answer_to(first), await wire.answer_to(second)

    assert (await wire.send(second["ticket"], later)).status_code == 201
    assert (await wire.send(first["ticket"], earlier)).status_code == 401


async def test_what_is_no_answer_is_refused_in_words(wire: Wire) -> None:
    for answer in ({}, {"rawId": 7}, {"rawId": "AAAA"}, {"rawId": "ä"}, {"id": "x", "response": None}):
        asked = await wire.question()

        refused = await wire.send(asked["ticket"], answer)

        assert (refused.status_code, refused.json()["code"]) == (401, "passkey-is-wrong"), answer
        assert json.dumps(answer) not in refused.text or answer == {}


@pytest.mark.parametrize("path", ["", "/questions", "/9c1f1c1e-5a4e-4c43-9d4b-0f6f2c5a7d11/end"])
async def test_a_stranger_makes_no_passkey_and_takes_none_away(desk: Desk, path: str) -> None:
    wish = {"code": "123456", "ticket": "a", "name": "Laptop", "answer": {}}

    refused = await desk.residents.http.post(f"{STAFF}/me/passkeys{path}", json=wish)

    assert refused.status_code == 401


async def test_who_has_no_password_is_asked_nothing(wire: Wire) -> None:
    refused = await wire.http.post(
        f"{STAFF}/passkey-questions", json={"name": FIRST, "password": "a guess of somebody"}
    )

    assert refused.status_code == 401
    assert "options" not in refused.text
