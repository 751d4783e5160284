"""Whoever holds a key looks at it, has it replaced, and gives it back, without asking an administrator."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.residents.conftest import Residents
from tests.residents.test_integrators import AT, TOKEN, a_key, fetched, revoke, shown
from tests.support.gateway import for_client

OWN = f"{AT}/current/key"


async def asked(residents: Residents, method: str, key: str) -> httpx.Response:
    return await residents.http.request(method, OWN, headers={"Authorization": f"Bearer {key}"})


async def a_token(residents: Residents, given: dict[str, Any], **form: str) -> str:
    return str((await fetched(residents, given, **form)).json()["access_token"])


async def test_a_key_and_its_token_tell_how_the_key_stands(residents: Residents) -> None:
    given = await a_key(residents, "events:public", "webhooks:manage", per_minute=60)

    for one in (given["key"], await a_token(residents, given)):
        told = (await asked(residents, "GET", one)).json()

        assert (told["integrator"], told["client_id"], told["name"]) == (
            "Open data team",
            given["client_id"],
            "harvester",
        )
        assert told["expires_at"] == given["expires_at"]
        assert (told["scopes"], told["per_minute"]) == (["events:public", "webhooks:manage"], 60)
        assert told["used_at"] is not None
        assert given["key"] not in str(told)


async def test_a_replaced_key_opens_for_a_day_and_the_new_one_for_as_long_as_the_old_one_was_to(
    residents: Residents,
) -> None:
    given = await a_key(residents, "events:integrator", days=30)

    answer = await asked(residents, "POST", await a_token(residents, given))
    new = answer.json()

    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    assert {name: new[name] for name in ("name", "scopes", "per_minute", "client_id", "expires_at")} == {
        name: given[name] for name in ("name", "scopes", "per_minute", "client_id", "expires_at")
    }
    assert [(await shown(residents, one["key"])).status_code for one in (given, new)] == [200, 200]
    residents.clock.advance(timedelta(hours=25))
    assert (await shown(residents, given["key"])).json()["code"] == "key-has-expired"
    assert (await shown(residents, new["key"])).status_code == 200
    residents.clock.advance(timedelta(days=30))
    assert (await shown(residents, new["key"])).json()["code"] == "key-has-expired"


async def test_a_key_is_replaced_once_however_often_and_quickly_somebody_asks(residents: Residents) -> None:
    given = await a_key(residents)

    answers = await asyncio.gather(*(asked(residents, "POST", given["key"]) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.is_error} == {"integrator-key-was-replaced"}
    listed = await residents.http.get(AT, headers=await residents.as_administrator())
    (account,) = listed.json()["items"]
    assert [key["replaced_at"] is not None for key in account["keys"]].count(True) == 1


async def test_a_key_that_was_given_back_opens_nothing_and_its_account_s_others_do(residents: Residents) -> None:
    given = await a_key(residents)
    other = await a_key(residents, account=given["client_id"])
    token = await a_token(residents, given)

    assert (await asked(residents, "DELETE", token)).status_code == 204

    for one in (given["key"], token):
        assert (await shown(residents, one)).json()["code"] == "key-was-revoked"
        assert (await asked(residents, "POST", one)).json()["code"] == "key-was-revoked"
    assert (await shown(residents, other["key"])).status_code == 200


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_a_token_for_less_than_its_key_gets_no_more_by_replacing_it_and_ends_nothing(
    residents: Residents, method: str
) -> None:
    given = await a_key(residents, "events:public", "webhooks:manage")

    answer = await asked(residents, method, await a_token(residents, given, scope="events:public"))

    assert (answer.status_code, answer.json()["code"]) == (403, "scope-is-missing")
    assert answer.json()["scopes"] == ["webhooks:manage"]
    assert (await shown(residents, given["key"])).status_code == 200


async def test_without_a_key_there_is_none_to_look_at(residents: Residents) -> None:
    nobody = await residents.http.get(OWN)
    staff = await residents.http.get(OWN, headers=await residents.as_administrator())
    given = await a_key(residents)
    await revoke(residents, given)

    assert [nobody.json()["code"], staff.json()["code"]] == ["key-is-missing", "key-is-malformed"]
    assert (await asked(residents, "GET", given["key"])).json()["code"] == "key-was-revoked"


async def test_whoever_guesses_keys_is_slowed_down_and_whoever_has_one_gets_in(residents: Residents) -> None:
    given = await a_key(residents)

    async def fetch(client: str, key: str) -> httpx.Response:
        form = {"grant_type": "client_credentials", "client_id": given["client_id"], "client_secret": key}
        return await residents.http.post(TOKEN, data=form, headers=for_client(client))

    wrong = (fetch("a guesser", given["key"][:-2] + "AA") for _ in range(40))
    *answers, another = await asyncio.gather(*wrong, fetch("somebody else behind the pages", given["key"]))

    assert {answer.status_code for answer in answers} == {401, 429}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert (refused.json()["code"], "retry-after" in refused.headers) == ("too-many-attempts", True)
    assert another.status_code == 200
    assert (await fetch("a guesser", given["key"])).status_code == 200
