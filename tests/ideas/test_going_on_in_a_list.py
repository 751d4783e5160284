"""A list is read from place to place while it changes, and asked for what has changed."""

import asyncio
import base64
import json
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json, good
from tests.support.suggesting import IDEAS, ROUNDS, accepted, acted, suggested


async def listed(client: httpx.AsyncClient, at: str = IDEAS, **wanted: Any) -> Json:
    return good(await client.get(at, params=wanted))


async def refusal(client: httpx.AsyncClient, at: str = IDEAS, **wanted: Any) -> tuple[str, str]:
    answer = await client.get(at, params=wanted)
    assert answer.status_code == 422
    return answer.json()["code"], answer.json()["detail"]


def titles_in(part: Json) -> list[str]:
    return [item["title"] for item in part["items"]]


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_whoever_goes_on_reads_nothing_twice_and_misses_nothing_while_the_list_changes(
    client: httpx.AsyncClient, a_round: Json, order: str
) -> None:
    stood = [await accepted(client, a_round, title=f"Idea {number}") for number in range(6)]
    part = await listed(client, order=order, limit=2)
    read = titles_in(part)

    await accepted(client, a_round, title="One more")
    await acted(client, stood[3], "hand-over", fund_id=a_round["funds"][0]["fund_id"])
    while part["next"]:
        part = await listed(client, order=order, limit=2, cursor=part["next"])
        assert part["total"] == 6
        read += titles_in(part)

    told = [title for title in read if title != "One more"]
    assert sorted(told) == [f"Idea {number}" for number in range(6)]
    assert told == sorted(told, reverse=order == "newest")


