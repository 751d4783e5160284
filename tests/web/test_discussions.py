"""A discussion on the pages: written without an account, read by the office, answered, taken down and taken back."""

import re
from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.support.eventually import eventually
from tests.web.test_sittings import a_public_idea
from tests.web.test_two_at_one_page import at_work, form_of
from tests.web.town import Town


@pytest.fixture
async def office(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with at_work(town, "moderator") as browser:
        yield browser


@pytest.fixture
async def visitor(town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        base_url=town.address, headers={"accept-language": "en"}, follow_redirects=True
    ) as browser:
        yield browser


@pytest.fixture
async def door(office: httpx.AsyncClient, visitor: httpx.AsyncClient) -> tuple[str, str]:
    """The page of a public idea, and where something is said about it."""
    page = f"/ideas/{await a_public_idea(office)}"

    async def form() -> str:
        found = re.search(r'href="(/discussions/[^"/]+/new)"', (await visitor.get(page)).text)
        return found[1] if found else ""

    return page, await eventually(form)


async def said(visitor: httpx.AsyncClient, door: str, **typed: str) -> httpx.Response:
    """The page of a new comment, which tells its key."""
    form = form_of(await visitor.get(door), "Send it") | typed
    answer = await visitor.post(door.partition("?")[0], data=form)
    assert "/comments/" in answer.url.path, answer.text
    return answer


async def decided(office: httpx.AsyncClient, comment: httpx.Response, action: str, **typed: str) -> None:
    case = f"/staff{comment.url.path}"
    form = form_of(await office.get(case), action) | typed
    answer = await office.post(case, data=form)
    assert "done=" in str(answer.url), answer.text


async def test_a_discussion_from_the_first_word_to_the_last(
    office: httpx.AsyncClient, visitor: httpx.AsyncClient, door: tuple[str, str]
) -> None:
    idea, write = door
    spoken = await said(visitor, write, side="for", text="My <b>mother</b> could sit down.", name="Ida")
    against = await said(visitor, write, side="against", text="It is too loud there.")
    question = await said(visitor, f"{write}?kind=question", text="Who waters it?")
    assert "My <b>mother</b>" not in unescape((await visitor.get(idea)).text)
    queue = (await office.get("/staff/discussions")).text
    assert all(comment.url.path in queue for comment in (spoken, against, question))

    for comment in (spoken, against, question):
        await decided(office, comment, "Show")
    await decided(
        office, question, "Answer", **{"answer-office": "Parks department", "answer-answer": "Neighbours and we."}
    )

    shown = (await visitor.get(idea)).text
    assert "My &lt;b&gt;mother&lt;/b&gt; could sit down." in shown
    assert shown.index("could sit down") < shown.index("too loud") < shown.index("Who waters it?")
    assert "Answer of the town hall: Parks department" in shown
    reply = await said(visitor, f"{write}?reply={spoken.url.path.rpartition('/')[2]}", text="Mine, too.")
    await decided(office, reply, "Show")
    assert "Mine, too." in (await visitor.get(f"/discussions/{write.split('/')[2]}?of=for")).text

    await visitor.post(f"{against.url.path}/report", data={"criterion": "insulting"})
    assert against.url.path in (await office.get("/staff/discussions?queue=reported")).text
    why = {"hide-criterion": "insulting", "hide-reason": "It names the neighbours."}
    await decided(office, against, "Do not show", **why)
    key = unescape(spoken.text.partition('translate="no">')[2].partition("<")[0])
    back = await visitor.post(spoken.url.path, data={"key": key})
    assert "Your comment is taken back" in back.text
    german = (await visitor.get(idea, headers={"accept-language": "de"})).text
    assert "too loud" not in german
    assert "could sit down" not in german
    assert "It names the neighbours." in german
    assert "Beleidigt oder bedroht jemanden" in german


async def test_what_is_not_right_comes_back_with_all_that_was_typed(
    visitor: httpx.AsyncClient, door: tuple[str, str]
) -> None:
    form = form_of(await visitor.get(door[1]), "Send it")

    back = await visitor.post(door[1], data=form | {"text": "Long. " * 400, "contact": "nobody"})

    assert "Please choose whether it speaks for it or against it." in back.text
    assert "at most 2000 characters" in back.text.replace("2,000", "2000")
    assert "Please write a mail address" in back.text
    assert "Long. Long." in back.text


async def test_an_ideas_page_is_whole_while_its_discussion_is_away(town: Town, door: tuple[str, str]) -> None:
    urls = {f"{name}_url": town.address for name in ("ideas", "proposals", "voting", "residents", "reporting")}
    settings = WebSettings.model_validate(urls | {"deliberation_url": "http://127.0.0.1:9"})
    transport = httpx.ASGITransport(build(settings, Neighbours(settings)))
    async with httpx.AsyncClient(transport=transport, base_url="http://town.example") as browser:
        page = await browser.get(door[0], headers={"accept-language": "en"})

    assert page.status_code == 200
    assert "The discussion cannot be shown just now." in page.text
    assert "What happened so far" in page.text
