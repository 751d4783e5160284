"""A schedule is made of its seed alone."""

from collections import Counter

from tests.faults.making.faults import KINDS
from tests.faults.schedules.rolling import a_long_vote
from tests.faults.schedules.schedule import WINDOW_S, schedule_of

EVERY = [kind.name for kind in KINDS]
ON_ONE_MACHINE = [kind.name for kind in KINDS if kind.on != "broker"]


def test_a_seed_gives_the_same_schedule_again_and_another_one_another() -> None:
    assert schedule_of(17, "feed", ON_ONE_MACHINE) == schedule_of(17, "feed", ON_ONE_MACHINE)
    assert len({schedule_of(seed, "kafka", EVERY).faults for seed in range(50)}) == 50


def test_each_fault_comes_in_as_many_seeds_as_there_are_faults() -> None:
    led = Counter(
        name for seed in range(34) for name in {one.kind.name for one in schedule_of(seed, "kafka", EVERY).faults}
    )

    assert led.keys() == {*EVERY}
    assert min(led.values()) >= 2


def test_no_two_ballots_of_a_seed_are_the_same() -> None:
    for seed in range(20):
        ballots = [one for voter in schedule_of(seed, "feed", ON_ONE_MACHINE).voters for one in voter.ballots]

        assert len(set(ballots)) == len(ballots)


def test_faults_come_while_people_vote_and_what_cannot_be_made_is_left_out() -> None:
    for seed in range(20):
        schedule = schedule_of(seed, "feed", ["slow", "killed"])

        assert {fault.kind.name for fault in schedule.faults} <= {"slow", "killed"}
        assert all(0 <= fault.at_s <= WINDOW_S for fault in schedule.faults)


def test_the_vote_during_an_upgrade_has_as_many_ballots_as_papers_each_by_another_voter() -> None:
    voters = a_long_vote().voters

    assert len({voter.ballots for voter in voters}) == len(voters) == 56
    assert {voter.door for voter in voters} == {"api", "page", "text"}
