"""What has one sensible reading is read, and said; what has none is refused with what to change."""

import pytest

from services.voting.domain.tally import FileIsNotPabulib, Method, count
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import rule_of
from tests.voting.tally.reading.files import TOWN, read_with, text_with, warnings_of

RANKED = """META
key;value
budget;100
vote_type;ordinal
rule;greedy
max_length;2
PROJECTS
project_id;cost;score
1;60;4
2;60;1
3;60;0
VOTES
voter_id;vote
1;1,2
2;1
"""


def _winners(file: PabulibFile) -> tuple[str, ...]:
    return count(file.instance, file.profile, rule_of(file)).winners


def test_a_file_without_fault_is_read_without_a_word() -> None:
    file = read_with()

    assert (_winners(file), warnings_of(file), file.doubt) == (("1", "2"), [], None)


@pytest.mark.parametrize("padding", [";;;", ";", "; ; "])
def test_rows_padded_by_a_spreadsheet_are_read(padding: str) -> None:
    # given every row but the widest is filled up with empty cells, and empty rows stand at the end
    lines = [line + padding if line.count(";") < 4 else line for line in TOWN.splitlines()]

    file = read_pb("\r\n".join([*lines, padding, padding]).encode())

    assert _winners(file) == ("1", "2")
    assert file.profile.voters == 4


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"Park" miejski', '"Park" miejski'),
        ('Park "miejski"', 'Park "miejski"'),
        ('"Park', '"Park'),
        ('"""Park"" miejski"', '"Park" miejski'),
        ('"Park; miejski"', "Park; miejski"),
        ('"Park\nmiejski"', "Park\nmiejski"),
    ],
)
def test_a_name_keeps_its_quotation_marks_however_they_are_written(cell: str, name: str) -> None:
    file = read_with(("Park", cell))

    assert file.instance.projects[0].name == name
    assert [project.id for project in file.instance.projects] == ["1", "2", "3"]
    assert file.profile.voters == 4


def test_a_bare_quotation_mark_is_warned_of_by_its_line() -> None:
    file = read_with(("Park", '"Park" miejski'))

    (warning,) = warnings_of(file)
    assert warning.startswith("line 14: a quotation mark inside a cell is read as it stands")


def test_a_ballot_that_names_a_project_twice_counts_once_with_a_warning() -> None:
    file = read_with(("1;1,2", "1;1,2,2"), ("4;2", "4;2,2"))

    assert file.profile.voters == 4
    assert _winners(file) == ("1", "2")
    assert warnings_of(file) == ["line 19: a ballot names a project twice, which counts once (2 ballots)"]


def test_a_ranking_that_names_a_project_twice_gives_it_the_better_place_and_moves_the_others_up() -> None:
    file = read_with(
        ("max_length;2", "max_length;3"), ("1;1,2", "1;1,1,2"), ("4\n", "6\n"), ("60;1\n", "60;2\n"), text=RANKED
    )

    assert [ballot for ballot, _ in file.profile.ballots(file.instance.ids)] == [{"1": 3, "2": 2}, {"1": 3}]


def test_a_ranking_longer_than_the_paper_allows_counts_as_far_as_it_may() -> None:
    file = read_with(("1;1,2", "1;1,2,3"), text=RANKED)

    assert [ballot for ballot, _ in file.profile.ballots(file.instance.ids)] == [{"1": 2, "2": 1}, {"1": 2}]
    told = "line 14: a ballot ranks more than the 2 projects of max_length; those beyond do not count (1 ballot)"
    assert warnings_of(file) == [told]


def test_empty_places_between_commas_name_nothing() -> None:
    file = read_with(("1;1,2", "1;1,,2,"))

    assert _winners(file) == ("1", "2")
    assert warnings_of(file) == ["line 19: a ballot has an empty place between commas, which names nothing (1 ballot)"]


@pytest.mark.parametrize(("delimiter", "word"), [(",", "commas"), ("\t", "tabs")])
def test_columns_apart_by_commas_or_tabs_are_read(delimiter: str, word: str) -> None:
    rows = [line.split(";") for line in TOWN.splitlines()]
    text = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows)

    file = read_pb(text.encode())

    assert _winners(file) == ("1", "2")
    assert warnings_of(file) == [f"line 2: the columns are separated by {word} instead of semicolons"]


def test_ballots_beyond_the_papers_limits_are_counted_and_named() -> None:
    file = read_with(
        ("3;1,3", "3;1,2,3"), ("4;2", "4;2,3,1"), ("500;2;", "500;3;"), ("400;3;", "400;4;"), ("200;1", "200;2")
    )

    assert warnings_of(file) == [
        "line 21: a ballot names more projects than max_length, 2; it counts all the same (2 ballots)"
    ]
    assert len(file.beyond_limits) == 1  # both wrote the same


