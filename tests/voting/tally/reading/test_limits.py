"""What a file's limits say of its ballots: those beyond count, and can be left out to see what that changes."""

import pytest

from services.voting.domain.tally.pb.beyond import within_limits
from services.voting.domain.tally.pb.read import read_pb
from tests.voting.tally.reading.files import file_of

APPROVALS = "budget;100\nvote_type;approval\nrule;greedy\nmin_length;2\nmax_sum_cost;60\n"
POINTS = "budget;100\nvote_type;cumulative\nrule;greedy\nmax_points;5\n"


@pytest.mark.parametrize(
    ("meta", "votes", "beyond", "kept"),
    [
        (APPROVALS, "voter_id;vote\n1;1,2\n2;2\n3;\n4;1,3\n5;1,3\n", (0, 1), [({}, 1), ({"1": 1, "3": 1}, 2)]),
        (
            POINTS,
            "voter_id;vote;points\n1;1,2;5,1\n2;1;6\n3;2,3;1,2\n",
            (1,),
            [({"1": 5, "2": 1}, 1), ({"2": 1, "3": 2}, 1)],
        ),
    ],
)
def test_the_ballots_within_the_limits_are_all_but_those_beyond(
    meta: str, votes: str, beyond: tuple[int, ...], kept: list[tuple[dict[str, int], int]]
) -> None:
    projects = "project_id;cost\n1;40\n2;60\n3;20\n"
    file = read_pb(file_of({"META": meta, "PROJECTS": projects, "VOTES": votes}).encode())

    within = within_limits(file)

    assert file.beyond_limits == beyond
    assert list(within.ballots(file.instance.ids)) == kept
    assert within.method is file.profile.method


def test_what_a_ballot_costs_is_summed_however_much_it_is() -> None:
    most = "9" * 18
    projects = "project_id;cost\n" + "".join(f"{number};{most}\n" for number in range(1, 12))
    votes = "voter_id;vote\n1;" + ",".join(map(str, range(1, 12))) + "\n2;1\n"
    meta = f"budget;{most}\nvote_type;approval\nrule;greedy\nmax_sum_cost;{most}\n"

    file = read_pb(file_of({"META": meta, "PROJECTS": projects, "VOTES": votes}).encode())

    assert file.beyond_limits == (0,)
