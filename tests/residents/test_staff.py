import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from libs.shared.platform.access.staff import STAFF_PURPOSE
from libs.shared.platform.access.tokens import TokenIsNotValid
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import started
from libs.shared.platform.running.settings import Settings
from services.residents.main import SERVICE
from tests.residents.conftest import ADMIN_PASSWORD, Residents
from tests.support.gateway import for_client

STAFF = "/api/residents/v1/staff"
GOOD = "a long enough password"


async def sign_in(residents: Residents, name: str, password: str = GOOD, client: str = "here") -> httpx.Response:
    body = {"name": name, "password": password}
    return await residents.http.post(f"{STAFF}/sessions", json=body, headers=for_client(client))


async def employ(residents: Residents, name: str, *roles: str) -> httpx.Response:
    body = {"name": name, "password": GOOD, "roles": list(roles)}
    return await residents.http.post(STAFF, json=body, headers=await residents.as_administrator())


async def change(residents: Residents, staff_id: str, **what: Any) -> httpx.Response:
    return await residents.http.patch(f"{STAFF}/{staff_id}", json=what, headers=await residents.as_administrator())


async def test_the_first_administrator_comes_from_the_settings(residents: Residents) -> None:
    answer = await sign_in(residents, "admin", ADMIN_PASSWORD)

    assert answer.status_code == 201
    roles = answer.json()["staff"]["roles"]
    assert set(roles) == {"administrator", "moderator", "data-entry-officer", "returning-officer"}
    assert answer.headers["cache-control"] == "no-store"


async def test_a_second_start_does_not_bring_the_first_administrator_back(
    residents: Residents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMONPURSE_ADMIN_PASSWORD", "another password")
    runtime = assemble("residents", Settings(database_url=residents.runtime.database.url), in_process={})

    async with started(SERVICE, runtime):
        answer = await sign_in(residents, "admin", "another password")

    assert answer.status_code == 401


async def test_a_colleague_signs_in_with_name_and_password_in_any_case_of_the_name(residents: Residents) -> None:
    made = await employ(residents, "Grace Hopper", "moderator", "reviewer")

    session = (await sign_in(residents, "grace hopper")).json()

    assert made.status_code == 201
    claims = await residents.runtime.keys.claims_of(session["token"], STAFF_PURPOSE)
    assert claims["sub"] == made.json()["staff_id"] == session["staff"]["staff_id"]
    assert (claims["name"], claims["roles"]) == ("Grace Hopper", ["moderator", "reviewer"])


async def test_a_session_ends_after_eight_hours(residents: Residents) -> None:
    token = (await sign_in(residents, "admin", ADMIN_PASSWORD)).json()["token"]

    residents.clock.advance(timedelta(hours=8))

    with pytest.raises(TokenIsNotValid):
        await residents.runtime.keys.claims_of(token, STAFF_PURPOSE)


@pytest.mark.parametrize(("name", "password"), [("admin", "wrong"), ("nobody", ADMIN_PASSWORD), ("", "")])
async def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    residents: Residents, name: str, password: str
) -> None:
    answer = await sign_in(residents, name, password)

    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-failed")
    assert answer.json()["detail"] == "Name or password is wrong."


async def test_a_disabled_account_cannot_sign_in_until_it_is_enabled_again(residents: Residents) -> None:
    staff_id = (await employ(residents, "Grace", "moderator")).json()["staff_id"]

    disabled = await change(residents, staff_id, is_disabled=True)
    refused = await sign_in(residents, "Grace")
    await change(residents, staff_id, is_disabled=False)
    welcome = await sign_in(residents, "Grace")

    assert disabled.json()["is_disabled"] is True
    assert (refused.status_code, welcome.status_code) == (401, 201)


async def test_new_roles_and_a_new_password_take_effect_with_the_next_session(residents: Residents) -> None:
    staff_id = (await employ(residents, "Grace", "moderator")).json()["staff_id"]

    await change(residents, staff_id, roles=["returning-officer"], password="another long password")

    assert (await sign_in(residents, "Grace")).status_code == 401
    session = (await sign_in(residents, "Grace", "another long password")).json()
    assert session["staff"]["roles"] == ["returning-officer"]


async def test_the_last_administrator_can_neither_be_disabled_nor_lose_the_role(residents: Residents) -> None:
    staff_id = (await sign_in(residents, "admin", ADMIN_PASSWORD)).json()["staff"]["staff_id"]

    answers = [
        await change(residents, staff_id, is_disabled=True),
        await change(residents, staff_id, roles=["moderator"]),
    ]

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (409, "last-administrator-must-stay")
    await employ(residents, "Grace", "administrator")
    assert (await change(residents, staff_id, is_disabled=True)).status_code == 200


async def test_a_name_is_taken_once_in_whatever_case(residents: Residents) -> None:
    await employ(residents, "Grace", "moderator")

    answer = await employ(residents, "GRACE", "moderator")

    assert (answer.status_code, answer.json()["code"]) == (409, "staff-name-is-taken")


async def test_the_list_shows_everyone_and_no_password(residents: Residents) -> None:
    await employ(residents, "Grace", "moderator")

    answer = await residents.http.get(STAFF, headers=await residents.as_administrator())

    assert [account["name"] for account in answer.json()["items"]] == ["admin", "Grace"]
    assert "password" not in answer.text
    assert "argon2" not in answer.text


