"""ASVS 5.0, chapter 3: what browsers are told."""

import re
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp

from gateways.sms.main import build as build_sms
from gateways.sms.settings import SmsSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api
from libs.shared.platform.running.settings import Settings
from services.residents.main import SERVICE
from tests.asvs.conftest import HTTPS
from tests.residents.conftest import ADMIN_PASSWORD
from tests.residents.strict import FIRST, Strict

ROOT = Path(__file__).parents[2]
ANSWERS = ["/help", "/no/such/page", "/static/no-such-file", "/staff/sign-in", "/staff", "/imprint"]


async def every_cookie(pages: httpx.AsyncClient) -> dict[str, dict[str, str]]:
    """Every cookie that the pages set on somebody's way, with its attributes."""
    set_by = [
        await pages.get("/help?lang=de&scheme=dark"),
        await pages.post("/staff/sign-in", data={"name": FIRST, "password": ADMIN_PASSWORD}),
        await pages.post("/staff/sign-out"),
    ]
    found: dict[str, dict[str, str]] = {}
    for answer in set_by:
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                found.setdefault(name, {key: str(value) for key, value in morsel.items()})
    return found


async def test_3_2_1_what_is_no_page_is_not_shown_as_one(strict: Strict) -> None:
    answer = await strict.http.get("/api/residents/v1/keys")

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_3_2_2_scripts_show_text_as_text() -> None:
    scripts = [file.read_text() for file in (ROOT / "gateways/web/static/script").glob("*.js")]

    assert len(scripts) >= 5
    assert not [
        each for each in scripts if re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", each)
    ]


async def test_3_3_1_every_cookie_is_secure_and_for_this_host_alone(staff_pages: httpx.AsyncClient) -> None:
    cookies = await every_cookie(staff_pages)

    assert len(cookies) >= 3
    for name, told in cookies.items():
        assert name.startswith("__Host-"), name
        assert told["secure"], name
        assert told["path"] == "/", name
        assert not told["domain"], name


async def test_3_3_2_every_cookie_is_same_site(staff_pages: httpx.AsyncClient) -> None:
    assert {told["samesite"].lower() for told in (await every_cookie(staff_pages)).values()} <= {"lax", "strict"}


async def test_3_3_4_no_script_reads_a_cookie(staff_pages: httpx.AsyncClient) -> None:
    assert all(told["httponly"] for told in (await every_cookie(staff_pages)).values())


@pytest.mark.parametrize("path", ANSWERS)
async def test_3_4_1_every_answer_says_only_by_https_for_a_year(pages: httpx.AsyncClient, path: str) -> None:
    told = (await pages.get(path)).headers["strict-transport-security"]

    assert int(re.findall(r"max-age=(\d+)", told)[0]) >= 31_536_000


async def test_3_4_1_so_does_every_answer_of_a_service_and_of_the_desk_for_texts() -> None:
    settings = Settings(is_https=True, database_url="postgresql://nobody@127.0.0.1:1/")
    desk = build_sms(settings, Neighbours(settings), SmsSettings(secret="s" * 20))
    parts: list[ASGIApp] = [api(SERVICE, assemble("residents", settings)), desk]

    for part in parts:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(part), base_url="http://part") as client:
            answer = await client.get("/api/residents/no-such-place")
            assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_3_4_2_no_other_origin_may_read(pages: httpx.AsyncClient, strict: Strict) -> None:
    headers = {"Origin": "https://evil.example"}

    for answer in (
        await pages.get("/help", headers=headers),
        await strict.http.get("/api/residents/v1/keys", headers=headers),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("path", ANSWERS)
async def test_3_4_3_the_policy_allows_nothing_from_elsewhere_and_nothing_inline(
    pages: httpx.AsyncClient, path: str
) -> None:
    policy = (await pages.get(path)).headers["content-security-policy"]

    assert {"default-src 'self'", "object-src 'none'", "base-uri 'none'"} <= {*policy.split("; ")}
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ANSWERS)
async def test_3_4_4_no_answer_is_guessed_at(pages: httpx.AsyncClient, path: str) -> None:
    assert (await pages.get(path)).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/api/residents/v1/keys", "/api/residents/health/live", "/api/residents/no-such-place"]
)
async def test_3_4_4_no_answer_of_a_service_is_either(strict: Strict, path: str) -> None:
    assert (await strict.http.get(path)).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ANSWERS)
async def test_3_4_5_addresses_are_told_to_no_other_site(pages: httpx.AsyncClient, path: str) -> None:
    assert (await pages.get(path)).headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ANSWERS)
async def test_3_4_6_nobody_puts_a_page_into_a_frame(pages: httpx.AsyncClient, path: str) -> None:
    assert "frame-ancestors 'none'" in (await pages.get(path)).headers["content-security-policy"]


async def test_3_4_6_nor_an_answer_of_a_service(strict: Strict) -> None:
    answer = await strict.http.get("/api/residents/v1/keys")

    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}]
)
async def test_3_5_1_a_form_from_another_site_is_refused(pages: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await pages.post("/staff/sign-in", data={"name": "x"}, headers=headers)).status_code == 403


async def test_3_5_2_a_request_that_changes_something_is_no_simple_one(strict: Strict) -> None:
    headers = await strict.token(FIRST, ADMIN_PASSWORD)
    as_form = {"old": ADMIN_PASSWORD, "new": "a password of my own"}

    answer = await strict.http.put("/api/residents/v1/staff/me/password", data=as_form, headers=headers)

    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/staff/sign-out", "/staff/second-factor/end"])
async def test_3_5_3_what_changes_something_is_no_get(pages: httpx.AsyncClient, path: str) -> None:
    answer = await pages.get(path)

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_3_7_1_nothing_needs_a_plug_in(pages: httpx.AsyncClient) -> None:
    page = (await pages.get(f"{HTTPS}/help")).text

    assert not re.search(r"<(object|embed|applet)\b", page)
