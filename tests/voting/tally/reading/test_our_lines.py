"""Our own lines of META, and what our polls write into Pabulib's, are read as they were meant."""

import pytest

from services.voting.domain.tally import (
    BudgetShare,
    EqualShares,
    Instance,
    InstanceIsInconsistent,
    Method,
    Profile,
    Project,
    ScoreOrder,
    TieOrder,
    Utility,
)
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import min_score_of, quorum_of, rule_lines, tie_keys, ties_of
from services.voting.domain.tally.pb.rule_names import rule_under
from services.voting.domain.tally.pb.shares import sayable, share_lines
from tests.support.elections import an_instance
from tests.voting.tally.reading.files import file_of


def a_file(meta: dict[str, str], voters: int = 0) -> PabulibFile:
    profile = Profile.of_groups(Method.APPROVAL, 1, {((0,), ()): voters} if voters else {})
    return PabulibFile(meta, an_instance({"a": 1}, 1), profile, None)


@pytest.mark.parametrize(
    ("said", "quorum"),
    [("12", 12), ("0", 0), ("1" * 9, 111_111_111), ("1" * 10, 0), ("\u00b2", 0), ("\u0663", 0), ("many", 0), ("", 0)],
)
def test_a_quorum_is_a_whole_number_or_none(said: str, quorum: int) -> None:
    assert quorum_of(a_file({"commonpurse_quorum": said})) == quorum
    assert quorum_of(a_file({})) == 0


def test_an_order_among_equals_may_name_every_key_and_no_other() -> None:
    every = ("cost-asc", "cost-desc", "score", "lot", "file-order")

    assert tie_keys(" , ".join(every)) == every
    assert (tie_keys("score,age"), tie_keys("")) == (None, None)


def test_without_a_lot_the_cheaper_goes_first_and_then_whoever_more_want() -> None:
    assert ties_of(a_file({})) == TieOrder(("cost-asc", "score"))


def test_a_rule_is_written_with_its_threshold_in_marks_as_voters_wrote_them() -> None:
    ties, own = TieOrder(("score", "lot"), ("a",)), {"commonpurse_ties": "score,lot", "commonpurse_lot_seed": "seed"}

    plain = rule_lines(ScoreOrder(), Method.POINTS, "seed", ties)
    least = rule_lines(ScoreOrder(min_score=25), Method.POINTS, "seed", ties, 1)
    whole = rule_lines(ScoreOrder(min_score=7), Method.APPROVAL, "seed", ties)
    points = rule_lines(EqualShares(utility=Utility.POINTS), Method.POINTS, "seed", ties)

    assert plain == own | {"rule": "greedy", "commonpurse_rule": "score/skip"}
    assert least == own | {
        "rule": "greedy-threshold",
        "commonpurse_rule": ScoreOrder(min_score=25).name,
        "min_project_score_threshold": "2.5",
    }
    assert (whole["min_project_score_threshold"], points["rule"]) == ("7", "equalshares/add1")
    assert rule_under("greedy", Method.APPROVAL) == ScoreOrder()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ten", "'ten' is not a number; write it in plain digits, as in 10000 or 10000.50"),
        ("15%", "'15%' is a share of something; write a number, such as 4 if 15% of the ballots is meant"),
    ],
)
def test_a_least_score_that_is_no_number_is_told_with_what_to_write(text: str, told: str) -> None:
    with pytest.raises(InstanceIsInconsistent) as refusal:
        min_score_of(a_file({}, voters=21), text)

    assert refusal.value.reason == f"the minimum score: {told}"


def test_an_areas_name_is_written_without_a_comma_and_never_as_a_formula() -> None:
    assert sayable(" North,West  and\tEast ") == "North West and East"
    assert sayable("=1+1") == "'=1+1"


def test_what_is_guaranteed_is_written_in_plain_amounts() -> None:
    north = frozenset({"1"})
    projects = (Project("1", 100, area="North"), Project("2", 100, categories=("green",)))
    shares = (BudgetShare("North", north, 150), BudgetShare("green", frozenset({"2"}), 225))

    instance = Instance(projects, 500, 2, shares=shares, guaranteed=(BudgetShare("North", north, 50),))

    assert share_lines(instance) == {
        "neighborhoods": "North",
        "budget_per_neighborhood": "1.50",
        "categories": "green",
        "budget_per_category": "2.25",
        "commonpurse_guaranteed_areas": "North",
        "commonpurse_guaranteed": "0.50",
    }


def test_a_vote_type_stands_in_meta_as_it_is_read() -> None:
    meta = "budget;100\nvote_type;Choose 1\nrule;greedy\n"

    file = read_pb(file_of({"META": meta, "VOTES": "voter_id;vote\n1;1\n"}).encode())

    assert file.meta["vote_type"] == "choose-1"
