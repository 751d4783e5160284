"""Integrators' keys, tried as an integrator and an administrator do: over HTTP, at the service that made them."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from tests.residents.conftest import Residents

AT = "/api/residents/v1/integrators"
TOKEN = "/api/residents/v1/oauth/token"


async def an_account(residents: Residents, name: str = "Open data team") -> str:
    answer = await residents.http.post(AT, json={"name": name}, headers=await residents.as_administrator())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["integrator_id"])


async def a_key(residents: Residents, *scopes: str, **more: Any) -> dict[str, Any]:
    account = more.pop("account", None) or await an_account(residents)
    body = {"name": "harvester", "scopes": scopes or ["events:public"], **more}
    administrator = await residents.as_administrator()
    answer = await residents.http.post(f"{AT}/{account}/keys", json=body, headers=administrator)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    given: dict[str, Any] = answer.json()
    return given


async def shown(residents: Residents, key: str) -> httpx.Response:
    return await residents.http.get(f"{AT}/current", headers={"Authorization": f"Bearer {key}"})


async def revoke(residents: Residents, given: dict[str, Any]) -> httpx.Response:
    url = f"{AT}/{given['client_id']}/keys/{given['key_id']}"
    return await residents.http.delete(url, headers=await residents.as_administrator())


async def test_a_key_is_shown_once_and_only_its_digest_is_kept(residents: Residents) -> None:
    given = await a_key(residents, "events:integrator", "webhooks:manage")

    listed = (await residents.http.get(AT, headers=await residents.as_administrator())).text
    async with residents.runtime.database.reading() as session:
        kept = await session.scalar(text("select digest from integrator_keys"))
    known = await shown(residents, given["key"])

    assert given["key"] not in listed
    assert kept == hashlib.sha256(given["key"].encode()).digest()
    assert known.json()["scopes"] == ["events:integrator", "webhooks:manage"]


async def test_the_use_of_a_key_is_noted(residents: Residents) -> None:
    given = await a_key(residents)
    assert given["used_at"] is None

    await shown(residents, given["key"])

    accounts = (await residents.http.get(AT, headers=await residents.as_administrator())).json()["items"]
    assert accounts[0]["keys"][0]["used_at"] is not None


async def test_a_revoked_key_opens_nothing_from_that_moment_and_neither_do_its_tokens(residents: Residents) -> None:
    given = await a_key(residents)
    token = (await fetched(residents, given)).json()["access_token"]
    assert (await shown(residents, token)).status_code == 200

    assert (await revoke(residents, given)).status_code == 204

    for one in (given["key"], token):
        answer = await shown(residents, one)
        assert (answer.status_code, answer.json()["code"]) == (401, "key-was-revoked")
        assert answer.headers["www-authenticate"] == 'Bearer realm="commonpurse", error="invalid_token"'


async def test_a_key_and_a_token_expire(residents: Residents) -> None:
    given = await a_key(residents, days=1)
    token = (await fetched(residents, given)).json()["access_token"]

    residents.clock.advance(timedelta(minutes=16))
    ended_token, standing_key = await shown(residents, token), await shown(residents, given["key"])
    residents.clock.advance(timedelta(days=1))
    ended_key = await shown(residents, given["key"])

    assert (ended_token.status_code, ended_token.json()["code"]) == (401, "key-has-expired")
    assert standing_key.status_code == 200
    assert (ended_key.status_code, ended_key.json()["code"]) == (401, "key-has-expired")


@pytest.mark.parametrize("damage", [lambda key: key[:-1], lambda key: key + "=", lambda key: key.replace("_", "-", 1)])
async def test_a_key_that_was_cut_is_said_to_be_malformed(residents: Residents, damage: Any) -> None:
    given = await a_key(residents)

    answer = await shown(residents, damage(given["key"]))

    assert (answer.status_code, answer.json()["code"]) == (401, "key-is-malformed")


async def test_a_forged_token_is_not_known(residents: Residents) -> None:
    given = await a_key(residents)
    head, body, signature = (await fetched(residents, given)).json()["access_token"].split(".")

    answer = await shown(residents, ".".join([head, body, signature[::-1]]))

    assert answer.status_code == 401
    assert answer.json()["code"] in ("key-is-not-known", "key-is-malformed")


async def test_a_key_is_no_member_of_staff(residents: Residents) -> None:
    given = await a_key(residents, "events:integrator", "webhooks:manage", "ideas:write")

    answer = await residents.http.get(AT, headers={"Authorization": f"Bearer {given['key']}"})

    assert (answer.status_code, answer.json()["code"]) == (403, "scope-is-missing")
    assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (lambda key: {"params": {"access_token": key}}, "key-is-in-the-wrong-place"),
        (lambda key: {"headers": {"X-API-Key": key}}, "key-is-in-the-wrong-place"),
        (
            lambda key: {"headers": [("Authorization", f"Bearer {key}"), ("Authorization", f"Bearer {key}")]},
            "several-keys-are-shown",
        ),
        (lambda key: {"headers": {"Authorization": f"Bearer {key}", "X-API-Key": key}}, "several-keys-are-shown"),
        (lambda key: {"headers": {"Authorization": f"Bearer {key}, Bearer {key}"}}, "several-keys-are-shown"),
        (lambda key: {"headers": {"Authorization": f"Bearer {key}x"}}, "key-is-malformed"),
    ],
)
async def test_a_key_in_the_wrong_place_or_beside_another_is_refused_at_every_route(
    residents: Residents, place: Any, code: str
) -> None:
    given = await a_key(residents)

    for path in ("/api/residents/v1/keys", "/api/residents/v1/events", "/api/residents/v1/events/head", AT):
        answer = await residents.http.get(path, **place(given["key"]))

        assert (answer.status_code, answer.json()["code"]) == (401, code), path
        assert answer.headers["www-authenticate"].startswith("Bearer ")


async def test_a_key_has_its_limit_and_every_answer_says_what_is_left(residents: Residents) -> None:
    given = await a_key(residents, per_minute=2)
    headers = {"Authorization": f"Bearer {given['key']}"}

    answers = [await residents.http.get("/api/residents/v1/events", headers=headers) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"key";q=2;w=60'}
    assert [answer.headers["ratelimit"].split(";")[1] for answer in answers] == ["r=1", "r=0", "r=0"]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


async def fetched(residents: Residents, given: dict[str, Any], **form: str) -> httpx.Response:
    body = {"grant_type": "client_credentials", **form}
    return await residents.http.post(TOKEN, data=body, auth=(given["client_id"], given["key"]))


async def test_a_token_may_be_for_less_than_its_key(residents: Residents) -> None:
    given = await a_key(residents, "events:public", "webhooks:manage")

    got = (await fetched(residents, given, scope="webhooks:manage")).json()

    assert (got["token_type"], got["scope"], got["expires_in"]) == ("Bearer", "webhooks:manage", 900)
    assert (await shown(residents, got["access_token"])).json()["scopes"] == ["webhooks:manage"]


async def test_a_client_may_say_who_it_is_in_the_form(residents: Residents) -> None:
    given = await a_key(residents)
    form = {"grant_type": "client_credentials", "client_id": given["client_id"], "client_secret": given["key"]}

    answer = await residents.http.post(TOKEN, data=form)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"scope": "webhooks:manage"}, 400, "invalid_scope"),
        ({"client_secret": "cpk_twice"}, 400, "invalid_request"),
    ],
)
async def test_a_token_is_refused_as_the_standard_says(
    residents: Residents, form: dict[str, str], status: int, error: str
) -> None:
    given = await a_key(residents)

    answer = await fetched(residents, given, **form)

    assert (answer.status_code, answer.json()["error"]) == (status, error)


async def test_a_key_of_another_account_or_a_revoked_one_gets_no_token(residents: Residents) -> None:
    given, other = await a_key(residents), await an_account(residents, "Newspaper")
    assert (await fetched(residents, given)).status_code == 200

    as_another = await fetched(residents, given | {"client_id": other})
    await revoke(residents, given)
    revoked = await fetched(residents, given)

    for answer in (as_another, revoked):
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert answer.headers["www-authenticate"].startswith("Basic")


async def test_only_administrators_keep_accounts_and_the_log_says_what_they_did(residents: Residents) -> None:
    given = await a_key(residents)
    await revoke(residents, given)

    async with residents.runtime.database.reading() as session:
        acts = (await session.execute(text('select what, "on" from acts order by number'))).all()

    assert (await residents.http.get(AT)).status_code == 401
    told = [(what, on) for what, on in acts if "integrators" in what]
    assert [what.split()[0] for what, _ in told] == ["POST", "POST", "DELETE"]
    assert all(given["client_id"] in on for _, on in told)
    assert given["key_id"] in told[1][1]


async def test_two_integrators_are_not_called_the_same_and_what_is_not_there_is_said(residents: Residents) -> None:
    account, administrator = await an_account(residents), await residents.as_administrator()

    twice = await residents.http.post(AT, json={"name": "OPEN data team"}, headers=administrator)
    nobody = await residents.http.post(
        f"{AT}/00000000-0000-4000-8000-000000000000/keys",
        json={"name": "x", "scopes": ["events:public"]},
        headers=administrator,
    )
    no_key = await residents.http.delete(f"{AT}/{account}/keys/{account}", headers=administrator)

    assert (twice.status_code, twice.json()["code"]) == (409, "integrator-name-is-taken")
    assert (nobody.status_code, nobody.json()["code"]) == (404, "integrator-is-not-known")
    assert (no_key.status_code, no_key.json()["code"]) == (404, "integrator-key-is-not-known")


async def test_what_an_accounts_keys_open_all_together_is_told_to_our_own_parts_alone(residents: Residents) -> None:
    given = await a_key(residents, "events:public", "webhooks:manage")
    account = given["client_id"]
    another = await a_key(residents, "events:integrator", account=account)
    path, secret = f"{AT}/{account}/scopes", residents.runtime.settings.parts_secret
    assert secret
    as_part = {"X-Commonpurse-Gateway": secret.get_secret_value()}

    async def told() -> list[str]:
        found: list[str] = (await residents.http.get(path, headers=as_part)).json()["scopes"]
        return found

    assert await told() == ["events:integrator", "events:public", "webhooks:manage"]
    await revoke(residents, another)
    assert await told() == ["events:public", "webhooks:manage"]
    await revoke(residents, given)
    assert await told() == []
    for headers in ({}, {"X-Commonpurse-Gateway": "of somebody else"}, await residents.as_administrator()):
        assert (await residents.http.get(path, headers=headers)).status_code == 401
    unknown = await residents.http.get(f"{AT}/{uuid4()}/scopes", headers=as_part)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "integrator-is-not-known")
