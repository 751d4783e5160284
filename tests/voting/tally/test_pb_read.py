import pytest

from services.voting.domain.tally import FileIsNotPabulib, Method
from services.voting.domain.tally.pb.read import read_pb

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
RANKING = """META
key;value
budget;100
vote_type;ordinal
max_length;2
PROJECTS
project_id;cost
p1;40
p2;60
VOTES
voter_id;vote
1;p2,p1
2;p1
"""
SHARES = """META
key;value
budget;100.5
vote_type;approval
neighborhoods;North,South
budget_per_neighborhood;60,50
categories;parks, play
budget_per_category;40,7.5
PROJECTS
project_id;cost;category;neighborhood
p1;40;parks, play,;North
p2;30;play;South
p3;20;;
VOTES
voter_id;vote
"""
LATE_BILLION = " " * 30 + "1000000001" + " " * 30
VOTE_TYPES = "approval, choose-1, ordinal, cumulative, scoring"


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


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(end: str) -> None:
    file = read_pb(APPROVAL.replace("\n", end).encode())

    assert (file.instance.ids, file.profile.voters) == (("p1", "p2"), 2)


def test_points_stand_beside_their_projects() -> None:
    file = read_pb(POINTS.encode())

    assert [ballot for ballot, _ in file.profile.ballots(file.instance.ids)] == [{"p1": 3, "p2": 7}, {"p2": 5}]


