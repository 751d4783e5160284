"""ASVS 5.0, chapter 6: authentication."""

import asyncio
from pathlib import Path

import httpx
import pytest

from libs.shared.platform.running.service import api
from services.residents.domain import invitation_code, second_factor
from services.residents.main import SERVICE
from tests.residents.conftest import ADMIN_PASSWORD
from tests.residents.strict import FIRST, OWN, Strict
from tests.residents.test_staff import STAFF
from tests.support.gateway import for_client

DOCS = Path(__file__).parents[2] / "docs"


async def set_password(strict: Strict, new: str, old: str = ADMIN_PASSWORD) -> int:
    headers = await strict.token(FIRST, old)
    return (await strict.http.put(f"{STAFF}/me/password", json={"old": old, "new": new}, headers=headers)).status_code


async def test_6_1_1_a_stranger_s_failures_lock_nobody_out_and_the_limits_are_documented(strict: Strict) -> None:
    async def guess(number: int) -> None:
        body = {"name": FIRST, "password": f"a wrong password {number}"}
        await asyncio.wait_for(strict.http.post(f"{STAFF}/sessions", json=body, headers=for_client("stranger")), 30)

    guesses = [asyncio.create_task(guess(number)) for number in range(100)]
    right = await strict.sign_in(FIRST, ADMIN_PASSWORD)
    await asyncio.gather(*guesses)

    assert right.status_code == 201
    assert "one at a time, after a pause" in (DOCS / "decisions" / "0026-who-fails-pays.md").read_text()


@pytest.mark.parametrize("password", ["short67", "fourteen signs", ""])
async def test_6_2_1_short_passwords_are_refused(strict: Strict, password: str) -> None:
    assert await set_password(strict, password) == 422


async def test_6_2_2_staff_change_their_own_password(strict: Strict) -> None:
    assert await set_password(strict, OWN) == 204
    assert (await strict.sign_in(FIRST, OWN)).status_code == 201


async def test_6_2_3_changing_it_takes_the_old_one(strict: Strict) -> None:
    headers = await strict.token(FIRST, ADMIN_PASSWORD)

    wrong = await strict.http.put(f"{STAFF}/me/password", json={"old": "not it", "new": OWN}, headers=headers)

    assert wrong.status_code == 422
    assert (await strict.sign_in(FIRST, ADMIN_PASSWORD)).status_code == 201


@pytest.mark.parametrize(
    "password",
    [
        "123456",
        "password",
        "password12",
        "iloveyou",
        "qwertyuiop",
        "passwordpassword",
        "123456789012345",
        "1234 5678 9012 345",
        "P4ssw0rdP4ssw0rd",
    ],
)
async def test_6_2_4_common_passwords_are_refused(strict: Strict, password: str) -> None:
    assert await set_password(strict, password) == 422


@pytest.mark.parametrize(
    "password",
    [
        "only small letters here",
        "8392 0174 6593 0284",
        "\u0417\u0438\u043c\u043e\u0439 \u0441\u043d\u0435\u0433 \u043b\u0435\u0436\u0438\u0442",
        "\U0001f40c\U0001f33b\U0001f6b2\U0001f9c0\U0001f3bb" * 3 + "!",
    ],
)
async def test_6_2_5_any_composition_is_taken(strict: Strict, password: str) -> None:
    assert await set_password(strict, password) == 204


async def test_6_2_6_the_password_field_hides_what_is_typed(pages: httpx.AsyncClient, strict: Strict) -> None:
    page = (await pages.get("/staff/sign-in")).text

    assert 'name="password" value="" type="password"' in page


async def test_6_2_7_nothing_on_the_page_keeps_from_pasting(pages: httpx.AsyncClient) -> None:
    page = (await pages.get("/staff/sign-in")).text

    assert "onpaste" not in page
    assert 'autocomplete="current-password"' in page


async def test_6_2_8_a_password_is_verified_just_as_it_was_typed(strict: Strict) -> None:
    typed = "  A Password With Blanks  "
    await set_password(strict, typed)

    answers = [(await strict.sign_in(FIRST, one)).status_code for one in (typed.strip(), typed.lower(), typed)]

    assert answers == [401, 401, 201]


