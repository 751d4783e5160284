"""Every form is answered with a way to a page, so that neither reload nor going back asks to send it again."""

import re
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from html import unescape
from uuid import uuid4

import httpx
import pytest
from playwright.async_api import expect
from starlette.routing import Route

from commonpurse.parts import SERVICE_NAMES
from gateways.web.main import ROUTES, build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.conftest import NewContext
from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import ADMIN_PASSWORD, Town
from tests.web.visiting import first_of, follow, open_poll

NO_PAGES_OF_THEIR_OWN = {
    "/ideas/similar": "a part of a page, which a script asks for while somebody types: it is in no history",
    "/staff/rounds/{round_id}/codes": "a file, which browsers download and do not show",
    "/staff/rounds/{round_id}/codes/again": "a file, which browsers download and do not show",
}
NOWHERE = "http://127.0.0.1:1"
A_LONG_TEXT = " ".join(
    f"Satz {number}: Die Straße am Platz {number * 7919 % 1000} ist im Winter glatt." for number in range(90)
)


def forms() -> list[Route]:
    return [route for route in ROUTES if isinstance(route, Route) and "POST" in (route.methods or ())]


def pages_at(path: str) -> Iterator[Route]:
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    for route in ROUTES:
        if isinstance(route, Route) and "GET" in (route.methods or ()) and route.matches(scope)[1]:
            yield route


def filled(path: str, /, **params: str) -> str:
    known = {"number": "CP-2026-0001", "offer_id": str(uuid4()), "round_id": str(uuid4()), "poll_id": str(uuid4())}
    known |= {"import_id": str(uuid4()), "staff_id": str(uuid4()), "telling_id": str(uuid4()), "of": "ideas"}
    known |= {
        "barrier_id": str(uuid4()),
        "department_id": str(uuid4()),
        "note_id": str(uuid4()),
        "opinion_id": str(uuid4()),
        "template_id": str(uuid4()),
        "passkey_id": str(uuid4()),
        "part": "voting",
        "in_address": "old",
    }
    known |= {"subject_id": str(uuid4()), "comment_id": str(uuid4())}
    known |= {"subscription_id": str(uuid4()), "integrator_id": str(uuid4()), "integrator_key_id": str(uuid4())}
    known |= {
        "sitting_id": str(uuid4()),
        "item_id": str(uuid4()),
        "decision_id": str(uuid4()),
        "photo_id": str(uuid4()),
        "key": "A" * 32,
    }
    known |= {"workflow": "ballot-budget", "state": "accepted", "action": "accept"} | params
    return re.sub(r"{(\w+)(:\w+)?}", lambda found: "1" if found[2] == ":int" else known[found[1]], path)


def a_gateway() -> httpx.AsyncClient:
    """A process of the pages, whose services do not answer. Each has the council's one secret."""
    urls = {f"{name}_url": NOWHERE for name in SERVICE_NAMES}
    settings = WebSettings.model_validate({**urls, "cookie_secret": "one for all of them"})
    transport = httpx.ASGITransport(build(settings, Neighbours(settings)))
    return httpx.AsyncClient(transport=transport, base_url="http://town.example", headers={"accept-language": "en"})


@pytest.fixture(scope="module")
async def staff_of_services_that_are_away() -> AsyncIterator[httpx.AsyncClient]:
    """A browser that shows the cookie of somebody who has signed in."""
    claims = urlsafe_b64encode(b'{"name": "x", "sub": "1", "roles": ["administrator", "returning-officer"]}').decode()
    async with a_gateway() as browser:
        browser.headers["cookie"] = f"staff=e30.{claims}.AA"
        yield browser


@pytest.mark.parametrize("route", forms(), ids=lambda route: route.path)
async def test_a_form_whose_service_is_away_leads_back_to_its_page(
    staff_of_services_that_are_away: httpx.AsyncClient, route: Route
) -> None:
    staff_of_services_that_are_away.cookies.clear()
    answer = await staff_of_services_that_are_away.post(filled(route.path), data={"words": "typed"})

    if route.path == "/ideas/similar":
        return
    assert answer.status_code == 303, answer.text
    assert [*pages_at(httpx.URL(answer.headers["location"]).path)], answer.headers["location"]


