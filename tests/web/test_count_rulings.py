"""What a council ruled beforehand, on the page that counts for everybody: typed, bounded, refused in words."""

import httpx
import pytest
from playwright.async_api import FilePayload, expect

from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.town import Town
from tests.web.visiting import follow

TOWN = (
    "META\nkey;value\ndescription;Harbour fund\nbudget;100\ncurrency;EUR\nvote_type;approval\nrule;greedy\n"
    "PROJECTS\nproject_id;cost;name;neighborhood;category\n4;60;Park;North;green\n7;60;Pool;South;\n9;40;Bench;South;green\n"
    "VOTES\nvoter_id;vote;voting_method\n1;4;internet\n2;4;internet\n3;4,9;internet\n4;7;paper\n5;7;paper\n"
)


async def sent(town: Town, content: str = TOWN, language: str = "en", **fields: str) -> str:
    headers = {"accept-language": language}
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True, timeout=90, headers=headers) as browser:
        answer = await browser.post("/count", files={"file": ("town.pb", content.encode())}, data=fields)
    assert answer.status_code == 200
    return answer.text


def fate(page: str, project: str) -> str:
    """The project's row."""
    return page.partition("What became of each project")[2].partition(project)[2].partition("</tr>")[0]


async def test_of_projects_that_exclude_each_other_one_is_funded(town: Town) -> None:
    page = await sent(town, conflict="4, 9\r\n")

    assert "1 project is funded, for 60" in page
    assert "not funded" in fate(page, "Bench (9)")


async def test_an_areas_guaranteed_money_is_spent_there_first(town: Town) -> None:
    page = await sent(town, guarantee="South: 60", rule="score/skip")

    assert "not funded" not in fate(page, "Pool (7)")
    assert "not funded" in fate(page, "Park (4)")


async def test_a_category_gets_no_more_than_it_may(town: Town) -> None:
    page = await sent(town, at_most="green = 50")

    assert "not funded" in fate(page, "Park (4)")


async def test_the_order_among_equals_can_be_another_and_the_lots_seed_be_given(town: Town) -> None:
    even = TOWN.replace("3;4,9;internet", "3;9;internet")

    by_place = await sent(town, even, ties="file-order")
    by_lot = await sent(town, even, ties="lot", seed="dice 4 2")
    without = await sent(town, even, ties="lot")

    assert "by its place in the file" in by_place
    assert "by the lot" in by_lot
    assert "The file names no seed of a lot. Write the seed, or choose another order." in without


async def test_shares_can_be_raised_in_steps_and_begin_with_whole_units(town: Town) -> None:
    page = await sent(town, rule="equal-shares/own/add1/comparison", step="5", integral="yes")

    assert "equal-shares/cost/add1/integral/step-5/comparison" in page
    assert "Equal Shares" in page.partition("The rule&#39;s name")[0]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
async def test_weights_are_typed_without_javascript_and_the_unweighted_outcome_stands_beside(
    town: Town, new_context: NewContext, width: int, scheme: str
) -> None:
    context = await new_context(
        java_script_enabled=False, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = await context.new_page()
    await page.goto(f"{town.address}/count")
    file: FilePayload = {"name": "town.pb", "mimeType": "text/plain", "buffer": TOWN.encode()}

    await page.get_by_label("The ballots, as a Pabulib file").set_input_files(file)
    await page.get_by_text("What was ruled beforehand").click()
    await page.get_by_label("How many ballots does one of a channel count as?").fill("paper = 2")
    await follow(page, page.get_by_role("button", name="Count", exact=True))

    result = page.get_by_role("region", name="Harbour fund")
    await expect(result).to_contain_text("2 ballots by paper, each counting as 2.")
    await expect(result).to_contain_text("If each ballot counted once, 2 projects would be funded, for 100")
    await expect(result).to_contain_text("A second count, by another program, agrees.")
    fates = page.get_by_role("region", name="What became of each project, and why")
    await expect(fates).to_contain_text("If each ballot counted once, it would not be funded.")
    await expect(page.get_by_label("How many ballots does one of a channel count as?")).to_have_value("paper = 2")
    await demand_fits(page)


@pytest.mark.parametrize(
    ("fields", "english", "german"),
    [
        ({"conflict": "4, 12"}, "The file has no project 12.", "Ein Projekt 12 gibt es in der Datei nicht."),
        ({"conflict": "4"}, "4 is one project alone.", "4 ist nur ein Projekt."),
        ({"guarantee": "North"}, "North: write a name and its money", "North: Schreiben Sie einen Namen und das Geld"),
        ({"guarantee": "East=1"}, "stands in East. It has: North, South.", "liegt kein Projekt der Datei"),
        ({"guarantee": "North=90\nSouth=90"}, "This cannot be: either more is guaranteed", "Das kann nicht sein"),
        ({"at_most": "green=1,234.567"}, "green=1,234.567: write a name and", "green=1,234.567: Schreiben Sie"),
        ({"weight": "paper=1.5"}, "a whole number from 1 to 100", "eine ganze Zahl von 1 bis 100"),
        ({"weight": "post=2"}, "came through post. It has: internet, paper.", "kam über post"),
        ({"ties": "alphabet"}, "There is no such order.", "Diese Reihenfolge gibt es nicht."),
        ({"seed": "1,2"}, "A seed of a lot has no comma here", "hat hier kein Komma"),
        ({"step": "5"}, "This is only for Equal Shares that are raised.", "Das gibt es nur bei Equal Shares"),
        ({"step": "x", "rule": "equal-shares/own/add1"}, "Write a whole number of currency units", "ganze Zahl"),
        ({"conflict": "4,7\n" * 51}, "At most 50 lines of 100 signs each", "Höchstens 50 Zeilen"),
        (
            {"guarantee": "North=60", "rule": "score/stop-80"},
            "Under this rule nothing can be guaranteed to areas.",
            "lässt sich Gebieten nichts zusichern",
        ),
    ],
)
async def test_what_does_not_fit_the_file_is_said_beside_its_field_in_the_readers_words(
    town: Town, fields: dict[str, str], english: str, german: str
) -> None:
    in_english = await sent(town, **fields)
    in_german = await sent(town, language="de", **fields)

    assert english in in_english
    assert german in in_german
    assert "<details open" in in_english


async def test_a_file_without_channels_or_areas_says_that_it_names_none(town: Town) -> None:
    bare = TOWN.replace(";voting_method", ";age").replace(";neighborhood", ";beneficiaries")

    weights = await sent(town, bare, weight="paper=2")
    areas = await sent(town, bare, guarantee="North=60")

    assert "The file does not say through which channel a ballot came" in weights
    assert "No project of the file stands in North: it names no areas." in areas


async def test_the_form_with_what_was_ruled_is_sound_for_axe(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(viewport={"width": 360, "height": 800})).new_page()
    await page.goto(f"{town.address}/count")

    await page.get_by_text("What was ruled beforehand").click()

    await demand_no_finding(page)
    await demand_fits(page)
