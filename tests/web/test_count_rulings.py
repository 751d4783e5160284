"""What a council ruled beforehand, on the page that counts for everybody: typed, bounded, refused in words."""

from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.async_api import FilePayload, expect

from gateways.web.count.choices import refuse_what_has_no_use, wished
from gateways.web.count.rulings import typed, wrong
from gateways.web.pages.forms import FilledForm
from gateways.web.words.speech import Speech
from services.voting.domain.counting.count_file import count_file
from services.voting.domain.counting.file_errors import RulingDoesNotFit
from services.voting.domain.counting.file_rulings import Rulings
from services.voting.domain.counting.file_wish import FileWish
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.web.town import Town
from tests.web.visiting import follow

TOWN = (
    "META\nkey;value\ndescription;Harbour fund\nbudget;100\ncurrency;EUR\nvote_type;approval\nrule;greedy\n"
    "PROJECTS\nproject_id;cost;name;neighborhood;category\n4;60;Park;North;green\n7;60;Pool;South;\n9;40;Bench;South;green\n"
    "VOTES\nvoter_id;vote;voting_method\n1;4;internet\n2;4;internet\n3;4,9;internet\n4;7;paper\n5;7;paper\n"
)


ENGLISH, GERMAN = (Speech(language, ZoneInfo("Europe/Berlin")) for language in ("en", "de"))


async def sent(town: Town, content: str = TOWN, **fields: str) -> str:
    """The page that answers. A client may have thirty files counted in ten minutes, so few tests send one."""
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True, timeout=90) as browser:
        answer = await browser.post("/count", files={"file": ("town.pb", content.encode())}, data=fields)
    assert answer.status_code == 200
    return answer.text


def fate(page: str, project: str) -> str:
    """The project's row."""
    return page.partition("What became of each project")[2].partition(project)[2].partition("</tr>")[0]


def winners(content: str = TOWN, rule: str = "own", **rulings: str) -> set[str]:
    """What is funded if the form is filled in so."""
    form = FilledForm({"rule": rule, **rulings})
    wish = FileWish(wished(form, "rule"), rulings=Rulings(**typed(form)))  # type: ignore[arg-type]
    assert form.is_sound
    first = next(iter(count_file(content.encode(), wish)))
    return {one["project"] for one in first["counts"][0]["projects"] if one["funded"]}


@pytest.mark.parametrize(
    ("rulings", "funded"),
    [
        ({}, {"4", "9"}),
        ({"conflict": "4, 9\r\n"}, {"4"}),
        ({"guarantee": "South: 60"}, {"7", "9"}),
        ({"guarantee": "South = 60"}, {"7", "9"}),
        ({"at_most": "green = 50"}, {"7", "9"}),
        ({"weight": "Paper: 2"}, {"7", "9"}),
    ],
)
def test_what_is_typed_is_ruled(rulings: dict[str, str], funded: set[str]) -> None:
    assert winners(**rulings) == funded


async def test_a_tie_is_told_with_the_money_that_it_was_about(town: Town) -> None:
    even = TOWN.replace("2;4;internet", "2;9;internet")

    page = await sent(town, even, guarantee="South = 60")

    assert "What is guaranteed to South: Round 1: " in page


def test_the_order_among_equals_can_be_another_and_the_lots_seed_be_given() -> None:
    even = TOWN.replace("3;4,9;internet", "3;9;internet").replace("4;60;Park", "4;61;Park")

    assert winners(even, ties="cost-asc,score") == {"7", "9"}
    assert winners(even, ties="cost-desc,score") == winners(even, ties="file-order") == {"4"}
    assert {frozenset(winners(even, ties="lot", seed=f"dice {n}")) for n in range(9)} == {
        frozenset({"4"}),
        frozenset({"7", "9"}),
    }


@pytest.mark.parametrize(
    ("rule", "fields", "name"),
    [
        ("equal-shares/own/add1", {"step": "5"}, "equal-shares/own/add1/step-5"),
        (
            "equal-shares/own/add1/comparison",
            {"step": "5", "integral": "yes"},
            "equal-shares/own/add1/integral/step-5/comparison",
        ),
        (
            "equal-shares/own/add1-exhaustive+utilitarian/integral",
            {"integral": "yes", "gain": "cardinality"},
            "equal-shares/cardinality/add1-exhaustive+utilitarian/integral",
        ),
        ("equal-shares/own/none", {"step": "5"}, "equal-shares/own/none"),
    ],
)
def test_shares_are_raised_as_it_is_typed_where_the_rule_raises_them(
    rule: str, fields: dict[str, str], name: str
) -> None:
    assert wished(FilledForm({"rule": rule, **fields}), "rule") == name


