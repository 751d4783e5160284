"""The page about faults, the tests, and the faults of the schedules agree."""

import re
from pathlib import Path

import pytest

from tests.faults.making.faults import KINDS

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "faults.md").read_text()
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in PAGE.splitlines() if re.match(r"\| \d", line)]
NAMED = [name for row in ROWS for name in re.findall(r"`([\w/]+\.py::\w+)`", row[4])]


def test_every_fault_of_the_list_has_a_row_of_five_cells() -> None:
    assert [int(row[0].strip("| ")) for row in ROWS] == list(range(1, 27))
    assert {len(row) for row in ROWS} == {5}
    assert all(all(row) for row in ROWS)


@pytest.mark.parametrize("name", NAMED)
def test_every_test_that_is_named_is_there(name: str) -> None:
    file, _, test = name.partition("::")

    assert re.search(rf"^(async )?def {test}\(", (TESTS / file).read_text(), re.MULTILINE)


def test_every_row_names_a_test() -> None:
    assert all("::test_" in row[4] for row in ROWS)


def test_the_faults_of_the_schedules_stand_in_their_rows() -> None:
    made = {(int(row[0].strip("| ")), name) for row in ROWS for name in re.findall(r"\*\*(.+?)\*\*", row[2])}

    assert made == {(kind.number, kind.name) for kind in KINDS}