@pytest.mark.parametrize(
    ("meta", "ballots", "words"),
    [
        ("max_sum_points;5", "5,1", "line 8: a ballot gives more points in all than max_sum_points, 5"),
        ("min_sum_points;9", "5,1", "line 8: a ballot gives fewer points in all than min_sum_points, 9"),
        ("max_points;4.5", "5,1", "line 8: a ballot gives a project more points than max_points, 4.5"),
        ("min_length;3", "5,1", "line 8: a ballot names fewer projects than min_length, 3"),
    ],
)
def test_points_beyond_the_papers_limits_are_named(meta: str, ballots: str, words: str) -> None:
    text = (
        f"META\nkey;value\nbudget;9\nvote_type;cumulative\nrule;greedy\n{meta}\nPROJECTS\nproject_id;cost\na;1\nb;1\n"
    )
    text += f"VOTES\nvoter_id;vote;points\n1;a,b;{ballots}\n2;;\n"

    file = read_pb(text.encode())

    line = text.splitlines().index(f"1;a,b;{ballots}") + 1
    assert warnings_of(file) == [words.replace("line 8", f"line {line}") + "; it counts all the same (1 ballot)"]


def test_a_knapsack_over_its_limit_is_named() -> None:
    file = read_with(("max_length;2", "max_sum_cost;899,50"))

    assert file.profile.method is Method.KNAPSACK
    assert "line 19: a ballot's projects cost more than max_sum_cost, 899.50" in warnings_of(file)[0]


def test_totals_that_differ_from_the_ballots_are_named() -> None:
    file = read_with(("400;3;", "400;7;"), ("500;2;", "500;many;"))

    told = "line 14: the column votes says 7 for project '1', the ballots 3, and 1 more differs"
    assert warnings_of(file) == [told]


def test_the_length_of_rankings_is_said_where_the_file_does_not() -> None:
    file = read_with(("max_length;2\n", ""), text=RANKED)

    told = "META does not say max_length: the first place counts 2 points, as the longest ballot names 2 projects"
    assert warnings_of(file) == [f"line 4: {told}"]


def test_every_mistake_is_named_at_once_each_with_what_to_change() -> None:
    text = text_with(
        ("budget;1000", "budget;10,000"), ("1;400;3", "1;four;3"), ("4;2\n", "4;9\n5;9\n"), ("3;200;1", "2;200;1")
    )

    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(text.encode())

    lines = [line for line, _ in refusal.value.mistakes]
    said = str(refusal.value)
    assert lines == sorted(lines)
    assert "line 8: budget: '10,000' can mean 10000 or 10.000; write 10000 or 10" in said
    assert "line 14: the cost of '1': 'four' is not a number; write it in plain digits" in said
    assert "line 16: there is a second project '2'; give each a project_id of its own" in said
    assert (
        "line 22: a vote for an unknown project '9'; add it to PROJECTS, or take it off the ballot (2 ballots)" in said
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rule;MES", "the file names the rule 'MES', which is not known here; counted by score/skip"),
        ("rule;unknown", "the file does not say by which rule the city counted; counted by score/skip"),
        ("language;pl", "the file does not say by which rule the city counted; counted by score/skip"),
        ("rule;greedy\ncommonpurse_rule;lottery", "the file names the rule 'lottery', which is not known here"),
    ],
)
def test_a_rule_that_is_not_known_is_doubted_aloud(name: str, words: str) -> None:
    file = read_with(("rule;greedy", name))

    assert file.doubt is not None
    assert file.doubt.text.startswith(words)


def test_a_limit_that_cannot_be_read_is_said_and_no_ballot_held_against_it() -> None:
    file = read_with(("max_length;2", "max_points;many\nmin_length;one"))

    assert _winners(file) == ("1", "2")
    told = "'one' is not a number; write it in plain digits, as in 10000 or 10000.50; no ballot was held against it"
    assert warnings_of(file) == [
        f"line 11: max_points: {told.replace('one', 'many', 1)}",
        f"line 12: min_length: {told}",
    ]


def test_a_threshold_below_one_vote_is_doubted_aloud() -> None:
    file = read_with(("max_length;2", "min_project_score_threshold;0.1"))

    assert _winners(file) == ("1", "2")
    assert warnings_of(file)[0].startswith("line 11: min_project_score_threshold 0.1 is less than one vote")


def test_a_ballot_of_two_is_named_where_each_may_choose_one() -> None:
    file = read_with(("approval", "choose-1"), ("max_length;2\n", ""))

    told = "a ballot names more than one project, though vote_type is choose-1; it counts all the same (2 ballots)"
    assert warnings_of(file) == [f"line 18: {told}"]
