from uuid import UUID

import httpx
from sqlalchemy import text

from tests.residents.conftest import Residents


async def test_codes_are_given_out_once_as_a_file(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.import_roll(round_id, 'number,area\n1,North\n"2,b",North\n')

    answer = await post(residents, round_id)
    again = await post(residents, round_id)

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "invitations.csv" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    lines = answer.text.splitlines()
    assert [line.rpartition(",")[0] for line in lines] == ["number", "1", '"2,b"']
    assert again.text.splitlines() == ["number,code"]


async def test_the_database_keeps_no_code(residents: Residents) -> None:
    round_id = await residents.a_round()
    codes = await residents.codes_of(round_id, "1,North")

    async with residents.runtime.database.reading() as session:
        kept = (await session.execute(text("select cast(roll as text) from roll"))).scalar_one()

    assert codes["1"].replace("-", "")[:12] not in kept.upper()
    assert codes["1"] not in kept


async def test_a_letter_that_went_astray_is_replaced_and_its_code_ends(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    old = (await residents.codes_of(round_id, "1,North"))["1"]

    new = (await post(residents, round_id, "/1")).json()["code"]

    assert (await residents.ask(old)).status_code == 404
    assert (await residents.ask(new)).status_code == 201
    nobody = await post(residents, round_id, "/99")
    assert (nobody.status_code, nobody.json()["code"]) == (404, "person-is-not-on-the-roll")


async def test_when_the_printed_list_is_lost_all_codes_end_and_new_ones_are_made(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    old = await residents.codes_of(round_id, "1,North", "2,North")

    url = f"/api/residents/v1/rounds/{round_id}/invitations"
    withdrawn = await residents.http.delete(url, headers=await residents.as_administrator())
    new = await residents.invite(round_id)

    assert withdrawn.status_code == 204
    assert (await residents.ask(old["1"])).status_code == 404
    assert {(await residents.ask(code)).status_code for code in new.values()} == {201}


async def post(residents: Residents, round_id: UUID, whose: str = "") -> httpx.Response:
    url = f"/api/residents/v1/rounds/{round_id}/invitations{whose}"
    return await residents.http.post(url, headers=await residents.as_administrator())


async def test_whoever_has_used_the_code_gets_no_other_one_until_the_poll_is_closed(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    code = (await residents.codes_of(round_id, "0007,North"))["0007"]
    await residents.ask(code)

    refused = await replace(residents, round_id, "0007")
    still_good = await residents.ask(code)
    await residents.close(poll_id)
    after = await replace(residents, round_id, "0007")

    assert (refused.status_code, refused.json()["code"]) == (409, "code-was-used")
    assert (still_good.status_code, after.status_code) == (201, 201)


async def test_a_number_is_found_without_its_zeros_unless_several_may_be_meant(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.codes_of(round_id, "0007,North", "A1,North")
    await residents.import_roll(round_id, "number,area\n08,North\n008,North\n", alike_are_same=False, missing="keep")

    found = [(await replace(residents, round_id, typed)).json().get("number") for typed in ("7", " a1 ", "0007")]
    several = await replace(residents, round_id, "8")

    assert found == ["0007", "A1", "0007"]
    assert (several.status_code, several.json()["numbers"]) == (409, ["008", "08"])


async def test_new_letters_go_to_all_who_have_not_voted_and_their_old_codes_end(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    old = await residents.codes_of(round_id, "1,North", "2,North", "3,North")
    await residents.ask(old["1"])

    answer = await post(residents, round_id, "/again")
    new = dict(line.split(",") for line in answer.text.splitlines()[1:])

    assert set(new) == {"2", "3"}
    assert [(await residents.ask(old[number])).status_code for number in "123"] == [201, 404, 404]
    assert {(await residents.ask(code)).status_code for code in new.values()} == {201}


async def replace(residents: Residents, round_id: UUID, number: str) -> httpx.Response:
    url = f"/api/residents/v1/rounds/{round_id}/invitations/replacements"
    return await residents.http.post(url, json={"number": number}, headers=await residents.as_administrator())


async def test_a_number_that_a_spreadsheet_would_run_is_marked_as_text(residents: Residents) -> None:
    round_id = await residents.a_round()

    codes = await residents.codes_of(round_id, "=1+1,North", "A-7,North")

    assert {*codes} == {"'=1+1", "A-7"}
