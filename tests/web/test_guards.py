from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from gateways.web.main import build
from gateways.web.pages.guards import CONTENT_SECURITY_POLICY
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours


@pytest.fixture
def app() -> ASGIApp:
    settings = WebSettings(council_name="Town of Lowmarsh", languages=["en", "de"])
    return build(settings, Neighbours(settings, in_process={}))


@pytest.fixture
async def browser_like(app: ASGIApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town.example")


async def test_every_page_forbids_injected_scripts_and_frames(browser_like: httpx.AsyncClient) -> None:
    answer = await browser_like.get("/styleguide")

    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["x-frame-options"] == "DENY"
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
async def test_a_form_from_elsewhere_is_refused_in_words(
    browser_like: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await browser_like.post("/ideas/new", headers=headers, data={"title": "A bench"})

    assert answer.status_code == 403
    assert "This form came from another site" in answer.text


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://town.example"}, {}])
async def test_a_form_of_our_own_passes_the_guard(browser_like: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await browser_like.post("/nowhere", headers=headers)

    assert answer.status_code != 403


async def test_static_files_are_kept_for_good_under_names_of_their_content(browser_like: httpx.AsyncClient) -> None:
    page = await browser_like.get("/styleguide")
    address = page.text.split('rel="stylesheet" href="')[1].split('"')[0]

    sheet = await browser_like.get(address)

    assert sheet.status_code == 200
    assert "immutable" in sheet.headers["cache-control"]
    assert "immutable" not in page.headers["cache-control"]
    # It comes compressed: less than a small picture, on the cheapest phone.
    assert int(sheet.headers["content-length"]) < 8_000
    assert (await browser_like.get("/static/site.000000000000.css")).status_code == 404


async def test_a_program_that_asks_a_service_that_is_none_gets_a_problem_and_no_page(
    browser_like: httpx.AsyncClient,
) -> None:
    program, reader = await browser_like.get("/api/nothing/v1"), await browser_like.get("/nothing")

    assert (program.status_code, program.headers["content-type"]) == (404, "application/problem+json")
    assert program.json()["code"] == "not-found"
    assert (reader.status_code, reader.headers["content-type"]) == (404, "text/html; charset=utf-8")


async def test_the_language_is_asked_for_then_remembered_then_the_browsers(browser_like: httpx.AsyncClient) -> None:
    by_browser = await browser_like.get("/styleguide", headers={"accept-language": "fr, de-AT;q=0.8, en;q=0.5"})
    asked = await browser_like.get("/styleguide?lang=en", headers={"accept-language": "de"})
    remembered = await browser_like.get("/styleguide", headers={"accept-language": "de"})

    assert by_browser.headers["content-language"] == "de"
    assert asked.headers["content-language"] == "en"
    assert remembered.headers["content-language"] == "en"


async def test_a_languages_name_that_nobody_knows_changes_nothing(browser_like: httpx.AsyncClient) -> None:
    answer = await browser_like.get("/styleguide?lang=xx&scheme=pink")

    assert answer.headers["content-language"] == "en"
    assert "set-cookie" not in answer.headers


async def test_browsers_are_told_to_keep_to_https_where_residents_come_by_it() -> None:
    cases: list[tuple[dict[str, Any], str | None]] = [
        ({"is_https": True}, "max-age=31536000"),
        ({"public_url": "https://vote.town.example"}, "max-age=31536000"),
        ({"public_url": "http://vote.town.example"}, None),
        ({"public_url": "https://vote.town.example", "is_https": False}, None),
        ({}, None),
    ]
    for given, told in cases:
        settings = WebSettings(**given)
        transport = httpx.ASGITransport(build(settings, Neighbours(settings, in_process={})))
        async with httpx.AsyncClient(transport=transport, base_url="https://town.example") as client:
            answer = await client.get("/static/nothing?lang=de")

        assert answer.headers.get("strict-transport-security") == told
        assert answer.headers["set-cookie"].startswith("__Host-language=" if told else "language=")
