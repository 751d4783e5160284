"""The page about the standard and the tests of its requirements agree."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "asvs.md").read_text()
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.splitlines() if re.match(r"\| \d", line)]


def by_requirement() -> dict[str, set[str]]:
    """The tests of each requirement, by the ids that stand at the beginning of their names."""
    found: dict[str, set[str]] = {}
    for file in HERE.glob("test_*.py"):
        for name in re.findall(r"def (test_\d\w+)\(", file.read_text()):
            ids = re.match(r"test_((?:\d+_\d+_\d+(?:_and_)?)+)", name)
            for each in re.findall(r"\d+_\d+_\d+", ids[1] if ids else ""):
                found.setdefault(each.replace("_", "."), set()).add(name)
    return found


def test_the_page_names_each_test_and_no_other() -> None:
    named = {row[0]: set(re.findall(r"`(test_\w+)`", row[3])) for row in ROWS}

    assert {name: tests for name, tests in named.items() if tests} == by_requirement()


def test_what_has_no_test_says_why() -> None:
    assert [row[0] for row in ROWS if row[3] == "—" and not row[4]] == []


def test_level_1_is_met_as_a_whole_and_of_level_2_nineteen_in_twenty() -> None:
    not_met = [row for row in ROWS if row[4].startswith("Not met")]
    second = [row for row in ROWS if row[1] == "2"]

    assert [row[0] for row in not_met if row[1] == "1"] == []
    assert len([row for row in not_met if row[1] == "2"]) <= len(second) / 20
    assert len(ROWS) > 100


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_every_row_is_whole(row: list[str]) -> None:
    assert len(row) == 5
    assert row[2]
