"""The default of equalshares.net's tool: whole endowments, raised by a step until nothing fits, the rest by score."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from commonpurse.tallying.command import tally
from services.voting.domain.tally import (
    Completion,
    EqualShares,
    Instance,
    InstanceIsInconsistent,
    Outcome,
    Profile,
    TieOrder,
    Utility,
    count,
)
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.outcome import Verdict
from services.voting.domain.tally.rule_names import every_rule, rule_named
from services.voting.domain.tally.second_count.check import objections
from tests.support.any_election import approval_elections
from tests.support.elections import SWIECIE, an_instance, approvals, plain_election
from tests.support.plain_equal_shares import PlainElection, plain_add1

Election = tuple[Instance, Profile]
TOOL = EqualShares(Utility.COST, Completion.ADD1_EXHAUSTIVE_UTILITARIAN, integral=True)

app = typer.Typer()
app.command()(tally)


def by_equal_shares(outcome: Outcome) -> list[str]:
    return [step.project for step in outcome.trace if step.phase == "equal-shares" and step.verdict is Verdict.FUNDED]


def as_defined(plain: PlainElection, wanted: set[str], share: Fraction, step: int) -> list[str]:
    def nothing_fits(bought: list[tuple[str, Fraction]]) -> bool:
        left = plain.budget - sum(plain.costs[project] for project, _ in bought)
        return all(cost > left for project, cost in plain.costs.items() if project in wanted - set(dict(bought)))

    return [project for project, _ in plain_add1(plain, nothing_fits, share=share, step=step)]


@settings(max_examples=120, deadline=None)
@given(approval_elections(), st.integers(1, 7), st.booleans())
def test_it_buys_what_the_definition_buys_from_every_step(election: Election, step: int, integral: bool) -> None:
    instance, profile = election
    rule = replace(TOOL, integral=integral, step=step)
    share = Fraction(instance.budget, profile.voters)

    outcome = count(instance, profile, rule)

    wanted = {id_ for ballot, _ in profile.ballots(instance.ids) for id_ in ballot}
    plain = plain_election(instance, profile, Utility.COST)
    assert by_equal_shares(outcome) == as_defined(plain, wanted, Fraction(int(share)) if integral else share, step)
    assert outcome.cost <= instance.budget


@settings(max_examples=120, deadline=None)
@given(approval_elections(), st.integers(1, 7), st.booleans())
def test_the_second_count_agrees_and_objects_to_another_step(election: Election, step: int, integral: bool) -> None:
    instance, profile = election
    rule, ballots = replace(TOOL, integral=integral, step=step), list(profile.ballots(instance.ids))

    outcome = count(instance, profile, rule)

    assert objections(instance, ballots, rule, TieOrder(), outcome) == []
    if outcome.added:
        assert objections(instance, ballots, replace(rule, step=step + 1), TieOrder(), outcome)


@pytest.fixture
def town() -> Election:
    """Three voters share 10: 3 each in whole units, 3 1/3 exactly."""
    instance = an_instance({"bench": 6, "pond": 4, "tree": 2}, 10)
    return instance, approvals(instance, [["bench"], ["bench", "pond"], ["pond", "tree"]])


def test_whole_endowments_begin_with_the_share_rounded_down(town: Election) -> None:
    whole, exact = (
        count(*town, replace(TOOL, completion=Completion.ADD1, integral=integral)) for integral in (True, False)
    )

    assert whole.endowment is not None
    assert whole.endowment == 3 + whole.added
    assert exact.endowment == Fraction(10, 3) + exact.added


def test_a_step_raises_the_endowments_by_as_many_units(town: Election) -> None:
    outcome = count(*town, replace(TOOL, step=5))

    assert outcome.endowment == 3 + 5 * outcome.added


def test_whole_endowments_are_whole_currency_units_where_amounts_have_cents() -> None:
    instance = replace(an_instance({"a": 700}, 1000), digits=2)

    outcome = count(instance, approvals(instance, ["a", "a", "a"]), TOOL)

    assert outcome.endowment == 300


def test_what_the_repetitions_leave_over_goes_to_score_order() -> None:
    instance = an_instance({"a": 6, "b": 6, "c": 3}, 9)
    profile = approvals(instance, ["a"] * 3 + ["b"] * 3 + ["c"])

    shares, tool = (
        count(instance, profile, replace(TOOL, completion=Completion.ADD1_EXHAUSTIVE)),
        count(instance, profile, TOOL),
    )

    assert (shares.cost, set(shares.winners)) == (0, set())
    assert tool.winners == ("a", "c")


@pytest.mark.parametrize("completion", [Completion.NONE, Completion.UTILITARIAN])
@pytest.mark.parametrize(("integral", "step"), [(True, 1), (False, 2)])
def test_whole_endowments_and_steps_without_add1_are_refused(
    town: Election, completion: Completion, integral: bool, step: int
) -> None:
    with pytest.raises(InstanceIsInconsistent, match=r"^whole endowments and a step have a use with Add1 only$"):
        count(*town, replace(TOOL, completion=completion, integral=integral, step=step))


def test_a_step_of_nothing_is_refused(town: Election) -> None:
    with pytest.raises(InstanceIsInconsistent, match=r"^a step is at least one currency unit$"):
        count(*town, replace(TOOL, step=0))


@pytest.mark.parametrize(
    "name",
    [
        "equal-shares/cost/none/step-2",
        "score/skip/step-2",
        "score/skip/step-2/min-0",
        "equal-shares/cost/step-2/add1/min-0",
        "equal-shares/cost/add1/step-1",
        "equal-shares/cost/add1/comparison/step-2",
    ],
)
def test_a_name_that_no_rule_bears_is_none(name: str) -> None:
    assert rule_named(name) is None


def test_the_rule_is_known_by_its_name_with_every_step() -> None:
    rules = [
        replace(TOOL, step=step, comparison=comparison, min_score=3)
        for step in (1, 2, 100)
        for comparison in (True, False)
    ]

    assert TOOL.name == "equal-shares/cost/add1-exhaustive+utilitarian/integral"
    assert [rule_named(rule.name) for rule in rules] == rules
    assert TOOL in set(every_rule())


def test_how_close_a_loser_came_is_counted_with_the_same_steps() -> None:
    instance = an_instance({"a": 6, "b": 7}, 10)
    profile = approvals(instance, ["a"] * 3 + ["b"] * 2)
    rule = replace(TOOL, step=2)

    (loser,) = explain(instance, profile, rule, count(instance, profile, rule)).losers

    assert loser.project == "b"
    cheaper = replace(
        instance, projects=(instance.projects[0], replace(instance.projects[1], cost=loser.wins_at_cost or 0))
    )
    assert "b" in count(cheaper, profile, rule).winners


def test_the_command_counts_by_it() -> None:
    said = json.loads(
        CliRunner().invoke(app, [str(SWIECIE), "--rule", "equalshares-tool", "--json", "--explain"]).stdout
    )
    stepped = json.loads(CliRunner().invoke(app, [str(SWIECIE), "--step", "10", "--integral", "--json"]).stdout)

    assert said["rule"] == TOOL.name
    assert said["explanation"]["second_count"] == {"agrees": True, "objections": []}
    assert stepped["rule"] == "equal-shares/cost/add1/integral/step-10"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--rule", "score", "--integral"], "--integral has no use under the rule score/skip"),
        (["--rule", "phragmen", "--step", "2"], "--step has no use under the rule phragmen"),
        (["--completion", "none", "--step", "2"], "whole endowments and a step have a use with Add1 only"),
        (["--step", "0"], "a step is at least one currency unit"),
    ],
)
def test_an_option_without_use_is_refused(options: list[str], words: str) -> None:
    ran = CliRunner().invoke(app, [str(SWIECIE), *options])

    assert ran.exit_code == 2
    assert words in ran.stderr