@pytest.fixture(scope="module")
async def there(town_of_the_run: Town) -> dict[str, str]:
    """What there is at addresses: an idea, a proposal, and an open poll with its round."""
    poll = await open_poll(town_of_the_run)
    ideas, proposals = [await first_of(town_of_the_run, name, name) for name in ("ideas", "proposals")]
    known = {name: poll[name] for name in ("round_id", "poll_id")}
    return known | {"/ideas": ideas["number"], "/proposals": proposals["number"]}


def filled_with(there: dict[str, str], path: str) -> str:
    return filled(path, **there | {"number": there["/ideas" if "/ideas" in path else "/proposals"]})


@pytest.mark.parametrize(
    "route", [each for each in forms() if not each.path.startswith("/staff")], ids=lambda route: route.path
)
async def test_an_empty_form_of_a_resident_leads_to_a_page_to_read(
    town: Town, there: dict[str, str], route: Route
) -> None:
    async with httpx.AsyncClient(base_url=town.address) as browser:
        answer = await browser.post(filled_with(there, route.path), data={})

    assert (answer.status_code == 303) is (route.path not in NO_PAGES_OF_THEIR_OWN)


@pytest.fixture(scope="module")
async def staff(town_of_the_run: Town) -> AsyncIterator[list[httpx.AsyncClient]]:
    """Three at browsers that follow nothing: an administrator, an officer, a moderator."""
    async with AsyncExitStack() as stack:
        names = ("admin", "officer-1", "moderator")
        browsers = [await stack.enter_async_context(at_work(town_of_the_run, name)) for name in names]
        for browser in browsers:
            browser.follow_redirects = False
        yield browsers


SIGNING_IN, SIGNING_OUT = "/staff/sign-in", "/staff/sign-out"


@pytest.mark.parametrize(
    "route",
    [each for each in forms() if each.path.startswith("/staff") and each.path != SIGNING_OUT],
    ids=lambda route: route.path,
)
async def test_an_empty_form_of_staff_leads_to_a_page_to_read(
    town: Town, there: dict[str, str], staff: list[httpx.AsyncClient], route: Route
) -> None:
    answers = [await browser.post(filled_with(there, route.path), data={}) for browser in staff]

    allowed = {303, 200} if route.path in NO_PAGES_OF_THEIR_OWN else {303}
    assert {answer.status_code for answer in answers} <= allowed
    if not route.path.startswith(SIGNING_IN):  # none of them was merely sent to sign in
        assert not [one for one in answers if one.headers.get("location", "").startswith(SIGNING_IN)]


async def test_signing_out_leads_to_a_page_to_read(town: Town) -> None:
    async with at_work(town, "moderator") as browser:
        answer = await browser.post(SIGNING_OUT, data={})

    assert [each.status_code for each in answer.history] == [303]
    assert answer.status_code == 200


async def test_a_long_suggestion_outlives_a_mistake_a_reload_and_another_language(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True) as browser:
        text = A_LONG_TEXT[:4_990]

        told = await browser.post("/ideas/new", data={"title": "", "text": text, "contact": "ada@example.org"})
        reloaded = await browser.get(told.url)
        german = await browser.get(told.url.copy_merge_params({"lang": "de"}))

    for page in (told, reloaded, german):
        assert page.request.method == "GET"
        assert typed_in(page, "text") == text
    assert "Please say in a few words what you suggest." in told.text
    assert '<html lang="de"' in german.text
    assert not re.search("ada|Satz", str(told.url))


async def test_what_was_typed_is_shown_to_nobody_else_who_has_the_address(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True) as browser:
        told = await browser.post("/ideas/new", data={"title": "", "text": "My neighbour's dog"})
        async with httpx.AsyncClient(follow_redirects=True) as stranger:
            other = await stranger.get(told.url)

    assert "My neighbour" in told.text
    assert "My neighbour" not in other.text
    assert "not kept any more" in other.text


async def test_a_form_that_one_process_did_not_take_is_shown_by_another() -> None:
    async with a_gateway() as first, a_gateway() as second:
        answer = await first.post("/accessibility", data={"words": "x" * 5_001, "page": "/ideas"})
        second.cookies.update(first.cookies)
        page = await second.get(answer.headers["location"])

    assert typed_in(page, "words") == "x" * 5_001
    assert "at most 5000 characters" in page.text


async def test_a_text_that_no_browser_would_keep_is_given_back_at_once() -> None:
    text = "".join(uuid4().hex for _ in range(1_000))
    async with a_gateway() as browser:
        answer = await browser.post("/accessibility", data={"words": text})

    assert answer.status_code == 413
    assert text in answer.text
    assert "set-cookie" not in answer.headers


