"""Votes on paper of which only the sums are known count wherever scores do, and hold no money."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.voting.domain.tally import (
    Completion,
    EqualShares,
    FileIsNotPabulib,
    Instance,
    InstanceIsInconsistent,
    Phragmen,
    Profile,
    Rule,
    ScoreOrder,
    TieOrder,
    Verdict,
    count,
)
from services.voting.domain.tally.explain.explanation import explain
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.write import write_pb
from services.voting.domain.tally.second_count.check import CheckableRule, objections
from tests.support.any_election import approval_elections
from tests.support.elections import an_instance, approvals

ORDER = TieOrder(("cost-asc", "score", "lot"))
CHECKED: list[CheckableRule] = [
    ScoreOrder(),
    ScoreOrder(stop=True),
    Phragmen(),
    EqualShares(completion=Completion.UTILITARIAN, min_score=2),
]
HEAD = "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\n"
FILE = (
    f"{HEAD}PROJECTS\nproject_id;cost;votes;extra_approvals\na;60;2;\nb;60;3;2\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n"
)


@pytest.fixture
def town() -> tuple[Instance, Profile]:
    """Two voters want a, one b; on paper b has two votes more."""
    instance = replace(an_instance({"a": 60, "b": 60}, 100), paper_totals={"b": 2})
    return instance, approvals(instance, ["a", "a", "b"])


def test_they_count_in_score_order(town: tuple[Instance, Profile]) -> None:
    instance, profile = town

    outcome = count(instance, profile, ScoreOrder())

    assert (outcome.winners, outcome.why("b").score) == (("b",), 3)
    assert count(replace(instance, paper_totals={}), profile, ScoreOrder()).winners == ("a",)


def test_they_count_for_the_minimum_score(town: tuple[Instance, Profile]) -> None:
    outcome = count(*town, ScoreOrder(min_score=3))

    assert outcome.why("a").verdict is Verdict.BELOW_MINIMUM
    assert outcome.winners == ("b",)


def test_they_are_support_for_a_project_that_nobody_ticked() -> None:
    instance = replace(an_instance({"a": 60, "b": 30}, 100), paper_totals={"b": 1})

    assert count(instance, approvals(instance, ["a"]), ScoreOrder()).winners == ("b", "a")


@pytest.mark.parametrize("rule", [EqualShares(completion=Completion.NONE), Phragmen()])
def test_they_hold_no_money(town: tuple[Instance, Profile], rule: Rule) -> None:
    instance, profile = town

    outcome = count(instance, profile, rule)

    assert outcome.winners == count(replace(instance, paper_totals={}), profile, rule).winners
    assert outcome.voters == 3


def test_they_count_where_a_completion_goes_by_score(town: tuple[Instance, Profile]) -> None:
    instance, profile = town
    too_little_for_shares = replace(instance, budget=80)

    assert count(too_little_for_shares, profile, EqualShares(completion=Completion.UTILITARIAN)).winners == ("b",)


@given(approval_elections(), st.integers(0, 5), st.sampled_from(CHECKED))
def test_the_second_count_agrees(election: tuple[Instance, Profile], votes: int, rule: CheckableRule) -> None:
    instance, profile = election
    instance = replace(instance, paper_totals={instance.ids[0]: votes})

    outcome = count(instance, profile, rule, ties=ORDER)

    assert objections(instance, list(profile.ballots(instance.ids)), rule, ORDER, outcome) == []


def test_the_second_count_objects_where_they_were_left_out(town: tuple[Instance, Profile]) -> None:
    instance, profile = town
    without = count(replace(instance, paper_totals={}), profile, ScoreOrder(), ties=ORDER)

    assert objections(instance, list(profile.ballots(instance.ids)), ScoreOrder(), ORDER, without)


def test_an_explanation_knows_them(town: tuple[Instance, Profile]) -> None:
    instance, profile = town
    outcome = count(instance, profile, ScoreOrder())

    (loser,) = explain(instance, profile, ScoreOrder(), outcome).losers

    assert (loser.project, loser.wins_with_votes) == ("a", 1)


def test_a_file_s_column_is_read_said_and_written_again() -> None:
    file = read_pb(FILE.encode())

    again = read_pb(write_pb(file).encode())

    assert file.instance.paper_totals == again.instance.paper_totals == {"b": 2}
    assert [str(warning) for warning in file.warnings] == [
        "line 9: extra_approvals adds 2 votes that are known by sums alone; they count for scores and hold no money"
    ]


def test_a_column_of_votes_may_hold_them_or_not_but_nothing_else() -> None:
    assert "column votes" not in str(read_pb(FILE.replace("b;60;3;2", "b;60;1;2").encode()).warnings)
    assert "column votes" in str(read_pb(FILE.replace("b;60;3;2", "b;60;4;2").encode()).warnings)


@pytest.mark.parametrize("written", ["-1", "many", "1.5", "9999999999"])
def test_what_is_no_number_of_votes_is_a_mistake(written: str) -> None:
    with pytest.raises(FileIsNotPabulib, match="line 9: extra_approvals of 'b' is not a whole number of votes"):
        read_pb(FILE.replace("b;60;3;2", f"b;60;3;{written}").encode())


def test_where_voters_give_points_they_have_no_use_and_that_is_said() -> None:
    points = FILE.replace("approval\n", "cumulative\n", 1).replace("voter_id;vote", "voter_id;vote;points")
    points = points.replace("1;a", "1;a;1").replace("2;a", "2;a;1").replace("3;b", "3;b;1")

    file = read_pb(points.encode())

    assert file.instance.paper_totals == {}
    assert "extra_approvals has no use under this vote_type" in str(file.warnings)


@pytest.mark.parametrize("totals", [{"a": -1}, {"x": 1}])
def test_totals_below_zero_or_of_nothing_are_refused(totals: dict[str, int]) -> None:
    with pytest.raises(InstanceIsInconsistent):
        replace(an_instance({"a": 1}, 1), paper_totals=totals)


def test_totals_beyond_exact_sums_are_refused() -> None:
    instance = replace(an_instance({"a": 1}, 1), paper_totals={"a": 2**53})

    with pytest.raises(InstanceIsInconsistent) as refusal:
        count(instance, approvals(instance, ["a"]), ScoreOrder())

    assert refusal.value.reason == "the marks are beyond exact counting"