@pytest.mark.parametrize(
    ("text", "old", "new", "line", "reason"),
    [
        (APPROVAL, "META", "MATE", 1, "the section META should start here"),
        (APPROVAL, "key;value", "key;worth", 2, "the header of META must be key;value"),
        (APPROVAL, "description;A town", "budget;7", 6, "budget stands here a second time"),
        (APPROVAL, "budget;100,50", "budget;0", 6, "the budget must be positive"),
        (APPROVAL, "budget;100,50", "budget;" + "lot" * 20, 6, f"budget: {('lot' * 20)[:40]!r} is not a number"),
        (APPROVAL, "budget;100,50\n", "", 7, "META does not say budget"),
        (APPROVAL, "vote_type;approval\n", "", 7, "META does not say vote_type"),
        (APPROVAL, "vote_type;approval", "vote_type;shouting", 7, f"vote_type must be one of {VOTE_TYPES}"),
        (APPROVAL, "num_votes;2", "num_votes;2.5", 5, "num_votes must be a whole number"),
        (APPROVAL, "project_id;cost", "id;cost", 9, "PROJECTS needs the columns project_id and cost"),
        (APPROVAL, "project_id;cost", "project_id;costs", 9, "PROJECTS needs the columns project_id and cost"),
        (APPROVAL, "name;selected", "name;name", 9, "two columns have the same name"),
        (APPROVAL, "p1;40;", "p1;-40;", 10, "the cost of 'p1' is not a number from zero up: '-40'"),
        (APPROVAL, "p1;40;", f"p1;{'n' * 50};", 10, f"the cost of 'p1': '{'n' * 40}' is not a number"),
        (APPROVAL, "p1;40;", ";40;", 10, "a project id must not be empty or contain a comma"),
        (APPROVAL, "p1;40;", "p,1;40;", 10, "a project id must not be empty or contain a comma"),
        (APPROVAL, "p2;60.5;", "p1;60.5;", 11, "there is a second project 'p1'"),
        (APPROVAL, "p2;60.5;Trees;0", "p2;60.5", 11, "2 fields where the header has 4"),
        (APPROVAL, "voter_id;vote", "voter;vote", 13, "VOTES needs the columns voter_id and vote"),
        (APPROVAL, "voter_id;vote", "voter_id;votes", 13, "VOTES needs the columns voter_id and vote"),
        (APPROVAL, "1;p1,p2", f"1;p1,{'z' * 50}", 14, f"a vote for an unknown project '{'z' * 40}'"),
        (APPROVAL, "1;p1,p2\n2;", f"{'v' * 50};p1\n{'v' * 50};", 15, f"there is a second vote of '{'v' * 40}'"),
        (APPROVAL, "2;\n", "", 5, "num_votes is 2, but the file has 1"),
        (APPROVAL, "num_projects;2", "num_projects;3", 4, "num_projects is 3, but the file has 2"),
        (APPROVAL, "VOTES", "VETOES", 12, "1 field where the header has 4"),
        (APPROVAL, APPROVAL[APPROVAL.index("VOTES") :], "", 11, "the file ends before the section VOTES"),
        (APPROVAL, APPROVAL[APPROVAL.index("PROJECTS") :], "", 7, "the file ends before the section PROJECTS"),
        (
            APPROVAL,
            APPROVAL[APPROVAL.index("voter_id") :],
            "",
            12,
            "the section VOTES needs a header with at most 1000 columns",
        ),
        (
            APPROVAL,
            "name;selected",
            ";".join(map(str, range(999))),
            9,
            "the section PROJECTS needs a header with at most 1000 columns",
        ),
        (APPROVAL, "name;selected", ";".join(map(str, range(998))), 10, "4 fields where the header has 1000"),
        (APPROVAL, '"A bench; two chairs"', '"A bench; two" chairs', 10, "5 fields where the header has 4"),
        (APPROVAL, "2;\n", '2;"p1', 15, "a vote for an unknown project '\"p1'"),
        (POINTS, "3,7", "3", 11, "2 projects but 1 point"),
        (POINTS, "3,7", " ", 11, "2 projects but 0 points"),
        (POINTS, "3,7", "3," + "x" * 50, 11, f"points: '{'x' * 40}' is not a number"),
        (POINTS, "3,7", "3,1000000001", 11, "points are beyond counting: '1000000001'"),
        (POINTS, "3,7", "3,-1000000000.1", 11, "points are beyond counting: '-1000000000.1'"),
        (POINTS, "voter_id;vote;points", "voter_id;vote;dots", 10, "VOTES needs the column points for this vote_type"),
        (RANKING, "max_length;2", "max_length;1.5", 5, "max_length must be a whole number"),
        (RANKING, "max_length;2", "max_length;1000000001", 5, "max_length is beyond counting"),
        (RANKING, "1;p2,p1", "1;p2,p9", 12, "a vote for an unknown project 'p9'"),
        (POINTS, "1;p1,p2", "1;p1,p9", 11, "a vote for an unknown project 'p9'"),
        (POINTS, "3,7", "3," + "7" * 19, 11, f"points: '{'7' * 19}' is not a number that can be counted: it has more"),
        (POINTS, "3,7", "3,7e3", 11, "points: '7e3' is not a number in plain digits: it is written in powers of ten"),
        (POINTS, "3,7", "a.b,c.d", 11, "points: 'a.b' is not a number"),
        (POINTS, "3,7", f"3,{LATE_BILLION}", 11, f"points are beyond counting: {LATE_BILLION[:40]!r}"),
        (POINTS.replace("cumulative", "scoring"), "3,7", "3", 11, "2 projects but 1 point"),
        (SHARES, "North,South", "North", 6, "budget_per_neighborhood needs an amount for each of neighborhoods"),
        (SHARES, "60,50", "60,x", 6, "budget_per_neighborhood: 'x' is not a number"),
        (SHARES, "7.5", "7.55", 8, "budget_per_category needs an amount for each of categories"),
    ],
)
def test_a_mistake_is_named_by_its_line(text: str, old: str, new: str, line: int, reason: str) -> None:
    assert old in text

    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(text.replace(old, new, 1).encode())

    assert any(at == line and why.startswith(reason) for at, why in refusal.value.mistakes)
    assert f"line {line}: {reason}" in str(refusal.value)


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
    projects = "".join(f"x{number};1\n" for number in range(11_000))
    votes = "".join(f"v{number};x{number};1\n" for number in range(11_000))
    text = f"META\nkey;value\nbudget;9\nvote_type;scoring\ndefault_score;1\nPROJECTS\nproject_id;cost\n{projects}"

    with pytest.raises(FileIsNotPabulib, match="line 5: default_score"):
        read_pb(f"{text}VOTES\nvoter_id;vote;points\n{votes}".encode())
