import pytest

from services.voting.domain.tally import FileIsNotPabulib, Method
from services.voting.domain.tally.pb_read import read_pb

APPROVAL = """META
key;value
description;A town
num_projects;2
num_votes;2
budget;100,50
vote_type;approval
PROJECTS
project_id;cost;name;selected
p1;40;"A bench; two chairs";1
p2;60.5;Trees;0
VOTES
voter_id;vote
1;p1,p2
2;
"""
POINTS = """META
key;value
budget;100
vote_type;cumulative
PROJECTS
project_id;cost
p1;40
p2;60
VOTES
voter_id;vote;points
1;p1,p2;3,7
2;p2;5
"""


def test_a_file_becomes_an_instance_and_a_profile() -> None:
    file = read_pb(b"\xef\xbb\xbf" + APPROVAL.encode())

    assert file.instance.digits == 2
    assert file.instance.budget == 10050
    assert [(p.id, p.cost, p.name) for p in file.instance.projects] == [
        ("p1", 4000, "A bench; two chairs"),
        ("p2", 6050, "Trees"),
    ]
    assert file.official == frozenset({"p1"})
    assert file.profile.method is Method.APPROVAL
    assert sorted((sorted(ballot), people) for ballot, people in file.profile.ballots(file.instance.ids)) == [
        ([], 1),
        (["p1", "p2"], 1),
    ]


def test_points_stand_beside_their_projects() -> None:
    file = read_pb(POINTS.encode())

    assert [ballot for ballot, _ in file.profile.ballots(file.instance.ids)] == [{"p1": 3, "p2": 7}, {"p2": 5}]


@pytest.mark.parametrize(
    ("text", "old", "new", "line", "reason"),
    [
        (APPROVAL, "META", "MATE", 1, "META"),
        (APPROVAL, "budget;100,50", "budget;0", 6, "budget must be positive"),
        (APPROVAL, "budget;100,50", "budget;lots", 6, "budget is not a number"),
        (APPROVAL, "budget;100,50\n", "", 7, "does not say budget"),
        (APPROVAL, "vote_type;approval", "vote_type;shouting", 7, "vote_type"),
        (APPROVAL, "p1;40;", "p1;-40;", 10, "cost of 'p1'"),
        (APPROVAL, "p1;40;", "p1;nan;", 10, "cost of 'p1'"),
        (APPROVAL, "p2;60.5;", "p1;60.5;", 11, "second project 'p1'"),
        (APPROVAL, "p2;60.5;Trees;0", "p2;60.5", 11, "2 fields"),
        (APPROVAL, "1;p1,p2", "1;p1,p3", 14, "unknown project 'p3'"),
        (APPROVAL, "1;p1,p2", "1;p1,p1", 14, "twice"),
        (APPROVAL, "2;\n", "1;p1\n", 15, "second vote of '1'"),
        (APPROVAL, "2;\n", "", 5, "num_votes is 2"),
        (APPROVAL, "num_projects;2", "num_projects;3", 4, "num_projects is 3"),
        (APPROVAL, "VOTES", "VETOES", 12, "1 fields"),
        (APPROVAL, "2;\n", '2;"p1', 15, "unexpected end of data"),
        (POINTS, "3,7", "3", 11, "2 projects but 1 points"),
        (POINTS, "3,7", "3,x", 11, "points are not a number"),
        (POINTS, "voter_id;vote;points", "voter_id;vote;dots", 10, "column points"),
    ],
)
def test_a_mistake_is_named_by_its_line(text: str, old: str, new: str, line: int, reason: str) -> None:
    assert old in text

    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(text.replace(old, new, 1).encode())

    assert refusal.value.line == line
    assert reason in refusal.value.reason


def test_a_file_that_is_not_utf8_is_named_by_its_line() -> None:
    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(APPROVAL.replace("Trees", "B\u00e4ume").encode("latin-1"))

    assert refusal.value.line == 11


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FileIsNotPabulib):
        read_pb(b"")


def test_a_default_score_is_given_to_every_project_that_a_vote_does_not_name() -> None:
    text = POINTS.replace("cumulative", "scoring\ndefault_score;-0.5").replace("2;p2;5", "2;;")

    file = read_pb(text.encode())

    assert file.profile.method is Method.SCORE
    assert file.profile.mark_digits == 1
    ballots = [ballot for ballot, _ in file.profile.ballots(file.instance.ids)]
    assert ballots == [{"p1": 30, "p2": 70}, {"p1": -5, "p2": -5}]


def test_a_default_score_that_would_fill_the_memory_is_refused() -> None:
    projects = "".join(f"x{number};1\n" for number in range(60_000))
    votes = "".join(f"v{number};x{number};1\n" for number in range(2_000))
    text = f"META\nkey;value\nbudget;9\nvote_type;scoring\ndefault_score;1\nPROJECTS\nproject_id;cost\n{projects}"

    with pytest.raises(FileIsNotPabulib, match="line 5: default_score"):
        read_pb(f"{text}VOTES\nvoter_id;vote;points\n{votes}".encode())
