"""Whoever has a telephone follows by text, hears of it in two messages at most, and ends it by STOP at once."""

from datetime import timedelta

import httpx
import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from services.ideas.use_cases.erase_contacts import erase_contacts
from services.ideas.use_cases.following import ask_to_follow
from services.ideas.use_cases.following.tell_followers import gather_news
from tests.ideas.following.conftest import ADAS_TELEPHONE, FOLLOWING, NUMBER, OF_THE_NUMBER, TOWN, Line
from tests.support.answers import Json, good, refused
from tests.support.gateway import for_client
from tests.support.held_clock import HeldClock
from tests.support.suggesting import MODERATOR, TELLINGS, accepted, acted, suggested
from tests.support.texts import AWAY, REFUSED


async def test_whoever_texts_follow_hears_by_text_what_happens_in_their_language(line: Line, a_round: Json) -> None:
    idea = await accepted(line.client, a_round)

    followed = await line.texts("follow", idea["number"].lower().replace("-", " "), language="de")
    await acted(line.client, idea, "reject", criterion="not-ours", reason="Der Platz gehört der Bahn. " * 40)

    assert followed == {"state": "followed", "number": idea["number"]}
    [told] = await line.sent()
    assert told.startswith(f"Idee {idea['number']}: Die Idee kann nicht weiterverfolgt werden")
    assert f" {TOWN}/following/" in told
    assert told.endswith("STOP beendet das.")
    assert line.provider.taken[0].to == "+4915112345678"
    assert line.post_room.server.taken == []
    assert await line.sent() == []


async def test_a_number_that_somebody_types_hears_of_nothing_before_it_has_said_yes(line: Line, a_round: Json) -> None:
    idea = await accepted(line.client, a_round)
    good(await line.asks(idea), httpx.codes.ACCEPTED)
    [asked] = await line.sent()
    await acted(line.client, idea, "correct-title", title="Limes")

    assert await line.sent() == []
    assert f"to hear by text of idea {idea['number']}. If you want that, reply YES" in asked
    assert await line.texts("yes") == {"state": "followed", "number": idea["number"]}
    await acted(line.client, idea, "correct-title", title="Lindens")
    assert len(await line.sent()) == 1
    key = asked.partition("/following/")[2].partition(" ")[0]
    mine = good(await line.client.get(f"{FOLLOWING}/mine", headers={"X-Following-Key": key}))
    assert (mine["by"], mine["things"][0]["is_confirmed"]) == ("text", True)
    assert await line.texts("yes") == {"state": "nothing", "number": None}


async def test_stop_ends_it_at_once_erases_the_number_and_no_form_has_it_texted_again(
    line: Line, a_round: Json
) -> None:
    idea = await accepted(line.client, a_round)
    await line.texts("follow", idea["number"])
    await acted(line.client, idea, "correct-title", title="Limes")

    assert await line.texts("stop") == {"state": "all_ended", "number": None}

    assert await line.sent() == []
    assert OF_THE_NUMBER not in await line.everything()
    good(await line.asks(idea), httpx.codes.ACCEPTED)
    assert await line.sent() == []
    assert await line.texts("stop") == {"state": "nothing", "number": None}
    await line.texts("follow", idea["number"])
    await acted(line.client, idea, "correct-title", title="Lindens")
    assert len(await line.sent()) == 1


async def test_whoever_says_no_by_the_link_is_not_asked_again(line: Line, a_round: Json) -> None:
    idea = await accepted(line.client, a_round)
    await line.asks(idea)
    [asked] = await line.sent()
    key = {"X-Following-Key": asked.partition("/following/")[2].partition(" ")[0]}

    assert (await line.client.delete(f"{FOLLOWING}/mine", headers=key)).status_code == 204

    assert OF_THE_NUMBER not in await line.everything()
    await line.asks(idea)
    assert await line.sent() == []


async def test_stop_and_a_number_ends_that_alone(line: Line, a_round: Json) -> None:
    one, other = await accepted(line.client, a_round), await accepted(line.client, a_round, title="A pond")
    for idea in (one, other):
        await line.texts("follow", idea["number"])

    assert await line.texts("stop", one["number"]) == {"state": "ended", "number": one["number"]}
    assert await line.texts("stop", one["number"]) == {"state": "nothing", "number": one["number"]}
    for idea in (one, other):
        await acted(line.client, idea, "correct-title", title="Anew")

    assert [other["number"] in told for told in await line.sent()] == [True]


async def test_nobody_but_the_text_gateway_says_whose_telephone_it_is(line: Line, a_round: Json) -> None:
    idea = await accepted(line.client, a_round)
    body = {"number": NUMBER, "wish": "follow", "idea": idea["number"]}

    for headers in ({}, for_client("the pages"), MODERATOR):
        assert (await line.client.post(f"{FOLLOWING}/by-text", json=body, headers=headers)).status_code == 401
    assert OF_THE_NUMBER not in await line.everything()


