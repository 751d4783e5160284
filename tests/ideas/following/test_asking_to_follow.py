"""Nobody hears of anything who has not said yes by the link in the one mail, and one click ends it."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from services.ideas.domain.following import mails
from services.ideas.use_cases.erase_contacts import erase_contacts
from services.ideas.use_cases.following import ask_to_follow
from tests.ideas.following.conftest import ADA, FOLLOWING, TOWN, PostRoom, asked, everything_in, following, key_in
from tests.support.answers import Json, good, refused
from tests.support.held_clock import HeldClock
from tests.support.suggesting import IDA, MODERATOR, accepted, acted, seen, suggested


async def test_nobody_hears_of_anything_before_they_have_said_yes_by_the_link(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    await asked(client, idea=idea["number"], language="de")
    [mail] = await post_room.sent()
    await acted(client, idea, "reject", criterion="not-ours", reason="Der Platz gehört der Bahn.")

    unconfirmed = await post_room.sent()

    assert unconfirmed == []
    assert (mail["To"], mail["Auto-Submitted"]) == ("ada@example.org", "auto-generated")
    assert f"Idee {idea['number']}, „Trees for the market square“" in mail.get_content()
    [thing] = good(await client.get(f"{FOLLOWING}/mine", headers=key_in(mail)))["things"]
    assert (thing["number"], thing["is_confirmed"]) == (idea["number"], False)


async def test_a_follower_hears_what_happened_by_whom_and_why_in_their_language(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    idea = await accepted(client, a_round, contact=IDA, language="en")
    await following(client, post_room, idea=idea["number"], language="de")
    await acted(client, idea, "reject", criterion="not-ours", reason="Der Platz gehört der Bahn.")

    [mail] = await post_room.sent()

    assert mail["Subject"] == f"Neues zu Idee {idea['number']}"
    assert "Die Geschäftsstelle: Die Idee" in mail.get_content()
    assert "Der Platz gehört der Bahn." in mail.get_content()
    assert await post_room.sent() == []


async def test_one_click_ends_it_and_nothing_is_kept(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    key = await following(client, post_room, idea=idea["number"])
    await acted(client, idea, "correct-title", title="Lime trees")
    [mail] = await post_room.sent()
    page = f"{TOWN}/following/{key['X-Following-Key']}/unsubscribe"

    ended = await client.delete(f"{FOLLOWING}/mine", headers=key)

    assert mail["List-Unsubscribe"] == f"<{page}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert page in mail.get_content()
    assert ended.status_code == 204
    refused(await client.get(f"{FOLLOWING}/mine", headers=key), 404, "follower-is-not-known")
    assert "ada@" not in await everything_in(post_room.runtime.database)
    await acted(client, idea, "reject", criterion="not-ours", reason="No.")
    assert await post_room.sent() == []


async def test_an_address_stands_in_no_event_and_in_no_answer(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    key = await following(client, post_room, idea=idea["number"])
    answers = [
        await client.get("/api/ideas/v1/events?after=0", headers=MODERATOR),
        await client.get(f"/api/ideas/v1/ideas/{idea['number']}", headers=MODERATOR),
        await client.get("/api/ideas/v1/tellings", headers=MODERATOR),
        await client.get(f"{FOLLOWING}/mine", headers=key),
    ]

    assert [answer.status_code for answer in answers][1:] == [200] * 3
    parts_of_it = "ada@", "example.org"  # "ada" alone stands in many an id
    assert not [answer.text for answer in answers if any(part in answer.text.lower() for part in parts_of_it)]
    assert (await seen(client, idea, **MODERATOR))["followers"] == 1
    assert (await seen(client, idea))["followers"] is None


async def test_a_third_mail_a_day_is_the_last_that_typing_sends_to_an_address(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, a_round: Json
) -> None:
    idea = await suggested(client, a_round)
    answers = [
        await asked(client, idea=idea["number"], contact={"kind": "email", "address": each})
        for each in ("ada@example.org", "Ada@Example.org", "ADA@example.org", "ada@example.org")
    ]

    sent = await post_room.sent()
    clock.move(timedelta(days=1, minutes=1))
    await asked(client, idea=idea["number"])

    assert len(sent) == 3
    assert answers == [{"state": "asked"}] * 4
    assert len(await post_room.sent()) == 1


async def test_one_network_asks_ten_times_at_most(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    for number in range(10):
        await asked(
            client, round_id=a_round["round_id"], contact={"kind": "email", "address": f"a{number}@example.org"}
        )

    beyond = await client.post(FOLLOWING, json={"contact": ADA, "round_id": a_round["round_id"]})

    refused(beyond, 429, "too-many-attempts")
    assert len(await post_room.sent()) == 10


async def test_what_nobody_confirms_is_erased_after_a_week(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, runtime: Runtime, a_round: Json
) -> None:
    await asked(client, round_id=a_round["round_id"])
    clock.move(timedelta(days=6))
    too_early = await erase_contacts(runtime.database, clock)
    clock.move(timedelta(days=1))

    erased = await erase_contacts(runtime.database, clock)

    assert (too_early, erased) == (0, 1)
    assert "ada@" not in await everything_in(runtime.database)
    assert await post_room.sent() == []


async def test_a_confirmed_address_is_erased_with_its_round_as_contacts_are(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, runtime: Runtime, a_round: Json
) -> None:
    await following(client, post_room, round_id=a_round["round_id"])
    clock.move(timedelta(days=500))
    too_early = await erase_contacts(runtime.database, clock)
    clock.move(timedelta(days=100))

    assert (too_early, await erase_contacts(runtime.database, clock)) == (0, 1)


async def test_what_cannot_be_followed_is_refused_in_words(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    def ask(**wish: object) -> dict[str, object]:
        return {"contact": ADA} | wish

    long_number = await client.post(FOLLOWING, json=ask(idea="x" * 10_000))
    phone = {"kind": "phone", "address": "+49 30 1234567"}
    by_phone = await client.post(FOLLOWING, json=ask(contact=phone, round_id=a_round["round_id"]))
    letter = {"kind": "letter", "address": "Lane 1"}
    by_letter = await client.post(FOLLOWING, json=ask(contact=letter, round_id=a_round["round_id"]))
    refused(await client.post(FOLLOWING, json=ask(idea="K7M2-9QXA")), 404, "idea-is-not-known")
    refused(await client.post(FOLLOWING, json=ask(round_id=str(uuid4()))), 404, "round-is-not-known")
    nowhere = ask(round_id=a_round["round_id"], area_id=str(uuid4()))
    refused(await client.post(FOLLOWING, json=nowhere), 422, "area-is-not-of-the-round")
    refused(await client.post(FOLLOWING, json=ask()), 422, "malformed-request")
    refused(
        await client.post(FOLLOWING, json=ask(contact={"kind": "email", "address": "a@b"})), 422, "malformed-request"
    )
    refused(await client.get(f"{FOLLOWING}/mine", headers={"X-Following-Key": "ABC"}), 404, "follower-is-not-known")
    post_room.runtime.own["links_go_out"] = False
    refused(await client.post(FOLLOWING, json=ask(round_id=a_round["round_id"])), 409, "no-mail-goes-out")

    assert long_number.status_code == 422
    refused(by_phone, 409, "no-texts-go-out")
    refused(by_letter, 422, "news-goes-out-by-mail-alone")
    assert good(await client.get(FOLLOWING)) == {"mail": False, "texts": False}


async def test_whoever_follows_the_most_that_one_can_is_mailed_that_nothing_was_added(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (ask_to_follow, mails):
        monkeypatch.setattr(module, "MOST_FOLLOWED", 1)
    idea, other = await accepted(client, a_round), await accepted(client, a_round)
    await following(client, post_room, idea=idea["number"])

    await asked(client, idea=other["number"], language="de")

    [mail] = await post_room.sent()
    assert "Nothing was added" in mail.get_content()
    assert idea["number"] in mail.get_content()
    assert other["number"] not in mail.get_content()
