import pytest

from services.voting.domain.tally import Completion, EqualShares, Method, Profile, Rule, ScoreOrder, Utility
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.rule import min_score_of, rule_of
from tests.support.elections import an_instance


def _file(meta: dict[str, str], method: Method = Method.APPROVAL, mark_digits: int = 0) -> PabulibFile:
    instance = an_instance({"a": 1}, budget=1)
    return PabulibFile(meta, instance, Profile.of_groups(method, 1, {}, mark_digits=mark_digits), None)


@pytest.mark.parametrize(
    ("name", "method", "rule"),
    [
        (None, Method.APPROVAL, ScoreOrder()),
        ("greedy", Method.APPROVAL, ScoreOrder()),
        ("greedy-no-skip", Method.POINTS, ScoreOrder(stop=True)),
        (" EqualShares ", Method.APPROVAL, EqualShares(Utility.COST, Completion.NONE)),
        ("equalshares/add1", Method.KNAPSACK, EqualShares(Utility.COST, Completion.ADD1)),
        ("equalshares/add1", Method.RANKING, EqualShares(Utility.COST, Completion.ADD1)),
        ("equalshares/add1", Method.FOR_AND_AGAINST, EqualShares(Utility.COST, Completion.ADD1)),
        ("equalshares/add1", Method.POINTS, EqualShares(Utility.POINTS, Completion.ADD1)),
        ("equalshares/add1", Method.ALLOCATION, EqualShares(Utility.POINTS, Completion.ADD1)),
        ("equalshares/add1", Method.SCORE, EqualShares(Utility.POINTS, Completion.ADD1)),
    ],
)
def test_a_file_names_its_rule(name: str | None, method: Method, rule: Rule) -> None:
    file = _file({} if name is None else {"rule": name}, method)

    assert rule_of(file) == rule


@pytest.mark.parametrize("rule", ["greedy", "equalshares"])
def test_a_file_names_its_threshold(rule: str) -> None:
    file = _file({"rule": rule, "min_project_score_threshold": "25"})

    assert rule_of(file).min_score == 25


@pytest.mark.parametrize(
    ("text", "mark_digits", "score"),
    [
        ("25", 0, 25),
        ("2.1", 0, 3),
        ("2.0", 0, 2),
        ("2,5", 1, 25),
        ("2.51", 1, 26),
        ("3", 2, 300),
        ("", 0, 0),
    ],
)
def test_a_threshold_between_two_marks_is_rounded_up(text: str, mark_digits: int, score: int) -> None:
    assert min_score_of(_file({}, Method.POINTS, mark_digits), text) == score
