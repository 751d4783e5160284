"""Two members of staff have the same page open: whoever sends second is told, whatever the page is about."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import httpx

from tests.web.town import ADMIN_PASSWORD, Town

QUICKER = "This was changed after you opened the page"


@asynccontextmanager
async def at_work(town: Town, name: str) -> AsyncIterator[httpx.AsyncClient]:
    """A member of staff at a browser."""
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True, timeout=30) as browser:
        password = {"admin": ADMIN_PASSWORD, **town.passwords}[name]
        answer = await browser.post("/staff/sign-in", data={"name": name, "password": password})
        assert answer.is_success
        yield browser


def form_of(page: httpx.Response, button: str) -> dict[str, str]:
    """What the form with the button would send if nothing were typed."""
    forms = re.findall(r"<form.*?</form>", page.text, re.DOTALL)
    form = next(form for form in forms if button in form)
    named = re.findall(r"<input[^>]*>", form)
    found: dict[str, str] = {}
    for tag in named:
        kind, name = _attribute(tag, "type"), _attribute(tag, "name")
        if name and (kind not in ("radio", "checkbox", "file") or " checked" in tag):
            found[name] = _attribute(tag, "value")
    for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)"( selected)?', options)
        found[name] = next((value for value, selected in chosen if selected), chosen[0][0])
    return found


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf' {name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""


async def an_idea(browser: httpx.AsyncClient) -> str:
    rounds = (await browser.get("/api/ideas/v1/rounds")).json()["items"]
    wish = {"title": "A pond", "text": "For ducks.", "round_id": rounds[0]["round_id"]}
    number: str = (await browser.post("/api/ideas/v1/ideas", json=wish)).json()["number"]
    return f"/staff/ideas/{number}"


async def a_draft(browser: httpx.AsyncClient) -> str:
    page = await browser.get("/staff/polls/new")
    made = await browser.post("/staff/polls/new", data=form_of(page, "Draft the poll") | {"name": "A draft for two"})
    assert made.url.path.startswith("/staff/polls/")
    return made.url.path


async def test_an_idea_that_another_has_answered_is_not_answered_by_a_stale_page(town: Town) -> None:
    async with at_work(town, "moderator") as first, at_work(town, "moderator") as second:
        case = await an_idea(first)
        stale = form_of(await second.get(case), "Accept")
        await first.post(case, data=form_of(await first.get(case), "Accept"))
        await first.post(case, data=form_of(await first.get(case), "Hand over"))

        told = await second.post(case, data=stale)

    assert told.request.method == "GET"
    assert "someone else was quicker" in told.text


async def test_a_poll_that_has_changed_but_still_could_be_acted_on_is_shown_first(town: Town) -> None:
    async with at_work(town, "officer-1") as first, at_work(town, "officer-2") as second:
        draft = await a_draft(first)
        reason = {"cancel-reason": "It was a try."}
        stale = form_of(await second.get(draft), "Cancel the poll") | reason
        change = form_of(await first.get(f"{draft}/draft"), "Keep this draft")
        await first.post(f"{draft}/draft", data=change | {"max_choices": "2"})

        told = await second.post(draft, data=stale)

        assert told.request.method == "GET"
        assert QUICKER in told.text
        assert "It was a try." in told.text
        knowing = await second.post(draft, data=form_of(told, "Cancel the poll") | reason)
        assert knowing.url.query == b"done=cancel"


async def test_a_draft_is_not_overwritten_by_a_page_from_before(town: Town) -> None:
    async with at_work(town, "officer-1") as first, at_work(town, "officer-2") as second:
        draft = await a_draft(first)
        stale = form_of(await second.get(f"{draft}/draft"), "Keep this draft")
        change = form_of(await first.get(f"{draft}/draft"), "Keep this draft")
        await first.post(f"{draft}/draft", data=change | {"name": "The first one's name"})

        told = await second.post(f"{draft}/draft", data=stale | {"name": "The second one's name"})

        assert told.request.method == "GET"
        assert QUICKER in told.text
        assert "The second one&#39;s name" in told.text
        assert "The first one&#39;s name" in (await first.get(draft)).text


async def test_a_draft_that_is_sent_twice_is_drafted_once(town: Town) -> None:
    async with at_work(town, "officer-1") as officer:
        form = form_of(await officer.get("/staff/polls/new"), "Draft the poll") | {"name": "Pressed twice"}

        first = await officer.post("/staff/polls/new", data=form)
        second = await officer.post("/staff/polls/new", data=form)

    assert first.url == second.url


async def test_codes_that_another_has_fetched_are_not_fetched_by_a_stale_page(town_of_its_own: Town) -> None:
    town = town_of_its_own
    async with at_work(town, "clerk") as first, at_work(town, "clerk") as second:
        rounds = (await first.get("/api/ideas/v1/rounds")).json()["items"]
        here = f"/staff/rounds/{rounds[0]['round_id']}"
        roll = ("roll.csv", "number,area\nA-1,\nA-2,\n", "text/csv")
        stale = await second.get(f"{here}/roll")
        own = form_of(await first.get(f"{here}/roll"), "Show what changes")
        shown = await first.post(f"{here}/roll", data=own, files={"roll": roll})
        taken = await first.post(str(shown.url), data=form_of(shown, "Take the roll"))

        codes = await second.post(f"{here}/codes", data=form_of(stale, "Fetch the codes"))
        other = await second.post(f"{here}/roll", data=form_of(stale, "Show what changes"), files={"roll": roll})

        assert taken.url.query == b"done=imported"
        assert (codes.request.method, other.request.method) == ("GET", "GET")
        assert QUICKER in codes.text
        assert QUICKER in other.text
