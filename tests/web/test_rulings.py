"""Projects that exclude each other, and areas' money: how a draft's form asks for them, and how voters are told."""

from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from gateways.web.pages.forms import FilledForm
from gateways.web.results.verdicts import verdicts_of
from gateways.web.staff.polls.ruling_fields import areas_wished, conflicts_wished, typed_rulings
from gateways.web.vote.polls import may_be_replaced
from gateways.web.vote.rulings import rulings_in_words
from gateways.web.words.speech import Speech
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.test_drafting_a_policy import YOUTH, an_officer
from tests.web.test_pages_for_staff import unfold
from tests.web.town import Town

EN, DE = Speech("en", ZoneInfo("Europe/Berlin")), Speech("de", ZoneInfo("Europe/Berlin"))
TOWN = {
    "currency": "EUR",
    "areas": [{"area_id": "n", "name": "Nord"}, {"area_id": "s", "name": "Süd: am Fluss"}],
}
POLL = {
    "currency": "EUR",
    "projects": [{"proposal_id": f"p{number}", "number": number} for number in (4, 7, 9)],
    "conflicts": [["p7", "p4"], ["p9", "p4"]],
    "area_money": [
        {"area_id": "n", "name": "Nord", "guaranteed_cents": 1000_00, "at_most_cents": 2500_50},
        {"area_id": "s", "name": "Süd: am Fluss", "guaranteed_cents": 0, "at_most_cents": 300_00},
    ],
}


def said(speech: Speech, form: FilledForm) -> dict[str, str]:
    return {name: speech.message(error) for name, error in form.errors.items()}


@pytest.mark.parametrize("speech", [EN, DE])
def test_what_the_form_shows_of_a_draft_is_read_as_the_same(speech: Speech) -> None:
    form = FilledForm(typed_rulings(POLL, speech), language=speech.language)

    areas, groups = areas_wished(form, TOWN), conflicts_wished(form, POLL)

    assert form.errors == {}
    assert [{"guaranteed_cents": 0} | area for area in areas] == POLL["area_money"]
    assert groups == [["p4", "p7"], ["p4", "p9"]]


def test_numbers_and_areas_are_read_as_people_write_them() -> None:
    form = FilledForm({"conflicts": " 4 7;\r\n\r\n4, 4, ９", "guaranteed": "NORD = 1,000.50"})

    assert conflicts_wished(form, POLL) == [["p4", "p7"], ["p4", "p9"]]
    assert areas_wished(form, TOWN) == [{"area_id": "n", "name": "Nord", "guaranteed_cents": 1000_50}]
    assert form.errors == {}


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("conflicts", "4, 8", "No project of the ballot paper has the number 8. Write numbers alone."),
        ("conflicts", "4 and 7", "No project of the ballot paper has the number and. Write numbers alone."),
        ("guaranteed", "Ost: 5", "The round has no area “Ost”. It has: Nord, Süd: am Fluss."),
        ("guaranteed", "Nord 5", "Write each area as its name, a colon and its amount: “Nord 5” has none."),
        ("at_most", "Nord: 5\nNord: 6", "Nord stands here twice. Write each area once."),
        ("at_most", "Nord: much", "This is not an amount: much. Write digits, such as 120000 or 12.50."),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(field: str, typed: str, told: str) -> None:
    form = FilledForm({field: typed})

    areas_wished(form, TOWN)
    conflicts_wished(form, POLL)

    assert said(EN, form) == {field: told}


def test_voters_are_told_of_them_with_amounts_as_their_language_writes_them() -> None:
    english = [EN.message(sentence) for sentence in rulings_in_words(POLL)]
    german = [DE.message(sentence) for sentence in rulings_in_words(POLL)]

    assert english[:5] == [
        "Of the projects 4, 7 at most one is funded.",
        "Of the projects 4, 9 at most one is funded.",
        "€1,000 are guaranteed to Nord.",
        "Projects in Nord get €2,500.50 at most together.",
        "Projects in Süd: am Fluss get €300 at most together.",
    ]
    assert "what areas leave over" in english[5]
    assert german[3] == "Projekte in Nord bekommen zusammen höchstens 2.500,50\xa0€."


def test_voters_are_told_which_ballots_stand_and_never_that_these_can_be_changed() -> None:
    poll = {"projects": [], "currency": "EUR", "may_replace": True, "final_channels": ["web", "paper"]}

    told = [EN.message(sentence) for sentence in rulings_in_words(poll)]

    assert told[1:] == [
        "A ballot cast on these pages stands, whatever comes after.",
        "A ballot on paper stands, whatever comes after.",
    ]
    assert list(rulings_in_words(poll | {"may_replace": False})) == []
    assert [may_be_replaced(poll | {"final_channels": ways}) for ways in (["web"], ["paper"], [])] == [
        False,
        True,
        True,
    ]
    assert not may_be_replaced(poll | {"may_replace": False})


def test_a_poll_without_them_says_nothing_of_them() -> None:
    assert list(rulings_in_words({"currency": "EUR", "projects": []})) == []


def test_whoever_lost_to_a_rival_or_a_limit_is_told_to_which() -> None:
    projects = [
        {"proposal_id": "a", "number": 4, "title": "Pool", "verdict": "funded", "score": 3},
        {"proposal_id": "b", "number": 7, "title": "Rink", "verdict": "conflict", "score": 2},
        {"proposal_id": "c", "number": 9, "title": "Park", "verdict": "share-used-up", "score": 1},
    ]
    projects[2]["missing_cents"] = 1250
    trace = [
        {"project": 4, "phase": "score-order", "verdict": "funded", "reason": ""},
        {"project": 7, "phase": "score-order", "verdict": "conflict", "reason": "4"},
        {"project": 9, "phase": "score-order", "verdict": "share-used-up", "reason": "Nord"},
    ]

    found = verdicts_of({"projects": projects, "trace": trace, "currency": "EUR"})

    assert EN.message(found["b"]) == "It was not funded because project 4 of the same group was: Pool."
    assert EN.message(found["c"]) == "€12.50 was missing in what Nord gets at most."


async def test_an_officer_names_them_on_the_draft_and_reads_them_beside_the_checks(
    new_context: NewContext, town: Town
) -> None:
    officer = await an_officer(new_context, town, "officer-1", scripts=True)
    await officer.goto(f"{town.address}/staff/polls/new")
    await officer.get_by_label("Which fund does it decide on?").select_option(label=YOUTH)
    await officer.get_by_label("Name of the poll").fill("Either, or")
    await officer.get_by_role("button", name="Draft the poll").click()
    await officer.get_by_role("link", name="Change the draft").click()
    await unfold(officer, "Projects that exclude each other, and money of areas")
    await officer.get_by_label("Which projects exclude each other?").fill("1 2")
    await officer.get_by_label("What is guaranteed to areas?").fill("Atlantis: 500")
    await officer.get_by_role("button", name="Keep this draft").click()

    await expect(officer.get_by_role("alert")).to_contain_text("The round has no area “Atlantis”.")
    await expect(officer.get_by_label("Which projects exclude each other?")).to_have_value("1 2")
    await demand_no_finding(officer)
    await demand_fits(officer)
    await officer.get_by_label("What is guaranteed to areas?").fill("")
    await officer.get_by_role("button", name="Keep this draft").click()

    await expect(officer.locator("main")).to_contain_text("Of the projects 1, 2 at most one is funded.")
    await expect(officer.locator("main")).to_contain_text("Groups of projects that exclude each other: 1.")
