"""The second factor: who must have one, how it is set up, what a code is good for, and who takes one away."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import NewDatabaseOf
from tests.residents.conftest import ADMIN_PASSWORD, residents_at
from tests.residents.strict import FACTOR, FIRST, OWN, Strict, a_colleague, strict_residents
from tests.residents.test_acts_of_staff import told
from tests.residents.test_staff import GOOD, STAFF


@pytest.fixture
async def strict(database_of: NewDatabaseOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Strict]:
    """The service, asking for all that a council's must."""
    async with strict_residents(await database_of("residents"), monkeypatch, tmp_path) as residents:
        yield Strict(residents)


@pytest.fixture
async def administrator(strict: Strict) -> dict[str, str]:
    """The headers of the first administrator, who has done all that comes first."""
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    _, found = await strict.enrol(FIRST)
    return {"Authorization": f"Bearer {found['session']['token']}"}


async def test_the_first_token_is_good_for_first_steps_and_for_nothing_else(strict: Strict) -> None:
    answer = await strict.sign_in(FIRST, ADMIN_PASSWORD)

    headers = {"Authorization": f"Bearer {answer.json()['token']}"}
    elsewhere = await strict.http.get(STAFF, headers=headers)
    here = await strict.http.get(f"{STAFF}/me", headers=headers)

    assert answer.json()["must"] == ["password", "second-factor"]
    assert elsewhere.status_code == 401
    assert here.json()["must"] == ["password", "second-factor"]


async def test_after_a_password_of_ones_own_and_an_app_one_is_in(strict: Strict, administrator: dict[str, str]) -> None:
    answer = await strict.http.get(STAFF, headers=administrator)

    assert answer.status_code == 200
    assert [(one["name"], one["has_second_factor"]) for one in answer.json()["items"]] == [(FIRST, True)]


@pytest.mark.parametrize(
    ("roles", "must"),
    [
        (["returning-officer"], ["password", "second-factor"]),
        (["administrator", "moderator"], ["password", "second-factor"]),
        (["moderator"], ["password"]),
        (["auditor"], ["password"]),
    ],
)
async def test_officers_and_administrators_must_have_one_and_all_a_password_of_their_own(
    strict: Strict, administrator: dict[str, str], roles: list[str], must: list[str]
) -> None:
    await a_colleague(strict, administrator, *roles)

    assert (await strict.sign_in("Grace", GOOD)).json()["must"] == must


async def test_with_a_second_factor_the_password_alone_is_not_enough(
    strict: Strict, administrator: dict[str, str]
) -> None:
    alone = await strict.sign_in(FIRST, OWN)
    wrong_password = await strict.sign_in(FIRST, "another password here")

    assert (alone.status_code, alone.json()["code"]) == (401, "second-factor-is-needed")
    assert wrong_password.json()["code"] == "sign-in-failed"
    assert "token" not in alone.json()


