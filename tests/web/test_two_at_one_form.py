"""Whoever comes second sees what the first wrote beside their own words, and the next press is for that version."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.web.test_forms_come_back import typed_in
from tests.web.test_two_at_one_page import QUICKER, an_idea, at_work, form_of
from tests.web.town import Town, Towns


@pytest.fixture(scope="module")
async def town(towns: Towns, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town of these tests' own: its round gets another name."""
    async with towns.with_sample(tmp_path_factory.mktemp("two-at-one-form")) as running:
        yield running


@pytest.fixture
async def first(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """A member of staff with every role that the tests need, quicker than the other."""
    async with at_work(town, "admin") as browser:
        yield browser


@pytest.fixture
async def second(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    """Another one, at the same page."""
    async with at_work(town, "admin") as browser:
        yield browser


def said_now(page: httpx.Response, name: str) -> str:
    found = re.search(rf'id="{name}-meanwhile">(.*?)</p>', page.text)
    return found[1] if found else ""


async def a_proposal_to_change(browser: httpx.AsyncClient) -> str:
    token = {"Authorization": f"Bearer {browser.cookies['staff']}"}
    found = (await browser.get("/api/ideas/v1/rounds")).json()["items"][0]
    wish = {"round_id": found["round_id"], "fund_id": found["funds"][0]["fund_id"], "title": "A", "summary": "B"}
    made = (await browser.post("/api/proposals/v1/proposals", json=wish)).json()
    ask = {"action": "request-changes", "reason": "Say more."}
    path = f"/api/proposals/v1/proposals/{made['number']}/actions"
    (await browser.post(path, json=ask, headers=token)).raise_for_status()
    return str(made["number"])


async def test_a_proposal_is_not_overwritten_even_by_a_second_press(
    first: httpx.AsyncClient, second: httpx.AsyncClient
) -> None:
    number = await a_proposal_to_change(first)
    page, button = f"/staff/proposals/{number}/change", "Submit it again"
    stale = form_of(await second.get(page), button) | {"title": "The second's title", "summary": "B"}
    await first.post(page, data=form_of(await first.get(page), button) | {"title": "The first's", "summary": "B"})
    token = {"Authorization": f"Bearer {first.cookies['staff']}"}
    again = {"action": "request-changes", "reason": "Say more still."}
    await first.post(f"/api/proposals/v1/proposals/{number}/actions", json=again, headers=token)

    told = await second.post(page, data=stale)
    sent = await second.post(page, data=form_of(told, button) | {"summary": "B"})

    assert QUICKER in told.text
    assert said_now(told, "title") == "It says now: The first&#39;s"
    assert not said_now(told, "summary")
    assert form_of(told, button)["title"] == "The second's title"
    assert sent.url.query == b"done=resubmit"


async def test_a_round_says_what_stands_now_beside_what_was_typed(
    first: httpx.AsyncClient, second: httpx.AsyncClient
) -> None:
    rounds = (await first.get("/api/ideas/v1/rounds")).json()["items"]
    page, button = f"/staff/rounds/{rounds[0]['round_id']}", "Keep the changes"
    before = form_of(await first.get(page), button)
    stale = form_of(await second.get(page), button) | {"name": "The second's name"}
    await first.post(page, data=before | {"name": "The first's name", "hourly_value": "15"})

    told = await second.post(page, data=stale)
    kept = form_of(told, button)

    assert QUICKER in told.text
    assert said_now(told, "name") == "It says now: The first&#39;s name"
    assert said_now(told, "hourly_value") == "It says now: 15"
    assert (kept["name"], kept["version"] == stale["version"]) == ("The second's name", False)
    done = await second.post(page, data=kept | {"name": before["name"], "hourly_value": before["hourly_value"]})
    assert done.url.query == b"done=changed"


async def test_an_account_says_which_boxes_are_ticked_now(first: httpx.AsyncClient, second: httpx.AsyncClient) -> None:
    made = {"name": "Two at once", "password": "several long words here", "auditor": "yes"}
    people = await first.post("/staff/people", data=made)
    found = re.search(r'href="(/staff/people/[^"]+)">Two at once<', people.text)
    assert found
    page, button = found[1], "Change the account"
    stale = form_of(await second.get(page), button)
    changed = form_of(await first.get(page), button) | {"moderator": "yes", "auditor": "yes"}
    await first.post(page, data=changed)

    told = await second.post(page, data=stale | {"auditor": "yes", "disabled": "yes"})
    sent = await second.post(page, data=form_of(told, button) | {"auditor": "yes", "disabled": "yes"})

    assert QUICKER in told.text
    assert said_now(told, "moderator") == "It is ticked now."
    assert said_now(told, "disabled") == "It is not ticked now."
    assert not said_now(told, "auditor")
    assert sent.url.query == b"done=changed"


async def test_words_for_what_can_be_done_no_more_are_given_back(
    first: httpx.AsyncClient, second: httpx.AsyncClient
) -> None:
    case = await an_idea(first)
    reason = {"reject-reason": "It stands there already, since the spring.", "reject-criterion": "exists-already"}
    stale = form_of(await second.get(case), 'value="reject"') | reason
    await first.post(case, data=form_of(await first.get(case), 'value="reject"') | reason | {"reject-reason": "No."})

    told = await second.post(case, data=stale)

    assert "someone else was quicker" in told.text
    assert "It stands there already, since the spring." in told.text


async def test_a_corrected_title_is_shown_beside_the_other_correction(
    first: httpx.AsyncClient, second: httpx.AsyncClient
) -> None:
    case, button = await an_idea(first), 'value="correct-title"'
    stale = form_of(await second.get(case), button) | {"correct-title-title": "A pool"}
    corrected = form_of(await first.get(case), button) | {"correct-title-title": "A lake"}
    await first.post(case, data=corrected)

    told = await second.post(case, data=stale)
    sent = await second.post(case, data=form_of(told, button))

    assert QUICKER in told.text
    assert said_now(told, "correct-title-title") == "It says now: A lake"
    assert sent.url.query == b"done=correct-title"
    assert "A pool" in sent.text


@pytest.mark.parametrize("what", ["barriers", "tellings"])
async def test_what_another_has_taken_off_a_list_is_said_on_the_desk(
    first: httpx.AsyncClient, second: httpx.AsyncClient, what: str
) -> None:
    if what == "barriers":
        await first.post("/accessibility", data={"words": f"I cannot read this: {what}"})
    else:
        letter = {"title": "By letter", "text": "x", "contact_kind": "letter", "contact_address": "Ida, Elm Road 1"}
        entered = await first.post("/staff/enter", data=form_of(await first.get("/staff/enter"), "Enter it") | letter)
        await first.post(str(entered.url), data=form_of(entered, "Accept"))
    found = re.search(rf'action="(/staff/{what}/[^"]+)"', (await second.get("/staff")).text)
    assert found
    await first.post(found[1])

    told = await second.post(found[1])

    assert told.url.path == "/staff"
    assert told.request.method == "GET"
    assert 'role="alert"' in told.text
    assert typed_in(told, "words") == ""
