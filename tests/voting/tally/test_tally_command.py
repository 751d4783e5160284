import json
from pathlib import Path

import pytest
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


def test_an_explanation_says_who_paid_for_each_winner_and_what_another_count_says() -> None:
    path = SAMPLES / "Netherlands_Assen_2024.pb"

    said = json.loads(CliRunner().invoke(app, [str(path), "--explain", "--json"]).output)["explanation"]
    shown = CliRunner().invoke(app, [str(path), "--explain"]).output

    assert said["second_count"] == {"agrees": True, "objections": []}
    assert "How the winners were paid for" in shown
    first = said["winners"][0]
    assert first["full_price"] in shown
    loser = next(loser for loser in said["losers"] if loser["spent_on"])
    assert f"The supporters of {loser['project']} had {loser['supporters_had']} and spent" in " ".join(shown.split())
    assert "A second count, by another program that follows every payment, agrees." in " ".join(shown.split())


@pytest.mark.parametrize("rule", ["score", "phragmen"])
def test_score_order_and_phragmen_have_a_second_count_too(rule: str) -> None:
    said = json.loads(CliRunner().invoke(app, [str(SWIECIE), "--rule", rule, "--explain", "--json"]).output)

    assert said["explanation"]["second_count"] == {"agrees": True, "objections": []}


def test_how_close_losers_came_is_asked_of_a_large_election_only_in_full(tmp_path: Path) -> None:
    large = tmp_path / "large.pb"
    meta = "META\nkey;value\nbudget;10\nvote_type;approval\nrule;greedy\nnum_votes;3001\nnum_projects;2\n"
    votes = "".join(f"{voter};{'a' if voter <= 2000 else 'b'}\n" for voter in range(1, 3002))
    large.write_text(f"{meta}PROJECTS\nproject_id;cost\na;8\nb;3\nVOTES\nvoter_id;vote\n{votes}")

    def closeness(*options: str) -> tuple[str | None, int | None]:
        told = json.loads(CliRunner().invoke(app, [str(large), "--explain", "--json", *options]).output)
        (loser,) = told["explanation"]["losers"]
        return loser["wins_at_cost"], loser["wins_with_votes"]

    assert closeness() == (None, None)
    assert closeness("--in-full") == ("2", 999)  # as many votes as the other, and cheaper


def test_no_second_count_is_claimed_where_there_is_none() -> None:
    said = json.loads(CliRunner().invoke(app, [str(SWIECIE), "--rule", "welfare", "--explain", "--json"]).output)

    assert said["explanation"]["second_count"] is None


def test_a_rule_that_does_not_suit_the_ballots_gets_one_clear_line() -> None:
    result = CliRunner().invoke(app, [str(SWIECIE), "--rule", "elimination"])

    assert result.exit_code == 2
    assert result.output == f"{SWIECIE}: the elimination order needs rankings\n"
