"""Kept pages beside a stand-in for the services: what is asked when, for whom a page is kept, and when it is not."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import Response
from starlette.requests import Request as PageRequest
from starlette.types import ASGIApp

from gateways.web.keeping.kept_pages import PERSONAL, kept
from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from tests.web.town_hall import Pages, pages_of_a_town_hall


@pytest.fixture
async def pages() -> AsyncIterator[Pages]:
    async with pages_of_a_town_hall() as served:
        yield served


def a_request(app: ASGIApp, headers: dict[str, str]) -> PageRequest:
    """A browser's request for the home page."""
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    address = {"path": "/", "query_string": b"", "scheme": "http", "server": ("town.example", 80)}
    return PageRequest(
        {"type": "http", "method": "GET", "headers": sent, "client": ("192.0.2.7", 4711), "app": app, **address}
    )


async def test_a_page_is_made_once_for_all_and_again_when_something_has_changed(pages: Pages) -> None:
    first, second = await pages.home(), await pages.home()
    asked = pages.hall.questions
    pages.hall.change("Lowmarsh anew")
    third = await pages.home()

    assert first.text == second.text
    assert asked == 2  # the rounds and the polls, once
    assert "Lowmarsh anew" in third.text
    assert third.headers["etag"] != first.headers["etag"]


async def test_each_page_that_is_given_out_rests_on_a_look_after_it_was_asked_for(pages: Pages) -> None:
    await pages.home()
    before = pages.hall.asked["api/ideas/v1/editions"]

    await pages.home()
    await pages.home()

    assert pages.hall.asked["api/ideas/v1/editions"] == before + 2


async def test_many_who_come_at_once_share_the_looks_and_the_making(pages: Pages) -> None:
    answers = await asyncio.gather(*(pages.home() for _ in range(30)))

    assert {answer.status_code for answer in answers} == {200}
    assert pages.hall.questions < 10
    assert pages.hall.asked["api/ideas/v1/editions"] < 15


async def test_what_changes_while_a_page_is_made_is_on_the_next_one(pages: Pages) -> None:
    pages.hall.while_asked = lambda: pages.hall.change("changed meanwhile")
    await pages.home()
    pages.hall.while_asked = None

    assert "changed meanwhile" in (await pages.home()).text


async def test_whoever_has_the_page_is_told_that_it_is_still_the_one(pages: Pages) -> None:
    page = await pages.home()

    mark = page.headers["etag"]
    known = [await pages.home(if_none_match=asked) for asked in (mark, f'"x", W/{mark}', "*")]
    pages.hall.change("Lowmarsh anew")
    changed = await pages.home(if_none_match=mark)

    assert [answer.status_code for answer in known] == [304, 304, 304]
    assert all(answer.content == b"" and answer.headers["etag"] == mark for answer in known)
    assert known[0].headers["vary"] == page.headers["vary"] == "Accept-Language, Cookie"
    assert known[0].headers["cache-control"] == page.headers["cache-control"] == "private, no-cache"
    assert known[0].headers["content-security-policy"] == page.headers["content-security-policy"]
    assert "content-length" not in known[0].headers
    assert changed.status_code == 200


async def test_a_head_is_answered_as_its_get_would_be(pages: Pages) -> None:
    page = await pages.home()

    head = await pages.browser.head("/")
    unchanged = await pages.browser.head("/", headers={"if-none-match": page.headers["etag"]})

    assert (head.status_code, head.content, unchanged.status_code) == (200, b"", 304)
    assert head.headers["etag"] == page.headers["etag"]
    assert head.headers["content-length"] == page.headers["content-length"]


async def test_each_reads_in_their_language_and_colours(pages: Pages) -> None:
    english = await pages.home()
    german = await pages.home(accept_language="de-AT, en;q=0.5")
    dark = await pages.home(cookie="scheme=dark")
    asked_for = await pages.browser.get("/?lang=de")

    assert 'lang="en"' in english.text
    assert 'lang="de"' in german.text
    assert 'data-scheme="dark"' in dark.text
    assert 'lang="de"' in asked_for.text
    assert "language=de" in asked_for.headers["set-cookie"]
    assert "set-cookie" not in german.headers
    assert len({page.headers["etag"] for page in (english, german, dark, asked_for)}) == 4


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("prefix", ["", "__Host-"])
async def test_whoever_is_somebody_gets_a_page_made_for_them_and_leaves_nothing_for_others(
    pages: Pages, name: str, prefix: str
) -> None:
    own = await pages.home(cookie=f"language=en; {prefix}{name}=x")

    others = await pages.home()

    assert "etag" not in own.headers
    assert "etag" in others.headers


async def test_a_kept_page_is_made_from_nothing_that_tells_who_asked(pages: Pages) -> None:
    seen: list[Any] = []

    async def handler(request: PageRequest) -> Response:
        seen.append((request.headers, request.client, request.cookies))
        return Response("page")

    app = build(WebSettings(), Neighbours(WebSettings(), in_process={}))
    told = {"cookie": "language=de; scheme=dark; _pk_id=somebody; name=Ada", "referer": "/ideas/26-0001"}

    await kept(handler)(a_request(app, told))

    assert [(dict(headers), client, cookies) for headers, client, cookies in seen] == [
        ({"accept-language": "de", "cookie": "scheme=dark"}, None, {"scheme": "dark"})
    ]


async def test_at_midnight_the_calendar_goes_on_without_any_event(pages: Pages) -> None:
    before = await pages.home()

    pages.clock.move(timedelta(hours=11, minutes=1))  # from noon in UTC to past midnight in Berlin
    after = await pages.home(if_none_match=before.headers["etag"])

    assert "Now, until 23 November 2026" in before.text
    assert after.status_code == 200
    assert "Now, until 24 December 2026" in after.text


async def test_a_kept_page_hides_no_outage(pages: Pages) -> None:
    before = await pages.home()

    pages.hall.away = {"voting"}
    during = await pages.home(if_none_match=before.headers["etag"])
    pages.hall.away = set()
    after = await pages.home()

    assert during.status_code == 503
    assert "Nothing you did before is lost" in during.text
    assert after.text == before.text


async def test_a_page_needs_those_services_alone_that_it_is_made_from(pages: Pages) -> None:
    await pages.home()

    pages.hall.away = {"proposals", "reporting"}

    assert (await pages.home()).status_code == 200


async def test_a_service_that_tells_no_editions_is_asked_each_time(pages: Pages) -> None:
    pages.hall.tells_editions = False
    await pages.home()
    pages.hall.name = "Changed, and no edition says so"

    page = await pages.home()

    assert "Changed, and no edition says so" in page.text
    assert "etag" not in page.headers


async def test_a_form_is_never_kept(pages: Pages) -> None:
    first, second = await pages.browser.get("/ideas/new"), await pages.browser.get("/ideas/new")

    assert first.text != second.text  # each has an id of its own, by which it counts once
    assert "etag" not in first.headers


async def test_the_first_step_of_a_vote_is_kept_for_those_who_have_not_begun(pages: Pages) -> None:
    first = await pages.browser.get("/vote")
    asked = pages.hall.questions
    second = await pages.browser.get("/vote")
    begun = await pages.browser.get("/vote", headers={"cookie": "ballot=x"})

    assert first.text == second.text
    assert pages.hall.questions == asked
    assert second.headers["cache-control"] == "no-store"
    assert "set-cookie" not in second.headers
    assert "etag" not in begun.headers


async def test_an_address_of_any_length_fills_no_shelf(pages: Pages) -> None:
    page = await pages.browser.get("/?q=" + "x" * 600)

    assert page.status_code == 200
    assert "etag" not in page.headers