async def test_a_cookie_that_was_cut_is_an_empty_form() -> None:
    async with a_gateway() as browser:
        answer = await browser.post("/accessibility", data={"words": "".join(uuid4().hex for _ in range(180))})
        pieces = {cookie.name: cookie.value or "" for cookie in browser.cookies.jar}
        browser.cookies.delete("form-2")
        page = await browser.get(answer.headers["location"])

    assert [name for name in pieces if name.startswith("form")] == ["form", "form-2"]
    assert all(len(piece) < 4_000 for piece in pieces.values())
    assert typed_in(page, "words") == ""
    assert "not kept any more" in page.text


async def test_going_back_after_a_suggestion_that_was_corrected_asks_nothing(
    new_context: NewContext, town: Town
) -> None:
    page = await (await new_context(java_script_enabled=False)).new_page()
    await page.goto(f"{town.address}/ideas/new")
    await page.get_by_label("Why does it matter?").fill("Because I can.")
    await follow(page, page.get_by_role("button", name="Send my suggestion"))
    await page.get_by_label("What do you suggest?").fill("A swing that is wide enough")
    await follow(page, page.get_by_role("button", name="Send my suggestion"))
    await expect(page.get_by_role("heading", name="Your tracking number")).to_be_visible()

    for _ in range(2):
        answer = await page.go_back()
        assert answer is None or answer.request.method == "GET"
        await expect(page.get_by_role("heading", level=1)).to_have_text("Suggest something")


@asynccontextmanager
async def signed_out_elsewhere(town: Town, name: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser whose session was ended by somebody else who holds its token."""
    async with at_work(town, name) as browser:
        token = {"Authorization": f"Bearer {browser.cookies['staff']}"}
        async with httpx.AsyncClient(base_url=town.address) as other:
            (await other.delete("/api/residents/v1/staff/sessions/current", headers=token)).raise_for_status()
        yield browser


async def test_what_staff_typed_when_their_session_ended_is_there_after_signing_in(town: Town) -> None:
    letter = {"title": "A letter of four pages", "text": A_LONG_TEXT[:4_000], "channel": "phone"}
    async with signed_out_elsewhere(town, "moderator") as browser:
        asked = await browser.post("/staff/enter", data=letter)
        account = form_of(asked, "Sign in") | {"name": "moderator"}
        mistyped = await browser.post("/staff/sign-in", data=account | {"password": "not this one"})
        again = form_of(mistyped, "Sign in") | {"name": "moderator", "password": town.passwords["moderator"]}
        back = await browser.post("/staff/sign-in", data=again)
        sent = await browser.post("/staff/enter", data=form_of(back, "Enter") | letter)

    assert asked.url.path == "/staff/sign-in"
    assert "What you typed is kept for an hour" in asked.text
    assert back.url.path == "/staff/enter"
    assert typed_in(back, "text") == letter["text"]
    assert "It was not sent yet" in back.text
    assert sent.url.query == b"done=entered"


async def test_what_one_typed_is_not_shown_to_another_who_signs_in(town: Town) -> None:
    async with signed_out_elsewhere(town, "moderator") as browser:
        asked = await browser.post(
            "/staff/enter", data={"title": "About Mrs Smith", "text": "She asked not to be named."}
        )
        account = {"name": "admin", "password": ADMIN_PASSWORD}
        back = await browser.post("/staff/sign-in", data=form_of(asked, "Sign in") | account)

    assert back.url.path == "/staff/enter"
    assert "Smith" not in back.text
    assert "not to be named" not in back.text


async def test_a_password_is_never_kept(town: Town) -> None:
    async with at_work(town, "admin") as browser:
        form = {"name": "New one", "password": "a password that is long", "moderator": "yes"}
        token = {"Authorization": f"Bearer {browser.cookies['staff']}"}
        await browser.delete("/api/residents/v1/staff/sessions/current", headers=token)
        asked = await browser.post("/staff/people", data=form)
        account = {"name": "admin", "password": ADMIN_PASSWORD}
        back = await browser.post("/staff/sign-in", data=form_of(asked, "Sign in") | account)

    assert 'value="New one"' in back.text
    assert "a password that is long" not in back.text


def typed_in(page: httpx.Response, name: str) -> str:
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>\n?(.*?)</textarea>', page.text, re.DOTALL)
    return unescape(found[1]) if found else ""
