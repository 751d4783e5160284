"""Followers hear of each change once: at once, or all in one mail in the council's morning, through crashes too."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from libs.shared.kernel.mail import Mail, MailWasNotTaken
from services.ideas.domain.following.follower import told_until
from tests.ideas.following.conftest import FOLLOWING, PostRoom, asked, everything_in, following
from tests.support.answers import Json, good
from tests.support.held_clock import HeldClock
from tests.support.suggesting import IDA, accepted, acted, suggested


class PowerCut(Exception):
    pass


class Dies:
    """Takes a mail, and then the light goes out."""

    def __init__(self, room: PostRoom) -> None:
        self._room = room

    async def send(self, mail: Mail) -> None:
        await self._room.office.send(mail)
        raise PowerCut


class Refuses:
    async def send(self, mail: Mail) -> None:
        raise MailWasNotTaken("the address was refused", is_final=True)


class IsAway:
    async def send(self, mail: Mail) -> None:
        raise MailWasNotTaken("ConnectionRefusedError")


async def test_a_digest_tells_many_changes_in_one_mail_in_the_councils_morning(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, a_round: Json
) -> None:
    first, second = await accepted(client, a_round), await suggested(client, a_round, title="A bench")
    await following(client, post_room, round_id=a_round["round_id"], pace="daily")
    await acted(client, second, "accept")
    await acted(client, first, "reject", criterion="not-ours", reason="It is the railway's.")
    clock.move(timedelta(hours=16))
    at_night = await post_room.sent()
    clock.move(timedelta(hours=3))

    [mail] = await post_room.sent()

    assert at_night == []
    assert mail["Subject"] == "News of 2 ideas that you follow"
    assert "“A bench”" in mail.get_content()
    assert "It is the railway's." in mail.get_content()
    clock.move(timedelta(days=3))
    assert await post_room.sent() == []


def test_the_mornings_are_those_of_the_councils_clock() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before_seven, after_seven = datetime(2026, 3, 29, 4, 59, tzinfo=UTC), datetime(2026, 3, 29, 5, 0, tzinfo=UTC)

    early, late = told_until(before_seven, berlin), told_until(after_seven, berlin)

    assert early["daily"] == datetime(2026, 3, 28, 6, tzinfo=UTC)  # a Saturday in winter time
    assert late["daily"] == datetime(2026, 3, 29, 5, tzinfo=UTC)  # the clocks went forward
    assert early["weekly"] == late["weekly"] == datetime(2026, 3, 23, 6, tzinfo=UTC)


async def test_whoever_follows_an_idea_and_its_round_hears_of_a_change_once(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    idea = await accepted(client, a_round, area_id=a_round["areas"][0]["area_id"], contact=IDA)
    await asked(client, idea=idea["number"])
    await asked(client, round_id=a_round["round_id"], area_id=a_round["areas"][0]["area_id"])
    await following(client, post_room, round_id=a_round["round_id"])
    await following(client, post_room, round_id=a_round["round_id"], contact=IDA | {"address": "IDA@example.org"})
    await acted(client, idea, "correct-title", title="Lime trees")

    [mail] = await post_room.sent()

    assert mail["To"] == "ada@example.org"  # Ida suggested it, and hears of it as she did before
    assert mail.get_content().count(idea["number"]) == 1


async def test_followers_of_a_round_hear_nothing_of_an_idea_that_nobody_has_screened(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    await following(client, post_room, round_id=a_round["round_id"])
    idea = await suggested(client, a_round)

    await acted(client, idea, "reject", criterion="against-the-rules", reason="It insults somebody.")

    assert await post_room.sent() == []


async def test_words_that_were_taken_down_meanwhile_are_told_to_nobody(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, a_round: Json
) -> None:
    idea = await accepted(client, a_round, title="Rubbish of my neighbour")
    await following(client, post_room, idea=idea["number"], pace="weekly")
    await acted(client, idea, "hand-over", fund_id=a_round["funds"][0]["fund_id"])
    await acted(client, idea, "withdraw-for-them", asked_by="letter")
    clock.move(timedelta(days=7))

    [mail] = await post_room.sent()

    assert "neighbour" not in mail.get_content()
    assert mail.get_content().count(f"Idea {idea['number']}") == 2


async def test_a_mail_that_went_out_before_a_crash_goes_out_again_as_the_same_mail(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    await following(client, post_room, idea=idea["number"])
    await acted(client, idea, "correct-title", title="Lime trees")
    before = len(post_room.server.taken)
    with pytest.raises(PowerCut):
        await post_room.sent(Dies(post_room))
    await acted(client, idea, "correct-title", title="Lime trees and benches")

    await post_room.sent()

    first, again, later = post_room.server.taken[before:]
    assert first["Message-ID"] == again["Message-ID"] != later["Message-ID"]
    assert (again.get_content().count("\nThe "), later.get_content().count("\nThe ")) == (1, 1)


async def test_an_address_that_was_refused_on_three_days_is_erased(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, a_round: Json
) -> None:
    await asked(client, round_id=a_round["round_id"])
    kept = []
    for _ in range(3):
        kept.append("ada@" in await everything_in(post_room.runtime.database))
        await post_room.sent(Refuses())
        clock.move(timedelta(days=1))

    assert kept == [True] * 3
    assert "ada@" not in await everything_in(post_room.runtime.database)


async def test_a_mail_server_that_is_away_for_a_week_loses_nothing_and_erases_nobody(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    await following(client, post_room, idea=idea["number"])
    await acted(client, idea, "correct-title", title="Lime trees")
    for _ in range(28):
        await post_room.sent(IsAway())
        clock.move(timedelta(hours=6))

    assert len(await post_room.sent()) == 1


async def test_a_very_long_reason_is_cut_and_a_thousand_changes_are_counted(
    client: httpx.AsyncClient, post_room: PostRoom, clock: HeldClock, a_round: Json
) -> None:
    await following(client, post_room, round_id=a_round["round_id"], pace="weekly")
    idea = await accepted(client, a_round)
    for number in range(101):
        await acted(client, idea, "correct-title", title=f"Lime trees {number}")
    clock.move(timedelta(days=7))

    [mail] = await post_room.sent()

    assert "And 2 more, which you find on our pages." in mail.get_content()
    assert len(mail.get_content()) < 20_000


async def test_what_waits_is_told_at_the_pace_that_was_chosen_since(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    idea = await accepted(client, a_round)
    key = await following(client, post_room, idea=idea["number"], pace="weekly")
    await acted(client, idea, "correct-title", title="Lime trees")
    assert await post_room.sent() == []

    good(await client.patch(f"{FOLLOWING}/mine", json={"pace": "at_once", "language": "de"}, headers=key))

    [mail] = await post_room.sent()
    assert mail["Content-Language"] == "de"


async def test_one_of_several_things_is_followed_no_more(
    client: httpx.AsyncClient, post_room: PostRoom, a_round: Json
) -> None:
    idea, other = await accepted(client, a_round), await accepted(client, a_round)
    await asked(client, idea=other["number"])
    key = await following(client, post_room, idea=idea["number"])
    things = good(await client.get(f"{FOLLOWING}/mine", headers=key))["things"]
    [mine] = [each["follow_id"] for each in things if each["number"] == other["number"]]

    await client.delete(f"{FOLLOWING}/mine", params={"follow_id": mine}, headers=key)

    await acted(client, other, "correct-title", title="Lime trees")
    assert await post_room.sent() == []
    assert len(good(await client.get(f"{FOLLOWING}/mine", headers=key))["things"]) == 1
