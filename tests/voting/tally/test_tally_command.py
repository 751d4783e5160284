import hashlib
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from commonpurse.tallying.command import tally
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
    advice = "write it in plain digits, as in 10000 or 10000.50"
    assert result.output == f"{broken}: line 3: budget: 'none' is not a number; {advice}\n"


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


def _a_file(tmp_path: Path, *changes: tuple[str, str], votes: str = "1;a,b\n2;a\n3;b\n") -> Path:
    text = "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\n"
    text += f"PROJECTS\nproject_id;cost;selected\na;60;1\nb;60;0\nVOTES\nvoter_id;vote\n{votes}"
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "town.pb"
    path.write_text(text)
    return path


def _said(path: Path, *options: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(path), *options])
    return result.exit_code, result.stdout, result.stderr


POINTS = (("approval", "cumulative"), ("voter_id;vote", "voter_id;vote;points"))
NINE_TO_ONE = "1;a,b;9,1\n2;a,b;9,1\n3;a,b;9,1\n4;b;1\n"


def test_points_are_what_voters_gain_if_nothing_else_is_asked(tmp_path: Path) -> None:
    path = _a_file(tmp_path, *POINTS, votes=NINE_TO_ONE)

    by_points = json.loads(_said(path, "--rule", "equal-shares", "--json")[1])
    by_cost = json.loads(_said(path, "--rule", "equal-shares", "--utility", "cost", "--json")[1])

    assert (by_points["rule"], by_points["winners"]) == ("equal-shares/points/add1", ["a"])
    assert (by_cost["rule"], by_cost["winners"]) == ("equal-shares/cost/add1", ["b"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--min-score", "abc"], "the minimum score: 'abc' is not a number; write it in plain digits"),
        (["--min-score", "10%"], "the minimum score: '10%' is a share of something; write a number, such as 1 if 10%"),
        (["--min-score", "1,000"], "the minimum score: '1,000' can mean 1000 or 1.000"),
        (["--completion", "add1"], "--completion has no use under the rule score/skip; leave it out, or see --rule"),
        (["--comparison"], "--comparison has no use under the rule score/skip"),
        (["--utility", "cost"], "under score order --utility can only be cardinality"),
        (["--utility", "points"], "--utility points has no use here: approval ballots hold no points"),
        (["--rule", "equal-shares", "--stop"], "--stop/--skip has no use under the rule equal-shares/cost/add1"),
        (["--rule", "phragmen", "--utility", "cost"], "--utility has no use under the rule phragmen"),
        (["--rule", "welfare", "--skip"], "--stop/--skip has no use under the rule welfare/cardinality"),
        (["--rule", "elimination", "--no-comparison"], "--comparison has no use under the rule elimination"),
        (["--rule", "poznan", "--skip"], "--stop/--skip has no use under the rule score/stop-80"),
        (["--in-full"], "--in-full has no use without --explain"),
        (["--ties", "lot"], "--ties lot needs the seed of the lot, as in lot:SEED: the file names none"),
        (["--ties", "cost-asc:7"], "--ties does not know 'cost-asc:7'"),
    ],
)
def test_what_cannot_be_read_or_has_no_use_is_refused_in_one_line(
    tmp_path: Path, options: list[str], words: str
) -> None:
    path = _a_file(tmp_path)

    status, output, errors = _said(path, *options)

    assert (status, output) == (2, "")
    assert errors.startswith(f"{path}: {words}")
    assert errors.count("\n") == 1


def test_a_rule_that_is_not_known_is_said_and_the_city_not_contradicted(tmp_path: Path) -> None:
    path = _a_file(tmp_path, ("rule;greedy", "rule;MES"), ("b;60;0", "b;40;1"))

    _, shown, warned = _said(path)
    said = json.loads(_said(path, "--json")[1])

    words = "the file names the rule 'MES', which is not known here; counted by score/skip; --rule counts by another"
    assert warned == f"{path}: warning: line 5: {words}\n"
    assert "The city funded" not in shown
    assert said["agrees_with_the_city"] is None
    assert said["warnings"] == [{"line": 5, "text": words, "ballots": 0}]


def test_nobody_is_told_of_a_guess_who_has_named_the_rule(tmp_path: Path) -> None:
    path = _a_file(tmp_path, ("rule;greedy", "rule;MES"))

    assert _said(path, "--rule", "score")[2] == ""


@pytest.mark.parametrize(("selected", "agrees"), [("60;1", True), ("60;0", None)])
def test_the_city_is_spoken_of_only_if_the_file_names_winners(
    tmp_path: Path, selected: str, agrees: bool | None
) -> None:
    path = _a_file(tmp_path, ("a;60;1", f"a;{selected}"))

    assert json.loads(_said(path, "--json")[1])["agrees_with_the_city"] is agrees


@pytest.mark.parametrize("seed", ["b", "c", "d", "e"])
def test_a_tie_is_broken_by_the_lot_that_the_file_names(tmp_path: Path, seed: str) -> None:
    path = _a_file(tmp_path, ("rule;greedy", f"rule;greedy\ncommonpurse_lot_seed;{seed}"))

    said = json.loads(_said(path, "--json")[1])

    first = min("ab", key=lambda id_: hashlib.sha256(f"{seed}\n{id_}".encode()).hexdigest())
    assert (said["winners"], said["ties"][0]["decided_by"]) == ([first], "lot")


def test_all_mistakes_of_a_file_are_lines_of_their_own(tmp_path: Path) -> None:
    path = _a_file(tmp_path, ("budget;100", "budget;10,000"), ("3;b", "3;x"))

    status, output, errors = _said(path)

    assert (status, output) == (2, "")
    assert errors.splitlines() == [
        f"{path}: line 3: budget: '10,000' can mean 10000 or 10.000; write 10000 or 10",
        f"{path}: line 14: a vote for an unknown project 'x'; add it to PROJECTS, or take it off the ballot",
    ]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("-1", "--min-score -1 has no use: no score here is below zero"),
        ("", "--min-score says nothing; give it a number"),
        ("1,000", "the minimum score: '1,000' can mean 1000 or 1.000; write 1000 or 1"),
    ],
)
def test_a_minimum_score_without_use_or_sense_is_refused(tmp_path: Path, written: str, words: str) -> None:
    status, shown, warned = _said(_a_file(tmp_path), "--min-score", written)

    assert (status, shown) == (2, "")
    assert words in warned
