"""The tally as a library: what its page shows works, and it needs neither server nor database."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import commonpurse
import services
from commonpurse import tally
from commonpurse.samples import SWIECIE

ROOT = Path(__file__).parents[3]
SERVERS = {"fastapi", "starlette", "sqlalchemy", "asyncpg", "aiokafka", "httpx", "uvicorn", "pydantic", "typer", "rich"}
USED = "import sys; from commonpurse import tally; tally.explain(tally.count(tally.read(sys.argv[1])))"
TOLD = "; print(*sys.modules)"


def test_each_example_of_the_page_gives_what_the_page_says() -> None:
    page = ROOT / "docs" / "tally-python.md"

    ran = doctest.testfile(str(page), module_relative=False)

    assert ran.attempted > 30
    assert ran.failed == 0


def test_to_count_a_file_loads_no_server_no_database_and_no_part_of_the_platform() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", USED + TOLD, str(SWIECIE)], check=True, capture_output=True, text=True, timeout=60
    )

    loaded = set(ran.stdout.split())
    assert "numpy" in loaded
    assert loaded.isdisjoint(SERVERS)
    assert not [name for name in loaded if name.startswith(("gateways", "libs.shared.platform", "libs.shared.events"))]


@pytest.mark.parametrize("name", tally.__all__)
def test_each_name_of_the_surface_is_there_and_says_what_it_is(name: str) -> None:
    assert name == "Rule" or (getattr(tally, name).__doc__ or "").strip()


def test_type_checkers_are_told_that_the_packages_are_typed() -> None:
    assert all((Path(package.__path__[0]) / "py.typed").exists() for package in (commonpurse, services))


def test_a_count_by_a_rule_without_a_second_count_is_not_said_to_be_checked() -> None:
    counted = tally.count(tally.read(SWIECIE), tally.WelfareMaximum())

    with pytest.raises(tally.NoSecondCount, match="welfare/cardinality"):
        tally.check(counted)


def test_a_file_whose_rule_nobody_knows_is_not_held_against_the_city() -> None:
    text = SWIECIE.read_text().replace("rule;equalshares/add1", "rule;something-else")

    assert tally.count(tally.read(text.encode())).agrees_with_the_city is None
    assert tally.count(tally.read(SWIECIE)).agrees_with_the_city is True


def test_what_is_written_is_the_same_election_when_it_is_read_again() -> None:
    election = tally.read(SWIECIE)

    again = tally.read(tally.write(election).encode())

    assert again.instance == election.instance
    assert tally.count(again).outcome == tally.count(election).outcome
