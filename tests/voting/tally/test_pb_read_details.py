"""What a `.pb` file says in its less common places."""

import pytest

from services.voting.domain.tally import BudgetShare, FileIsNotPabulib, Method, Project
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import MOST_BYTES, read_pb


def _file(
    meta: str = "vote_type;approval", votes: str = "voter_id;vote\n", projects: str = "project_id;cost\np1;40\np2;60\n"
) -> PabulibFile:
    return read_pb(f"META\nkey;value\nbudget;100\n{meta}\nPROJECTS\n{projects}VOTES\n{votes}".encode())


def _ballots(file: PabulibFile) -> list[tuple[dict[str, int], int]]:
    return list(file.profile.ballots(file.instance.ids))


def test_titles_cells_and_lists_may_stand_in_blanks_and_titles_in_small_letters() -> None:
    text = (
        "meta \n key ; value ;more\nbudget ; 100 ;x\n vote_type;approval;\n\n"
        " projects\n project_id ; cost ; name;category\n p1 ; 40 ; Trees ; green , ,play\np2;60;;\n"
        "votes\nvoter_id;vote\n1; p2 , p1 \n2;  \n"
    )

    file = read_pb(text.encode())

    assert file.instance.projects == (Project("p1", 40, "Trees", ("green", "play")), Project("p2", 60))
    assert file.meta == {"budget": "100", "vote_type": "approval"}
    assert _ballots(file) == [({"p1": 1, "p2": 1}, 1), ({}, 1)]
    assert file.official is None


def test_areas_and_categories_have_their_shares_of_the_budget() -> None:
    meta = (
        "vote_type;approval\nneighborhoods;North,South\nbudget_per_neighborhood;60,50\n"
        "categories;parks, play\nbudget_per_category;40,7.5"
    )
    projects = "project_id;cost;category;neighborhood\np1;40.5;parks, play,;North\np2;30;play;South\np3;20;;\n"

    file = _file(meta, projects=projects)

    assert file.instance.digits == 1
    assert file.instance.shares == (
        BudgetShare("North", frozenset({"p1"}), 600),
        BudgetShare("South", frozenset({"p2"}), 500),
        BudgetShare("parks", frozenset({"p1"}), 400),
        BudgetShare("play", frozenset({"p1", "p2"}), 75),
    )


def test_projects_may_be_withdrawn_ruled_out_in_conflict_or_free() -> None:
    projects = (
        "project_id;cost;selected;ineligible;conflicts\n"
        "p1;999999999.00;2;;1\np2;60;1;too late;1, 2\np3;0;0;;2\np4;999999998;1;;,\n"
    )

    file = _file(projects=projects)

    assert file.instance.ineligible == {"p1": "withdrawn", "p2": "too late"}
    assert file.instance.conflicts == (frozenset({"p1", "p2"}), frozenset({"p2", "p3"}))
    assert file.official == frozenset({"p2", "p4"})
    assert [project.cost for project in file.instance.projects] == [99999999900, 6000, 0, 99999999800]


@pytest.mark.parametrize(
    ("meta", "votes", "method"),
    [
        ("vote_type;approval", "voter_id;vote\n1;p1\n", Method.APPROVAL),
        ("vote_type;choose-1", "voter_id;vote\n1;p1\n", Method.APPROVAL),
        ("vote_type;approval\nmax_sum_cost;100", "voter_id;vote\n1;p1\n", Method.KNAPSACK),
        ("vote_type;ordinal", "voter_id;vote\n1;p1\n", Method.RANKING),
        ("vote_type;cumulative", "voter_id;vote;points\n1;p1;1\n", Method.POINTS),
        (
            "vote_type;cumulative\nmin_sum_points;100\nmax_sum_points;100",
            "voter_id;vote;points\n1;p1;1\n",
            Method.ALLOCATION,
        ),
        (
            "vote_type;cumulative\nmin_sum_points;10\nmax_sum_points;10",
            "voter_id;vote;points\n1;p1;1\n",
            Method.POINTS,
        ),
        ("vote_type;cumulative\nmax_sum_points;100", "voter_id;vote;points\n1;p1;1\n", Method.POINTS),
        ("vote_type;scoring", "voter_id;vote;points\n1;p1,p2;1,-1\n", Method.FOR_AND_AGAINST),
        ("vote_type;scoring", "voter_id;vote;points\n1;p1,p2;1,2\n", Method.SCORE),
        ("vote_type;scoring", "voter_id;vote;points\n1;p1,p2;1,0\n", Method.SCORE),
    ],
)
def test_the_file_tells_how_people_voted(meta: str, votes: str, method: Method) -> None:
    file = _file(meta, votes)

    assert (file.profile.method, file.profile.projects) == (method, 2)
    assert (file.profile.marks is None) == (not method.has_marks)


