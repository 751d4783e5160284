"""ASVS 5.0, chapters 7 and 9: sessions and tokens."""

import base64
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import text

from libs.shared.platform.access.tokens import SigningKey
from libs.shared.platform.storage.database import Database
from tests.residents.conftest import ADMIN_PASSWORD
from tests.residents.strict import FIRST, OWN, Strict, a_colleague
from tests.residents.test_staff import GOOD, STAFF

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
async def administrator(strict: Strict) -> dict[str, str]:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    _, found = await strict.enrol(FIRST)
    return {"Authorization": f"Bearer {found['session']['token']}"}


async def status_with(strict: Strict, token: str) -> int:
    return (await strict.http.get(STAFF, headers={"Authorization": f"Bearer {token}"})).status_code


def part_of(headers: dict[str, str], number: int) -> dict[str, Any]:
    piece = headers["Authorization"].split()[1].split(".")[number]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    return found


def encoded(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


async def test_7_1_1_how_long_sessions_last_is_documented_and_so_they_do(
    strict: Strict, administrator: dict[str, str]
) -> None:
    expires_at = datetime.fromtimestamp(part_of(administrator, 1)["exp"], strict.residents.clock.now().tzinfo)

    assert expires_at - strict.residents.clock.now() == timedelta(hours=8)
    assert "A session lasts eight hours" in (DOCS / "operating.md").read_text()


async def test_7_2_1_a_token_is_verified_by_the_service(strict: Strict, administrator: dict[str, str]) -> None:
    head, body, signature = administrator["Authorization"].split()[1].split(".")
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]

    assert await status_with(strict, f"{head}.{body}.{signature}") == 200
    assert await status_with(strict, f"{head}.{body}.{flipped}") == 401


async def test_7_2_2_tokens_are_made_anew_and_are_no_fixed_keys(strict: Strict, administrator: dict[str, str]) -> None:
    assert {"exp", "ver", "sub"} <= part_of(administrator, 1).keys()


async def test_7_2_4_signing_in_gives_a_new_token(strict: Strict) -> None:
    first = await strict.token(FIRST, ADMIN_PASSWORD)
    strict.later()

    assert await strict.token(FIRST, ADMIN_PASSWORD) != first


async def test_7_3_1_a_session_ends_after_an_hour_in_which_nothing_was_done_with_it(
    strict: Strict, administrator: dict[str, str]
) -> None:
    database = strict.residents.runtime.database
    before = await lain_idle(database, minutes=59)
    in_time = (await strict.http.get(STAFF, headers=administrator)).status_code
    after = await lain_idle(database, minutes=59)
    still = (await strict.http.get(STAFF, headers=administrator)).status_code

    await lain_idle(database, minutes=61)

    assert (before, in_time, after, still) == (1, 200, 1, 200)
    assert (await strict.http.get(STAFF, headers=administrator)).status_code == 401
    assert "after an hour in which nothing was done" in (DOCS / "operating.md").read_text()


async def test_7_3_1_signing_in_again_ends_no_session_but_forgets_those_that_were_idle(
    strict: Strict, administrator: dict[str, str]
) -> None:
    database = strict.residents.runtime.database
    await a_colleague(strict, administrator, "moderator")
    await strict.choose_password("Grace", GOOD)

    both = [await strict.token("Grace", OWN) for _ in range(2)]
    answers = [(await strict.http.get(f"{STAFF}/me", headers=one)).status_code for one in both]
    await lain_idle(database, minutes=61)
    await strict.token("Grace", OWN)

    assert answers == [200, 200]
    assert await lain_idle(database, minutes=0) == 2, "one of the administrator, who did not sign in again"


async def lain_idle(database: Database, minutes: int) -> int:
    """How many sessions were left alone for so long."""
    async with database.transaction() as tx:
        idle = text("update staff_sessions set seen_at = seen_at - make_interval(mins => :minutes) returning 1")
        return len((await tx.session.execute(idle, {"minutes": minutes})).all())


async def test_7_3_2_a_session_ends_after_its_time_whatever_is_done_with_it(
    strict: Strict, administrator: dict[str, str]
) -> None:
    for _ in range(15):
        strict.residents.clock.advance(timedelta(minutes=30))
        await strict.http.get(STAFF, headers=administrator)
    strict.residents.clock.advance(timedelta(minutes=31))

    assert (await strict.http.get(STAFF, headers=administrator)).status_code == 401


async def test_7_4_1_signed_out_means_out_also_for_a_copied_token(
    strict: Strict, administrator: dict[str, str]
) -> None:
    await strict.http.delete(f"{STAFF}/sessions/current", headers=administrator)

    assert (await strict.http.get(STAFF, headers=administrator)).status_code == 401


