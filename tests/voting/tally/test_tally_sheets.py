"""A count as a table for spreadsheets and as an object for programs: names, scores, fates, and no formula."""

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import typer
from typer.testing import CliRunner

from commonpurse.tallying.command import tally
from tests.support.elections import SWIECIE

app = typer.Typer()
app.command()(tally)

HOSTILE = """META
key;value
description;=HYPERLINK("http://a.example")
budget;100.50
currency;EUR
vote_type;scoring
rule;greedy
PROJECTS
project_id;cost;selected;name
007;60;1;=1+1
b;60.25;0;"@SUM(A1), ""so"" it says"
c;1;0;-2+3
VOTES
voter_id;vote;points
1;007,b;1,1
2;7;1
3;b,c;1,-1
"""
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "town.pb"
    path.write_text(HOSTILE)
    return path


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def cells_of(workbook: Path, sheet: int) -> list[list[str]]:
    with zipfile.ZipFile(workbook) as archive:
        texts = ET.fromstring(archive.read("xl/sharedStrings.xml")).findall(f"{SHEET}si")  # noqa: S314 - our own file
        page = ET.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314 - our own file
    shared = ["".join(text.itertext()) for text in texts]

    def said(cell: ET.Element) -> str:
        value = cell.findtext(f"{SHEET}v") or ""
        return shared[int(value)] if cell.get("t") == "s" else value

    assert not list(page.iter(f"{SHEET}f"))
    return [[said(cell) for cell in row] for row in page.iter(f"{SHEET}row")]


def test_a_table_has_a_line_for_each_project_with_its_name_score_and_fate(hostile: Path) -> None:
    table = rows_of(CliRunner().invoke(app, [str(hostile), "--csv"]).stdout)

    assert [(row["place"], row["project"], row["cost"], row["score"], row["funded"]) for row in table] == [
        ("1", "007", "60.00", "2", "yes"),
        ("", "b", "60.25", "2", "no"),
        ("", "c", "1.00", "-1", "no"),
    ]
    assert (table[1]["verdict"], table[1]["missing"]) == ("does-not-fit", "19.75")


def test_no_cell_of_the_table_is_a_formula(hostile: Path) -> None:
    table = rows_of(CliRunner().invoke(app, [str(hostile), "--csv"]).stdout)

    assert [row["name"] for row in table] == ["'=1+1", """'@SUM(A1), "so" it says""", "'-2+3"]


def test_a_workbook_has_the_projects_and_what_was_counted_and_no_formula(hostile: Path, tmp_path: Path) -> None:
    book = tmp_path / "count.xlsx"

    ran = CliRunner().invoke(app, [str(hostile), "--xlsx", str(book)])

    projects, about = cells_of(book, 1), dict(row[:2] for row in cells_of(book, 2) if len(row) > 1)
    assert ran.exit_code == 0
    assert projects[1][:9] == ["1", "007", "'=1+1", "60.00", "2", "yes", "funded", "", "2"]
    assert (projects[0][-5], projects[1][-5]) == ("mean", "0.67"), "three voted, two of them for it"
    assert (about["rule"], about["budget"], about["currency"]) == ("score/skip", "100.50", "EUR")
    assert about["election"] == """'=HYPERLINK("http://a.example")"""
    assert about["the city funded the same"] == "yes"
    assert "'7'" in about["warning"]


def test_an_explanation_adds_what_was_paid_and_what_was_missing(tmp_path: Path) -> None:
    book = tmp_path / "count.xlsx"

    ran = CliRunner().invoke(app, [str(SWIECIE), "--explain", "--csv", "--xlsx", str(book)])

    table = rows_of(ran.stdout)
    assert (table[0]["project"], table[0]["paid_in_full"]) == ("c12", "1030")
    assert float(table[-1]["missing"]) > 0
    assert cells_of(book, 1)[0] == list(table[0])


def test_a_workbook_that_is_there_already_stays_as_it_is(hostile: Path, tmp_path: Path) -> None:
    book = tmp_path / "count.xlsx"
    book.write_text("minutes of the council")

    ran = CliRunner().invoke(app, [str(hostile), "--xlsx", str(book)])

    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"--xlsx: {book} is there already and stays as it is" in ran.stderr
    assert book.read_text() == "minutes of the council"


def test_a_workbook_that_cannot_be_written_is_said_in_one_line(hostile: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, [str(hostile), "--xlsx", str(tmp_path / "gone" / "count.xlsx")])

    assert ran.exit_code == 2
    assert "cannot be written: No such file or directory" in ran.stderr


def test_one_answer_cannot_be_json_and_a_table(hostile: Path) -> None:
    ran = CliRunner().invoke(app, [str(hostile), "--json", "--csv"])

    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "choose one" in ran.stderr


def test_programs_get_names_scores_losers_currency_and_whether_the_city_agrees(hostile: Path) -> None:
    said = json.loads(CliRunner().invoke(app, [str(hostile), "--json"]).stdout)

    assert (said["winners"], said["losers"], said["voters"]) == (["007"], ["b", "c"], 3)
    assert (said["currency"], said["agrees_with_the_city"]) == ("EUR", True)
    assert said["projects"][1] == {
        "project": "b",
        "name": """@SUM(A1), "so" it says""",
        "cost": "60.25",
        "score": "2",
        "people": 2,
        "funded": False,
        "place": None,
        "verdict": "does-not-fit",
        "missing": "19.75",
        "reason": "",
    }


def test_what_writes_workbooks_is_loaded_only_where_one_is_asked_for(hostile: Path) -> None:
    show = "import sys; from commonpurse.main import app\ntry: app()\nfinally: print(*sys.modules)"

    ran = subprocess.run(
        [sys.executable, "-c", show, "tally", str(hostile), "--csv"], check=True, capture_output=True, text=True
    )

    assert "xlsxwriter" not in ran.stdout.split()
