"""Files as people, spreadsheets and programs leave them: nothing odd is taken in silence, nothing plain is refused."""

import pytest

from services.voting.domain.tally import FileIsNotPabulib, count
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import rule_of

VILLAGE = """META
key;value
description;Wiesental
num_projects;3
num_votes;4
budget;900
vote_type;approval
rule;greedy
currency;EUR
max_length;2
PROJECTS
project_id;cost;votes;name;selected
07;400;3;Brücke;1
a8;500;2;Brunnen;1
9;200;1;Bänke;0
VOTES
voter_id;vote
1;07,a8
2;07
3;07,9
4;a8
"""
SHARED_OUT = """META
key;value
budget;100
vote_type;cumulative
rule;greedy
PROJECTS
project_id;cost
p1;40
p2;60
VOTES
voter_id;vote;points
1;p1,p2;3,7
2;p2;5
"""
RANKED = """META
key;value
budget;100
vote_type;ordinal
rule;greedy
max_length;3
PROJECTS
project_id;cost
p1;60
p2;60
VOTES
voter_id;vote
1;p2,p1
"""
RIGHT = ("07", "a8")


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def _winners(file: PabulibFile) -> tuple[str, ...]:
    return count(file.instance, file.profile, rule_of(file)).winners


def _refused(text: str) -> str:
    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(text.encode())
    return str(refusal.value)


