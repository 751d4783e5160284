"""What a file says in its less common places is what whoever counts it gets."""

import pytest

from services.voting.domain.tally import FileIsNotPabulib, Method
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import funds_what_the_city_funded
from services.voting.domain.tally.pb.write import write_pb
from tests.voting.tally.reading.files import file_of


def test_what_an_option_saves_is_read_as_a_plain_amount() -> None:
    projects = "project_id;cost;commonpurse_saving\n1;0;2.000,50\n2;0;\n"

    file = read_pb(file_of({"META": "budget;0\nvote_type;approval\n", "PROJECTS": projects}).encode())

    assert [project.saving for project in file.instance.projects] == ["2000.50", ""]
    assert read_pb(write_pb(file).encode()).instance == file.instance


def test_a_file_tells_its_ballots_by_project() -> None:
    file = read_pb(file_of({"VOTES": "voter_id;vote\n1;1,2\n2;2\n3;2\n"}).encode())

    assert list(file.ballots()) == [({"1": 1, "2": 1}, 1), ({"2": 1}, 2)]
    assert file.unweighted is file.profile


def test_grades_in_another_order_are_the_same_ballot() -> None:
    meta, votes = "budget;100\nvote_type;scoring\n", "voter_id;vote;points\n1;2,1;3,4\n2;1,2;4,3\n"

    file = read_pb(file_of({"META": meta, "VOTES": votes}).encode())

    assert list(file.ballots()) == [({"1": 4, "2": 3}, 2)]


def test_a_text_keeps_the_signs_between_columns_and_a_key_without_a_value_has_none() -> None:
    meta = "budget;100\nvote_type;approval\ncomment;one; two;three\nsubunit\n# mine; yours\n"

    file = read_pb(file_of({"META": meta}).encode())

    assert file.meta == {
        "budget": "100",
        "vote_type": "approval",
        "comment": "one; two;three",
        "subunit": "",
    }


def test_a_cell_in_quotation_marks_goes_on_for_fifty_lines_at_most() -> None:
    def named(lines: int) -> PabulibFile:
        projects = 'project_id;cost;name\n1;40;"Park' + "\n" * lines + 'at the lake"\n2;60;\n'
        return read_pb(file_of({"PROJECTS": projects}).encode())

    assert named(50).instance.projects[0].name == "Park" + "\n" * 50 + "at the lake"
    with pytest.raises(FileIsNotPabulib, match="line 59: 1 field where the header has 3"):
        named(51)


def test_marks_inside_one_cell_leave_those_around_another_what_they_are() -> None:
    projects = 'project_id;cost;name;category\n1;40;"Park" at the lake;"green"\n2;60;"A" X;\n'
    apart_by_tabs = file_of({"PROJECTS": projects, "VOTES": "voter_id;vote\n1;1\n"}).replace(";", "\t")

    for text in (file_of({"PROJECTS": projects}), apart_by_tabs):
        file = read_pb(text.encode())

        assert [project.name for project in file.instance.projects] == ['"Park" at the lake', '"A" X']
        assert [project.categories for project in file.instance.projects] == [("green",), ()]


def test_a_name_at_the_end_of_a_row_keeps_its_last_letter() -> None:
    file = read_pb(file_of({"PROJECTS": 'project_id;cost;name\n1;40;"A" X\n2;60;\n'}).encode())

    assert file.instance.projects[0].name == '"A" X'


def test_only_rankings_have_a_length() -> None:
    meta = "budget;100\nvote_type;cumulative\nrule;greedy\nmax_length;2\n"

    file = read_pb(file_of({"META": meta, "VOTES": "voter_id;vote;points\n1;1;3\n"}).encode())

    assert (file.profile.longest, file.profile.mark_digits) == (0, 0)


@pytest.mark.parametrize(
    ("rule", "selected", "same", "others"),
    [("greedy", ("1", "0"), True, False), ("unknown", ("1", "0"), None, None), ("greedy", ("0", "0"), None, None)],
)
def test_winners_are_compared_where_the_file_names_its_rule_and_what_was_funded(
    rule: str, selected: tuple[str, str], same: bool | None, others: bool | None
) -> None:
    meta = f"budget;100\nvote_type;approval\nrule;{rule}\n"
    projects = "project_id;cost;selected\n1;40;{}\n2;60;{}\n".format(*selected)

    file = read_pb(file_of({"META": meta, "PROJECTS": projects}).encode())

    assert funds_what_the_city_funded(file, ["1"]) is same
    assert funds_what_the_city_funded(file, ["1", "2"]) is others


@pytest.mark.parametrize(("hundred", "method"), [("100.0", Method.ALLOCATION), ("100.5", Method.POINTS)])
def test_points_that_come_to_a_hundred_are_shares(hundred: str, method: Method) -> None:
    meta = f"budget;100\nvote_type;cumulative\nrule;greedy\nmin_sum_points;100\nmax_sum_points;{hundred}\n"

    file = read_pb(file_of({"META": meta, "VOTES": "voter_id;vote;points\n1;1,2;40,60\n"}).encode())

    assert file.profile.method is method