async def test_a_form_with_rulings_is_counted_and_one_that_does_not_fit_comes_back_with_its_words(town: Town) -> None:
    counted = await sent(town, conflict="4, 9", ties="file-order")
    refused = await sent(town, guarantee="East = 1")

    assert "1 project is funded, for 60" in counted
    assert "not funded" in fate(counted, "Bench (9)")
    assert "No project of the file stands in East. It has: North, South." in refused
    assert "<details open" in refused
    assert "East = 1" in refused


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
    ("rulings", "field", "english", "german"),
    [
        (Rulings(conflict=["4,12"]), "conflict", "The file has no project 12.", "Ein Projekt 12 gibt es"),
        (Rulings(conflict=["4"]), "conflict", "4 is one project alone.", "4 ist nur ein Projekt."),
        (Rulings(guarantee=["North"]), "guarantee", "North: write a name and its", "North: Schreiben Sie einen"),
        (Rulings(guarantee=["East=1"]), "guarantee", "It has: North, South.", "liegt kein Projekt der Datei"),
        (Rulings(guarantee=["green=1"]), "guarantee", "stands in green.", "In green liegt kein Projekt"),
        (Rulings(guarantee=["North=90", "South=90"]), "guarantee", "This cannot be", "Das kann nicht sein"),
        (Rulings(guarantee=["North=9", "North=9"]), "guarantee", "This cannot be", "Das kann nicht sein"),
        (Rulings(at_most=["green=1,234.567"]), "at_most", "green=1,234.567: write", "green=1,234.567: Schreiben"),
        (Rulings(at_most=["green=-1"]), "at_most", "green=-1: write a name", "green=-1: Schreiben Sie"),
        (Rulings(weight=["paper=1.5"]), "weight", "a whole number from 1 to 100", "ganze Zahl von 1 bis 100"),
        (Rulings(weight=["paper=2", "paper=3"]), "weight", "each channel once", "jeden Weg nur einmal"),
        (Rulings(weight=["post=2"]), "weight", "It has: internet, paper.", "kam über post"),
        (Rulings(ties="alphabet"), "ties", "There is no such order.", "Diese Reihenfolge gibt es nicht."),
        (Rulings(ties="cost-asc:7"), "ties", "There is no such order.", "Diese Reihenfolge gibt es nicht."),
        (Rulings(ties="lot"), "ties", "The file names no seed of a lot.", "nennt keinen Startwert"),
    ],
)
def test_what_does_not_fit_the_file_is_said_beside_its_field_in_the_readers_words(
    rulings: Rulings, field: str, english: str, german: str
) -> None:
    with pytest.raises(RulingDoesNotFit) as refused:
        next(iter(count_file(TOWN.encode(), FileWish(rulings=rulings))))

    at, words = wrong(vars(refused.value))

    assert at == field
    assert english in ENGLISH.message(words)
    assert german in GERMAN.message(words)


@pytest.mark.parametrize(
    ("rulings", "english"),
    [
        (Rulings(weight=["paper=2"]), "The file does not say through which channel a ballot came"),
        (Rulings(guarantee=["North=60"]), "No project of the file stands in North: it names no areas."),
    ],
)
def test_a_file_without_channels_or_areas_says_that_it_names_none(rulings: Rulings, english: str) -> None:
    bare = TOWN.replace(";voting_method", ";age").replace(";neighborhood", ";beneficiaries")

    with pytest.raises(RulingDoesNotFit) as refused:
        next(iter(count_file(bare.encode(), FileWish(rulings=rulings))))

    assert english in ENGLISH.message(wrong(vars(refused.value))[1])


@pytest.mark.parametrize(
    ("fields", "field", "english", "german"),
    [
        ({"ties": "alphabet"}, "ties", "There is no such order.", "Diese Reihenfolge gibt es nicht."),
        ({"seed": "1,2"}, "seed", "A seed of a lot has no comma here", "hat hier kein Komma"),
        ({"step": "5"}, "step", "This is only for Equal Shares that are raised.", "Das gibt es nur bei Equal"),
        ({"integral": "yes"}, "integral", "This is only for Equal Shares that are raised.", "Das gibt es nur"),
        ({"step": "x", "rule": "equal-shares/own/add1"}, "step", "Write a whole number of currency", "ganze Zahl"),
        ({"conflict": "4,7\n" * 51}, "conflict", "At most 50 lines of 100 signs each", "Höchstens 50 Zeilen"),
        ({"weight": "p" * 101}, "weight", "At most 50 lines of 100 signs each", "Höchstens 50 Zeilen"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_it_is(
    fields: dict[str, str], field: str, english: str, german: str
) -> None:
    form = FilledForm({"rule": "own", **fields})

    refuse_what_has_no_use(form)
    typed(form)

    assert [*form.errors] == [field]
    assert english in ENGLISH.message(form.errors[field])
    assert german in GERMAN.message(form.errors[field])


async def test_what_nothing_can_be_guaranteed_under_is_said_beside_the_guarantees(town: Town) -> None:
    page = await sent(town, guarantee="North=60", rule="score/stop-80")

    assert "Under this rule nothing can be guaranteed to areas." in page


async def test_the_form_with_what_was_ruled_is_sound_for_axe(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(viewport={"width": 360, "height": 800})).new_page()
    await page.goto(f"{town.address}/count")

    await page.get_by_text("What was ruled beforehand").click()

    await demand_no_finding(page)
    await demand_fits(page)