async def test_7_4_2_a_disabled_account_is_out_at_once(strict: Strict, administrator: dict[str, str]) -> None:
    staff_id = await a_colleague(strict, administrator, "moderator")
    await strict.choose_password("Grace", GOOD)
    graces = await strict.token("Grace", OWN)
    before = (await strict.http.get(f"{STAFF}/me", headers=graces)).status_code

    await strict.http.patch(f"{STAFF}/{staff_id}", json={"is_disabled": True}, headers=administrator)

    assert (before, (await strict.http.get(f"{STAFF}/me", headers=graces)).status_code) == (200, 401)


async def test_7_4_3_another_password_ends_the_other_sessions(strict: Strict, administrator: dict[str, str]) -> None:
    body = {"old": OWN, "new": GOOD}
    await strict.http.put(f"{STAFF}/me/password", json=body, headers=administrator)

    assert (await strict.http.get(STAFF, headers=administrator)).status_code == 401


async def test_7_4_4_every_page_for_staff_lets_one_sign_out(staff_pages: httpx.AsyncClient, strict: Strict) -> None:
    form = {"name": FIRST, "password": ADMIN_PASSWORD}
    await staff_pages.post("/staff/sign-in", data=form)

    page = (await staff_pages.get("/staff/password")).text

    assert 'action="/staff/sign-out"' in page


async def test_7_4_5_an_administrator_ends_the_sessions_of_an_account(
    strict: Strict, administrator: dict[str, str]
) -> None:
    staff_id = await a_colleague(strict, administrator, "moderator")
    await strict.choose_password("Grace", GOOD)
    graces = await strict.token("Grace", OWN)

    ended = await strict.http.delete(f"{STAFF}/{staff_id}/sessions", headers=administrator)

    assert ended.status_code == 204
    assert (await strict.http.get(f"{STAFF}/me", headers=graces)).status_code == 401


async def test_7_5_1_changing_the_second_factor_takes_a_code_of_it(
    strict: Strict, administrator: dict[str, str]
) -> None:
    taken_away = await strict.http.post(f"{STAFF}/me/second-factor/end", json={"code": "000000"}, headers=administrator)

    assert taken_away.status_code == 401


async def test_9_1_1_a_token_that_was_changed_is_refused(strict: Strict, administrator: dict[str, str]) -> None:
    head, _, signature = administrator["Authorization"].split()[1].split(".")
    claims = part_of(administrator, 1) | {"roles": ["administrator", "returning-officer"]}

    assert await status_with(strict, f"{head}.{encoded(claims)}.{signature}") == 401


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "EdDSA-but-not"])
async def test_9_1_2_no_other_algorithm_is_taken(strict: Strict, administrator: dict[str, str], algorithm: str) -> None:
    claims = part_of(administrator, 1)
    forged = f"{encoded({'alg': algorithm, 'kid': 'staff'})}.{encoded(claims)}."
    keys = (await strict.http.get("/api/residents/v1/keys")).json()["keys"]
    public = OctKey.import_key(next(key["x"] for key in keys if key["kid"] == "staff"))
    confused = jwt.encode({"alg": "HS256", "kid": "staff"}, claims, public, algorithms=["HS256"])

    assert await status_with(strict, forged) == 401
    assert await status_with(strict, confused) == 401


@pytest.mark.parametrize(
    "header", [{"jku": "https://evil.example/keys"}, {"x5u": "https://evil.example"}, {"jwk": None}]
)
async def test_9_1_3_a_token_brings_no_key_of_its_own(
    strict: Strict, administrator: dict[str, str], header: dict[str, object]
) -> None:
    own = SigningKey(b"an attacker's thirty-two bytes..", "staff")
    token = own.sign(part_of(administrator, 1), expires_at=strict.residents.clock.now() + timedelta(hours=1))
    head = part_of({"Authorization": f"Bearer {token}"}, 0) | header
    if "jwk" in header:
        head["jwk"] = own.public()
    body, signature = token.split(".")[1:]

    assert await status_with(strict, token) == 401
    assert await status_with(strict, f"{encoded(head)}.{body}.{signature}") == 401


async def test_9_2_1_an_expired_token_is_refused(strict: Strict, administrator: dict[str, str]) -> None:
    strict.residents.clock.advance(timedelta(hours=8))

    assert (await strict.http.get(STAFF, headers=administrator)).status_code == 401


async def test_9_2_2_a_permit_is_no_staff_token(strict: Strict, administrator: dict[str, str]) -> None:
    vault = strict.residents.runtime.own["vault"]
    permit = vault.permit_key.sign(
        part_of(administrator, 1), expires_at=strict.residents.clock.now() + timedelta(hours=1)
    )

    assert await status_with(strict, permit) == 401


async def test_9_2_3_a_token_for_first_steps_is_for_nothing_else(strict: Strict) -> None:
    headers = await strict.token(FIRST, ADMIN_PASSWORD)

    assert part_of(headers, 1)["aud"] == "first-steps"
    assert (await strict.http.get(STAFF, headers=headers)).status_code == 401
