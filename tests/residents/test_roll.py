import asyncio
from unittest.mock import ANY
from uuid import UUID, uuid4

import httpx
import pytest

from services.residents.domain import roll_file
from services.residents.domain.errors import RollHasErrors
from services.residents.domain.roll import read_roll
from tests.residents.conftest import HARBOUR, NORTH, SOUTH, Residents
from tests.support.staff import staff_headers

TOWN = {"North": NORTH, "Süd": SOUTH, "Harbour": HARBOUR}


def by_number(content: bytes) -> dict[str, UUID | None]:
    return {person.number: person.area_id for person in read_roll(content, TOWN)}


def errors_in(content: bytes) -> list[tuple[int, str]]:
    with pytest.raises(RollHasErrors) as refused:
        read_roll(content, TOWN)
    return [(error.line, error.message) for error in refused.value.errors]


@pytest.mark.parametrize(
    "content",
    [
        b"number,area\n1,North\n2,S\xc3\xbcd\n3,\n",
        b"\xef\xbb\xbfnumber;area\r\n1;North\r\n2;S\xc3\xbcd\r\n3;\r\n",
        "number\tarea\n1\tNorth\n2\tSüd\n3\t\n".encode("utf-16"),
        "Nummer;Stadtteil;Name\n1;north;Maria\n2;SÜD;Jörg\n3;;Ayşe".encode(),
        "nr,ortsteil\n1,North\n2,Süd\n3,\n".encode("cp1252"),
        b'sep=;\n"number";"name";"area"\n"1";"a;b";"North"\n"2";"two\nlines";" S\xfcd "\n\n"3";"";""\n;;\n',
    ],
    ids=["commas", "BOM and semicolons", "UTF-16 and tabs", "German headings", "Windows-1252", "quoted by Excel"],
)
def test_a_roll_is_read_in_every_dialect_that_councils_send(content: bytes) -> None:
    assert by_number(content) == {"1": NORTH, "2": SOUTH, "3": None}


def test_every_bad_line_is_named_with_its_number_and_what_is_wrong() -> None:
    content = 'number,area\n1,North\n,North\n"2\n",Nrod\n1,Süd\n4,North,more\n5,North\n'.encode()

    assert errors_in(content) == [
        (3, "The number is missing."),
        (4, 'There is no area "Nrod" in this round. Its areas are: Harbour, North, Süd.'),
        (6, "The number 1 stands on line 2 already."),
        (7, "2 columns were expected, there are 3."),
    ]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "The file is empty."),
        (b"number,area\n", 1, "There is nobody in the file."),
        (b"1,North\n2,North\n", 1, 'The heading "number" is missing.'),
        (b"number,aera\n1,North\n", 1, 'The heading "area" is missing.'),
        (b'number,area\n1,North\n2,"No"rth\n3,North', 3, "A quotation mark is not closed"),
        (b"number,area\n1,\x81\n", 2, "neither UTF-8 nor Windows-1252"),
        (b"number,area\n" + b"9" * 65 + b",North\n", 2, "longer than 64 characters"),
        (b"number,area\n1\x07,North\n", 2, "cannot be printed"),
    ],
)
def test_what_is_no_roll_is_refused_in_plain_words(content: bytes, line: int, message: str) -> None:
    [(found_line, found_message)] = errors_in(content)

    assert found_line == line
    assert message in found_message


def test_a_hundred_errors_are_shown_and_all_are_counted() -> None:
    with pytest.raises(RollHasErrors) as refused:
        read_roll(b"number,area\n" + b",North\n" * 250, TOWN)

    assert (len(refused.value.errors), refused.value.count) == (100, 250)
    assert "250 errors" in str(refused.value)


def test_names_are_passed_over_and_not_kept() -> None:
    [record] = roll_file.records_of(b"number,area,name\n1,North,Maria\n")

    assert "Maria" not in repr(record)


async def test_importing_a_roll_answers_the_counts_by_area_and_announces_them(residents: Residents) -> None:
    round_id = await residents.a_round()

    answer = await residents.import_roll(round_id, "number,area\n1,North\n2,North\n3,Harbour\n4,\n")

    by_area = [
        {"area_id": str(NORTH), "people": 2},
        {"area_id": str(HARBOUR), "people": 1},
        {"area_id": None, "people": 1},
    ]
    assert answer.status_code == 201
    assert answer.json() == {"version": ANY, "people": 4, "invited": 0, "by_area": by_area}
    [announced] = await residents.announced()
    assert announced["type"] == "residents.roll-imported.v1"
    assert announced["data"] == {"round_id": str(round_id), "people": 4, "invited": 0, "by_area": by_area}


