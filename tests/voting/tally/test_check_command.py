import json
from pathlib import Path

import typer
from typer.testing import CliRunner

from commonpurse.check import check
from tests.support.elections import SAMPLES, SWIECIE

app = typer.Typer()
app.command()(check)

BAD = "META\nkey;value\nbudget;10,000\nvote_type;approval\nPROJECTS\nproject_id;cost\na;x\nVOTES\nvoter_id;vote\n1;b\n"
DOUBTFUL = (
    "META\nkey;value\nbudget;10\nvote_type;approval\nrule;MES\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n"
)


def test_many_files_are_checked_each_with_all_that_is_to_be_known(tmp_path: Path) -> None:
    bad, doubtful = tmp_path / "bad.pb", tmp_path / "doubtful.pb"
    bad.write_text(BAD)
    doubtful.write_text(f"{DOUBTFUL}1;a,a\n")

    result = CliRunner().invoke(app, [str(SWIECIE), str(bad), str(doubtful), str(tmp_path / "gone.pb")])

    unknown = "the file names the rule 'MES', which is not known here"
    assert result.exit_code == 2
    assert result.output.splitlines() == [
        f"{SWIECIE}: can be counted, by equal-shares/cost/add1",
        f"{bad}: cannot be counted",
        "  mistake: line 3: budget: '10,000' can mean 10000 or 10.000; write 10000 or 10",
        "  mistake: line 7: the cost of 'a': 'x' is not a number; write it in plain digits, as in 10000 or 10000.50",
        "  mistake: line 10: a vote for an unknown project 'b'; add it to PROJECTS, or take it off the ballot",
        f"{doubtful}: can be counted, by score/skip",
        "  warning: line 11: a ballot names a project twice, which counts once (1 ballot)",
        f"  warning: line 5: {unknown}; counted by score/skip; --rule counts by another",
        f"{tmp_path / 'gone.pb'}: cannot be counted",
        "  mistake: No such file or directory",
    ]


def test_programs_get_the_same_as_json(tmp_path: Path) -> None:
    doubtful = tmp_path / "doubtful.pb"
    doubtful.write_text(f"{DOUBTFUL}1;a,a\n2;a,a\n")

    result = CliRunner().invoke(app, [str(doubtful), "--json"])

    (said,) = json.loads(result.output)
    assert result.exit_code == 0
    assert (said["can_be_counted"], said["rule"], said["mistakes"]) == (True, "score/skip", [])
    twice = {"line": 11, "text": "a ballot names a project twice, which counts once", "ballots": 2}
    assert said["warnings"][0] == twice


def test_the_real_files_that_the_project_carries_can_all_be_counted() -> None:
    result = CliRunner().invoke(app, [*map(str, sorted(SAMPLES.glob("*.pb"))), "--json"])

    assert {said["can_be_counted"] for said in json.loads(result.output)} == {True}
