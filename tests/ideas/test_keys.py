"""Whoever suggests something holds the key to it."""

from uuid import uuid4

import httpx
from sqlalchemy import text

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good, refused
from tests.support.suggesting import IDEAS, an_idea, seen, suggested


async def test_whoever_suggested_it_reads_their_words_before_anybody_else(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    another = await suggested(client, a_round)

    typed = " ".join([idea["key"][:10].lower(), idea["key"][10:]])

    assert (await seen(client, idea, **{"X-Idea-Key": typed}))["title"] == idea["title"]
    assert (await seen(client, idea, **{"X-Idea-Key": another["key"]}))["title"] is None
    assert (await seen(client, idea))["title"] is None


async def test_the_same_submission_is_answered_with_the_same_key(client: httpx.AsyncClient, a_round: Json) -> None:
    wish = an_idea(a_round, submission_id=str(uuid4()))

    first, again = [good(await client.post(IDEAS, json=wish), 201) for _ in range(2)]

    assert first == again
    assert len(first["key"]) == 32


async def test_the_database_holds_no_key_and_no_submission(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    submission_id = "0190b6a0-0000-4000-8000-5ec2e7000001"
    idea = await suggested(client, a_round, submission_id=submission_id)

    async with runtime.database.reading() as session:
        tables = [await session.execute(text(f"table {table}")) for table in ("ideas", "journal")]
        rows = "".join(str(row) for found in tables for row in found)

    assert idea["title"] in rows
    assert submission_id not in rows
    assert idea["key"] not in rows


async def test_no_list_and_no_look_tells_a_key(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)

    shown = await seen(client, idea, **{"X-Idea-Key": idea["key"]})

    assert "key" not in shown


async def test_a_key_opens_only_what_it_may_do(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)
    url = f"{IDEAS}/{idea['number']}/actions"

    refused(await client.get(url), 401, "unauthorized")
    refused(
        await client.post(url, json={"action": "accept"}, headers={"X-Idea-Key": idea["key"]}),
        403,
        "action-is-not-yours",
    )