async def test_a_bad_line_means_that_nothing_is_taken(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.import_roll(round_id, "number,area\n1,North\n")

    answer = await residents.import_roll(round_id, "number,area\n1,North\n2,Nowhere\n")

    assert (answer.status_code, answer.json()["code"]) == (422, "roll-has-errors")
    assert [error["line"] for error in answer.json()["errors"]] == [3]
    assert len(await residents.announced()) == 1
    assert (await counts(residents, round_id)).json()["people"] == 1


async def test_while_a_poll_is_open_importing_again_adds_and_moves_and_removes_nobody(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, "stays,North", "moves,North", "leaves,North")

    roll = "number,area\nstays,North\nmoves,Süd\ncomes,Harbour\n"
    refused = await residents.import_roll(round_id, roll, missing="remove")
    await residents.import_roll(round_id, roll, missing="keep")
    new_codes = await residents.invite(round_id)

    assert (refused.status_code, refused.json()["code"]) == (409, "nobody-leaves-an-open-poll")
    assert set(new_codes) == {"comes"}
    areas = {number: (await residents.ask(code)).json().get("area_id") for number, code in (codes | new_codes).items()}
    assert areas == {"stays": str(NORTH), "moves": str(SOUTH), "comes": str(HARBOUR), "leaves": str(NORTH)}


async def test_two_imports_at_once_leave_the_one_or_the_other(residents: Residents) -> None:
    round_id = await residents.a_round()
    rolls = ["number,area\n" + "".join(f"{side}{n},North\n" for n in range(500)) for side in "ab"]

    answers = await asyncio.gather(*(residents.import_roll(round_id, roll) for roll in rolls))

    assert {201} <= {answer.status_code for answer in answers} <= {201, 404, 409}
    assert (await counts(residents, round_id)).json()["people"] == 500


async def test_an_erased_roll_leaves_nobody_and_no_code(residents: Residents) -> None:
    round_id = await residents.a_round()
    poll_id = await residents.an_open_poll(round_id)
    codes = await residents.codes_of(round_id, "1,North")

    url = f"/api/residents/v1/rounds/{round_id}/roll"
    too_early = await residents.http.delete(url, headers=await residents.as_administrator())
    await residents.close(poll_id)
    erased = await residents.http.delete(url, headers=await residents.as_administrator())

    assert (too_early.status_code, too_early.json()["code"]) == (409, "nobody-leaves-an-open-poll")
    assert erased.status_code == 204
    assert (await counts(residents, round_id)).json() == {"version": ANY, "people": 0, "invited": 0, "by_area": []}
    assert (await residents.ask(codes["1"])).status_code == 404
    assert (await residents.announced())[-1]["data"]["people"] == 0


async def test_a_round_that_nobody_published_has_no_roll(residents: Residents) -> None:
    answer = await residents.import_roll(uuid4(), "number,area\n1,\n")

    assert (answer.status_code, answer.json()["code"]) == (404, "round-is-not-known")


async def test_a_file_beyond_any_roll_is_refused_before_it_is_read(residents: Residents) -> None:
    answer = await residents.import_roll(await residents.a_round(), b"x" * 50_000_001)

    assert (answer.status_code, answer.json()["code"]) == (413, "roll-is-too-large")


async def test_strangers_and_other_staff_may_not_touch_a_roll(residents: Residents) -> None:
    url = f"/api/residents/v1/rounds/{await residents.a_round()}/roll"

    anonymous = await residents.http.post(url, content=b"number,area\n1,\n")
    forged = await residents.http.post(url, content=b"number,area\n1,\n", headers=staff_headers("administrator"))

    assert (anonymous.status_code, forged.status_code) == (401, 401)


async def test_a_city_of_a_hundred_thousand_is_read_in_a_moment(residents: Residents) -> None:
    round_id = await residents.a_round()
    content = "number,area\n" + "".join(f"{number},North\n" for number in range(100_000))

    answer = await residents.import_roll(round_id, content)

    assert answer.json()["people"] == 100_000


async def counts(residents: Residents, round_id: UUID) -> httpx.Response:
    url = f"/api/residents/v1/rounds/{round_id}/roll"
    return await residents.http.get(url, headers=await residents.as_administrator())


@pytest.mark.parametrize("content", [b"", b"number,area\n", b"number\n1\n", b"number,area\n,\n,North\n1,Nrod\n1\n"])
def test_what_is_wrong_is_said_in_every_language(content: bytes) -> None:
    with pytest.raises(RollHasErrors) as refused:
        read_roll(content, TOWN)

    for error in refused.value.errors:
        assert error.in_words["en"] == error.message
        assert error.in_words["de"] not in {"", error.message}
