"""A paper for each area: what a file says of them, and which of its ballots keep to it."""

import numpy as np
import pytest

from services.voting.domain.tally.pb.papers import ballots_of_two_papers, named_of_papers
from services.voting.domain.tally.pb.read import read_pb
from tests.support.elections import an_instance, approvals

TOWN = """META
key;value
budget;100
vote_type;approval
rule;greedy
{meta}
PROJECTS
project_id;cost
1;10
2;10
3;10
4;10
5;10
VOTES
voter_id;vote
a;1,2,5
b;3
c;5
d;1,3
e;1,3
"""


def test_of_each_ballot_it_is_told_how_many_of_each_paper_it_names_and_how_many_of_none() -> None:
    instance = an_instance(dict.fromkeys("1234567", 1), budget=9)
    ballots = [["1", "2", "5", "6"], ["3"], [], ["4", "3", "7"]]

    named = named_of_papers("1, 2 |3,4|7", instance, approvals(instance, ballots))

    assert named.tolist() == [[2, 0, 0, 2], [0, 1, 0, 0], [0, 0, 0, 0], [0, 2, 1, 0]]


def test_a_project_of_two_papers_is_of_the_first() -> None:
    instance = an_instance({"1": 1}, budget=1)

    assert named_of_papers("1|1", instance, approvals(instance, ["1"])).tolist() == [[1, 0, 0]]


def test_a_vote_without_projects_has_ballots_that_name_none() -> None:
    instance = an_instance({}, budget=1)

    assert named_of_papers("1|2", instance, approvals(instance, [[]])).tolist() == [[0, 0, 0]]


def test_projects_of_one_paper_and_of_none_go_together_those_of_two_papers_do_not() -> None:
    ((words, breaks),) = ballots_of_two_papers(np.array([[2, 0, 3], [1, 1, 0], [0, 5, 0], [0, 0, 1]]))

    assert words == "a ballot names projects of two papers of commonpurse_papers"
    assert breaks.tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("meta", "words", "people"),
    [
        ("", "a ballot names projects of two papers of commonpurse_papers", 2),
        ("commonpurse_max_in_area;1", "a ballot names more projects than commonpurse_max_in_area, 1", 3),
        ("commonpurse_max_citywide;0", "a ballot names more projects than commonpurse_max_citywide, 0", 2),
    ],
)
def test_ballots_that_break_what_the_papers_allow_are_counted_and_named(meta: str, words: str, people: int) -> None:
    text = TOWN.format(meta="\n".join(["commonpurse_papers;1,2|3,4", *filter(None, [meta])]))

    warnings = {warning.text: warning.ballots for warning in read_pb(text.encode()).warnings}

    assert warnings[f"{words}; it counts all the same"] == people