async def test_6_2_9_passwords_of_64_signs_are_taken(strict: Strict) -> None:
    assert await set_password(strict, "a long sentence, " * 4 + "and its end") == 204


@pytest.mark.parametrize(
    "stolen",
    ["manchesterunited", "Manchesterunited", "correcthorsebatterystaple", "ilovemyfamily12345", "1q2w3e4r5t6y7u8i9o0p"],
)
async def test_6_2_12_passwords_that_were_stolen_elsewhere_are_refused(strict: Strict, stolen: str) -> None:
    assert await set_password(strict, stolen) == 422


async def test_6_3_1_guesses_at_once_do_not_pass_the_limit(strict: Strict) -> None:
    async def guess(number: int) -> int:
        body = {"name": FIRST, "password": f"a wrong password {number}"}
        return (await strict.http.post(f"{STAFF}/sessions", json=body, headers=for_client("one"))).status_code

    answers = await asyncio.gather(*(guess(number) for number in range(60)))

    assert answers.count(401) <= 12
    assert set(answers) <= {401, 429}


async def test_6_3_2_no_account_has_a_default_name(strict: Strict) -> None:
    for name in ("admin", "administrator", "root", "sa"):
        assert (await strict.sign_in(name, ADMIN_PASSWORD)).status_code == 401


async def test_6_3_3_signing_in_takes_a_second_factor(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    without_app = await strict.sign_in(FIRST, OWN)
    await strict.enrol(FIRST)
    without_code = await strict.sign_in(FIRST, OWN)

    assert without_app.json()["must"] == ["second-factor"]
    assert without_code.status_code == 401


async def test_6_3_4_every_way_to_sign_in_asks_for_the_same(strict: Strict) -> None:
    described = api(SERVICE, strict.residents.runtime).openapi()["paths"]

    assert [path for path in described if path.endswith("/sessions") and "post" in described[path]] == [
        f"{STAFF}/sessions"
    ]


async def test_6_4_1_a_first_password_is_changed_before_anything_else(strict: Strict) -> None:
    answer = await strict.sign_in(FIRST, ADMIN_PASSWORD)

    assert "password" in answer.json()["must"]
    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    assert (await strict.http.get(STAFF, headers=headers)).status_code == 401


async def test_6_4_2_no_question_of_memory_lets_anybody_in(pages: httpx.AsyncClient) -> None:
    page = (await pages.get("/staff/sign-in")).text

    assert page.count('<input class="input') == 3
    assert "hint" not in page.split("<form")[1].split("Password")[0]


async def test_6_5_1_a_code_is_taken_once(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, found = await strict.enrol(FIRST)
    strict.later()
    app, paper = strict.code(secret), found["recovery_codes"][0]

    answers = [(await strict.sign_in(FIRST, OWN, code)).status_code for code in (app, app, paper, paper)]

    assert answers == [201, 401, 201, 401]


def test_6_5_2_of_recovery_codes_only_macs_under_a_pepper_are_kept() -> None:
    code = second_factor.new_recovery_codes()[0]

    assert second_factor.mac_of(code, b"one pepper") != second_factor.mac_of(code, b"another")
    assert code.replace("-", "").encode() not in second_factor.mac_of(code, b"one pepper")


def test_6_5_3_codes_come_from_a_secure_generator_and_none_comes_twice() -> None:
    many = [invitation_code.new_code() for _ in range(2_000)] + second_factor.new_recovery_codes()

    assert len(set(many)) == len(many)
    source = Path(invitation_code.__file__).read_text() + Path(second_factor.__file__).read_text()
    assert "secrets.choice" in source
    assert "import random" not in source


def test_6_5_4_codes_have_more_than_20_bits() -> None:
    assert 32 ** len(invitation_code.new_code()) >= 2**60
    assert 32 ** len(second_factor.new_recovery_codes()[0].replace("-", "")) >= 2**80


async def test_6_5_5_a_time_based_code_lasts_no_longer_than_a_minute_and_a_half(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, _ = await strict.enrol(FIRST)
    strict.later(2)
    code = strict.code(secret)
    strict.later(3)

    assert (await strict.sign_in(FIRST, OWN, code)).status_code == 401
