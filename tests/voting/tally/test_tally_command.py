import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from commonpurse.tally import tally
from tests.support.elections import SAMPLES, SWIECIE

app = typer.Typer()
app.command()(tally)


def test_a_file_is_counted_by_its_own_rule() -> None:
    result = CliRunner().invoke(app, [str(SWIECIE), "--json"])

    said = json.loads(result.output)
    assert result.exit_code == 0
    assert said["rule"] == "equal-shares/cost/add1"
    assert len(said["winners"]) == 17
    assert (said["cost"], said["budget"], said["ties"]) == ("1040337", "1070000", [])


def test_options_overrule_the_file() -> None:
    result = CliRunner().invoke(app, [str(SWIECIE), "--rule", "score", "--stop", "--min-score", "400", "--json"])

    said = json.loads(result.output)
    assert said["rule"] == "score/stop/min-400"
    assert said["winners"] == ["c12", "c8", "c10", "c20", "c21", "c2", "c3"]


def test_people_see_a_table_and_whether_the_city_agrees() -> None:
    result = CliRunner().invoke(app, [str(SWIECIE)])

    assert "17 projects, 1040337 of 1070000 PLN, 2553 ballots" in result.output
    assert "The city funded the same projects" in result.output


def test_a_bad_file_gets_one_clear_line_and_exit_status_2(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pb"
    broken.write_text(
        "META\nkey;value\nbudget;none\nvote_type;approval\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n"
    )

    result = CliRunner().invoke(app, [str(broken)])

    assert result.exit_code == 2
    assert result.output == f"{broken}: line 3: budget is not a number: 'none'\n"


def test_a_missing_file_gets_one_clear_line_and_exit_status_2(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [str(tmp_path / "gone.pb")])

    assert result.exit_code == 2
    assert result.output == f"{tmp_path / 'gone.pb'}: No such file or directory\n"


def test_an_explanation_says_why_each_other_project_lost() -> None:
    path = SAMPLES / "Netherlands_Assen_2024.pb"

    said = json.loads(CliRunner().invoke(app, [str(path), "--explain", "--json"]).output)

    lost = {story["project"]: story for story in said["explanation"]["losers"]}
    assert lost["7"]["missing"] == "105.62"
    assert (lost["7"]["wins_at_cost"], lost["7"]["wins_with_votes"]) == ("11680", 1)
    assert said["ties"] == [{"round": 3, "tied": ["2", "11"], "chosen": "2", "decided_by": "cost-asc"}]
    table = CliRunner().invoke(app, [str(path), "--explain"]).output
    assert "Why the others lost" in table
    assert "105.62" in table


def test_a_rule_that_does_not_suit_the_ballots_gets_one_clear_line() -> None:
    result = CliRunner().invoke(app, [str(SWIECIE), "--rule", "elimination"])

    assert result.exit_code == 2
    assert result.output == f"{SWIECIE}: the elimination order needs rankings\n"