async def test_strangers_have_few_texts_sent_and_none_abroad(
    line: Line, a_round: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = await accepted(line.client, a_round)
    for address in ("+44 7911 123456", "030 1234567", "0900 1234567", "+1 900 555 0123"):
        contact = {"kind": "phone", "address": address}
        refused(await line.asks(idea, contact=contact), 422, "number-is-not-reached")
    monkeypatch.setattr(ask_to_follow, "MOST_ASKED_FOR_A_DAY", 4)

    for _ in range(4):
        good(await line.asks(idea), httpx.codes.ACCEPTED)
    assert len(await line.sent()) == 3
    other = {"kind": "phone", "address": "0151 99999999"}
    good(await line.asks(idea, contact=other), httpx.codes.ACCEPTED)
    answer = await line.asks(idea, contact=other)
    assert refused(answer, 429, "no-more-texts-today")["detail"].startswith("No more texts are sent today")


async def test_a_number_that_follows_already_is_not_asked_again(line: Line, a_round: Json) -> None:
    idea = await accepted(line.client, a_round)
    await line.texts("follow", idea["number"], ADAS_TELEPHONE["address"])

    good(await line.asks(idea), httpx.codes.ACCEPTED)

    [told] = await line.sent()
    assert "YES" not in told
    assert f"What you hear of by text: {TOWN}/following/" in told


async def test_a_number_gets_ten_a_day_and_all_together_what_the_council_has_set(
    line: Line, clock: HeldClock, a_round: Json
) -> None:
    idea = await accepted(line.client, a_round)
    await line.texts("follow", idea["number"])

    async def told_of(changes: int) -> int:
        for number in range(changes):
            await acted(line.client, idea, "correct-title", title=f"Limes {number}")
            while await gather_news(line.post_room.runtime):
                pass
        return len(await line.sent())

    assert await told_of(12) == 10
    clock.move(timedelta(days=1))
    assert await told_of(0) == 2
    line.most_a_day = 3
    assert await told_of(2) == 1
    clock.move(timedelta(days=1))
    assert await told_of(0) == 1


async def test_news_waits_for_the_morning_and_what_somebody_asks_for_does_not(
    line: Line, clock: HeldClock, a_round: Json
) -> None:
    idea = await accepted(line.client, a_round)
    await line.texts("follow", idea["number"])
    clock.move(timedelta(hours=10))
    await acted(line.client, idea, "correct-title", title="Limes")
    good(await line.asks(idea, contact={"kind": "phone", "address": "0151 99999999"}), httpx.codes.ACCEPTED)

    assert [told.startswith("Somebody, probably you") for told in await line.sent()] == [True]
    clock.move(timedelta(hours=10))
    assert [told.startswith("Idea ") for told in await line.sent()] == [True]


async def test_whoever_suggested_by_text_follows_their_idea_by_one_word_and_is_told_once(
    line: Line, a_round: Json
) -> None:
    assert await line.texts("follow") == {"state": "nothing", "number": None}
    idea = await suggested(line.client, a_round, contact={"kind": "phone", "address": NUMBER}, channel="sms")

    assert await line.texts("follow") == {"state": "followed", "number": idea["number"]}
    await acted(line.client, idea, "accept")

    assert len(await line.sent()) == 1
    assert good(await line.client.get(TELLINGS, headers=MODERATOR))["items"] == []


async def test_the_number_stands_in_no_event_in_no_answer_and_in_no_log(
    line: Line, a_round: Json, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    idea = await accepted(line.client, a_round)
    await line.texts("follow", idea["number"])
    await acted(line.client, idea, "correct-title", title="Limes")
    line.provider.trouble = REFUSED
    await line.sent()

    paths = ("/api/ideas/v1/events?after=0", f"/api/ideas/v1/ideas/{idea['number']}", TELLINGS)
    answers = [(await line.client.get(path, headers=MODERATOR)).text for path in paths]
    written = caplog.text + "".join(capsys.readouterr()) + "".join(answers)
    assert "2345678" not in written.replace(" ", "")
    async with line.post_room.runtime.database.reading() as session:
        assert await session.scalar(text("select sent from text_days")) == 1


async def test_a_number_that_said_stop_is_forgotten_after_a_year(line: Line, clock: HeldClock, a_round: Json) -> None:
    await line.texts("stop")
    clock.move(timedelta(days=366))
    await erase_contacts(line.post_room.runtime.database, clock)

    async with line.post_room.runtime.database.reading() as session:
        assert await session.scalar(text("select count(*) from stopped_numbers")) == 0


async def test_texts_are_counted_by_what_came_of_them(line: Line, clock: HeldClock, a_round: Json) -> None:
    def counted() -> dict[str, float]:
        outcomes = ("taken", "not_taken", "refused")
        about = [{"service": "ideas", "outcome": outcome} for outcome in outcomes]
        return {one["outcome"]: REGISTRY.get_sample_value("commonpurse_texts_total", one) or 0.0 for one in about}

    idea = await accepted(line.client, a_round)
    await line.texts("follow", idea["number"])
    before = counted()
    for title, trouble in (("Limes", ""), ("Lindens", AWAY), ("Tilias", REFUSED)):
        await acted(line.client, idea, "correct-title", title=title)
        line.provider.trouble = trouble
        await line.sent()

    assert {outcome: count - before[outcome] for outcome, count in counted().items()} == dict.fromkeys(before, 1.0)
