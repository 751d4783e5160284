"""The catalogue of events for people."""

import re
from pathlib import Path

import pytest

from commonpurse import contracts
from libs.shared.events import schemas
from libs.shared.events.catalogue import CATALOGUE

_ROW = re.compile(r"^\| `([\w.\[\]]+)` \| (.+?) \| (always|maybe) \| ([\d.]+) \| (.+) \|$", re.MULTILINE)
PAGES = sorted(schemas.FOLDER.glob("*.md"))


@pytest.mark.parametrize("name", CATALOGUE)
def test_each_event_has_a_page_that_names_every_field_with_its_meaning(name: str) -> None:
    page = (schemas.FOLDER / f"{name}.md").read_text()

    rows = {
        row[0]: row
        for row in re.findall(
            r"^\| `([\w.\[\]]+)` \| (.+?) \| (always|maybe) \| ([\d.]+) \| (.+) \|$", page, re.MULTILINE
        )
    }
    assert set(CATALOGUE[name].model_fields) <= set(rows)
    assert all(len(row[4]) >= 10 for row in rows.values())
    assert page.splitlines()[2] == f"# {name}"
    assert '"source": "https://' in page


def test_a_field_of_a_part_stands_at_its_place_with_the_version_that_brought_it() -> None:
    page = (schemas.FOLDER / "voting.poll-published.v1.md").read_text()

    assert "| `limits.max_cost_cents` | whole number, at least 0 or none | maybe | 0.2.0 |" in page
    assert "| `projects[].title` | text | always | 0.1.0 |" in page
    assert "| `conflicts` | list of list of UUID | maybe | 0.2.0 |" in page


def test_a_page_says_who_listens() -> None:
    heard = contracts.listeners()

    assert "ideas" in heard["voting.outcome-announced.v1"]
    assert "reporting (turnout)" in heard["voting.turnout-announced.v1"]
    page = (schemas.FOLDER / "voting.turnout-announced.v1.md").read_text()
    assert "reporting (turnout)" in next(line for line in page.splitlines() if line.startswith("| heard in"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text())

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_what_changed_names_what_is_new_and_what_has_ended() -> None:
    page = (schemas.FOLDER / "changes.md").read_text()

    assert "* New: [voting.poll-renamed.v1](voting.poll-renamed.v1.md)." in page
    assert "* Ended: voting.ballot-cast.v1. It told" in page
    assert "`dataschema`" in page
