"""Photos of ideas: who adds them and when, who sees them, and what becomes of them with their idea."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from services.ideas.use_cases.erase_originals import erase_originals
from tests.support.answers import Json, good, refused
from tests.support.held_clock import HeldClock
from tests.support.pictures import MAKER, a_bomb, a_photo, opened
from tests.support.suggesting import ADMINISTRATOR, IDEAS, MODERATOR, acted, seen, suggested

UNREAD = "photo-cannot-be-read"


def key_of(idea: Json) -> dict[str, str]:
    return {"X-Idea-Key": idea["key"]}


def photos_of(idea: Json) -> str:
    return f"{IDEAS}/{idea['number']}/photos"


async def added(client: httpx.AsyncClient, idea: Json, content: bytes | None = None, **headers: str) -> Json:
    sent = await client.post(photos_of(idea), content=content or a_photo(), headers=headers or key_of(idea))
    return good(sent, httpx.codes.CREATED)


async def shown(client: httpx.AsyncClient, idea: Json, photo: Json, **headers: str) -> httpx.Response:
    return await client.get(f"{photos_of(idea)}/{photo['photo_id']}", headers=headers)


async def test_a_photo_is_written_anew_upright_and_without_where_and_with_what_it_was_taken(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    sent = a_photo((3_000, 2_000), turned=True)

    photo = await added(client, idea, sent)

    large = await shown(client, idea, photo, **key_of(idea))
    small = await client.get(f"{photos_of(idea)}/{photo['photo_id']}?size=small", headers=key_of(idea))
    picture = opened(large.content)
    assert opened(sent).getexif()[MAKER] == "Telephone 4711"
    assert (picture.format, picture.size, opened(small.content).size) == ("JPEG", (853, 1280), (320, 480))
    assert (photo["width"], photo["height"]) == picture.size
    assert dict(picture.getexif()) == {} == dict(opened(small.content).getexif())
    assert b"4711" not in large.content
    above: Any = picture.getpixel((400, 20))
    red, _, blue = above
    assert red > 200 > blue, "a quarter turn to the right: what was left is above"
    assert large.headers["content-type"] == "image/jpeg"


async def test_a_photo_is_seen_by_those_whom_the_words_are_for(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)
    photo = await added(client, idea)
    described = {"description": "The bus stop without a bench"}
    good(await client.put(f"{photos_of(idea)}/{photo['photo_id']}", json=described, headers=key_of(idea)))

    before = await shown(client, idea, photo), await shown(client, idea, photo, **MODERATOR)
    before_it_was_read = await seen(client, idea)
    await acted(client, idea, "accept")
    after = await shown(client, idea, photo)
    published = await seen(client, idea)
    elsewhere = await suggested(client, a_round)

    refused(before[0], 404, "photo-is-not-known")
    assert [before[1].status_code, after.status_code] == [200, 200]
    assert before_it_was_read["photos"] == []
    assert [one["description"] for one in published["photos"]] == ["The bus stop without a bench"]
    assert (await shown(client, elsewhere, photo, **key_of(elsewhere))).status_code == 404


async def test_nothing_is_added_that_nobody_at_the_town_hall_has_seen(client: httpx.AsyncClient, a_round: Json) -> None:
    idea = await suggested(client, a_round)
    photo = await added(client, idea)
    await acted(client, idea, "accept")

    late = await client.post(photos_of(idea), content=a_photo(), headers=key_of(idea))
    taken_back = await client.post(f"{photos_of(idea)}/{photo['photo_id']}/removal", json={}, headers=key_of(idea))
    by_the_office = await added(client, idea, None, **MODERATOR)

    refused(late, 409, "photos-are-looked-through")
    refused(taken_back, 409, "photos-are-looked-through")
    assert len((await seen(client, idea))["photos"]) == 2
    assert (await shown(client, idea, by_the_office)).status_code == 200


async def test_who_accepts_what_they_saw_before_a_photo_or_its_words_came_is_told(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    without = await seen(client, idea, **MODERATOR)
    photo = await added(client, idea)
    with_photo = await seen(client, idea, **MODERATOR)
    described = {"description": "My neighbour's garden"}
    good(await client.put(f"{photos_of(idea)}/{photo['photo_id']}", json=described, headers=key_of(idea)))

    for before in (without, with_photo):
        as_seen = MODERATOR | {"If-Match": f'"{before["version"]}"'}
        late = await client.post(f"{IDEAS}/{idea['number']}/actions", json={"action": "accept"}, headers=as_seen)
        refused(late, 412, "it-has-changed")

    assert (await shown(client, idea, photo)).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 401), ({"X-Idea-Key": "A" * 32}, 403)], ids=["nobody", "another's key"]
)
async def test_strangers_add_nothing(
    client: httpx.AsyncClient, a_round: Json, headers: dict[str, str], status: int
) -> None:
    idea = await suggested(client, a_round)

    sent = await client.post(photos_of(idea), content=a_photo(), headers=headers)

    assert sent.status_code == status
    assert (await seen(client, idea, **MODERATOR))["photos"] == []


async def test_what_lies_about_its_kind_or_would_fill_the_memory_is_refused_in_words_and_nothing_is_kept(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    files = {
        "kind": [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(40), b"MZ" + bytes(400), b"\xff\xd8"],
        "broken": [a_photo()[:-200], a_photo(kind="PNG")[:200]],
        "large": [a_bomb()],
    }

    why = {
        expected: [
            refused(await client.post(photos_of(idea), content=file, headers=key_of(idea)), 422, UNREAD)["why"]
            for file in several
        ]
        for expected, several in files.items()
    }
    too_long = await client.post(photos_of(idea), content=bytes(12_000_001), headers=key_of(idea))

    assert why == {expected: [expected] * len(several) for expected, several in files.items()}
    refused(too_long, 413, "body-is-too-long")
    assert (await seen(client, idea, **MODERATOR))["photos"] == []


async def test_an_idea_has_three_photos_at_most_even_if_they_come_at_once(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)

    sent = await asyncio.gather(
        *(client.post(photos_of(idea), content=a_photo(), headers=key_of(idea)) for _ in range(5))
    )

    assert sorted(one.status_code for one in sent) == [201, 201, 201, 409, 409]
    assert len((await seen(client, idea, **key_of(idea)))["photos"]) == 3


async def test_the_office_takes_a_public_photo_away_with_a_line_that_says_why(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    photo = await added(client, idea)
    await acted(client, idea, "accept")
    removal = f"{photos_of(idea)}/{photo['photo_id']}/removal"

    gone = good(await client.post(removal, json={"reason": "shows-people"}, headers=MODERATOR))
    again = await client.post(removal, json={"reason": "shows-people"}, headers=MODERATOR)

    assert gone["photos"] == []
    assert gone["life_line"][-1]["text"] == "A photo was taken away: it shows people who did not agree to that."
    assert (await shown(client, idea, photo, **MODERATOR)).status_code == 404
    refused(again, 404, "photo-is-not-known")


async def test_photos_leave_with_the_words_and_are_erased_with_them(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    photo = await added(client, idea)
    await acted(client, idea, "accept")
    rejected: dict[str, Any] = {"criterion": "against-the-rules", "reason": "It insults the neighbours."}
    await acted(client, idea, "reject", **rejected)

    hidden = await shown(client, idea, photo), await shown(client, idea, photo, **ADMINISTRATOR)
    clock = HeldClock()
    clock.move(timedelta(days=400))
    await erase_originals(runtime.database, clock)

    assert [one.status_code for one in hidden] == [404, 200]
    assert (await shown(client, idea, photo, **ADMINISTRATOR)).status_code == 404


async def test_a_photo_that_was_never_there_is_told_like_one_that_is_not_shown(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    idea = await suggested(client, a_round)

    nothing = await shown(client, idea, {"photo_id": str(uuid4())}, **key_of(idea))

    refused(nothing, 404, "photo-is-not-known")