async def test_accounts_are_for_administrators(residents: Residents) -> None:
    await employ(residents, "Grace", "moderator")
    token = (await sign_in(residents, "Grace")).json()["token"]

    as_moderator = await residents.http.get(STAFF, headers={"Authorization": f"Bearer {token}"})
    as_stranger = await residents.http.get(STAFF)

    assert (as_moderator.status_code, as_stranger.status_code) == (403, 401)


async def test_a_short_password_and_an_unknown_role_are_malformed(residents: Residents) -> None:
    short = {"name": "Grace", "password": "short", "roles": ["moderator"]}
    unknown = {"name": "Grace", "password": GOOD, "roles": ["queen"]}
    headers = await residents.as_administrator()

    answers = [await residents.http.post(STAFF, json=body, headers=headers) for body in (short, unknown)]

    assert {answer.status_code for answer in answers} == {422}
    assert "short" not in answers[0].text.replace("shorter", "")


async def test_a_right_password_is_never_refused_for_the_wrong_ones_of_others(residents: Residents) -> None:
    for _ in range(11):
        assert (await sign_in(residents, "admin", "wrong", "a thief")).status_code == 401

    elsewhere = await sign_in(residents, "admin", ADMIN_PASSWORD, "the town hall")
    same_place = await sign_in(residents, "admin", ADMIN_PASSWORD, "a thief")

    assert (elsewhere.status_code, same_place.status_code) == (201, 201), "the second waited a moment"


async def test_four_hundred_wrong_passwords_at_once_do_not_pass_a_limit_of_ten(residents: Residents) -> None:
    await residents.as_administrator()

    answers = await asyncio.gather(*(sign_in(residents, "admin", "wrong", "a thief") for _ in range(400)))

    tried = [answer.status_code for answer in answers].count(401)
    assert tried <= 11
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert (refused.json()["code"], refused.headers.get("retry-after") is not None) == ("too-many-attempts", True)


async def test_a_client_that_nobody_vouches_for_counts_for_nothing(residents: Residents) -> None:
    body = {"name": "admin", "password": "wrong"}

    async def guess(number: int) -> int:
        headers = {"X-Commonpurse-Client": f"thief {number}", "X-Commonpurse-Gateway": "a guess"}
        return (await residents.http.post(f"{STAFF}/sessions", json=body, headers=headers)).status_code

    answers = await asyncio.gather(*(guess(number) for number in range(60)))

    assert answers.count(401) <= 11
    assert (await sign_in(residents, "admin", ADMIN_PASSWORD, "the town hall")).status_code == 201


async def test_signed_out_disabled_and_changed_means_out_at_once(residents: Residents) -> None:
    staff_id = (await employ(residents, "Grace", "administrator")).json()["staff_id"]

    async def is_in(token: str) -> bool:
        headers = {"Authorization": f"Bearer {token}"}
        return (await residents.http.get(STAFF, headers=headers)).status_code == 200

    async def signed_in() -> str:
        token: str = (await sign_in(residents, "Grace")).json()["token"]
        assert await is_in(token)
        return token

    token = await signed_in()
    await residents.http.delete(f"{STAFF}/sessions/current", headers={"Authorization": f"Bearer {token}"})
    assert not await is_in(token), "signed out"

    for change_of in ({"roles": ["administrator", "auditor"]}, {"password": GOOD}, {"is_disabled": True}):
        token = await signed_in()
        await change(residents, staff_id, **change_of)
        assert not await is_in(token), change_of


async def test_staff_choose_a_password_of_their_own_with_the_one_of_before(residents: Residents) -> None:
    await employ(residents, "Grace", "moderator")
    headers = {"Authorization": f"Bearer {(await sign_in(residents, 'Grace')).json()['token']}"}

    async def choose(old: str, new: str) -> httpx.Response:
        return await residents.http.put(f"{STAFF}/me/password", json={"old": old, "new": new}, headers=headers)

    wrong = await choose("not this one at all", "a wagon of green apples")
    weak = await choose(GOOD, "password12345678")
    chosen = await choose(GOOD, "a wagon of green apples")

    assert (wrong.status_code, wrong.json()["code"]) == (422, "old-password-is-wrong")
    assert (weak.status_code, weak.json()["code"]) == (422, "password-is-too-weak")
    assert chosen.status_code == 204
    assert (await sign_in(residents, "Grace")).status_code == 401
    assert (await sign_in(residents, "Grace", "a wagon of green apples")).status_code == 201


@pytest.mark.parametrize(
    "password",
    ["fourteen signs", "a" * 20, "abcabcabcabcabcabc", "1234567890123456", "Password12345678", "gracehopper1234"],
)
async def test_short_and_common_passwords_are_refused(residents: Residents, password: str) -> None:
    body = {"name": "Grace Hopper", "password": password, "roles": ["moderator"]}

    answer = await residents.http.post(STAFF, json=body, headers=await residents.as_administrator())

    assert (answer.status_code, answer.json()["code"]) == (422, "password-is-too-weak")


async def test_four_hundred_megabytes_without_a_token_are_not_read(residents: Residents) -> None:
    for path in ("/api/residents/v1/staff", "/api/residents/v1/staff/sessions", "/api/residents/v1/permits"):
        answer = await residents.http.post(path, content=b"", headers={"Content-Length": "400000000"})

        assert (answer.status_code, answer.json()["code"]) == (413, "body-is-too-long")
