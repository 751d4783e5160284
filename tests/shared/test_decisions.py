"""What the decisions' pages claim to be enforced is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
HEADINGS = ("Context", "Decision", "Enforced by")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_enforces_a_decision_is_there(page: Path) -> None:
    claim = re.split(r"\*\*Enforced by\.?\*\*", page.read_text())[-1]

    named = re.findall(r"`([\w/.-]*(?:tests/[\w/.-]*|test_\w+\.py))`", claim)

    assert named, "name the tests"
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_says_why_and_what_and_how_it_is_kept(page: Path) -> None:
    text = page.read_text()

    assert [heading for heading in HEADINGS if not re.search(rf"\*\*{heading}\.?\*\*", text)] == []


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))
