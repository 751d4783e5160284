"""Ballots that count by the way they come: asked for in a draft, said on the ballot, and shown beside the results."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from gateways.web.pages.forms import FilledForm
from gateways.web.results.weighing import weights_of
from gateways.web.staff.polls.weight_fields import kept_weights, typed_weights, weights_wished
from gateways.web.vote.rulings import rulings_in_words
from gateways.web.words.speech import Speech
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.another_outcome import PAPER, WEB
from tests.web.test_pages_for_staff import sign_in
from tests.web.town import Town
from tests.web.visiting import announced_poll

ENGLISH, GERMAN = (Speech(language, ZoneInfo("Europe/Berlin")) for language in ("en", "de"))


def an_outcome(groups: list[dict[str, Any]], unweighted: list[int]) -> dict[str, Any]:
    projects = [
        {"number": 1, "title": "Park", "is_funded": False},
        {"number": 2, "title": "Pool", "is_funded": True},
    ]
    told = {"cost_cents": 4000_00, "winners": unweighted, "ties": 0}
    return {"projects": projects, "weighing": {"groups": groups, "votes": 210, "unweighted": told}}


def test_the_form_reads_whole_numbers_beside_the_ways_to_vote() -> None:
    form = FilledForm({"paper": "yes", "web": "yes", "weighs-paper": "２", "weighs-web": "1"})

    assert weights_wished(form) == [{"channel": "paper", "weight": 2}]
    assert form.is_sound


@pytest.mark.parametrize("typed", ["0", "101", "1.5", "two", "-2"])
def test_what_is_no_whole_number_within_bounds_is_refused_beside_its_field(typed: str) -> None:
    form = FilledForm({"paper": "yes", "weighs-paper": typed})

    assert weights_wished(form) == []
    message = form.errors["weighs-paper"]
    assert ENGLISH.message(message) == "Write a whole number from 1 to 100, or nothing."
    assert GERMAN.message(message) == "Schreiben Sie eine ganze Zahl von 1 bis 100 oder nichts."


def test_a_way_in_which_nobody_can_vote_has_no_weight() -> None:
    form = FilledForm({"web": "yes", "weighs-paper": "2"})

    weights_wished(form)

    assert "Nobody can vote in this way" in str(form.errors["weighs-paper"])


def test_a_draft_is_typed_as_it_stands_and_kept_as_another_program_wrote_it() -> None:
    weights = [{"channel": "paper", "weight": 3}, {"channel": "web", "weight": 2}, {"channel": "sms", "weight": 1}]
    form = FilledForm(typed_weights({"weights": weights}) | {"paper": "yes", "web": "yes", "sms": "yes"})

    assert kept_weights({"weights": weights}, weights_wished(form)) == weights
    assert kept_weights({"weights": weights}, []) == []


def test_voters_are_told_what_counts_more_and_that_the_other_outcome_is_shown() -> None:
    poll = {"weights": [{"channel": "paper", "weight": 2}, {"channel": "web", "weight": 1}], "projects": []}

    english = [ENGLISH.message(one) for one in rulings_in_words(poll)]
    german = [GERMAN.message(one) for one in rulings_in_words(poll)]

    assert english[0] == "A ballot on paper counts as 2."
    assert "if each ballot counted once" in english[1]
    assert german[0] == "Ein Stimmzettel auf Papier zählt 2."
    assert len(english) == len(german) == 2
    assert list(rulings_in_words({"projects": []})) == []


def test_the_results_say_where_the_two_outcomes_differ() -> None:
    weights = weights_of(an_outcome([WEB, PAPER], [1]), ENGLISH)

    assert weights is not None
    assert weights.rows == [["on these pages, by text message", "90", "1"], ["on paper", "60", "2"]]
    assert (weights.here_only, weights.there_only, weights.are_applied) == (["Pool"], ["Park"], True)


def test_the_results_say_where_too_few_had_a_weight() -> None:
    weights = weights_of(an_outcome([WEB | {"channels": ["web", "sms", "paper"]}], [2]), GERMAN)

    assert weights is not None
    assert (weights.here_only, weights.there_only, weights.are_applied) == ([], [], False)


@pytest.mark.parametrize("outcome", [{}, {"weighing": None}])
def test_results_of_a_vote_without_weights_have_nothing_to_say(outcome: dict[str, Any]) -> None:
    assert weights_of(outcome, ENGLISH) is None


AT_WIDTHS = pytest.mark.parametrize(
    ("width", "scheme", "language", "words"),
    [
        (360, "light", "en", "If each ballot counted once, €1,234 would be spent."),
        (1280, "dark", "de", "Zählte jeder Stimmzettel einfach, würden"),
    ],
)


async def test_the_page_of_results_with_both_outcomes_is_sound_for_axe(
    another_outcome: Town, new_context: NewContext
) -> None:
    poll = await announced_poll(another_outcome)
    page = await (await new_context(viewport={"width": 360, "height": 800})).new_page()

    await page.goto(f"{another_outcome.address}/polls/{poll['poll_id']}/results")

    await expect(page.locator("#weights")).to_be_visible()
    await demand_no_finding(page)


@AT_WIDTHS
async def test_the_page_of_results_shows_both_outcomes_without_javascript(
    another_outcome: Town, new_context: NewContext, width: int, scheme: str, language: str, words: str
) -> None:
    poll = await announced_poll(another_outcome)
    context = await new_context(
        java_script_enabled=False, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = await context.new_page()

    await page.goto(f"{another_outcome.address}/polls/{poll['poll_id']}/results?lang={language}")

    beside = page.locator("section", has=page.locator("#weights"))
    await expect(beside).to_contain_text(words)
    assert await beside.get_by_role("table").locator("tbody tr").count() == 2
    await demand_fits(page)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
async def test_the_draft_asks_beside_each_way_to_vote_and_is_sound_for_axe(
    town: Town, new_context: NewContext, width: int, scheme: str
) -> None:
    page = await (await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})).new_page()
    await sign_in(page, town, "officer-1")
    await page.goto(f"{town.address}/staff/polls/new")

    await page.get_by_text("Ballots that count more by the way they come").click()
    asked = page.get_by_role("group", name="For how many does a ballot count that comes so?")

    await asked.get_by_label("On paper").fill("2")
    assert await asked.get_by_role("textbox").count() == 7
    await demand_fits(page)
    await demand_no_finding(page)