def test_the_village_itself_needs_no_word() -> None:
    file = read_pb(VILLAGE.encode())

    assert (_winners(file), file.warnings, file.official) == (RIGHT, (), frozenset(RIGHT))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("vote_type;approval", "vote_type; Approval ", 7, "vote_type 'Approval' is read as approval"),
        ("vote_type;approval", "Vote-Type;APPROVAL", 7, "vote_type 'APPROVAL' is read as approval"),
        ("num_votes;4", "num_votes;4.0", 5, "num_votes 4.0 is read as 4"),
        ("budget;900", "budget;900,00", 6, "an amount is not written in plain digits; '900,00' is read as 900.00"),
        ("budget;900", "budget;\uff19\uff10\uff10", 6, "is read as 900"),
        ("budget;900", "budget;900,-", 6, "'900,-' is read as 900"),
        ("budget;900", "budget;900 \u20ac", 6, "'900 \u20ac' is read as 900"),
        ("budget;900", "budget;EUR 900", 6, "'EUR 900' is read as 900"),
        ("9;200;", "9;\u20ac200;", 15, "'\u20ac200' is read as 200"),
        ("budget;900", "budget;900\nbudget;900", 7, "budget stands here a second time and says the same"),
        (
            "max_length;2",
            "max_lenght;2",
            10,
            "max_lenght is no key of the format, and nothing is taken from it; is max_",
        ),
        ("max_length;2", "max_length;-2", 10, "max_length: -2 is below zero; write a number from zero up"),
        ("max_length;2", "min_length;-1", 10, "min_length: -1 is below zero"),
        ("max_length;2", "max_sum_cost;-900", 10, "max_sum_cost: -900 is below zero"),
        ("max_length;2", "max_length;2\nmin_length;3", 11, "min_length 3 is more than max_length 2; no ballot can"),
        ("max_length;2", "min_project_score_threshold;-1", 10, "min_project_score_threshold -1 is below zero"),
        ("max_length;2", "default_score;1", 10, "default_score has no use where vote_type is approval"),
        ("max_length;2", "comment;one; two", 10, "comment holds a ;, which is read as part of the text"),
        ("max_length;2", "subunit", 10, "'subunit' stands without a value, and nothing is taken from it"),
        ("PROJECTS\n", " Projects:\n", 11, "the title 'Projects:' is read as PROJECTS"),
        ("VOTES\n", "[votes]\n", 16, "the title '[votes]' is read as VOTES"),
        ("Brücke;1", "Brücke;yes", 13, "selected may be 0 or 1 (2, 3); 'yes' is read as 1"),
        ("Bänke;0", "Bänke;Nein", 15, "selected may be 0 or 1 (2, 3); 'Nein' is read as 0"),
        ("Bänke;0", "Bänke;1", 6, "the budget is 900, but the projects that the city funded cost 1100"),
        ("2;07\n", "2;7\n", 19, "'7' is read as '07' (1 ballot)"),
        ("3;07,9", "3;07,9.0", 20, "'9.0' is read as '9' (1 ballot)"),
        ("4;a8", "4;A8", 21, "'A8' is read as 'a8' (1 ballot)"),
        ("4;a8", "4;\uff41\uff18", 21, "'\uff41\uff18' is read as 'a8' (1 ballot)"),
        ("4;a8", "4;a\u200b8", 21, "signs that nobody sees stand in the text; they were left out (1 ballot)"),
        ("9;200;", "9;2\u200e00;", 15, "signs that nobody sees stand in the text; they were left out"),
        ("2;07\n", ";07\n", 19, "a ballot has no voter_id; each line is taken for one person's (1 ballot)"),
    ],
)
def test_what_has_one_reading_is_read_and_said_by_its_line(old: str, new: str, line: int, words: str) -> None:
    file = read_pb(_changed(VILLAGE, (old, new)).encode())

    told, *others = [str(warning) for warning in file.warnings]
    assert _winners(file) == RIGHT
    assert told.startswith(f"line {line}: ")
    assert words in told
    assert len(others) == ("max_length;2\n" in new)  # no ballot keeps within both


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("num_votes;4", "num_votes;four", "line 5: num_votes: 'four' is not a number; write it in plain digits"),
        ("budget;900", "budget;9e2", "write 900 if that is all of it"),
        ("budget;900", "budget;1 900.000", "'1 900.000' can mean 1900000 or 1900.000; write 1900000 or 1900"),
        ("budget;900", "budget;900 USD", "'900 USD' is not a number"),
        ("budget;900", "budget;9\u00b2", "is not a number"),
        ("budget;900", "budget;" + "9" * 19, "it has more than 18 digits"),
        ("vote_type;approval", "vote_type;points", "not 'points'; is cumulative meant?"),
        ("2;07\n", "2;07 a8\n", "a vote for an unknown project '07 a8'; with commas it would be 07,a8"),
        ("key;value\n", "", "the header of META must be key;value, in the line after the title"),
        ("currency;EUR", "num_votes;5", "line 9: num_votes stands here a second time; remove one of the two"),
    ],
)
def test_what_has_two_readings_or_none_is_refused_with_what_to_change(old: str, new: str, words: str) -> None:
    assert words in _refused(_changed(VILLAGE, (old, new)))


def test_a_spelling_that_two_projects_share_is_nobodys() -> None:
    text = _changed(VILLAGE, ("9;200", "007;200"), ("3;07,9", "3;07,007"), ("2;07\n", "2;7\n"))

    assert "line 19: a vote for an unknown project '7'" in _refused(text)


def test_what_the_city_funded_is_not_known_where_selected_cannot_be_read() -> None:
    file = read_pb(_changed(VILLAGE, ("Bänke;0", "Bänke;perhaps")).encode())

    assert file.official is None
    assert "selected may be 0 or 1 (2, 3), not 'perhaps'; so it is not known" in str(file.warnings[0])


def test_points_on_ballots_that_only_tick_are_passed_over_aloud() -> None:
    rows = [f"{row};5" if row[:2] in ("2;", "3;", "4;") else row for row in VILLAGE.splitlines()]
    text = _changed("\n".join(rows), ("voter_id;vote", "voter_id;vote;points"), ("1;07,a8", "1;07,a8;"))

    file = read_pb(text.encode())

    assert _winners(file) == RIGHT
    told = "points have no use under this vote_type; only which projects are named counts (3 ballots)"
    assert [str(warning) for warning in file.warnings] == [f"line 19: {told}"]