def test_the_same_choices_in_another_order_are_the_same_ballot_unless_order_is_the_vote() -> None:
    votes = "voter_id;vote\n1;p1,p2\n2;p2,p1\n3;p2,p1\n"

    assert _ballots(_file("vote_type;approval", votes)) == [({"p1": 1, "p2": 1}, 3)]
    assert _ballots(_file("vote_type;ordinal", votes)) == [({"p1": 2, "p2": 1}, 1), ({"p1": 1, "p2": 2}, 2)]


def test_a_ranking_is_worth_as_many_points_as_a_list_may_be_long() -> None:
    votes = "voter_id;vote\n1;p1\n2;p2,p1\n"

    open_end, of_five = _file("vote_type;ordinal", votes), _file("vote_type;ordinal\nmax_length;5", votes)

    assert (open_end.profile.longest, _ballots(open_end)[0]) == (2, ({"p1": 2}, 1))
    assert (of_five.profile.longest, _ballots(of_five)[1]) == (5, ({"p1": 4, "p2": 5}, 1))
    assert _file("vote_type;ordinal\nmax_length;1000000000", votes).profile.longest == 10**9
    assert _file("vote_type;ordinal").profile.longest == 0


def test_points_for_one_project_in_parts_are_added_and_parts_of_points_are_exact() -> None:
    votes = "voter_id;vote;points\n1;p2,p1,p2;1,1.25,1\n2;p1;1000000\n3;;\n"

    file = _file("vote_type;cumulative", votes)

    assert file.profile.mark_digits == 2
    assert _ballots(file) == [({"p1": 125, "p2": 200}, 1), ({"p1": 10**8}, 1), ({}, 1)]


@pytest.mark.parametrize("points", [10**9, -(10**9)])
def test_points_up_to_a_thousand_million_can_be_counted(points: int) -> None:
    file = _file("vote_type;scoring", f"voter_id;vote;points\n1;p1;{points}\n")

    assert _ballots(file) == [({"p1": points}, 1)]


def test_a_default_score_is_kept_in_the_finest_unit_and_only_for_scores() -> None:
    votes = "voter_id;vote;points\n1;p1;0.5\n"

    scored = _file("vote_type;scoring\ndefault_score;2", votes)
    summed = _file("vote_type;cumulative\ndefault_score;2.25", votes)

    assert _ballots(scored) == [({"p1": 5, "p2": 20}, 1)]
    assert (_ballots(summed), summed.profile.mark_digits) == ([({"p1": 5}, 1)], 1)


class _Long(bytes):
    """Bytes that say to be longer than they are, for nobody has so many to spare."""

    length = MOST_BYTES

    def __len__(self) -> int:
        return self.length


def test_a_file_that_is_too_long_is_refused_before_it_is_read() -> None:
    data = _Long(b"META")

    with pytest.raises(FileIsNotPabulib, match="line 1: the section META needs a header with at most 1000 columns"):
        read_pb(data)
    data.length = MOST_BYTES + 1
    with pytest.raises(FileIsNotPabulib) as refusal:
        read_pb(data)

    assert (refusal.value.line, refusal.value.reason) == (1, "the file has more than 536870912 bytes")
