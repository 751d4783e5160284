"""An idea is texted, and becomes one like any other: with a number, a key, and somebody to be told."""

from collections.abc import AsyncIterator

import pytest
from starlette.responses import Response

from gateways.sms.grammar import Wish, read
from gateways.sms.suggesting import title_of
from tests.conftest import NewDatabaseOf
from tests.sms.support.suggesting import NUMBER, SuggestingTown, a_suggesting_town
from tests.support.answers import good
from tests.support.suggesting import IDEAS

CODE = "K7QP-2M4X-9TRC-H"
CODE_OF_LETTERS = "KBCD-XYZW-QRST-="


@pytest.fixture
async def town(database_of: NewDatabaseOf) -> AsyncIterator[SuggestingTown]:
    async with a_suggesting_town(await database_of("ideas")) as town:
        yield town


async def test_a_texted_idea_has_a_number_and_a_key_that_opens_it(town: SuggestingTown) -> None:
    await town.a_round()

    answer = await town.text("Idea: Benches at the pond, please. It is far from the bus to Mill Meadows North.")

    assert answer["outcome"] == "idea_taken"
    [idea] = await town.ideas()
    number, key = answer["reply"].split("number ")[1][:7], answer["reply"].split(": ")[1]
    assert (number, idea["channel"]) == (idea["number"], "sms")
    assert idea["title"] == "Benches at the pond, please"
    assert idea["text"] == "Benches at the pond, please. It is far from the bus to Mill Meadows North."
    assert idea["contact"]["address"].replace(" ", "") == NUMBER
    action = {"action": "withdraw"}
    good(await town.office.post(f"{IDEAS}/{number}/actions", json=action, headers={"X-Idea-Key": key}))


async def test_of_two_areas_the_one_with_the_longer_name_is_meant(town: SuggestingTown) -> None:
    within = await town.a_round()
    areas = {area["name"]: area["area_id"] for area in within["areas"]}

    for words in ("trees in mill meadows north", "Trees in MILL  MEADOWS", "Trees in Mill Meadowside"):
        await town.text(f"IDEA {words}")

    meant = {one["text"].casefold().split()[-1]: one["area_id"] for one in await town.ideas()}
    assert meant == {"north": areas["Mill Meadows North"], "meadows": areas["Mill Meadows"], "meadowside": None}


async def test_a_text_that_comes_again_is_one_idea_with_one_key(town: SuggestingTown) -> None:
    await town.a_round()

    first = await town.text("IDEE Bänke am Teich", message_id="1")
    town.restart()
    again = await town.text("IDEE Bänke am Teich", message_id="2")
    other = await town.text("IDEE Bänke am Teich", number="+4915199999999")

    assert first["reply"] == again["reply"] != other["reply"]
    assert first["reply"].startswith("Danke. Ihre Idee hat die Nummer")
    assert [one["language"] for one in await town.ideas()] == ["de", "de"]


async def test_an_idea_in_which_a_code_stands_is_none(town: SuggestingTown) -> None:
    await town.a_round()

    answer = await town.text(f"IDEA {CODE} 7 12")

    assert answer["outcome"] != "idea_taken"
    assert await town.ideas() == []


@pytest.mark.parametrize(
    "words",
    [
        "The children cross where the lorries turn",
        "A fountain would bring life to it",
        "Nest boxes in the park",
        "We skate here, and are sent away every day",
    ],
)
def test_words_that_are_as_long_as_a_code_are_an_idea_all_the_same(words: str) -> None:
    assert read(f"IDEA {words}").content == Wish(words)


@pytest.mark.parametrize("lead", ["", "the children cross ", "my code is "])
@pytest.mark.parametrize("code", [CODE, CODE.replace("-", ""), CODE.replace("-", " "), CODE_OF_LETTERS])
def test_a_code_behind_any_words_keeps_them_from_being_an_idea(lead: str, code: str) -> None:
    assert not isinstance(read(f"IDEA {lead}{code} 7 12").content, Wish)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("IDEA", "idea_has_no_words"), ("Idee: ", "idea_has_no_words"), ("IDEA " + "ab " * 700, "idea_is_too_long")],
)
async def test_what_cannot_be_an_idea_is_told_why(town: SuggestingTown, words: str, outcome: str) -> None:
    await town.a_round()

    assert (await town.text(words))["outcome"] == outcome
    assert await town.ideas() == []


async def test_while_no_round_asks_or_several_do_whoever_texts_is_told_so(town: SuggestingTown) -> None:
    none = await town.text("IDEA a bench")
    await town.a_round()
    await town.a_round(name="Another")

    assert (none["outcome"], (await town.text("IDEA a bench"))["outcome"]) == ("idea_no_round", "idea_several_rounds")
    assert await town.ideas() == []


async def test_while_ideas_is_away_the_same_text_is_asked_for_again_and_becomes_one_idea(town: SuggestingTown) -> None:
    await town.a_round()
    at_work = dict(town.apps)
    town.apps["ideas"] = Response(status_code=503)
    town.restart()
    told = await town.text("IDEA a bench", message_id="1")
    town.apps.update(at_work)
    town.restart()

    taken = await town.text("IDEA a bench", message_id="1")

    assert (told["outcome"], taken["outcome"]) == ("idea_try_later", "idea_taken")
    assert len(await town.ideas()) == 1


def test_a_title_is_the_first_sentence_or_its_beginning() -> None:
    assert title_of("More trees! They give shade.") == "More trees!"
    assert title_of("a bench at No. 7") == "a bench at No"
    assert title_of("word " * 60) == "word " * 18 + "word…"
    assert title_of("x" * 300) == "x" * 99 + "…"
    assert title_of("...") == "..."
