"""Imports show the difference before they take, and ask where two readings are possible."""

from uuid import UUID

import httpx
from sqlalchemy import text

from tests.residents.conftest import NORTH, Residents

TWENTY = [f"{number:04}" for number in range(1, 21)]


def a_file(*numbers: str, area: str = "North") -> str:
    return "Nr;Ortsteil\n" + "".join(f"{number};{area}\n" for number in numbers)


async def counts(residents: Residents, round_id: UUID) -> dict[str, int]:
    url = f"/api/residents/v1/rounds/{round_id}/roll"
    found: dict[str, int] = (await residents.http.get(url, headers=await residents.as_administrator())).json()
    return found


async def test_a_one_line_file_removes_nobody_before_somebody_has_said_so(residents: Residents) -> None:
    round_id = await residents.a_round()
    codes = await residents.codes_of(round_id, *(f"{number},North" for number in TWENTY))
    await residents.an_open_poll(round_id)
    await residents.ask(codes["0001"])

    at_once = await residents.show_import(round_id, a_file("0005"), to="")
    shown = (await residents.show_import(round_id, a_file("0005"))).json()
    unanswered = await residents.confirm(round_id, shown, missing=None)

    assert (at_once.status_code, at_once.json()["code"]) == (409, "roll-change-is-not-confirmed")
    assert at_once.json()["missing"] == 19
    assert shown["missing"] == {"people": 19, "with_code": 19, "voted": 1}
    assert (shown["new"], shown["stay"], shown["poll_is_open"]) == (0, 1, True)
    assert "0001" in shown["missing_numbers"]
    assert (unanswered.status_code, unanswered.json()["code"]) == (409, "roll-change-is-not-confirmed")
    assert (await counts(residents, round_id))["people"] == 20
    assert (await residents.ask(codes["0020"])).status_code == 201


async def test_zeros_that_a_spreadsheet_ate_are_asked_about_and_no_posted_code_dies(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, *(f"{number},North" for number in TWENTY))
    before = {number: await pseudonym(residents, code) for number, code in codes.items()}

    shown = (await residents.show_import(round_id, a_file(*(str(number) for number in range(1, 22))))).json()
    unanswered = await residents.confirm(round_id, shown, missing="keep")
    taken = await residents.confirm(round_id, shown, missing="keep", alike_are_same=True)

    assert (shown["alike_count"], shown["new"], shown["missing"]["people"]) == (20, 1, 0)
    assert shown["alike"][0] == {"line": 2, "number": "1", "other": "0001", "other_line": None}
    assert unanswered.status_code == 409
    assert taken.json()["people"] == 21
    assert set(await residents.invite(round_id)) == {"21"}
    assert {number: await pseudonym(residents, code) for number, code in codes.items()} == before


async def test_two_lines_said_to_be_one_person_are_refused_by_line_and_as_two_they_are_taken(
    residents: Residents,
) -> None:
    round_id = await residents.a_round()

    shown = (await residents.show_import(round_id, a_file("0007", "7"))).json()
    same = await residents.confirm(round_id, shown, alike_are_same=True)
    others = await residents.confirm(round_id, shown, alike_are_same=False)

    assert same.status_code == 422
    assert "is the same person as 7 on line 3" in same.json()["errors"][0]["message"]
    assert others.json()["people"] == 2


async def test_a_number_that_looks_like_a_date_must_be_said_to_be_right(residents: Residents) -> None:
    round_id = await residents.a_round()

    shown = (await residents.show_import(round_id, a_file("01.02.2026"))).json()
    unanswered = await residents.confirm(round_id, shown)
    taken = await residents.confirm(round_id, shown, doubts_are_right=True)

    assert (shown["doubts_count"], shown["doubts"][0]["line"]) == (1, 2)
    assert (unanswered.status_code, unanswered.json()["doubts"]) == (409, 1)
    assert taken.status_code == 201


async def test_who_moved_is_shown_with_codes_and_votes_and_moves_when_it_is_confirmed(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, "1,North", "2,North")
    await residents.ask(codes["1"])

    shown = (await residents.show_import(round_id, "number,area\n1,Harbour\n2,Harbour\n3,\n")).json()
    await residents.confirm(round_id, shown)

    assert shown["moved"] == {"people": 2, "with_code": 2, "voted": 1}
    assert (await residents.ask(codes["1"])).json()["area_id"] != str(NORTH)


async def test_what_was_seen_and_is_not_so_any_more_is_not_taken(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.import_roll(round_id, a_file("1", "2", "3"))
    shown = (await residents.show_import(round_id, a_file("1"))).json()
    await residents.invite(round_id)

    stale = await residents.confirm(round_id, shown)
    again = await get_import(residents, round_id, shown["import_id"])
    taken = await residents.confirm(round_id, again.json())

    assert (stale.status_code, stale.json()["code"]) == (409, "roll-has-changed")
    assert again.json()["missing"] == {"people": 2, "with_code": 2, "voted": 0}
    assert taken.json()["people"] == 1
    assert (await get_import(residents, round_id, shown["import_id"])).status_code == 404


async def test_a_file_that_is_given_up_or_followed_by_another_waits_no_more(residents: Residents) -> None:
    round_id = await residents.a_round()
    first = (await residents.show_import(round_id, a_file("1"))).json()
    second = (await residents.show_import(round_id, a_file("1", "2"))).json()

    url = f"/api/residents/v1/rounds/{round_id}/roll/imports/{second['import_id']}"
    given_up = await residents.http.delete(url, headers=await residents.as_administrator())
    answers = [await residents.confirm(round_id, shown) for shown in (first, second)]

    assert given_up.status_code == 204
    assert {answer.json()["code"] for answer in answers} == {"roll-import-is-not-known"}
    assert (await counts(residents, round_id))["people"] == 0


async def test_the_first_roll_of_a_round_may_be_taken_at_once(residents: Residents) -> None:
    round_id = await residents.a_round()

    first = await residents.show_import(round_id, a_file("1", "2"), to="")

    assert (first.status_code, first.json()["people"]) == (201, 2)


async def test_marks_of_who_voted_are_gone_when_the_poll_ends(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, "1,North")
    await residents.ask(codes["1"])

    marked = await how_many_marks(residents)
    await residents.close(poll_id)

    assert (marked, await how_many_marks(residents)) == (1, 0)


async def test_people_from_before_keep_their_pseudonyms(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, "0042,North")

    async with residents.runtime.database.transaction() as tx:
        await tx.session.execute(text("update roll set person_id = number"))  # what the migration does
    before = await pseudonym(residents, codes["0042"])
    await residents.import_roll(round_id, a_file("42"), alike_are_same=True)

    assert await pseudonym(residents, codes["0042"]) == before


async def how_many_marks(residents: Residents) -> int:
    async with residents.runtime.database.reading() as session:
        return int((await session.execute(text("select count(*) from marks"))).scalar_one())


async def pseudonym(residents: Residents, code: str) -> str:
    answer = await residents.ask(code)
    assert answer.status_code == 201, answer.text
    claims = await residents.runtime.keys.claims_of(answer.json()["permit"], "permit")
    return str(claims["psn"])


async def get_import(residents: Residents, round_id: UUID, import_id: str) -> httpx.Response:
    url = f"/api/residents/v1/rounds/{round_id}/roll/imports/{import_id}"
    return await residents.http.get(url, headers=await residents.as_administrator())
