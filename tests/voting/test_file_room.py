"""Files of anybody are counted one at a time, within bounds, and what is refused says so."""

import asyncio
import time

import pytest

from services.voting.clients.file_room import FileRoom
from services.voting.domain.counting.file_errors import (
    CountingRoomIsFull,
    FileCannotBeCountedHere,
    RuleDoesNotSuit,
    RuleIsNotKnown,
)
from services.voting.domain.counting.file_wish import FileWish
from services.voting.domain.tally.errors import FileIsNotPabulib
from tests.support.elections import CASES, SWIECIE

HEAD = "META\nkey;value\nbudget;{budget}\nvote_type;{kind}\nrule;greedy\n{more}PROJECTS\nproject_id;cost\n"
POINTS = CASES / "points_used_by_own_rule.pb"


def a_small_file(kind: str = "approval") -> bytes:
    text = HEAD.format(budget=100, kind=kind, more="") + "a;60\nb;60\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n"
    return text.encode()


async def test_a_file_is_counted_by_its_own_rule_and_by_another_beside_it() -> None:
    told = await FileRoom(patience_s=60).count(SWIECIE.read_bytes(), FileWish(beside="score/skip"))

    own, other = told["counts"]
    assert (own["rule"], own["winners"], own["cost"], own["agrees_with_the_city"]) == (
        "equal-shares/cost/add1",
        17,
        "1040337",
        True,
    )
    assert (other["rule"], other["second_count"]) == ("score/skip", True)
    assert own["reach"]["voters_with_a_winner"] == 2549
    first, last = own["projects"][0], own["projects"][-1]
    assert (first["project"], first["paid_in_full"]) == ("c12", 1030)
    assert last["verdict"] == "not-affordable"
    assert len(last["paid_for"]) == 3


async def test_a_small_file_also_says_how_close_the_losers_came() -> None:
    told = await FileRoom(patience_s=60).count(a_small_file(), FileWish())

    assert told["is_all"] is True
    assert told["counts"][0]["projects"][1]["wins_with_votes"] == 2


async def test_a_voter_gains_what_the_ballots_hold_unless_something_else_is_asked() -> None:
    room = FileRoom(patience_s=60)

    by_points = await room.count(POINTS.read_bytes(), FileWish("equal-shares/own/none", "equal-shares/cost/none"))

    assert [one["rule"] for one in by_points["counts"]] == ["equal-shares/points/none", "equal-shares/cost/none"]


async def test_a_file_with_mistakes_is_refused_with_each_of_them() -> None:
    bad = a_small_file().replace(b"budget;100", b"budget;10,000").replace(b"3;b", b"3;x")

    with pytest.raises(FileIsNotPabulib) as refused:
        await FileRoom().count(bad, FileWish())

    assert [line for line, _ in refused.value.mistakes] == [3, 14]


async def test_what_is_no_such_file_at_all_is_told_what_it_is() -> None:
    with pytest.raises(FileIsNotPabulib, match="web page"):
        await FileRoom().count(b"<!doctype html><html><body>no</body></html>", FileWish())


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (FileWish("dictatorship"), RuleIsNotKnown),
        (FileWish("elimination"), RuleDoesNotSuit),
        (FileWish("score/skip", min_score="10%"), RuleDoesNotSuit),
        (FileWish("score/skip", "equal-shares/own/add9"), RuleIsNotKnown),
    ],
)
async def test_a_rule_that_is_none_or_does_not_suit_is_refused(wish: FileWish, error: type[Exception]) -> None:
    with pytest.raises(error):
        await FileRoom().count(a_small_file(), wish)


async def test_a_count_that_takes_too_long_ends_when_its_time_is_over() -> None:
    began = time.monotonic()

    with pytest.raises(FileCannotBeCountedHere) as refused:
        await FileRoom(patience_s=0).count(SWIECIE.read_bytes(), FileWish())

    assert refused.value.why == "time"
    assert time.monotonic() - began < 20


async def test_a_file_that_needs_more_memory_than_there_is_for_it_is_refused() -> None:
    projects = "".join(f"p{number};{number}\n" for number in range(1, 1000))
    votes = "".join(f"{voter};p{voter % 999 + 1};{voter + 1}\n" for voter in range(1, 90_000))
    hostile = HEAD.format(budget=100, kind="scoring", more="default_score;1\n") + projects
    hostile += f"VOTES\nvoter_id;vote;points\n{votes}"

    with pytest.raises(FileCannotBeCountedHere) as refused:
        await FileRoom(patience_s=60).count(hostile.encode(), FileWish())

    assert refused.value.why == "memory"


async def test_a_file_with_more_projects_than_a_page_holds_is_refused() -> None:
    projects = "".join(f"p{number};{number}\n" for number in range(1, 1_002))
    many = HEAD.format(budget=100, kind="approval", more="") + f"{projects}VOTES\nvoter_id;vote\n1;p1\n"

    with pytest.raises(FileCannotBeCountedHere) as refused:
        await FileRoom(patience_s=60).count(many.encode(), FileWish())

    assert refused.value.why == "projects"


async def test_whatever_a_file_is_called_what_is_told_of_it_is_short() -> None:
    named = {b"_id;cost\n": b"_id;cost;name\n", b"a;60\n": b"a;60;" + b"x" * 100_000 + b"\n", b"b;60\n": b"b;60;\n"}
    long = a_small_file()
    for plain, with_name in named.items():
        long = long.replace(plain, with_name)

    told = await FileRoom(patience_s=60).count(long, FileWish())

    assert len(told["counts"][0]["projects"][0]["name"]) == 200


async def test_a_full_room_lets_nobody_in_and_a_place_is_free_again_afterwards() -> None:
    room = FileRoom()

    async with room.place(), room.place(), room.place(), room.place():
        with pytest.raises(CountingRoomIsFull):
            async with room.place():
                pass
    async with room.place():
        pass


async def test_files_are_counted_one_after_the_other() -> None:
    room, content = FileRoom(patience_s=60), a_small_file()

    counting = [asyncio.create_task(room.count(content, FileWish())) for _ in range(2)]
    done, others = await asyncio.wait(counting, return_when=asyncio.FIRST_COMPLETED)

    assert (len(done), len(others)) == (1, 1)
    assert (await asyncio.gather(*counting))[0]["counts"][0]["winners"] > 0
