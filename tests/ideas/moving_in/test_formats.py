"""What the readers make of other platforms' files, which are written here after the platforms' own exporters."""

import csv
import io
import json
import re
from datetime import date

import pytest

from libs.shared.kernel.location import Location
from services.ideas.domain.moving_in.errors import FileCannotBeRead
from services.ideas.domain.moving_in.formats import READERS, Format
from services.ideas.domain.moving_in.found import Finding, Found, LeftOut, Mistake, Wishes
from services.ideas.domain.moving_in.rows import read_rows

PROPOSAL = {
    "id": "17",
    "author/id": "4",
    "author/name": "Ida",
    "category/name/en": "Mobility",
    "scope/name/en": "Karlshorst",
    "scope/name/de": "Karlshorst",
    "title/en": "Benches",
    "title/de": "Bänke",
    "title/machine_translations/ca": "Bancs",
    "body/en": "<p>Two benches,<br>in the <strong>shade</strong>.</p><ul><li>oak</li></ul><script>alert(1)</script>",
    "body/de": "Zwei Bänke.",
    "address": "Market square 1",
    "latitude": "52.513421",
    "longitude": "13.497309",
    "state": "accepted",
    "published_at": "2025-03-09 08:15:00 UTC",
    "withdrawn": "false",
    "is_amend": "false",
}
PROJECT = {
    "id": "5",
    "title/en": "Pond",
    "description/en": "A pond.",
    "budget/id": "2",
    "budget_amount": "12000",
    "created_at": "2025-04-01 10:00:00 UTC",
    "address": "",
}
INVESTMENT = {
    "ID": "8",
    "Title": "Trees",
    "Description": "<p>Lime trees.</p>",
    "Administrator": "No admin assigned",
    "Scope of operation": "Mitte",
    "Feasibility": "Feasible (€10,000)",
    "Val. Fin.": "Yes",
    "Selected": "Yes",
    "Author username": "ida",
}
STANFORD = {"Number": "3", "Title": "Path", "Description": "A path.", "Details": "Gravel.", "Cost": "$1,500"}
NOT_FEASIBLE = [(LeftOut, "line 2", "not feasible there")]
OWN = {"Nummer": "A-1", "Titel": "Teich", "Text": "Ein Teich.", "Ortsteil": "Mitte", "Stand": "angenommen"}


def as_csv(*rows: dict[str, str], separator: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*rows[0]], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def said(findings: list[Finding]) -> list[tuple[type, str, str]]:
    """What is not taken: where it stands, and why."""
    return [(type(one), one.place, one.why["en"]) for one in findings if not isinstance(one, Found)]


def found_in(format_: Format, content: bytes, **wishes: str) -> list[Finding]:
    return [*READERS[format_](read_rows(content), Wishes(**wishes))]


def the_one_in(format_: Format, content: bytes, **wishes: str) -> Found:
    [found] = found_in(format_, content, **wishes)
    assert isinstance(found, Found)
    return found


def test_a_proposal_of_decidims_is_read_in_the_language_that_is_wished() -> None:
    english = the_one_in("decidim", as_csv(PROPOSAL))
    german = the_one_in("decidim", as_csv(PROPOSAL), language="de")

    said = "Two benches,\nin the shade.\n\n- oak"
    spot, day = "Market square 1", date(2025, 3, 9)
    square = Location(longitude=13.49731, latitude=52.51342)
    assert english == Found("line 2", "17", "Benches", said, "accepted", "Karlshorst", spot, day, None, square)
    assert (german.title, german.text) == ("Bänke", "Zwei Bänke.")


@pytest.mark.parametrize("where", [{"latitude": ""}, {"longitude": "1345.7"}, {"latitude": "north"}])
def test_coordinates_of_no_place_are_a_mistake_of_their_line(where: dict[str, str]) -> None:
    [wrong] = found_in("decidim", as_csv(PROPOSAL | where))

    assert isinstance(wrong, Mistake)
    assert re.search("latitude and longitude|longitude must lie", wrong.why["en"])