def test_points_in_parts_are_added_up_and_two_grades_are_refused() -> None:
    in_parts = _changed(SHARED_OUT, ("p1,p2;3,7", "p1,p1;3,4"))

    file = read_pb(in_parts.encode())

    assert next(iter(file.profile.ballots(file.instance.ids))) == ({"p1": 7}, 1)
    told = "a ballot gives a project its points in parts, which are added up (1 ballot)"
    assert [str(warning) for warning in file.warnings] == [f"line 12: {told}"]
    graded = in_parts.replace("cumulative", "scoring")
    assert "a ballot gives a project two different points; keep the one that is meant" in _refused(graded)
    same = read_pb(graded.replace("3,4", "4,4").encode())
    assert str(same.warnings[0]) == "line 12: a ballot names a project twice, which counts once (1 ballot)"


def test_points_below_zero_are_grades_or_a_mistake() -> None:
    text = _changed(SHARED_OUT, ("3,7", "-3,7"))

    allowed = read_pb(text.replace("rule;greedy", "min_points;-5").encode())

    assert next(iter(allowed.profile.ballots(allowed.instance.ids))) == ({"p1": -3, "p2": 7}, 1)
    assert allowed.warnings == ()
    assert "line 12: points below zero; where voters grade and do not share out, write" in _refused(text)


def test_the_least_points_and_the_least_cost_are_limits_too() -> None:
    points = read_pb(_changed(SHARED_OUT, ("rule;greedy", "min_points;4")).encode())
    cost = read_pb(_changed(VILLAGE, ("max_length;2", "min_sum_cost;450")).encode())

    told = "a ballot gives a project fewer points than min_points, 4; it counts all the same (1 ballot)"
    assert [str(warning) for warning in points.warnings] == [f"line 12: {told}"]
    told = "a ballot's projects cost less than min_sum_cost, 450; it counts all the same (1 ballot)"
    assert [str(warning) for warning in cost.warnings] == [f"line 19: {told}"]


def test_a_ranking_without_a_length_that_can_be_is_as_long_as_its_longest_ballot() -> None:
    file = read_pb(_changed(RANKED, ("max_length;3", "max_length;-3")).encode())

    assert file.profile.longest == 2
    assert "line 6: max_length is -3, which is no length: the first place counts 2 points" in str(file.warnings[0])


def test_two_files_in_one_and_another_order_of_sections_are_told_so() -> None:
    meta, projects, votes = VILLAGE.partition("PROJECTS")[0], VILLAGE.index("PROJECTS"), VILLAGE.index("VOTES")
    turned = meta + VILLAGE[votes:] + VILLAGE[projects:votes]

    assert "line 22: the section META stands in a place that is not its own" in _refused(VILLAGE + VILLAGE)
    assert "line 11: the section VOTES stands in a place that is not its own" in _refused(turned)


def test_a_few_broken_bytes_in_utf_8_do_not_make_another_encoding_of_it() -> None:
    data = VILLAGE.encode().replace(b"Brunnen", b"Br\xffnnen")

    file = read_pb(b"\xef\xbb\xbf\xef\xbb\xbf" + data)

    assert [project.name for project in file.instance.projects] == ["Brücke", "Br\ufffdnnen", "Bänke"]
    assert [str(warning) for warning in file.warnings] == [
        "line 1: the file begins with more than one byte-order mark; each was left out",
        "line 14: signs that are no UTF-8 were lost, 1 in all; \ufffd stands for each",
    ]


def test_columns_of_meta_and_lines_that_only_comment_may_stand_anywhere() -> None:
    meta, rest = VILLAGE.split("PROJECTS")
    turned = "\n".join(";".join(reversed(row.split(";"))) for row in meta.splitlines())

    file = read_pb(f"{turned}\n# by hand\n\nPROJECTS{rest}".encode())

    assert _winners(file) == RIGHT
