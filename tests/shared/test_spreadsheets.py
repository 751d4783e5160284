"""No file that people open in a spreadsheet has a cell that it runs."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from libs.shared.kernel.spreadsheets import as_cell, as_csv
from services.voting.domain.counting.ballot_file import _shown
from services.voting.domain.tally.paper.instance import Instance, Project

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\uff1dcmd|' /C calc'!A0"]
FORMULAS += ["\u200b=1", "\ufeff=1", "\u202e=1", "\u3000=1", "\ufe66=1", "\ufe621"]  # unseen before it; small forms
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_would_be_a_formula_is_a_text(text: str) -> None:
    [[cell]] = csv.reader(io.StringIO(as_csv([[text]]), newline=""))

    assert cell == f"'{text}"


@pytest.mark.parametrize("value", ["Playground", "3 trees = shade", "", 17, -5, None])
def test_others_stay_as_they_are(value: object) -> None:
    assert as_cell(value) == value


@pytest.mark.parametrize("title", FORMULAS)
def test_a_project_s_title_in_the_ballots_file_is_a_text(title: str) -> None:
    paper = Instance((Project("1", 100, title), Project("2", 100, "A bench")), 200)

    shown = _shown(paper)

    assert [project.name for project in shown.projects] == [f"'{title}", "A bench"]
    assert replace(shown, projects=paper.projects) == paper


def test_only_one_place_writes_csv_beside_the_format_of_ballots() -> None:
    writers = {
        str(file.relative_to(ROOT))
        for part in ("services", "gateways", "libs")
        for file in (ROOT / part).rglob("*.py")
        if "csv.writer(" in file.read_text() or "DictWriter(" in file.read_text()
    }

    assert writers == {"libs/shared/kernel/spreadsheets.py", "services/voting/domain/tally/pb/write.py"}