def test_json_says_the_same_as_csv() -> None:
    nested = {
        "id": 17,
        "scope": {"id": 1, "name": {"en": "Karlshorst"}},
        "title": {"ca": "Bancs", "machine_translations": {"en": "Benches"}},
        "body": {"ca": "Dos bancs."},
        "state": None,
        "published_at": "2025-03-09T08:15:00.000Z",
        "withdrawn": False,
    }

    found = the_one_in("decidim", json.dumps([nested]).encode())

    assert found == Found("entry 1", "17", "Bancs", "Dos bancs.", "waits", "Karlshorst", "", date(2025, 3, 9))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "rejected"}, "rejected there"),
        ({"state": "withdrawn"}, "withdrawn there"),
        ({"withdrawn": "true"}, "withdrawn there"),
        ({"is_amend": "true"}, "a change that somebody proposed to another proposal there"),
        ({"published_at": ""}, "not published there"),
    ],
)
def test_what_decidim_does_not_show_any_more_stays_behind(change: dict[str, str], why: str) -> None:
    assert said(found_in("decidim", as_csv(PROPOSAL | change))) == [(LeftOut, "line 2", why)]


@pytest.mark.parametrize("state", ["", "not_answered", "evaluating", "a_state_of_the_towns_own"])
def test_what_nobody_has_decided_waits_for_a_moderator(state: str) -> None:
    found = the_one_in("decidim", as_csv(PROPOSAL | {"state": state}))

    assert found.standing == "waits"


def test_a_project_of_decidims_budget_has_its_cost() -> None:
    right, wrong = found_in("decidim", as_csv(PROJECT, PROJECT | {"id": "6", "budget_amount": "120.50"}))

    assert isinstance(right, Found)
    assert (right.standing, right.cost_cents) == ("accepted", 1_200_000)
    assert said([wrong]) == [(Mistake, "line 3", "budget_amount: “120.50” is no whole amount")]


@pytest.mark.parametrize(
    ("change", "standing", "cost"),
    [
        ({}, "accepted", 1_000_000),
        ({"Selected": "No"}, "waits", None),
        ({"Feasibility": "Undecided", "Selected": "No", "Val. Fin.": "No"}, "waits", None),
        ({"Feasibility": "Unfeasible", "Selected": "No", "Val. Fin.": "No"}, "waits", None),
    ],
)
def test_an_investment_of_consuls_goes_as_far_as_it_had_come(
    change: dict[str, str], standing: str, cost: int | None
) -> None:
    found = the_one_in("consul", as_csv(INVESTMENT | change, separator=","))

    assert (found.text, found.area, found.standing, found.cost_cents) == ("Lime trees.", "Mitte", standing, cost)


def test_an_investment_that_is_not_feasible_stays_behind() -> None:
    unfeasible = INVESTMENT | {"Feasibility": "Unfeasible", "Selected": "No"}

    assert said(found_in("consul", as_csv(unfeasible, separator=","))) == NOT_FEASIBLE


def test_consuls_headings_are_understood_in_german_and_spanish() -> None:
    german = {"Ausweis": "8", "Titel": "Bäume", "Beschreibung": "Linden.", "Tätigkeitsfeld": "Mitte"}
    german |= {"Durchführbarkeit": "Durchführbar (10.000 €)", "Ausgewählt": "Ja", "Begutachtung abgeschlossen": "Ja"}
    spanish = {"ID": "8", "Título": "Árboles", "Descripción": "Tilos.", "Ámbito de actuación": "Centro"}
    spanish |= {"Viabilidad": "Inviable", "Ev. Fin.": "Sí", "Seleccionado": "No"}

    trees = the_one_in("consul", as_csv(german, separator=","))

    assert (trees.title, trees.area, trees.standing, trees.cost_cents) == ("Bäume", "Mitte", "accepted", 1_000_000)
    assert said(found_in("consul", as_csv(spanish, separator=","))) == NOT_FEASIBLE