async def test_a_code_signs_in_once_with_a_clock_that_is_half_a_minute_off(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, _ = await strict.enrol(FIRST)
    strict.later(4)

    codes = [strict.code(secret, steps) for steps in (-2, 2, -1, -1, 0, 0, 1, 1, 0)]
    answers = [(await strict.sign_in(FIRST, OWN, code)).status_code for code in codes]

    assert answers == [401, 401, 201, 401, 201, 401, 201, 401, 401]


async def test_the_code_that_confirmed_the_app_signs_in_no_more(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, _ = await strict.enrol(FIRST)

    again = await strict.sign_in(FIRST, OWN, strict.code(secret))
    strict.later()
    then = await strict.sign_in(FIRST, OWN, f"{strict.code(secret)[:3]} {strict.code(secret)[3:]}")

    assert (again.json()["code"], then.status_code) == ("second-factor-is-wrong", 201)


async def test_a_code_does_not_help_a_wrong_password(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, _ = await strict.enrol(FIRST)
    strict.later()

    wrong = await strict.sign_in(FIRST, ADMIN_PASSWORD, strict.code(secret))
    right = await strict.sign_in(FIRST, OWN, strict.code(secret))

    assert (wrong.json()["code"], right.status_code) == ("sign-in-failed", 201)


async def test_each_recovery_code_is_good_once_however_it_is_typed(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    _, found = await strict.enrol(FIRST)
    first, second = found["recovery_codes"][:2]

    answers = [await strict.sign_in(FIRST, OWN, typed) for typed in (first.lower().replace("-", " "), first, second)]

    assert len(set(found["recovery_codes"])) == 10
    assert [answer.status_code for answer in answers] == [201, 401, 201]


async def test_who_has_the_password_and_guesses_codes_is_stopped(strict: Strict, administrator: dict[str, str]) -> None:
    answers = [(await strict.sign_in(FIRST, OWN, f"{number:06}")).status_code for number in range(22)]

    assert answers[-2:] == [429, 429]
    assert answers.count(401) == 20


async def test_a_stranger_without_the_password_stops_nobody(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, _ = await strict.enrol(FIRST)
    strict.later()
    for number in range(9):
        await strict.sign_in(FIRST, "not the password at all", f"{number:06}")

    assert (await strict.sign_in(FIRST, OWN, strict.code(secret))).status_code == 201


async def test_a_wrong_code_sets_nothing_up(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    headers = await strict.token(FIRST, OWN)
    secret = (await strict.http.post(FACTOR, headers=headers)).json()["secret"]

    wrong = await strict.http.put(FACTOR, json={"code": strict.code(secret, 9)}, headers=headers)

    assert wrong.status_code == 401
    assert (await strict.sign_in(FIRST, OWN)).json()["must"] == ["second-factor"]


async def test_a_stolen_session_cannot_exchange_the_app(strict: Strict, administrator: dict[str, str]) -> None:
    begun = await strict.http.post(FACTOR, headers=administrator)
    ended = await strict.http.post(f"{FACTOR}/end", json={"code": "123456"}, headers=administrator)

    assert (begun.json()["code"], ended.json()["code"]) == ("second-factor-is-there", "second-factor-is-wrong")


async def test_with_a_code_one_takes_it_away_and_sets_up_another(strict: Strict) -> None:
    await strict.choose_password(FIRST, ADMIN_PASSWORD)
    secret, found = await strict.enrol(FIRST)
    headers = {"Authorization": f"Bearer {found['session']['token']}"}
    strict.later()

    ended = await strict.http.post(f"{FACTOR}/end", json={"code": strict.code(secret)}, headers=headers)

    assert ended.status_code == 204
    assert (await strict.http.get(STAFF, headers=headers)).status_code == 401
    assert (await strict.sign_in(FIRST, OWN)).json()["must"] == ["second-factor"]


async def test_another_administrator_takes_it_away_and_that_is_in_the_log(
    strict: Strict, administrator: dict[str, str]
) -> None:
    staff_id = await a_colleague(strict, administrator, "returning-officer")
    await strict.choose_password("Grace", GOOD)
    _, found = await strict.enrol("Grace")

    reset = await strict.http.delete(f"{STAFF}/{staff_id}/second-factor", headers=administrator)

    graces = {"Authorization": f"Bearer {found['session']['token']}"}
    assert reset.status_code == 204
    assert (await strict.http.get(f"{STAFF}/me", headers=graces)).status_code == 401
    assert (await strict.sign_in("Grace", OWN)).json()["must"] == ["second-factor"]
    assert ("DELETE /staff/{staff_id}/second-factor", "done") in await told(strict.residents)


async def test_nobody_does_that_for_themselves(strict: Strict, administrator: dict[str, str]) -> None:
    own = (await strict.http.get(f"{STAFF}/me", headers=administrator)).json()["account"]["staff_id"]

    answer = await strict.http.delete(f"{STAFF}/{own}/second-factor", headers=administrator)

    assert (answer.status_code, answer.json()["code"]) == (403, "second-factor-is-your-own")


async def test_a_password_from_an_administrator_is_changed_first_again(
    strict: Strict, administrator: dict[str, str]
) -> None:
    staff_id = await a_colleague(strict, administrator, "moderator")
    await strict.choose_password("Grace", GOOD)
    assert (await strict.sign_in("Grace", OWN)).json()["must"] == []

    await strict.http.patch(f"{STAFF}/{staff_id}", json={"password": GOOD}, headers=administrator)

    assert (await strict.sign_in("Grace", GOOD)).json()["must"] == ["password"]


async def test_neither_secret_nor_recovery_code_lies_in_the_database(
    strict: Strict, administrator: dict[str, str]
) -> None:
    await a_colleague(strict, administrator, "moderator")
    await strict.choose_password("Grace", GOOD)
    secret, found = await strict.enrol("Grace")

    async with strict.residents.runtime.database.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("select * from second_factors")).all()

    kept = repr(rows).encode() + b"".join(bytes(row.sealed_secret) for row in rows)
    for planted in (secret, *found["recovery_codes"], *(code.replace("-", "") for code in found["recovery_codes"])):
        assert planted.encode() not in kept


@pytest.mark.parametrize("name", ["admin", "Root", "administrator", ""])
async def test_no_first_account_has_a_name_that_everybody_tries(
    database_of: NewDatabaseOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(tmp_path / "poll-keys"))
    monkeypatch.setenv("COMMONPURSE_SIGN_IN", "strict")
    monkeypatch.setenv("COMMONPURSE_ADMIN_NAME", name)

    async with residents_at(await database_of("residents"), monkeypatch) as residents:
        answer = await Strict(residents).sign_in(name or "admin", ADMIN_PASSWORD)

    assert answer.status_code == 401
