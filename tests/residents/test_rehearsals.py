"""Test codes are good for their rehearsal and for nothing else, and the roll's for everything but that."""

import json
from base64 import urlsafe_b64decode
from typing import Any
from uuid import uuid4

import pytest

from libs.shared.events.rehearsals import RehearsalEnded
from tests.residents.conftest import NORTH, Residents
from tests.support.staff import staff_headers


def claims_in(permit: str) -> dict[str, Any]:
    body = permit.split(".")[1]
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims


async def test_a_test_code_gives_a_permit_that_says_it_is_a_test(residents: Residents) -> None:
    round_id = await residents.a_round()
    people = await residents.codes_of(round_id, "0001,North")
    await residents.an_open_poll(round_id)
    rehearsal = await residents.a_rehearsal(round_id)
    codes = await residents.codes_for_tests(rehearsal)

    test, real = await residents.ask(codes["TEST-1"]), await residents.ask(people["0001"])

    assert list(codes) == ["TEST-1", "TEST-2"]
    assert claims_in(test.json()["permit"])["test"] is True
    assert claims_in(test.json()["permit"])["poll"] == str(rehearsal)
    assert "test" not in claims_in(real.json()["permit"])


async def test_neither_kind_of_code_reaches_the_others_box(residents: Residents) -> None:
    round_id = await residents.a_round()
    people = await residents.codes_of(round_id, "0001,North")
    poll = await residents.an_open_poll(round_id)
    rehearsal, another = await residents.a_rehearsal(round_id), await residents.a_rehearsal(round_id)
    codes = await residents.codes_for_tests(rehearsal)

    astray = [
        await residents.ask(codes["TEST-1"], poll_id=str(poll)),
        await residents.ask(codes["TEST-1"], poll_id=str(another)),
        await residents.ask(people["0001"], poll_id=str(rehearsal)),
    ]
    unasked = await residents.ask(people["0001"])

    assert [answer.json()["code"] for answer in astray] == ["poll-is-not-open"] * 3
    assert unasked.json()["poll_id"] == str(poll)


async def test_in_a_rehearsal_for_an_area_every_test_code_has_a_vote_there(residents: Residents) -> None:
    rehearsal = await residents.a_rehearsal(await residents.a_round(), area_id=NORTH)

    permit = await residents.ask((await residents.codes_for_tests(rehearsal))["TEST-1"])

    assert permit.json()["area_id"] == str(NORTH)


async def test_test_codes_are_on_no_roll(residents: Residents) -> None:
    round_id = await residents.a_round()
    await residents.codes_of(round_id, "0001,North")
    rehearsal = await residents.a_rehearsal(round_id)
    codes = await residents.codes_for_tests(rehearsal)
    headers = await residents.as_administrator()
    roll = f"/api/residents/v1/rounds/{round_id}"

    counted = (await residents.http.get(f"{roll}/roll", headers=headers)).json()
    shown = (await residents.show_import(round_id, "number,area\n0002,North")).json()
    erased = await residents.http.delete(f"{roll}/roll", headers=headers)

    assert counted["people"] == counted["invited"] == 1
    assert shown["missing"]["people"] == 1
    assert erased.status_code == 204  # a rehearsal that is open keeps nobody on it
    assert (await residents.ask(codes["TEST-1"])).status_code == 201


async def test_when_it_ends_its_codes_are_worthless_and_how_many_were_used_is_told_under_its_own_name(
    residents: Residents,
) -> None:
    rehearsal = await residents.a_rehearsal(await residents.a_round())
    codes = await residents.codes_for_tests(rehearsal, 3)
    for number in ("TEST-1", "TEST-2", "TEST-2"):
        await residents.ask(codes[number])

    await residents.tell(RehearsalEnded(poll_id=rehearsal))

    assert (await residents.ask(codes["TEST-1"])).json()["code"] == "code-is-not-known"
    news = [event for event in await residents.announced() if event["subject"] == str(rehearsal)]
    assert [(event["type"], event["data"]["marked"]) for event in news] == [("residents.rehearsal-key-destroyed.v1", 2)]
    late = await residents.ask_for_test_codes(rehearsal, 1)
    assert (late.status_code, late.json()["code"]) == (409, "poll-is-not-open")


@pytest.mark.parametrize("kind", ["a poll", "nothing"])
async def test_there_are_no_test_codes_for_what_is_no_rehearsal(residents: Residents, kind: str) -> None:
    poll_id = await residents.an_open_poll(await residents.a_round()) if kind == "a poll" else uuid4()

    answer = await residents.ask_for_test_codes(poll_id, 1)

    assert (answer.status_code, answer.json()["code"]) == (404, "poll-is-not-known")


async def test_more_codes_go_on_from_the_last_and_there_is_an_end_to_them(residents: Residents) -> None:
    rehearsal = await residents.a_rehearsal(await residents.a_round(), is_open=False)
    await residents.codes_for_tests(rehearsal, 2)

    more = await residents.codes_for_tests(rehearsal, 998)
    too_many = await residents.ask_for_test_codes(rehearsal, 1)

    assert (next(iter(more)), len(more)) == ("TEST-3", 998)
    assert (too_many.status_code, too_many.json()["code"]) == (409, "too-many-test-codes")
    assert too_many.json()["there_are"] == 1000


async def test_whoever_is_no_officer_gets_none(residents: Residents) -> None:
    rehearsal = await residents.a_rehearsal(await residents.a_round())
    url = f"/api/residents/v1/rehearsals/{rehearsal}/codes"

    answers = [
        await residents.http.post(url, json={"count": 1}),
        await residents.http.post(url, json={"count": 1}, headers=staff_headers("moderator")),
    ]

    assert {answer.status_code for answer in answers} == {401}
