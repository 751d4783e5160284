"""What everybody gave, how far people agree and how groups differ, on the page of results."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from gateways.web.results.agreement import agreement_of
from gateways.web.results.whole import Figures
from gateways.web.words.speech import Speech
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding, demand_tables_fit
from tests.web.another_outcome import an_opinion
from tests.web.town import Town
from tests.web.visiting import announced_poll

ENGLISH, GERMAN = (Speech(language, ZoneInfo("Europe/Berlin")) for language in ("en", "de"))


def told_in(speech: Speech, method: str, **of: Any) -> Any:
    titles = [{"number": 1, "title": "Parks", "is_funded": True}, {"number": 2, "title": "Buses", "is_funded": True}]
    results = {"projects": titles, "currency": "EUR", "cost_cents": 0}
    outcome = {"method": method, "stories": {}, **an_opinion([1, 2], **of)}
    said = Figures(outcome, results, {}, speech).reached
    return agreement_of(outcome, results, {}, speech, said)


@pytest.mark.parametrize(
    ("figure", "words"),
    [("0.29", "kaum überein"), ("0.30", "zum Teil überein"), ("0.69", "zum Teil"), ("0.70", "weitgehend überein")],
)
def test_how_far_people_agree_is_said_in_words(figure: str, words: str) -> None:
    told = told_in(GERMAN, "allocation", concordance=figure)

    assert words in GERMAN.message(told.verdict)
    assert told.figure.startswith("0,")


@pytest.mark.parametrize(
    ("method", "mean", "store"),
    [
        ("allocation", "19 of 100", "more than an even part"),
        ("ranking", "18.75 on average", "first three"),
        ("for-and-against", "18.75 on average", "are for it"),
        ("score", "18.75 on average", "gave it points"),
    ],
)
def test_each_kind_of_ballot_has_words_of_its_own(method: str, mean: str, store: str) -> None:
    told = told_in(ENGLISH, method, concordance=None)

    assert ENGLISH.message(told.bars[0][2]) == mean
    assert store in ENGLISH.message(told.store)
    assert (told.verdict, told.figure, told.by_area) == (None, None, None)
    assert [ENGLISH.message(cell) for cell in told.by_channel.rows[0]] == ["Parks", "41%", "70%", "at most 20%"]


@pytest.mark.parametrize("outcome", [{}, {"agreement": None}, {"agreement": {"votes": 0, "projects": []}}])
def test_results_without_marks_have_nothing_to_say(outcome: dict[str, Any]) -> None:
    assert agreement_of(outcome, {"projects": []}, {}, ENGLISH, lambda _: (0, "")) is None


@pytest.mark.parametrize(
    ("width", "scheme", "language", "words"),
    [
        (360, "light", "de", "Was am wichtigsten ist, darin stimmen die Menschen zum Teil überein."),
        (1280, "dark", "en", "People agree in part which of them matter most."),
    ],
)
async def test_the_page_shows_it_and_is_sound_for_axe(
    another_outcome: Town, new_context: NewContext, width: int, scheme: str, language: str, words: str
) -> None:
    poll = await announced_poll(another_outcome)
    page = await (await new_context(color_scheme=scheme, viewport={"width": width, "height": 800})).new_page()

    await page.goto(f"{another_outcome.address}/polls/{poll['poll_id']}/results?lang={language}")

    section = page.locator("section", has=page.locator("#agreement"))
    await expect(section).to_contain_text(words)
    for summary in await page.locator("main summary:visible").all():
        await summary.click()
    await demand_fits(page)
    await demand_tables_fit(page)
    await demand_no_finding(page)
    table = page.get_by_role("table").filter(has=page.locator("#agreement-table"))
    await expect(table.get_by_role("row").nth(1).get_by_role("cell")).to_have_count(6)
    await expect(table.get_by_role("cell").first).to_have_css("text-align", "end")
