"""What a council may rule beforehand, tried on the command line."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from commonpurse.tallying.command import tally

app = typer.Typer()
app.command()(tally)

FILE = """META
key;value
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;neighborhood;category
4;50;North;parks
7;50;South;
9;40;North;parks
VOTES
voter_id;vote
1;4,7
2;4,7
3;4
4;9
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "town.pb"
    path.write_text(FILE)
    return path


def said(town: Path, *options: str) -> dict[str, object]:
    result = CliRunner().invoke(app, [str(town), "--json", *options])
    assert result.exit_code == 0, result.output
    told: dict[str, object] = json.loads(result.output)
    return told


def test_without_them_the_file_is_counted_as_it_is(town: Path) -> None:
    assert said(town)["winners"] == ["4", "7"]


def test_of_projects_that_exclude_each_other_one_is_funded(town: Path) -> None:
    assert said(town, "--conflict", "4,7")["winners"] == ["4", "9"]


def test_a_category_gets_no_more_than_its_share(town: Path) -> None:
    assert said(town, "--at-most", "parks=45")["winners"] == ["7", "9"]


def test_an_areas_guaranteed_money_is_spent_there_first(town: Path) -> None:
    told = said(town, "--guarantee", "North=40")

    assert told["winners"] == ["9", "4"]
    assert told["stages"] == [
        {"stage": "North", "budget": "40", "cost": "40", "winners": ["9"], "voters": 4},
        {"stage": "", "budget": "60", "cost": "50", "winners": ["4"], "voters": 4},
    ]


def test_people_are_told_of_each_stage_and_why_a_rival_was_not_funded(town: Path) -> None:
    asked = [str(town), "--guarantee", "North=40", "--conflict", "9,7", "--explain"]

    result = CliRunner().invoke(app, asked, env={"COLUMNS": "200"})

    assert "Of 40 guaranteed to North, 40 were spent on 9" in result.output
    assert "Of 60 left for all, 50 were spent on 4" in result.output
    assert "conflict: 9 of the same group was funded" in result.output
    assert "follows every payment, agrees" in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--conflict", "4,8"], "--conflict names the project '8'"),
        (["--conflict", "4"], "names one project alone"),
        (["--guarantee", "East=10"], "no project of the file stands in 'East'; it has North, South"),
        (["--guarantee", "parks=10"], "no project of the file stands in 'parks'"),
        (["--guarantee", "North"], "says no name with its money"),
        (["--guarantee", "North=1.5"], "no finer than the costs"),
        (["--guarantee", "North=60", "--guarantee", "South=60"], "more is guaranteed than there is in the budget"),
        (["--guarantee", "North=60", "--rule", "poznan"], "no project is funded in part"),
    ],
)
def test_a_ruling_that_cannot_be_kept_is_refused_in_words(town: Path, options: list[str], told: str) -> None:
    result = CliRunner().invoke(app, [str(town), *options])

    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