async def test_a_cursor_that_is_broken_or_of_another_list_is_refused_in_words(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    for number in range(3):
        await accepted(client, a_round, title=f"Idea {number}")
    cursor = (await listed(client, limit=1))["next"]
    code = "cursor-is-not-of-the-list"

    assert await listed(client, cursor=cursor, limit=50)  # how much comes at once may change
    for other in ({"order": "oldest"}, {"q": "idea"}, {"round_id": a_round["round_id"]}):
        assert await refusal(client, cursor=cursor, **other) == (
            code,
            "This cursor is of another list, or of other wishes. Ask as you did before; only `limit` may change.",
        )
    assert (await refusal(client, ROUNDS, cursor=cursor))[0] == code
    assert await refusal(client, cursor=cursor, page=2) == (
        code,
        "`cursor` and `page` both say where to go on. Send one of them.",
    )
    for broken in (cursor[:-3], cursor[3:], "x", "bnVsbA", "W10", "ö", "%00", "🌳"):
        assert (await refusal(client, cursor=broken))[0] == code
    assert (await refusal(client, cursor=""))[0] == "malformed-request"


async def test_limit_still_answers_to_its_old_name_and_says_until_when(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    for number in range(3):
        await accepted(client, a_round, title=f"Idea {number}")
    old = await client.get(IDEAS, params={"per_page": 2})
    new = await client.get(IDEAS, params={"limit": 2, "cursor": good(old)["next"]})

    assert [len(good(part)["items"]) for part in (old, new)] == [2, 1]
    assert old.headers["Sunset"] == "Tue, 01 Jun 2027 00:00:00 GMT"
    assert old.headers["Link"] == '<?limit=2>; rel="successor-version"'
    assert "Deprecation" in old.headers
    assert "Deprecation" not in new.headers
    assert (await refusal(client, per_page=101))[0] == "malformed-request"


async def test_a_forged_cursor_is_refused_and_never_an_error_of_ours(client: httpx.AsyncClient, a_round: Json) -> None:
    for number in range(2):
        await accepted(client, a_round, title=f"Idea {number}")
    cursor = (await listed(client, limit=1))["next"]
    question, *rest = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    first, second = rest[3:]
    forged: list[Any] = [
        [-1, *rest[1:]],
        [True, *rest[1:]],
        [rest[0], 2**70, *rest[2:]],
        [*rest[:2], "2026-01-01", *rest[3:]],
        rest[:3],
        [*rest[:3], first],
        [*rest[:3], second, first],
        [*rest[:3], ["str", "a\0"], second],
        [*rest[:3], ["str", "\ud800"], second],
        [*rest[:3], ["int", "9" * 30], second],
        [*rest[:3], ["eval", "1"], second],
        [*rest[:3], first, second, second],
        [*rest[:3], 5, second],
    ]
    for each in forged:
        written = base64.urlsafe_b64encode(json.dumps([question, *each]).encode()).decode().rstrip("=")
        assert (await refusal(client, cursor=written))[0] == "cursor-is-not-of-the-list", each


async def test_a_list_tells_what_has_changed_since_and_what_is_public_no_more(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    still, moved, hidden = [await accepted(client, a_round, title=title) for title in ("Still", "Moved", "Hidden")]
    before = await listed(client)
    await asyncio.sleep(1.1)  # `as_of` lies a second back, and what changed in it is told twice
    since = (await listed(client, updated_since=before["as_of"]))["as_of"]

    await acted(client, moved, "redact", title="Moved on", text="Elsewhere.", reason="It named a person.")
    await acted(client, hidden, "reject", criterion="against-the-rules", reason="It names a person.")
    await suggested(client, a_round, title="Not screened")
    changed = await listed(client, updated_since=since)

    assert {item["number"]: item["title"] for item in changed["items"]} == {
        moved["number"]: "Moved on",
        hidden["number"]: None,
    }
    assert [item["text"] for item in changed["items"] if item["state"] == "rejected"] == [None]
    assert titles_in(await listed(client, updated_since=since, q="Hidden")) == []  # nor does a search betray it
    assert {*titles_in(await listed(client))} == {"Still", "Moved on"}
    assert titles_in(await listed(client, updated_since="2099-01-01T00:00:00+01:00")) == []
    assert still["title"] == "Still"


async def test_what_is_written_and_not_yet_seen_lies_behind_the_moment_that_a_list_tells(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await accepted(client, a_round, title="A bench")
    async with runtime.database.engine.connect() as slow:
        await slow.execute(text("update ideas set updated_at = clock_timestamp(), title = 'Another'"))
        seen = await listed(client)
        await slow.commit()

    later = await listed(client, updated_since=seen["as_of"])

    assert titles_in(seen) == [idea["title"]]
    assert titles_in(later) == ["Another"]


@pytest.mark.parametrize(
    "moment", ["yesterday", "1764430000", "2026-03-01", "2026-03-01T12:00:00", "2026-13-01T12:00:00Z"]
)
async def test_a_moment_that_is_none_is_refused_in_words(client: httpx.AsyncClient, moment: str) -> None:
    code, detail = await refusal(client, updated_since=moment)

    assert code == "malformed-request"
    assert detail.startswith("updated_since: ")


async def test_a_plus_that_an_address_made_a_space_is_understood(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{IDEAS}?updated_since=2026-03-01T12:00:00+01:00")

    assert answer.status_code == 200


async def test_going_on_and_asking_for_changes_use_indexes(runtime: Runtime) -> None:
    going_on = "select * from ideas where (submitted_at, idea_id) < (now(), '00000000-0000-0000-0000-000000000000') "
    async with runtime.database.reading() as session:
        for way in ("seqscan", "bitmapscan"):  # what an almost empty table would be read by
            await session.execute(text(f"set local enable_{way} = off"))
        by_place = await session.scalars(text(f"explain {going_on} order by submitted_at desc, idea_id desc limit 26"))
        changed = await session.scalars(text("explain select * from ideas where updated_at >= now()"))

        plan = "\n".join(by_place)
        assert "ideas_by_time" in plan
        assert "Index Cond: (ROW(submitted_at, idea_id)" in plan
        assert "Sort" not in plan
        assert "ix_ideas_updated_at" in "\n".join(changed)
