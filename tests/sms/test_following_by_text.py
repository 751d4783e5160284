"""Following an idea by text: the words that mean it, what is said back, and that no vote is ever taken for it."""

from collections.abc import AsyncIterator

import pytest
from starlette.responses import JSONResponse, Response

from gateways.sms.choices import Vote
from gateways.sms.grammar import Follow, read
from gateways.sms.reply import Say
from tests.conftest import NewDatabaseOf
from tests.sms.support.suggesting import NUMBER, SuggestingTown, a_suggesting_town
from tests.support.answers import Json, good
from tests.support.suggesting import IDEAS, MODERATOR

CODE = "K7QP-2M4X-9TRC-H"


@pytest.fixture
async def town(database_of: NewDatabaseOf, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SuggestingTown]:
    """A town that tells followers by text; nothing that a test does makes it send one."""
    monkeypatch.setenv("COMMONPURSE_TEXTS_URL", "http://town:secret@127.0.0.1:1/cgi-bin/sendsms")
    monkeypatch.setenv("COMMONPURSE_TEXTS_FROM", "12345")
    monkeypatch.setenv("COMMONPURSE_TEXTS_TO", "+49")
    monkeypatch.setenv("COMMONPURSE_PUBLIC_URL", "https://town.example")
    async with a_suggesting_town(await database_of("ideas")) as town:
        yield town


@pytest.mark.parametrize(
    ("text", "meant", "language"),
    [
        ("FOLLOW K7Q-2M4", Follow("follow", "K7Q-2M4"), "en"),
        ("Folgen: k7q 2m4.", Follow("follow", "K7Q 2M4"), "de"),
        ("folge", Follow("follow"), "de"),
        ("Ja!", Follow("yes"), "de"),
        ("YES", Follow("yes"), "en"),
        ("stop K7Q-2M4", Follow("stop", "K7Q-2M4"), None),
        ("STOPP", Follow("stop"), "de"),
        ("Bitte keine SMS mehr: stopp", Follow("stop"), None),
        (f"STOP {CODE} 1", Follow("stop"), None),
        (f"{CODE} 1 STOP", Follow("stop"), None),
    ],
)
def test_what_is_meant(text: str, meant: Follow, language: str | None) -> None:
    found = read(text)

    assert (found.content, found.language) == (meant, language)


@pytest.mark.parametrize("text", [f"FOLLOW {CODE} 7", f"Folgen {CODE} 7 12", f"JA {CODE} 7", "FOLLOW K7QP2M4X9TRCH 7"])
def test_a_text_with_a_voting_code_follows_nothing(text: str) -> None:
    assert isinstance(read(text).content, Vote | Say)


def test_a_long_text_in_which_something_ends_is_no_stop() -> None:
    assert not isinstance(read("Am Ende der Straße fehlt seit vielen Jahren schon eine Bank für alle").content, Follow)


async def test_an_idea_is_followed_by_text_and_ended_by_text(town: SuggestingTown) -> None:
    await town.a_round()
    suggested = await town.text("IDEE Bänke am Teich")
    [idea] = await town.ideas()
    number = idea["number"]

    assert suggested["outcome"] == "idea_taken_follow"
    assert "FOLGEN" in suggested["reply"]
    assert await outcome(town, "FOLGEN") == ("followed", number)
    assert await outcome(town, f"FOLLOW {number}", "+4915199999999") == ("followed", number)
    assert (await town.text("FOLLOW 7XY-2M4"))["outcome"] == "follow_unknown"
    assert (await town.text("FOLLOW trees", "+4915155555555"))["outcome"] == "follow_unknown"
    assert (await town.text("FOLLOW", "+4915155555555"))["outcome"] == "follow_which"
    assert (await town.text("YES", "+4915155555555"))["outcome"] == "follow_which"
    assert (await town.text(f"FOLLOW {number}", "+447911123456"))["outcome"] == "follow_refused"
    assert await outcome(town, f"STOP {number}") == ("ended", number)
    assert await outcome(town, f"STOP {number}") == ("ended_nothing", number)
    assert (await town.text("STOP", "+4915199999999"))["outcome"] == "stopped"
    assert (await town.text("STOP", "+4915199999999"))["outcome"] == "stop"
    shown = good(await town.office.get(f"{IDEAS}/{number}", headers=MODERATOR))
    assert shown["followers"] == 0


async def test_stop_is_heard_however_many_texts_came_before(town: SuggestingTown) -> None:
    await town.a_round()
    await town.text("IDEA Benches at the pond")
    await town.text("FOLLOW")
    for _ in range(20):
        last = await town.text("HELP")

    assert last["outcome"] == "too_many_texts"
    assert (await town.text("STOP"))["outcome"] == "stopped"


async def test_without_its_service_of_ideas_stop_is_asked_for_again(town: SuggestingTown) -> None:
    town.apps["ideas"] = Response(status_code=503)
    town.restart()

    answer = await town.text("STOP")

    assert answer["outcome"] == "stop_try_later"
    assert "could not end it yet" in answer["reply"]


@pytest.mark.parametrize("language", ["en", "de"])
async def test_what_is_not_followed_is_not_said_to_be(town: SuggestingTown, language: str) -> None:
    word = {"en": "FOLLOW", "de": "FOLGEN"}[language]
    said = {
        "several": {"en": "K7Q-2M4 is an idea and a proposal", "de": "K7Q-2M4 ist eine Idee und ein Vorschlag"},
        "too_many": {"en": "Nothing was added", "de": "Nichts kam hinzu"},
    }
    for state, words in said.items():
        town.apps["ideas"] = JSONResponse({"state": state, "number": "K7Q-2M4"})
        town.restart()

        answer = await town.text(f"{word} K7Q-2M4")

        assert answer["outcome"] == f"follow_{state}"
        assert words[language] in answer["reply"]


async def outcome(town: SuggestingTown, words: str, number: str = NUMBER) -> tuple[str, str]:
    """What came of the text, and the number of the idea that the reply names."""
    answer: Json = await town.text(words, number)
    named = [word.strip(".,") for word in answer["reply"].split() if len(word.strip(".,")) == 7 and "-" in word]
    return answer["outcome"], named[0]
