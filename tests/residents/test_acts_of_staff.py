"""What residents' act log keeps of sign-ins, accounts, rolls and codes, and what it never holds."""

from collections.abc import Sequence
from typing import Any

import pytest

from libs.shared.platform.acts import act_rows
from libs.shared.platform.acts.act_rows import ActRow
from tests.residents.conftest import ADMIN_PASSWORD, Residents
from tests.residents.test_staff import GOOD, STAFF, change, employ, sign_in

NUMBER = "R-77104"


async def acts(residents: Residents) -> Sequence[ActRow]:
    async with residents.runtime.database.reading() as session:
        return [row async for row in act_rows.whole(session)]


async def told(residents: Residents) -> list[tuple[str, str]]:
    """What was done and how it ended, oldest first."""
    return [(row.what, row.outcome) for row in await acts(residents)]


def headers_of(session: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {session.json()['token']}"}


async def test_sign_ins_good_and_bad_and_signing_out_are_kept_with_where_they_came_from(residents: Residents) -> None:
    staff_id = (await employ(residents, "Grace", "moderator")).json()["staff_id"]
    before = len(await acts(residents))

    await sign_in(residents, "Grace", "not her password", client="elsewhere")
    session = await sign_in(residents, "Grace", client="here")
    await residents.http.delete(f"{STAFF}/sessions/current", headers=headers_of(session))

    wrong, right, out = (await acts(residents))[before:]
    assert [str(row.staff_id) for row in (wrong, right, out)] == [staff_id] * 3
    assert [row.outcome for row in (wrong, right, out)] == ["refused 401", "done", "done"]
    assert wrong.client
    assert right.client
    assert wrong.client != right.client
    assert "here" not in right.client


async def test_a_name_that_nobody_has_is_not_kept_because_people_type_passwords_there(residents: Residents) -> None:
    before = await told(residents)

    await sign_in(residents, GOOD, GOOD)

    assert await told(residents) == before


async def test_who_guesses_fills_no_log(residents: Residents) -> None:
    for number in range(24):
        await sign_in(residents, "admin", "not the password", client=f"network {number}")

    kept = [outcome for what, outcome in await told(residents) if what == "POST /staff/sessions"]
    assert kept == ["refused 401"] * 20


async def test_what_became_of_an_account_is_kept_with_the_account(residents: Residents) -> None:
    staff_id = (await employ(residents, "Grace", "moderator")).json()["staff_id"]
    await change(residents, staff_id, roles=["auditor"], password=GOOD + "!")
    await change(residents, staff_id, is_disabled=True)
    await change(residents, staff_id, is_disabled=False)

    kept = [row for row in await acts(residents) if row.on == f"staff_id={staff_id}"]
    assert [row.what for row in kept] == [
        "POST /staff",
        "PATCH /staff/{staff_id} roles-password",
        "PATCH /staff/{staff_id} disabled",
        "PATCH /staff/{staff_id} enabled",
    ]


async def test_an_auditor_reads_the_log_and_whose_the_accounts_are(residents: Residents) -> None:
    await employ(residents, "Audra", "auditor")
    auditor = headers_of(await sign_in(residents, "Audra"))
    clerk = await sign_in(residents, "admin", ADMIN_PASSWORD)

    log = (await residents.http.get("/api/residents/v1/acts", headers=auditor)).json()
    names = (await residents.http.get(f"{STAFF}/names", headers=auditor)).json()["items"]
    accounts = await residents.http.get(STAFF, headers=auditor)

    assert names[log["items"][0]["staff_id"]] == "admin"
    assert clerk.status_code == 201
    assert accounts.status_code == 403


@pytest.mark.parametrize("how", ["body", "address"])
async def test_rolls_and_codes_are_kept_and_nobody_on_the_roll_is(residents: Residents, how: str) -> None:
    round_id = await residents.a_round()
    codes = await residents.codes_of(round_id, f"{NUMBER},North", "R-77105,North")
    url, headers = f"/api/residents/v1/rounds/{round_id}/invitations", await residents.as_administrator()

    if how == "body":
        made = await residents.http.post(f"{url}/replacements", json={"number": NUMBER}, headers=headers)
    else:
        made = await residents.http.post(f"{url}/{NUMBER}", headers=headers)

    assert made.status_code == 201, made.text
    kept = await acts(residents)
    assert [row.what.rpartition("/roll")[2] or row.what for row in kept][-4:-1] == [
        "/imports",
        "/imports/{import_id}",
        "POST /rounds/{round_id}/invitations",
    ]
    everything = " ".join(act_rows.entry_of(row, "residents").encoded.decode() for row in kept)
    assert str(round_id) in everything
    assert NUMBER not in everything
    assert not [secret for secret in (*codes.values(), made.json()["code"], ADMIN_PASSWORD) if secret in everything]