def test_no_authors_address_is_taken_along() -> None:
    proposal = {"ID": "1", "Title": "Trees", "Author": "ida@example.org", "Summary": "Lime trees."}

    found = the_one_in("consul", as_csv(proposal, separator=","))

    assert "ida" not in repr(found)


def test_a_table_of_stanfords_projects_needs_their_numbers() -> None:
    without = {name: cell for name, cell in STANFORD.items() if name != "Number"}

    found = the_one_in("stanford", as_csv(STANFORD, separator=","))
    with pytest.raises(FileCannotBeRead, match=r"there is no column “number”\. Its columns are: title, description"):
        found_in("stanford", as_csv(without, separator=","))

    assert found == Found("line 2", "3", "Path", "A path.\n\nGravel.", "accepted", cost_cents=150_000)


def test_a_towns_own_table_is_read_under_german_headings() -> None:
    right, hidden, unknown, to_come = found_in(
        "csv",
        as_csv(
            OWN | {"Datum": "2025-01-02", "Kosten": "12,50"},
            OWN | {"Stand": "verborgen"},
            OWN | {"Stand": "vielleicht"},
            OWN | {"Datum": "2999-01-01"},
        ),
    )

    day = date(2025, 1, 2)
    assert right == Found("line 2", "A-1", "Teich", "Ein Teich.", "accepted", "Mitte", "", day, 1250)
    assert said([hidden]) == [(LeftOut, "line 3", "hidden there")]
    assert isinstance(unknown, Mistake)
    assert unknown.why["en"].startswith("“vielleicht” is no state. There are: new, neu")
    assert said([to_come]) == [(Mistake, "line 5", "2999-01-01 has not come yet")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_whatever_encoding_a_spreadsheet_writes(encoding: str) -> None:
    found = the_one_in("csv", as_csv(OWN | {"Titel": "Bänke"}, encoding=encoding))

    assert found.title == "Bänke"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        (b"PK\x03\x04 and so on", "The file seems to be a workbook"),
        (b"\x89PNG\r\n", "The file seems to be a picture"),
        (b"<html>", "The file seems to be a web page or XML"),
        (b"{'id': 1}", "this begins like JSON, but is none"),
        (b'{"id": 1}', "this JSON is no list"),
        (b"id;titre\n1;Banc\n", "there is no column “title”. Its columns are: id, titre"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(FileCannotBeRead, match=said):
        found_in("decidim", content)


def test_a_quotation_mark_that_is_not_closed_is_named_by_its_line() -> None:
    content = b'id;title;text\n1;One;"A\nB"\n2;Two;"open\n3;Three;shut\n'

    first, mistake = found_in("csv", content)

    assert isinstance(first, Found)
    assert first.text == "A\nB"
    not_closed = "a quotation mark is not closed or stands in the wrong place; nothing behind it can be read"
    assert said([mistake]) == [(Mistake, "line 4", not_closed)]


def test_a_line_with_too_few_cells_is_a_mistake_of_that_line_alone() -> None:
    few, right = found_in("csv", b"id;title;text\n1;One\n2;Two;Words\n")

    assert said([few]) == [(Mistake, "line 2", "there are 2 cells, but 3 columns")]
    assert isinstance(right, Found)


def test_plain_text_with_signs_of_html_is_left_as_it_is() -> None:
    plain = "5 < 6 & 7 > 3, see <here>"
    found = the_one_in("csv", as_csv(OWN | {"Text": plain}))

    assert found.text == plain


def test_links_keep_where_they_lead_unless_that_is_no_page() -> None:
    html = '<p>See <a href="https://example.org/plan">the plan</a> and <a href="javascript:alert(1)">this</a>.</p>'
    found = the_one_in("csv", as_csv(OWN | {"Text": html}))

    assert found.text == "See the plan (https://example.org/plan) and this."
