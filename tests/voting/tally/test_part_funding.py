"""Part-funding: the project at which the count ends gets what is left, as a part of its cost."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import typer
from hypothesis import given
from typer.testing import CliRunner

from commonpurse.tallying.command import tally
from services.voting.domain.tally import Instance, Outcome, Profile, ScoreOrder, TieOrder, Verdict, count
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.outcome import Step
from services.voting.domain.tally.rule_names import rule_named
from services.voting.domain.tally.second_count.check import objections
from tests.support.any_election import approval_elections
from tests.support.elections import an_instance, approvals

PART = ScoreOrder(stop=True, part=True)
ORDER = TieOrder(("cost-asc", "score", "lot"))

app = typer.Typer()
app.command()(tally)


def _objections(instance: Instance, profile: Profile, outcome: Outcome, rule: ScoreOrder = PART) -> list[str]:
    return objections(instance, list(profile.ballots(instance.ids)), rule, ORDER, outcome)


def _count(costs: dict[str, int], votes: list[str], budget: int, **rulings: object) -> Outcome:
    instance = an_instance(costs, budget, **rulings)
    profile = approvals(instance, votes)
    outcome = count(instance, profile, PART, ties=ORDER)
    assert _objections(instance, profile, outcome) == []
    return outcome


def test_the_last_project_gets_what_is_left_and_nothing_comes_after_it() -> None:
    outcome = _count({"a": 60, "b": 50, "c": 1}, ["abc", "ab", "a"], 100)

    assert (outcome.winners, outcome.cost, outcome.in_part) == (("a", "b"), 100, {"b": 10})
    assert outcome.why("b") == Step(2, "b", Verdict.FUNDED, "score-order", 2, None, Fraction(10))
    assert outcome.why("c").verdict is Verdict.AFTER_STOP


def test_one_unit_left_is_enough_for_a_part_and_nothing_is_not() -> None:
    one = _count({"a": 99, "b": 50}, ["ab", "a"], 100)
    none = _count({"a": 100, "b": 50, "c": 50}, ["abc", "ab", "a"], 100)

    assert (one.winners, one.cost, one.in_part) == (("a", "b"), 100, {"b": 49})
    assert (none.winners, none.cost, none.in_part) == (("a",), 100, {})
    assert (none.why("b").verdict, none.why("b").missing) == (Verdict.DOES_NOT_FIT, Fraction(50))
    assert none.why("c").verdict is Verdict.AFTER_STOP


def test_what_fits_is_funded_whole() -> None:
    outcome = _count({"a": 60, "b": 40}, ["ab", "a"], 100)

    assert (outcome.winners, outcome.cost, outcome.in_part) == (("a", "b"), 100, {})


def test_a_first_project_dearer_than_the_budget_gets_all_of_it() -> None:
    outcome = _count({"a": 300, "b": 40}, ["ab", "a"], 100)

    assert (outcome.winners, outcome.cost, outcome.in_part) == (("a",), 100, {"a": 200})


def test_a_project_that_is_out_gets_no_part() -> None:
    outcome = _count({"a": 60, "b": 500, "c": 50}, ["abc", "ab", "a"], 100, ineligible={"b": "no site"})

    assert (outcome.winners, outcome.in_part) == (("a", "c"), {"c": 10})


def test_a_tie_for_the_part_is_reported() -> None:
    outcome = _count({"a": 60, "b": 50, "c": 50}, ["abc", "abc", "a"], 100)

    (tie,) = outcome.ties
    assert (tie.tied, tie.chosen, tie.decided_by) == (("b", "c"), "b", "file-order")


@given(approval_elections())
def test_never_more_than_the_budget_is_spent_and_the_second_count_agrees(election: tuple[Instance, Profile]) -> None:
    instance, profile = election

    outcome = count(instance, profile, PART, ties=ORDER)

    costs = {project.id: project.cost for project in instance.projects}
    assert outcome.cost == sum(costs[id_] for id_ in outcome.winners) - sum(outcome.in_part.values())
    assert outcome.cost <= instance.budget
    assert len(outcome.in_part) <= 1
    assert _objections(instance, profile, outcome) == []


def test_the_second_count_objects_to_another_part_to_none_and_to_another_cost() -> None:
    instance = an_instance({"a": 60, "b": 50}, 100)
    profile = approvals(instance, ["ab", "a"])
    outcome = count(instance, profile, PART, ties=ORDER)
    first, last = outcome.trace

    for trace in ((first, last._replace(missing=Fraction(9))), (first, last._replace(missing=None))):
        assert _objections(instance, profile, replace(outcome, trace=trace)) == ["of the last project 10 is missing"]
    assert _objections(instance, profile, replace(outcome, cost=110)) == ["the winners cost 100"]
    assert _objections(instance, profile, outcome, ScoreOrder(stop=True))


def test_what_is_said_of_the_part_stands_beside_what_is_said_of_the_winners() -> None:
    instance = an_instance({"a": 40, "b": 40, "c": 40}, 100)
    profile = approvals(instance, ["abc", "ab", "a"])
    outcome = count(instance, profile, PART, ties=ORDER)

    found = _objections(instance, profile, replace(outcome, winners=("b", "a", "c")))

    assert found == ["the winners are a, b, c"]


def test_a_part_where_all_was_there_meets_an_objection() -> None:
    instance = an_instance({"a": 50, "b": 50}, 100)
    profile = approvals(instance, ["ab", "a"])
    outcome = count(instance, profile, PART, ties=ORDER)
    first, last = outcome.trace

    found = _objections(instance, profile, replace(outcome, trace=(first, last._replace(missing=Fraction(9)))))

    assert found == ["of the last project 0 is missing"]


def test_an_area_is_said_to_have_got_what_it_got() -> None:
    instance = an_instance({"a": 60, "b": 50}, 100)
    areas = tuple(
        replace(project, area=area) for project, area in zip(instance.projects, ("north", "south"), strict=True)
    )
    instance = replace(instance, projects=areas)
    profile = approvals(instance, ["ab", "a"])

    told = explain(instance, profile, PART, count(instance, profile, PART, ties=ORDER), ties=ORDER, what_if=False)

    assert {part.name: part.spent for part in told.outcome.areas} == {"north": 60, "south": 40}


def test_the_rule_is_known_by_its_name() -> None:
    assert PART.name == "score/stop-part"
    assert rule_named("score/stop-part/min-3") == replace(PART, min_score=3)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "town.pb"
    text = "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy-no-skip\n"
    path.write_text(f"{text}PROJECTS\nproject_id;cost\na;60\nb;50.5\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n")
    return str(path)


def test_the_command_says_what_of_the_last_is_missing(file: str) -> None:
    shown = CliRunner().invoke(app, [file, "--rule", "part-funding"]).stdout
    said = json.loads(CliRunner().invoke(app, [file, "--rule", "part-funding", "--json"]).stdout)

    assert "b is funded in part: 10.5 of its cost is missing" in shown
    assert (said["rule"], said["cost"], said["projects"][1]["missing"]) == ("score/stop-part", "100.0", "10.50")


def test_an_option_that_would_make_it_another_rule_is_refused(file: str) -> None:
    ran = CliRunner().invoke(app, [file, "--rule", "part-funding", "--skip"])

    assert ran.exit_code == 2
    assert "--stop/--skip has no use under the rule score/stop-part" in ran.stderr
