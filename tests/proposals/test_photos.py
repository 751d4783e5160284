"""Photos of a proposal that was sent in as one: given with its key, shown with its words, taken away and erased."""

from datetime import timedelta

import httpx

from libs.shared.events.ideas import RoundPublished
from libs.shared.platform.running.runtime import Runtime
from services.proposals.use_cases.erase_originals import erase_originals
from tests.support.answers import Json, good, refused
from tests.support.held_clock import HeldClock
from tests.support.pictures import a_heic, a_photo, opened
from tests.support.proposing import MODERATOR, PROPOSALS, acted, seen, submitted
from tests.support.staff import staff_headers

ADMINISTRATOR = staff_headers("administrator")


def photos_of(proposal: Json) -> str:
    return f"{PROPOSALS}/{proposal['number']}/photos"


def key_of(proposal: Json) -> dict[str, str]:
    return {"X-Edit-Key": proposal["edit_key"]}


async def added(client: httpx.AsyncClient, proposal: Json, content: bytes = b"", **headers: str) -> Json:
    sent = await client.post(photos_of(proposal), content=content or a_photo(), headers=headers or key_of(proposal))
    return good(sent, httpx.codes.CREATED)


async def shown(client: httpx.AsyncClient, proposal: Json, photo: Json, **headers: str) -> httpx.Response:
    return await client.get(f"{photos_of(proposal)}/{photo['photo_id']}", headers=headers)


async def test_its_proposer_adds_one_and_everybody_sees_it_with_the_words(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    photo = await added(client, proposal, a_heic())
    at = f"{photos_of(proposal)}/{photo['photo_id']}"
    good(await client.put(at, json={"description": "The square"}, headers=key_of(proposal)))

    before = await shown(client, proposal, photo), await shown(client, proposal, photo, **key_of(proposal))
    hidden = await seen(client, proposal)
    await acted(client, proposal, "accept", cost_cents=400)

    assert [one.status_code for one in before] == [404, 200]
    assert (hidden["photos"], hidden["takes_photos"]) == ([], True)
    now = await seen(client, proposal)
    assert ([one["description"] for one in now["photos"]], now["takes_photos"]) == (["The square"], False)
    picture = opened((await shown(client, proposal, photo)).content)
    assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (120, 160), {})


async def test_nobody_else_adds_one_and_nobody_once_it_was_looked_through(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal, other = await submitted(client, a_round), await submitted(client, a_round)
    nobody = await client.post(photos_of(proposal), content=a_photo())
    strangers = await client.post(photos_of(proposal), content=a_photo(), headers=key_of(other))
    no_photo = await client.post(photos_of(proposal), content=b"<svg/>", headers=key_of(proposal))
    await acted(client, proposal, "accept", cost_cents=400)

    late = await client.post(photos_of(proposal), content=a_photo(), headers=key_of(proposal))

    assert [nobody.status_code, strangers.status_code] == [401, 403]
    assert refused(no_photo, 422, "photo-cannot-be-read")["why"] == "kind"
    refused(late, 409, "photos-are-looked-through")
    await added(client, proposal, b"", **MODERATOR)
    assert len((await seen(client, proposal))["photos"]) == 1


async def test_who_accepts_what_they_saw_before_a_photo_came_is_told(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    without = {"If-Match": f'"{(await seen(client, proposal, **MODERATOR))["version"]}"'}
    await added(client, proposal)
    wish = {"action": "accept", "cost_cents": 400}

    late = await client.post(f"{PROPOSALS}/{proposal['number']}/actions", json=wish, headers=MODERATOR | without)

    refused(late, 412, "it-has-changed")


async def test_there_are_three_at_most_and_one_that_is_public_is_taken_away_with_a_line_that_says_why(
    client: httpx.AsyncClient, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    photo, *_ = [await added(client, proposal) for _ in range(3)]
    fourth = await client.post(photos_of(proposal), content=a_photo(), headers=key_of(proposal))
    await acted(client, proposal, "accept", cost_cents=400)
    removal = f"{photos_of(proposal)}/{photo['photo_id']}/removal"

    gone = good(await client.post(removal, json={"reason": "shows-people"}, headers=MODERATOR))

    refused(fourth, 409, "too-many-photos")
    assert len(gone["photos"]) == 2
    assert gone["life_line"][-1]["text"] == "A photo was taken away: it shows people who did not agree to that."
    assert (await shown(client, proposal, photo, **MODERATOR)).status_code == 404


async def test_they_leave_with_the_words_and_are_erased_with_them(
    client: httpx.AsyncClient, runtime: Runtime, a_round: RoundPublished
) -> None:
    proposal = await submitted(client, a_round)
    photo = await added(client, proposal)
    await acted(client, proposal, "reject", criterion="against-the-rules", reason="It insults the neighbours.")

    hidden = await shown(client, proposal, photo), await shown(client, proposal, photo, **ADMINISTRATOR)
    clock = HeldClock()
    clock.move(timedelta(days=400))
    await erase_originals(runtime.database, clock)

    assert [one.status_code for one in hidden] == [404, 200]
    assert (await shown(client, proposal, photo, **ADMINISTRATOR)).status_code == 404
