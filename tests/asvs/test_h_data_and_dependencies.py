"""ASVS 5.0, chapters 14 and 15: data, dependencies and what a program does with what it is given."""

import re
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from gateways.web.main import ROUTES
from tests.residents.conftest import ADMIN_PASSWORD
from tests.residents.strict import FIRST, Strict
from tests.residents.test_staff import STAFF
from tests.support.staff_routes import every_route

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_IN_MAILS = {"/following/{key}", "/following/{key}/unsubscribe"}
"""What a mail leads to, and what mail programs end by themselves (RFC 8058): both know nothing but the address."""
_A_SECRET_IN_AN_ADDRESS = re.compile(r"\{(code|permit|key|token|receipt|password|secret)[a-z_]*\}")


def test_14_2_1_no_secret_stands_in_an_address() -> None:
    paths = [route.path for _, route in every_route()]
    paths += [getattr(route, "path", "") for route in ROUTES]

    assert {path for path in paths if _A_SECRET_IN_AN_ADDRESS.search(path)} == _IN_MAILS


async def test_14_2_1_a_receipt_in_an_address_is_not_read(pages: httpx.AsyncClient) -> None:
    led = await pages.get(f"/receipt/{uuid4()}/K7QP-2M4X-9TRC-HJ5W-0V8N-Z3BD")

    assert led.headers["location"].partition("?")[0] == "/receipt"
    assert "K7QP" not in str(led.headers)


@pytest.mark.parametrize("path", ["/help", "/staff/sign-in", "/styleguide", "/imprint"])
async def test_14_2_3_no_page_tells_anybody_else_that_it_is_read(pages: httpx.AsyncClient, path: str) -> None:
    page = (await pages.get(path)).text

    assert not re.findall(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?:https?:)?//', page)


async def test_14_3_1_signing_out_leaves_nothing_in_the_browser(staff_pages: httpx.AsyncClient, strict: Strict) -> None:
    await staff_pages.post("/staff/sign-in", data={"name": FIRST, "password": ADMIN_PASSWORD})
    before = list(staff_pages.cookies)

    await staff_pages.post("/staff/sign-out")

    assert "__Host-staff" in before
    assert "__Host-staff" not in list(staff_pages.cookies)


async def test_14_3_2_what_is_shown_once_is_stored_nowhere(strict: Strict) -> None:
    answer = await strict.sign_in(FIRST, ADMIN_PASSWORD)
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    begun = await strict.http.post(f"{STAFF}/me/second-factor", headers=headers)

    assert answer.headers["cache-control"] == begun.headers["cache-control"] == "no-store"


def test_15_1_1_how_soon_dependencies_are_mended_is_documented() -> None:
    told = (ROOT / "SECURITY.md").read_text()

    assert re.search(r"within 7 days if it is critical", told)


def test_15_1_2_a_release_comes_with_a_list_of_what_is_in_it() -> None:
    verbs = (ROOT / "Makefile").read_text()

    assert re.search(r"^sbom:", verbs, re.MULTILINE)


def test_15_2_1_a_verb_asks_for_known_faults_of_dependencies() -> None:
    verbs = (ROOT / "Makefile").read_text()

    assert re.search(r"^audit:", verbs, re.MULTILINE)


async def test_15_3_1_an_answer_holds_what_it_must_and_no_more(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    _, found = await strict.enrol(FIRST)
    headers = {"Authorization": f"Bearer {found['session']['token']}"}

    [account] = (await strict.http.get(STAFF, headers=headers)).json()["items"]

    assert set(account) == {"staff_id", "name", "roles", "is_disabled", "version", "has_second_factor"}


async def test_15_3_3_fields_that_nobody_asked_for_change_nothing(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    _, found = await strict.enrol(FIRST)
    headers = {"Authorization": f"Bearer {found['session']['token']}"}
    more = {"staff_id": str(uuid4()), "is_disabled": True, "has_own_password": True, "session_version": 9}
    password = "a long enough password"
    wish = {"name": "Grace", "password": password, "roles": ["moderator"]} | more

    made = (await strict.http.post(STAFF, json=wish, headers=headers)).json()

    assert made["staff_id"] != more["staff_id"]
    assert not made["is_disabled"]
    assert (await strict.sign_in("Grace", password)).json()["must"] == ["password"]
